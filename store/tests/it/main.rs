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
mod paging;
mod placing;
mod points;
mod rankings;
mod registration;
mod rosters;
mod schema;
mod service;
mod shop;
mod sign_in;
mod stars;
mod views;
