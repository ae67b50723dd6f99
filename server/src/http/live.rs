//! Live pages: the pages of orders hear when their orders have changed. A browser listens once for all of its tabs.

use super::Http;
use super::security::Address;
use app::request::Visit;
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::actor::Actor;
use domain::ids::AccountId;
use domain::orders::parse_order_no;
use futures::stream::{self, StreamExt};
use serde::Deserialize;
use std::collections::HashMap;
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::orders;
use tokio_stream::wrappers::BroadcastStream;
use tower_governor::key_extractor::KeyExtractor;

/// How many streams somebody may have open: one for each browser, and a second while it turns to other orders.
const OF_ACCOUNT: usize = 6;
/// The same for those behind one address who are not signed in. A carrier puts many phones behind one.
const OF_ADDRESS: usize = 60;
/// How many orders one stream tells of: of more tabs than that nobody sees all.
const ORDERS: usize = 24;
/// After how many seconds who came in vain may try again.
const TRY_AGAIN: &str = "60";

/// The numbers of orders, and the keys of their links in the same order, with commas between them.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    no: String,
    #[serde(default)]
    key: String,
}

/// Who listens, and how often.
#[derive(Clone, Default)]
pub(super) struct Listeners(Arc<Mutex<HashMap<Listener, usize>>>);

/// Whom a stream is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Listener {
    Account(AccountId),
    Address(IpAddr),
}

impl Listener {
    const fn limit(self) -> usize {
        match self {
            Self::Account(_) => OF_ACCOUNT,
            Self::Address(_) => OF_ADDRESS,
        }
    }
}

impl Listeners {
    /// A place for one more stream, if there is one.
    fn place(&self, listener: Listener) -> Option<Place> {
        let mut streams = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let open = streams.entry(listener).or_default();
        if *open >= listener.limit() {
            return None;
        }
        *open += 1;
        Some(Place {
            among: self.clone(),
            listener,
        })
    }
}

/// The place of a stream, which is free again when that has ended.
struct Place {
    among: Listeners,
    listener: Listener,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut streams = self.among.0.lock().unwrap_or_else(PoisonError::into_inner);
        let open = streams.get_mut(&self.listener).map_or(0, |open| {
            *open = open.saturating_sub(1);
            *open
        });
        if open == 0 {
            streams.remove(&self.listener);
        }
    }
}

/// Tells whoever may see them each time one of these orders changes. What has changed they load themselves, so that one
/// place decides what they may know.
pub(super) async fn orders(
    State(http): State<Http>,
    Extension(visit): Extension<Visit>,
    Extension(listeners): Extension<Listeners>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    // Listen first: a change between the look and the listening would be missed.
    let topics = http.site.store.topics();
    let actor = visit
        .session
        .map(|session| session.actor)
        .unwrap_or_default();
    let mut seen = Vec::new();
    let mut keys = asked.key.split(',');
    for no in asked.no.split(',').take(ORDERS) {
        let key = keys.next().filter(|key| !key.is_empty());
        let actor = Actor {
            link: key.map(str::to_owned),
            ..actor.clone()
        };
        let cx = http
            .site
            .store
            .cx(actor, visit.now, visit.request_id.clone());
        match orders::may_see(&cx, no).await {
            Ok(()) => seen.extend(parse_order_no(no)),
            Err(store::Error::Refused(_)) => {}
            Err(_) => return super::plain(StatusCode::SERVICE_UNAVAILABLE),
        }
    }
    if seen.is_empty() {
        return super::plain(StatusCode::NOT_FOUND);
    }
    let address = Address::of(&http.rate).extract(&request);
    let listener = match (actor.account, address) {
        (Some(account), _) => Listener::Account(account),
        (None, Ok(address)) => Listener::Address(address),
        (None, Err(_)) => return super::plain(StatusCode::BAD_REQUEST),
    };
    let Some(place) = listeners.place(listener) else {
        let again = [(header::RETRY_AFTER, TRY_AGAIN)];
        return (again, super::plain(StatusCode::TOO_MANY_REQUESTS)).into_response();
    };
    // Whoever comes back after a broken connection may have missed something.
    let missed = request.headers().contains_key("last-event-id");
    let missed: Vec<_> = seen.iter().filter(|_| missed).map(changed).collect();
    let changes = BroadcastStream::new(topics).flat_map(move |topic| {
        let about = |no: &&String| match &topic {
            Ok(changed) => *changed == orders::topic(no),
            // Too slow to hear everything: it may have been about any of them.
            Err(_) => true,
        };
        // The place goes with the stream.
        let _ = &place;
        let changes: Vec<_> = seen.iter().filter(about).map(changed).collect();
        stream::iter(changes)
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
fn changed(no: &String) -> Result<Event, Infallible> {
    Ok(Event::default().id("changed").data(no))
}
