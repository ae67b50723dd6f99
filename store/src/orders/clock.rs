//! What time does by itself: offers lapse, deliveries are closed, notices end.

use super::{dispatch, entity, locked, save, take, tell_requester};
use crate::db::{Cx, Store, Tx};
use crate::error::{Error, Result};
use crate::{hours, ledger, points, ranking, shop};
use domain::access::Action;
use domain::actor::Actor;
use domain::orders::Message;
use domain::orders::{CLOSE_AFTER, State};
use domain::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

/// Things of each kind that one tick does; what is left waits for the next.
const A_TICK: u64 = 200;

/// Does everything that is due, each in its own transaction, and says how many things that were.
///
/// Two machines may tick at once: each arrow is taken under a lock, and the second finds it taken.
pub async fn tick(store: &Store, now: Timestamp) -> Result<usize> {
    let cx = store.cx(Actor::clock(), now, "clock");
    // Once a day, for the books and not for anybody who waits.
    ledger::tick(&cx).await?;
    ranking::tick(&cx).await?;
    due(&cx).await
}

/// The same without the books of the day.
pub(crate) async fn due(cx: &Cx) -> Result<usize> {
    let mut done = 0;
    let lapsed = entity::Entity::find()
        .filter(entity::Column::State.eq(State::Offered))
        .filter(entity::Column::Deadline.lte(cx.now));
    for no in numbers(cx, lapsed.order_by_asc(entity::Column::Deadline)).await? {
        done += ticked(
            cx.write(no, |tx, no| Box::pin(dispatch::expire(tx, no)))
                .await,
        )?;
    }
    let unrated = entity::Entity::find()
        .filter(entity::Column::State.eq(State::Delivered))
        .filter(entity::Column::DeliveredAt.lte(cx.now.plus(-CLOSE_AFTER)));
    for no in numbers(cx, unrated.order_by_asc(entity::Column::DeliveredAt)).await? {
        done += ticked(cx.write(no, |tx, no| Box::pin(close(tx, no))).await)?;
    }
    done += points::tick(cx).await?;
    done += shop::tick(cx).await?;
    for attendance in hours::notices_over(cx, A_TICK).await? {
        done += ticked(hours::post(cx, attendance).await)?;
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

/// A thing that somebody else has done meanwhile is not a fault.
fn ticked(outcome: Result<()>) -> Result<usize> {
    match outcome {
        Ok(()) => Ok(1),
        Err(Error::Refused(_)) => Ok(0),
        Err(error) => Err(error),
    }
}

async fn close(tx: &Tx, no: &str) -> Result<()> {
    let (order, standings) = locked(tx, no).await?;
    let to = take(tx, &order, &standings, Action::CLOSE, "")?;
    let order = save(tx, &order, |row| row.state = Set(to)).await?;
    tell_requester(
        tx,
        &order,
        &Message::OrderClosed {
            no: order.no.clone(),
            title: order.title.clone(),
        },
    )
}
