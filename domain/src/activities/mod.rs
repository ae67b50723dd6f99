//! Activities 活动: what the county offers at a time and place, and who joins.

mod join;
mod line;
mod series;

pub use join::{Candidate, Obstacle, Wanted, obstacles};
pub use line::{Enrolment, Seats, offer_ends};
pub use series::{Days, Repeat, Series, overlap};

use crate::error::Code;
use crate::time::HOUR;

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    numbers: &[
        ("SESSION_HOURS", &(LONGEST / HOUR)),
        ("MOST_SESSIONS", &MOST_SESSIONS),
    ],
    ..crate::gather::Feature::NONE
};

codes! {
    /// A session lasts longer than a day.
    SESSION_TOO_LONG = "session_too_long", Invalid;
    /// More sessions than one activity has.
    TOO_MANY_SESSIONS = "too_many_sessions", Invalid;
    /// There is no such day between the first and the last.
    NO_SUCH_DAY = "no_such_day", Invalid;
    /// All seats are taken, and all places in the line.
    SESSION_FULL = "session_full", Conflict;
    /// The time to join is over.
    TOO_LATE_TO_JOIN = "too_late_to_join", Conflict;
}

ids! {
    /// Somebody who has joined a session, or waits to.
    EnrolmentId,
}

/// The longest session, in milliseconds.
pub const LONGEST: i64 = 24 * HOUR;
/// The most sessions of one activity.
pub const MOST_SESSIONS: usize = 200;
/// For how long a seat is offered at most, in milliseconds.
pub const OFFERED_FOR: i64 = 12 * HOUR;

words! {
    /// Where somebody stands who wants to take part.
    State {
        /// A seat is theirs.
        Confirmed = "confirmed",
        /// They wait for one.
        Waiting = "waiting",
        /// One is theirs if they take it in time.
        Offered = "offered",
        /// They did not take it in time.
        Lapsed = "lapsed",
        /// They gave it back, or wait no longer.
        Withdrawn = "withdrawn",
        /// They did not come.
        NoShow = "no_show",
    }
}

words! {
    /// What turns one state into another.
    Deed {
        /// A seat became free, and they are the first in the line.
        Offer = "offer",
        /// They take it.
        Accept = "accept",
        /// Its time is over.
        Lapse = "lapse",
        /// They do not come.
        Withdraw = "withdraw",
        /// They did not come.
        Miss = "miss",
    }
}

/// The state that a deed leads to.
pub const fn step(from: State, deed: Deed) -> Result<State, Code> {
    match (from, deed) {
        (State::Waiting, Deed::Offer) => Ok(State::Offered),
        (State::Offered, Deed::Accept) => Ok(State::Confirmed),
        (State::Offered, Deed::Lapse) => Ok(State::Lapsed),
        (State::Confirmed | State::Waiting | State::Offered, Deed::Withdraw) => {
            Ok(State::Withdrawn)
        }
        (State::Confirmed, Deed::Miss) => Ok(State::NoShow),
        _ => Err(Code::NOT_NOW),
    }
}
