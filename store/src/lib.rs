//! The books: entities, migrations, and one module of use-cases per feature.
//!
//! Architecture invariants: only this crate runs SeaORM, only [`db`] begins transactions, and no entity leaves it. Every
//! use-case takes [`Cx`] and asks `domain::access` after it has loaded the row, inside the transaction.

#[macro_use]
mod gather;

pub mod account;
mod audit;
pub mod backup;
pub mod bench;
pub mod catalog;
pub mod certificates;
pub mod check;
mod checking;
pub mod clock;
mod clock_mark;
mod crypt;
mod db;
pub mod demo;
mod desk;
mod error;
pub mod honours;
pub mod hours;
pub mod insights;
mod keys;
pub mod ledger;
mod migrate;
mod notices;
pub mod notify;
pub mod orders;
mod org_tree;
pub mod orgs;
mod page;
pub mod people;
mod person;
pub mod pictures;
pub mod points;
pub mod ranking;
mod replay;
mod rule_table;
pub mod rules;
mod search;
pub mod shop;
pub mod stars;
mod table;
pub mod teams;
#[cfg(feature = "testing")]
pub mod testing;
mod ticking;

pub use crypt::Key;
pub use db::{Cx, Database, Store, Topic, hear_other_machines};
pub use error::{Error, Result};
pub use keys::KeysUsed;
pub use replay::is_form_id;

// In the order in which the clock and `check` come to them. People come first: with another key nobody can be opened, and `check`
// says that before what follows from it.
features! {
    account: check tables;
    catalog: check tables;
    orders: clock check tables;
    points: clock check demo tables;
    shop: clock check demo tables;
    hours: clock check tables;
    ledger: check tables;
    ranking: check tables;
    certificates: check demo tables;
    stars: clock check demo tables;
    honours: clock check demo tables;
    teams: tables;
    notify: demo tables;
    rules: demo;
}
