//! The program over real HTTP layers: who may call what, forms without JavaScript, headers, live pages.
#![expect(
    clippy::unwrap_used,
    reason = "in a test, what cannot be unwrapped is a failure"
)]

mod access;
mod backup;
mod browser;
mod certificates;
mod ledger;
mod pages;
mod pictures;
mod samples;
mod shop;
mod words;
