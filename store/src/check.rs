//! `diandan check`: re-derives every counter, balance and state from the rows that are only ever added, and names what
//! differs.
//!
//! It reads one snapshot and writes nothing. What the database can compare stays in the database ([`Question`]s); what a
//! rule of `domain` or the key has to say about goes by in chunks, so a county of any size fits in memory.
//!
//! [`Question`]: crate::checking::Question

#[cfg(test)]
mod tests;

use crate::Key;
use crate::checking::Checking;
pub use crate::checking::Report;
use crate::db::Database;
use crate::error::Result;
use crate::gathered;

/// Compares everything that is stored twice. Hours are counted by the rules a county starts with.
///
/// The report ends with the fiftieth difference: after that many it is one fault that has to be found, not fifty.
pub async fn run(database: &Database, key: &Key) -> Result<Report> {
    let mut check = Checking::begin(database, key).await?;
    gathered::compare(&mut check).await?;
    check.finish().await
}
