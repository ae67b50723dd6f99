//! What time does by itself.

use crate::db::Store;
use crate::error::Result;
use crate::gathered::due;
use crate::{ledger, ranking};
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
