//! The use-cases on real databases: each test on an SQLite file and on PostgreSQL, unless it says why not.
#![expect(
    clippy::unwrap_used,
    reason = "in a test, what cannot be unwrapped is a failure"
)]

mod at_once;
mod certificates;
mod honours;
mod ledger;
mod machine;
mod menu;
mod offers;
mod open_books;
mod outbox;
mod own;
mod paging;
mod placing;
mod points;
mod rankings;
mod registration;
mod rosters;
mod rules;
mod schema;
mod service;
mod shop;
mod sign_in;
mod stars;
mod views;
mod words;

use proptest::prelude::ProptestConfig;

/// How property tests try so many random histories, each in a county of its own. One that fails is made simpler for a
/// minute.
fn histories(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_time: 60_000,
        ..ProptestConfig::default()
    }
}
