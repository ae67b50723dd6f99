//! What time does to orders: offers lapse, deliveries that nobody rates are closed, and so is service whose end nobody noted.

use super::dispatch::Expire;
use super::judge::Close;
use super::serve::CloseForgotten;
use super::{attendance, entity};
use crate::db::Cx;
use crate::error::Result;
use crate::rules;
use crate::ticking::{A_TICK, ticked};
use domain::hours::FORGOTTEN;
use domain::ids::AttendanceId;
use domain::orders::State;
use domain::rules::Number;
use domain::time::DAY;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

/// Does what is due, and says how many things that were.
pub(crate) async fn tick(cx: &Cx) -> Result<usize> {
    let mut done = 0;
    let lapsed = entity::Entity::find()
        .filter(entity::Column::State.eq(State::Offered))
        .filter(entity::Column::Deadline.lte(cx.now))
        .order_by_asc(entity::Column::Deadline);
    for no in numbers(cx, lapsed).await? {
        done += ticked(cx.run(Expire { no }).await)?;
    }
    let unrated = entity::Entity::find()
        .filter(entity::Column::State.eq(State::Delivered))
        .filter(long_ago(cx).await?)
        .order_by_asc(entity::Column::DeliveredAt);
    for no in numbers(cx, unrated).await? {
        done += ticked(cx.run(Close { no }).await)?;
    }
    let serving: Vec<AttendanceId> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::Id)
        .join_rev(
            JoinType::InnerJoin,
            entity::Entity::belongs_to(attendance::Entity)
                .from(entity::Column::Id)
                .to(attendance::Column::OrderId)
                .into(),
        )
        .filter(attendance::Column::CheckedOutAt.is_null())
        .filter(attendance::Column::CheckedInAt.lte(cx.now.plus(-FORGOTTEN)))
        .filter(entity::Column::ScheduledTo.lte(cx.now.plus(-FORGOTTEN)))
        .order_by_asc(attendance::Column::CheckedInAt)
        .limit(A_TICK)
        .into_tuple()
        .all(cx.read())
        .await?;
    for id in serving {
        done += ticked(cx.run(CloseForgotten { id }).await)?;
    }
    Ok(done)
}

/// Delivered so long ago that it is closed, by the rule of the day of delivery.
async fn long_ago(cx: &Cx) -> Result<Condition> {
    let spans = rules::numbers(cx, cx.read())
        .await?
        .spans(Number::CloseDays);
    let parts = spans.into_iter().map(|(span, days)| {
        let delivered = entity::Column::DeliveredAt;
        Condition::all()
            .add(delivered.gte(span.start))
            .add(delivered.lt(span.end))
            .add(delivered.lte(cx.now.plus(-days * DAY)))
    });
    Ok(parts.fold(Condition::any(), Condition::add))
}

async fn numbers(cx: &Cx, query: sea_orm::Select<entity::Entity>) -> Result<Vec<String>> {
    Ok(query
        .select_only()
        .column(entity::Column::No)
        .limit(A_TICK)
        .into_tuple()
        .all(cx.read())
        .await?)
}
