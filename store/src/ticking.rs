//! What a feature's part of a tick needs.

use crate::error::{Error, Result};

/// Things of each kind that one tick does; what is left waits for the next.
pub(crate) const A_TICK: u64 = 200;

/// Rows that one transaction of the clock writes at most where there are many: some milliseconds' worth, so that nobody who
/// waits at the write door notices.
pub(crate) const SLICE: usize = 500;

/// A thing that somebody else has done meanwhile is not a fault.
pub(crate) fn ticked(outcome: Result<()>) -> Result<usize> {
    match outcome {
        Ok(()) => Ok(1),
        Err(Error::Refused(_)) => Ok(0),
        Err(error) => Err(error),
    }
}
