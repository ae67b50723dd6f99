//! Built files: named by their content, compressed beforehand, kept for good by browsers. And each locale's texts. What another
//! version was served with until yesterday may lie beside them ([`crate::site`]).

use app::locale::{Locale, by_path, catalogue_path};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::LeptosOptions;
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

/// A file whose name changes with its content.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// A file with a fixed name.
pub(super) const FOR_A_DAY: &str = "public, max-age=86400";

pub(super) fn router(options: &LeptosOptions) -> Router {
    let root = Path::new(&*options.site_root);
    let package = ServeDir::new(root.join(&*options.site_pkg_dir)).precompressed_br();
    let earlier_texts = ServeDir::new(root.join("locale"));
    let mut router = Router::new()
        .nest_service(&format!("/{}", options.site_pkg_dir), package)
        .nest_service("/locale", earlier_texts);
    for locale in Locale::ALL {
        router = router.route(catalogue_path(locale), get(texts));
    }
    let mut router = router.layer(from_fn(for_good));
    for file in [
        "favicon.svg",
        "app-icon.svg",
        "app-icon-192.png",
        "app-icon-512.png",
        "apple-touch-icon.png",
        "robots.txt",
    ] {
        let service = ServeFile::new(root.join(file)).precompressed_br();
        router = router.merge(
            Router::new()
                .route_service(&format!("/{file}"), service)
                .layer(from_fn(for_a_day)),
        );
    }
    // A browser that keeps the worker asks for it again; what comes without a policy of its own may load nothing.
    for file in ["sw.js", "offline.js"] {
        let service = ServeFile::new(root.join(file)).precompressed_br();
        router = router.merge(
            Router::new()
                .route_service(&format!("/{file}"), service)
                .layer(from_fn(may_fetch)),
        );
    }
    // The scanner's modules name each other, so their names stay.
    let scan = ServeDir::new(root.join("scan")).precompressed_br();
    router.merge(
        Router::new()
            .nest_service("/scan", scan)
            .layer(from_fn(for_a_day)),
    )
}

async fn texts(request: Request) -> Response {
    match by_path(request.uri().path()) {
        Some(texts) => {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], texts).into_response()
        }
        None => super::plain(axum::http::StatusCode::NOT_FOUND),
    }
}

async fn for_good(request: Request, next: Next) -> Response {
    keep(next.run(request).await, FOR_GOOD)
}

async fn for_a_day(request: Request, next: Next) -> Response {
    keep(next.run(request).await, FOR_A_DAY)
}

async fn may_fetch(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; connect-src 'self'"),
    );
    response
}

fn keep(mut response: Response, how_long: &'static str) -> Response {
    if response.status().is_success() {
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(how_long));
    }
    response
}
