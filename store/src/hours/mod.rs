//! From attendance to the hours ledger: confirmed by the leader, shown in public, then posted once, with its points.

pub(crate) mod check;
mod confirm;
mod decide;
mod entity;
mod people;
mod post;
mod query;

pub use confirm::confirm;
pub use decide::{object, review};
pub(crate) use entity::entry;
pub(crate) use post::tick;
pub use query::{mine, notices, reviews};

use crate::db::Tx;
use crate::error::Result;
use crate::notices;
use crate::orders::{self, attendance, entity as order};
use crate::rules;
use domain::Code;
use domain::access::Standings;
use domain::hours::State;
use domain::ids::AttendanceId;
use domain::rules::Number;
use domain::time::Timestamp;
use sea_orm::EntityTrait;

notices::hangs! { attendance, in the words of State, for HoursNotice }

/// Minutes of the day of this moment that count without a review.
async fn daily_minutes(tx: &Tx, at: Timestamp) -> Result<i64> {
    let numbers = rules::numbers(&tx.cx, &**tx).await?;
    Ok(60 * numbers.at(Number::DailyHours, at))
}

/// The attendance with this id, locked, with its order and what the actor is to that.
async fn locked(tx: &Tx, id: AttendanceId) -> Result<(attendance::Model, order::Model, Standings)> {
    let row = notices::locked::<attendance::Entity>(tx, id.0).await?;
    let order = order::Entity::find_by_id(row.order_id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = orders::standings(&tx.cx, &**tx, &order).await?;
    Ok((row, order, standings))
}

crate::table::tables! { entry }
