//! The county's rules: the numbers it decides on, in lines that are only added.

pub(crate) mod demo;
mod enter;
mod people;

pub use enter::enter;
pub(crate) use enter::lay_down;

use crate::db::Cx;
use crate::desk;
use crate::error::Result;
use crate::rule_table::read;
use domain::access::{Action, Standings};
use domain::rules::{Number, NumberView, Numbers};
use sea_orm::ConnectionTrait;
use std::sync::Arc;

/// What the actor is to the county's table.
fn standings(cx: &Cx) -> Standings {
    match cx.store.orgs.root() {
        Some(centre) => Standings::at(&cx.actor, &centre.path),
        None => Standings::of(&cx.actor),
    }
}

/// Every number with its lines, for those who may add one.
pub async fn desk(cx: &Cx) -> Result<Vec<NumberView>> {
    desk::paths(&cx.actor)?;
    standings(cx).demand(Action::SET_RULES, Action::SET_RULES)?;
    Ok(read(cx.read()).await?.views(cx.now))
}

/// The numbers that hold, and have held, for whoever goes by them.
pub(crate) async fn numbers(cx: &Cx, books: &impl ConnectionTrait) -> Result<Arc<Numbers>> {
    cx.store.numbers.at(cx.now, books).await
}

/// What a number is now: what people are told of a rule.
pub async fn today(cx: &Cx, number: Number) -> Result<i64> {
    Ok(numbers(cx, cx.read()).await?.at(number, cx.now))
}
