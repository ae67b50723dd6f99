//! The open books as a file: two at a time read it.

use crate::browser::serve;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use domain::time::DAY;
use store::testing::{AT_ONCE, County, Engine};
use tower::ServiceExt;

/// Asks for the whole ledger, and leaves it to the test when that is read.
async fn download(router: &Router) -> Response {
    let request = Request::get("/books/ledger.csv")
        .header(header::HOST, "diandan.example")
        .body(Body::empty())
        .unwrap();
    router.clone().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn two_at_a_time_download_the_ledger() {
    let county = County::open(Engine::Sqlite, AT_ONCE).await;
    county.serves(&county.member, 60).await;
    county.ticks().await;
    county.later(3 * DAY);
    county.ticks().await;
    let router = serve(&county);

    let first = download(&router).await;
    let second = download(&router).await;
    assert_eq!(
        (first.status(), second.status()),
        (StatusCode::OK, StatusCode::OK)
    );
    let third = download(&router).await;
    assert_eq!(third.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(third.headers().contains_key(header::RETRY_AFTER));

    // Who reads to the end makes room, and so does who leaves.
    let file = to_bytes(first.into_body(), usize::MAX).await.unwrap();
    assert!(String::from_utf8_lossy(&file).lines().count() > 2);
    let third = download(&router).await;
    assert_eq!(third.status(), StatusCode::OK);
    drop(second);
    let fourth = download(&router).await;
    assert_eq!(fourth.status(), StatusCode::OK);
    assert_eq!(
        download(&router).await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
}
