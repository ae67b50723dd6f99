//! What time does by itself, one line a feature.

use crate::db::{Cx, Store};
use crate::error::{Error, Result};
use crate::{hours, ledger, orders, points, ranking, shop};
use domain::actor::Actor;
use domain::time::Timestamp;

/// Things of each kind that one tick does; what is left waits for the next.
pub(crate) const A_TICK: u64 = 200;

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

/// A thing that somebody else has done meanwhile is not a fault.
pub(crate) fn ticked(outcome: Result<()>) -> Result<usize> {
    match outcome {
        Ok(()) => Ok(1),
        Err(Error::Refused(_)) => Ok(0),
        Err(error) => Err(error),
    }
}
