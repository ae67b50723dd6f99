//! 派单: whom an order can be offered to, and for how long.

use crate::account::required_id;
use crate::error::Code;
use crate::ids::{OrgId, TeamId};
use crate::time::{DAY, HOUR};
use serde::{Deserialize, Serialize};

words! {
    /// How long an offer stands. Deadlines in working time come with the dispatching rules.
    OfferFor {
        /// Thirty minutes: somebody is waiting at the phone.
        HalfHour = "half_hour",
        /// Two hours.
        TwoHours = "two_hours",
        /// A day.
        Day = "day",
        /// Three days.
        ThreeDays = "three_days",
    }
}

impl OfferFor {
    /// The span in milliseconds.
    pub const fn millis(self) -> i64 {
        match self {
            Self::HalfHour => HOUR / 2,
            Self::TwoHours => 2 * HOUR,
            Self::Day => DAY,
            Self::ThreeDays => 3 * DAY,
        }
    }
}

/// Whom an order is offered to, or who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Performer {
    /// A team.
    Team(TeamId),
    /// An org's own staff.
    Org(OrgId),
}

impl std::fmt::Display for Performer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Team(id) => write!(f, "team-{id}"),
            Self::Org(id) => write!(f, "org-{id}"),
        }
    }
}

impl std::str::FromStr for Performer {
    type Err = Code;

    fn from_str(raw: &str) -> Result<Self, Code> {
        match raw.split_once('-') {
            Some(("team", id)) => required_id(id).map(Self::Team),
            Some(("org", id)) => required_id(id).map(Self::Org),
            _ if raw.is_empty() => Err(Code::REQUIRED),
            _ => Err(Code::NOT_A_CHOICE),
        }
    }
}
