//! What time does by itself.

use crate::db::Store;
use crate::error::Result;
use crate::gathered::due;
use crate::{ledger, ranking};
use domain::actor::Actor;
use domain::time::Timestamp;

/// Does everything that is due, and says how many things that were.
///
/// Each thing has its own transaction, and what is large is read beside the write door and written in slices: between any
/// two of them whoever waits at the door is served.
///
/// Two machines may tick at once: each arrow is taken under a lock, and the second finds it taken.
pub async fn tick(store: &Store, now: Timestamp) -> Result<usize> {
    let cx = store.cx(Actor::clock(), now, "clock");
    // Once a day, for the books and not for anybody who waits.
    ledger::tick(&cx).await?;
    let done = due(&cx).await?;
    // Last, for it reads the year.
    ranking::tick(&cx).await?;
    Ok(done)
}
