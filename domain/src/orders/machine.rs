//! The machine: where an order can stand, and which action leads where.

use crate::access::Action;
use crate::error::Code;
use crate::rules::{Number, Numbers};
use crate::time::{DAY, Timestamp};

words! {
    /// Where an order stands.
    State {
        /// Waits to be screened.
        Submitted = "submitted",
        /// Waits for the requester to say more.
        NeedsInfo = "needs_info",
        /// Refused with a reason.
        Rejected = "rejected",
        /// Folded into another order.
        Merged = "merged",
        /// Waits to be offered.
        Dispatchable = "dispatchable",
        /// Waits for a team's or an org's answer.
        Offered = "offered",
        /// Taken on; the time is still to be fixed.
        Accepted = "accepted",
        /// Time and people are fixed.
        Scheduled = "scheduled",
        /// People are there.
        InService = "in_service",
        /// Done, and waits to be rated.
        Delivered = "delivered",
        /// Rated.
        Rated = "rated",
        /// Closed without a rating.
        AutoClosed = "auto_closed",
        /// Called off.
        Cancelled = "cancelled",
    }
}

impl State {
    /// Whether nothing is left to do.
    pub const fn is_over(self) -> bool {
        matches!(
            self,
            Self::Rejected | Self::Merged | Self::Rated | Self::AutoClosed | Self::Cancelled
        )
    }

    /// Whether somebody has taken it on and still answers for it.
    pub const fn is_taken_on(self) -> bool {
        matches!(
            self,
            Self::Accepted | Self::Scheduled | Self::InService | Self::Delivered
        )
    }
}

use Action as A;
use State as S;

/// Every arrow of the machine: from, by, to. What is not listed is refused.
pub const ARROWS: &[(State, Action, State)] = &[
    (S::Submitted, A::ASK_INFO, S::NeedsInfo),
    (S::NeedsInfo, A::GIVE_INFO, S::Submitted),
    (S::Submitted, A::REJECT, S::Rejected),
    (S::NeedsInfo, A::REJECT, S::Rejected),
    (S::Dispatchable, A::REJECT, S::Rejected),
    (S::Submitted, A::MERGE, S::Merged),
    (S::Dispatchable, A::MERGE, S::Merged),
    (S::Submitted, A::RELEASE, S::Dispatchable),
    (S::Dispatchable, A::OFFER, S::Offered),
    (S::Dispatchable, A::CLAIM, S::Accepted),
    (S::Offered, A::ACCEPT, S::Accepted),
    (S::Offered, A::DECLINE, S::Dispatchable),
    (S::Offered, A::EXPIRE, S::Dispatchable),
    (S::Offered, A::OVERRIDE, S::Offered),
    (S::Accepted, A::OVERRIDE, S::Offered),
    (S::Scheduled, A::OVERRIDE, S::Offered),
    (S::Accepted, A::SCHEDULE, S::Scheduled),
    (S::Scheduled, A::SCHEDULE, S::Scheduled),
    (S::Scheduled, A::CHECK_IN, S::InService),
    (S::InService, A::CHECK_IN, S::InService),
    (S::InService, A::CHECK_OUT, S::InService),
    (S::InService, A::DELIVER, S::Delivered),
    (S::Delivered, A::RATE, S::Rated),
    (S::Delivered, A::CLOSE, S::AutoClosed),
    (S::Delivered, A::REOPEN, S::Accepted),
    (S::Rated, A::REOPEN, S::Accepted),
    (S::AutoClosed, A::REOPEN, S::Accepted),
    (S::Submitted, A::CANCEL, S::Cancelled),
    (S::NeedsInfo, A::CANCEL, S::Cancelled),
    (S::Dispatchable, A::CANCEL, S::Cancelled),
    (S::Offered, A::CANCEL, S::Cancelled),
    (S::Accepted, A::CANCEL, S::Cancelled),
    (S::Scheduled, A::CANCEL, S::Cancelled),
];

/// The state an action leads to.
pub fn step(from: State, action: Action) -> Result<State, Code> {
    ARROWS
        .iter()
        .find(|(state, by, _)| *state == from && *by == action)
        .map(|(_, _, to)| *to)
        .ok_or(match (from, action) {
            // Whoever answers an offer late learns that it is gone, not that the button is wrong.
            (
                S::Accepted | S::Scheduled | S::InService | S::Dispatchable,
                A::ACCEPT | A::DECLINE | A::CLAIM,
            ) => Code::ALREADY_TAKEN,
            _ => Code::NOT_NOW,
        })
}

/// Whether the words that go with an action may say who asks, where they live or how to reach them: they are shown to whom the
/// contact is shown to.
pub fn speaks_of_contact(action: Action) -> bool {
    matches!(
        action,
        Action::ASK_INFO | Action::GIVE_INFO | Action::CANCEL | Action::REOPEN
    )
}

/// The actions the machine has in a state, in the order pages show them.
pub fn actions(from: State) -> impl Iterator<Item = Action> {
    ARROWS
        .iter()
        .filter(move |(state, ..)| *state == from)
        .map(|(_, action, _)| *action)
}

/// Until when an order can be reopened, by the rule of the day on which it was delivered.
pub fn reopens_until(delivered: Timestamp, numbers: &Numbers) -> Timestamp {
    delivered.plus(numbers.at(Number::ReopenDays, delivered) * DAY)
}

/// When an order is closed that nobody rates, by the rule of the day on which it was delivered.
pub fn closes_at(delivered: Timestamp, numbers: &Numbers) -> Timestamp {
    delivered.plus(numbers.at(Number::CloseDays, delivered) * DAY)
}

/// Whether a delivered order may be reopened: once, and while it can be.
pub fn may_reopen(until: Timestamp, reopened_before: bool, now: Timestamp) -> Result<(), Code> {
    if reopened_before {
        Err(Code::REOPENED_BEFORE)
    } else if now > until {
        Err(Code::TOO_LATE_TO_REOPEN)
    } else {
        Ok(())
    }
}

/// The shortest reason an action has to give, in characters; none means that it takes no reason.
pub fn reason_length(action: Action) -> Option<usize> {
    match action {
        A::ASK_INFO | A::GIVE_INFO | A::REJECT | A::OVERRIDE | A::REOPEN | A::CANCEL => Some(2),
        A::DECLINE => Some(0),
        _ => None,
    }
}
