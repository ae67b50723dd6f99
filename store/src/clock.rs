//! What time does by itself, one line a feature.

use crate::db::{Cx, Store};
use crate::error::Result;
use crate::{hours, ledger, orders, points, ranking, shop};
use domain::actor::Actor;
use domain::time::Timestamp;

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
    done += orders::tick(cx).await?;
    done += points::tick(cx).await?;
    done += shop::tick(cx).await?;
    done += hours::tick(cx).await?;
    Ok(done)
}
