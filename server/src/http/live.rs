//! Live pages: an order's page hears when the order has changed.

use super::Http;
use app::request::Visit;
use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::actor::Actor;
use futures::stream::{self, StreamExt};
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use store::orders;
use tokio_stream::wrappers::BroadcastStream;

/// The key of an order's link.
#[derive(Deserialize)]
pub(super) struct Link {
    #[serde(default)]
    key: String,
}

/// Tells whoever may see the order each time it changes. What has changed they load themselves, so that one place decides
/// what they may know.
pub(super) async fn order(
    State(http): State<Http>,
    Extension(visit): Extension<Visit>,
    Path(no): Path<String>,
    Query(link): Query<Link>,
    headers: HeaderMap,
) -> Response {
    // Listen first: a change between the look and the listening would be missed.
    let topics = http.site.store.topics();
    let actor = visit
        .session
        .map(|session| session.actor)
        .unwrap_or_default();
    let actor = Actor {
        link: Some(link.key).filter(|key| !key.is_empty()),
        ..actor
    };
    let cx = http.site.store.cx(actor, visit.now, visit.request_id);
    if let Err(error) = orders::may_see(&cx, &no).await {
        return super::plain(match error {
            store::Error::Refused(_) => StatusCode::NOT_FOUND,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        });
    }
    let this = orders::topic(&no);
    // Whoever comes back after a broken connection may have missed something.
    let missed = headers.contains_key("last-event-id").then(changed);
    let changes = BroadcastStream::new(topics).filter_map(move |topic| {
        let about_this = match topic {
            Ok(changed) => changed == this,
            // Too slow to hear everything: it may have been about this.
            Err(_) => true,
        };
        std::future::ready(about_this.then(changed))
    });
    // A proxy may hold the head of an answer back until something follows it.
    let begun = stream::iter([Ok(Event::default().comment("here"))]);
    let events = begun.chain(stream::iter(missed)).chain(changes);
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
        .into_response()
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "a stream of events is one of results"
)]
fn changed() -> Result<Event, Infallible> {
    Ok(Event::default().id("changed").data("changed"))
}
