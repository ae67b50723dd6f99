//! What people see: pages, their server functions, and the shell around them.
//!
//! Architecture invariants: a server function holds no rule and no SQL; a page calls its own feature's `api`; every mutation
//! is a plain form, every filter a URL, and everything works before the wasm arrives.

#![recursion_limit = "512"]

#[macro_use]
mod gather;

#[cfg(feature = "hydrate")]
mod absent;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "ssr")]
pub mod document;
pub mod error;
#[cfg(feature = "hydrate")]
mod foreign;
pub mod forms;
pub mod locale;
#[cfg(feature = "ssr")]
pub mod request;
pub mod routes;
pub mod shell;
pub mod ui;
pub mod words;

pub mod account;
pub mod card;
pub mod catalog;
pub mod certificates;
pub mod home;
pub mod honours;
pub mod hours;
pub mod ledger;
pub mod notices;
pub mod notify;
pub mod offline;
pub mod orders;
pub mod points;
pub mod ranking;
pub mod rules;
pub mod shop;
pub mod stars;
pub mod teams;

#[cfg(feature = "hydrate")]
pub use browser::hydrate;
#[cfg(feature = "hydrate")]
pub use foreign::give_way;
#[cfg(feature = "ssr")]
pub use gathered::takes_pictures;

// In the order in which they hang in public notice: the few before the many.
features! {
    account tells Account;
    card;
    catalog;
    certificates tells Certificates;
    stars tells Stars hangs section;
    honours tells Honours hangs section takes Nominate;
    hours tells Hours hangs section;
    ledger;
    notices;
    notify;
    offline;
    orders tells Orders takes Deliver;
    points tells Points;
    ranking;
    rules;
    shop tells Shop takes EnterReward;
    teams tells Teams;
}
