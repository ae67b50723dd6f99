//! What to send to a route that is no server function.

use super::Sample;
use crate::browser::{Browser, serve_with_files};
use crate::pictures::{BOUNDARY, Parts, photo, sends};
use domain::orders::State;
use domain::pictures::Size;
use domain::time::DAY;
use object_store::memory::InMemory;
use std::sync::Arc;
use store::testing::County;

/// What to send to a route. One without a sample fails the test.
pub(crate) async fn sample(county: &County, route: &str) -> Option<Sample> {
    Some(match route {
        "/books/verify-ledger.mjs"
        | "/verify/offline"
        | "/verify/keys.json"
        | "/healthz"
        | "/manifest.webmanifest"
        | "/readyz" => Sample::default(),
        "/books/ledger.csv" => {
            county.has_served(&county.member, 60).await;
            // The clock closes the days that are over.
            county.later(3 * DAY);
            county.ticks().await;
            Sample::default()
        }
        "/live/orders" => Sample::about(&county.order_in(State::Scheduled).await, &[]),
        "/pictures" => Sample {
            parts: Some((BOUNDARY, Parts::new().file(&photo(90)).end())),
            ..Sample::default()
        },
        "/pictures/{name}/{size}" => {
            let files = Arc::new(InMemory::new());
            let router = serve_with_files(county, Arc::clone(&files));
            let leader = Browser::of(&router, &county.leader).await;
            let sent = sends(&leader, Parts::new().file(&photo(90))).await;
            let names: String = serde_json::from_str(&sent.body).unwrap();
            let name = domain::pictures::read(&names).unwrap().remove(0);
            Sample {
                files,
                ..Sample::at(name.path(Size::Small))
            }
        }
        "/qr" => Sample::of(&[("code", &"7K3MQ2ZP")]),
        "/qr/page" => Sample::of(&[("to", &"/services?org=1")]),
        "/qr/certificates/{no}" => {
            let no = county.certificate_issued().await;
            Sample::at(format!("/qr/certificates/{no}"))
        }
        "/shop/settlement.csv" => {
            Sample::of(&[("shop", &county.shelf(1).await.shop), ("month", &"2026-11")])
        }
        _ => return None,
    })
}
