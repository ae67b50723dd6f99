//! The open books as a file.

use app::request::Visit;
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt, TryStreamExt};
use serde::Deserialize;
use std::sync::Arc;
use store::ledger::Reading;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A verifier of the file that shares no line with ours: docs/ledger.md describes both.
const VERIFIER: &str = include_str!("../../../docs/verify-ledger.mjs");

/// How many may download at a time: each download reads its transfers from the books anew.
const READERS: usize = 2;
/// After how many seconds who came in vain may try again.
const TRY_AGAIN: &str = "60";

/// The places of those who download.
#[derive(Clone)]
pub(super) struct Readers(Arc<Semaphore>);

impl Readers {
    /// Places that nobody has taken.
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(READERS)))
    }

    /// A place, if one is free.
    fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0).try_acquire_owned().ok()
    }
}

/// Which part of the ledger.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// One day, as `2026-11-22`; all of them without it.
    #[serde(default)]
    day: String,
}

/// Sends the ledger day by day as it is read, so that it never stands in memory as a whole.
pub(super) async fn download(
    Extension(readers): Extension<Readers>,
    Extension(visit): Extension<Visit>,
    Query(asked): Query<Asked>,
) -> Response {
    let Ok(mut reading) = Reading::of(&asked.day) else {
        return super::plain(StatusCode::NOT_FOUND);
    };
    let Some(place) = readers.place() else {
        return full();
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
    // The place goes with the file, and is free when that has been sent or given up.
    let rest = stream::try_unfold((reading, cx, place), async |(mut reading, cx, place)| {
        let day = reading.read(&cx).await?;
        Ok::<_, store::Error>(day.map(|day| (day, (reading, cx, place))))
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

/// All places are taken.
fn full() -> Response {
    let mut answer = super::plain(StatusCode::SERVICE_UNAVAILABLE);
    let wait = HeaderValue::from_static(TRY_AGAIN);
    answer.headers_mut().insert(header::RETRY_AFTER, wait);
    answer
}

/// The short verifier, to be read and kept.
pub(super) async fn verifier() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"verify-ledger.mjs\"",
        ),
    ];
    (headers, VERIFIER).into_response()
}
