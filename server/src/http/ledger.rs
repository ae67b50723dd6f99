//! The open books as a file.

use app::request::Visit;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt, TryStreamExt};
use serde::Deserialize;
use store::ledger::Reading;

/// Which part of the ledger.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// One day, as `2026-11-22`; all of them without it.
    #[serde(default)]
    day: String,
}

/// Sends the ledger day by day as it is read, so that it never stands in memory as a whole.
pub(super) async fn download(
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Response {
    let Ok(mut reading) = Reading::of(&asked.day) else {
        return super::plain(StatusCode::NOT_FOUND);
    };
    let cx = visit.cx();
    let first = match reading.read(&cx).await {
        Ok(Some(first)) => first,
        Ok(None) | Err(store::Error::Refused(_)) => return super::plain(StatusCode::NOT_FOUND),
        Err(error) => {
            tracing::error!(%error, "the ledger cannot be read");
            return super::plain(StatusCode::SERVICE_UNAVAILABLE);
        }
    };
    let rest = stream::try_unfold((reading, cx), async |(mut reading, cx)| {
        let day = reading.read(&cx).await?;
        Ok::<_, store::Error>(day.map(|day| (day, (reading, cx))))
    });
    let days = stream::once(async { Ok(first) })
        .chain(rest.inspect_err(|error| tracing::error!(%error, "the ledger breaks off")))
        .map_ok(Bytes::from);
    // A closed day stays as it is; the whole ledger grows.
    let kept = if asked.day.is_empty() {
        "no-store"
    } else {
        "public, max-age=31536000, immutable"
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CACHE_CONTROL, kept),
    ];
    (headers, Body::from_stream(days)).into_response()
}
