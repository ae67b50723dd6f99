//! From attendance to the hours ledger: confirmed by the leader, shown in public, then posted once, with its points.

pub(crate) mod check;
mod confirm;
mod decide;
mod entity;
mod post;
mod query;

pub use confirm::confirm;
pub use decide::{object, review};
pub(crate) use entity::entry;
pub(crate) use post::tick;
pub use query::{mine, notices, reviews};

use crate::db::{Settings, Tx};
use crate::error::Result;
use crate::notices::{self, Notice};
use crate::orders::{self, attendance, entity as order};
use domain::Code;
use domain::access::Standings;
use domain::hours::State;
use domain::ids::AttendanceId;
use domain::time::Timestamp;
use sea_orm::EntityTrait;

impl Notice for attendance::Entity {
    type State = State;
    const ID: attendance::Column = attendance::Column::Id;
    const PATH: attendance::Column = attendance::Column::Path;
    const STATE: attendance::Column = attendance::Column::State;
    const UNTIL: attendance::Column = attendance::Column::NoticeUntil;

    fn days(settings: Settings) -> u32 {
        settings.notice_working_days
    }

    fn id(row: &attendance::Model) -> i64 {
        row.id.0
    }

    fn state(row: &attendance::Model) -> State {
        row.state
    }

    fn until(row: &attendance::Model) -> Option<Timestamp> {
        row.notice_until
    }
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
