//! What time does to orders: offers lapse, and deliveries that nobody rates are closed.

use super::dispatch::Expire;
use super::entity;
use super::judge::Close;
use crate::db::Cx;
use crate::error::Result;
use crate::rules;
use crate::ticking::{A_TICK, ticked};
use domain::orders::State;
use domain::rules::Number;
use domain::time::DAY;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

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
