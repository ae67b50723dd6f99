//! What time does to orders: offers lapse, and deliveries that nobody rates are closed.

use super::dispatch::Expire;
use super::entity;
use super::judge::Close;
use crate::db::Cx;
use crate::error::Result;
use crate::ticking::{A_TICK, ticked};
use domain::orders::{CLOSE_AFTER, State};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

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
        .filter(entity::Column::DeliveredAt.lte(cx.now.plus(-CLOSE_AFTER)))
        .order_by_asc(entity::Column::DeliveredAt);
    for no in numbers(cx, unrated).await? {
        done += ticked(cx.run(Close { no }).await)?;
    }
    Ok(done)
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
