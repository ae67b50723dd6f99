//! The rules of Diandan: ids, time, actors, access, state machines, arithmetic and the views that pages show.
//!
//! Architecture invariant: nothing here waits, reads a clock, rolls dice, or knows the web framework; the database is
//! known only as value derives behind the feature `db`.

#[macro_use]
mod words;
#[macro_use]
mod gather;
#[macro_use]
pub mod ids;

pub mod access;
pub mod account;
pub mod activities;
pub mod actor;
pub mod catalog;
pub mod certificates;
pub mod check_digit;
pub mod error;
pub mod honours;
pub mod hours;
pub mod insights;
pub mod ledger;
pub mod notices;
pub mod notify;
pub mod orders;
pub mod orgs;
pub mod page;
pub mod pictures;
pub mod points;
pub mod ranking;
pub mod rules;
pub mod search;
pub mod shop;
pub mod spoken;
pub mod stars;
pub mod teams;
pub mod time;
pub mod typed;

pub use error::{Check, Class, Code, FieldError, Refusal};
pub use gather::{WordSet, numbers, word_sets};

// In the order in which the access table is printed.
features! {
    error;
    access;
    actor;
    orders: Orders;
    notices;
    hours: Hours;
    account: Account;
    orgs;
    catalog;
    teams: Teams;
    points: Points;
    shop: Shop;
    ledger;
    ranking;
    certificates: Certificates;
    stars: Stars;
    honours: Honours;
    activities;
    pictures;
    rules;
}
