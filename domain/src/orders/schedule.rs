//! When an order is served, and who goes.

use super::{HORIZON_DAYS, Window};
use crate::catalog::{LEAST_MINUTES, MOST_MINUTES};
use crate::error::{Check, Code, Refusal};
use crate::ids::VolunteerId;
use crate::time::{DAY, HOUR, Timestamp};
use serde::{Deserialize, Serialize};

/// The schedule form as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// The start, as a `datetime-local` field writes it.
    pub from: String,
    /// The length in minutes.
    pub minutes: String,
    /// Comma-separated ids of the volunteers who go.
    pub members: String,
    /// Ticked: they go although somebody is to serve elsewhere then.
    pub despite: String,
}

/// A schedule that can be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// When.
    pub window: Window,
    /// Who goes.
    pub members: Vec<VolunteerId>,
    /// Although somebody is to serve elsewhere then.
    pub despite: bool,
}

impl ScheduleForm {
    /// Reads the form.
    pub fn read(&self, now: Timestamp) -> Result<Schedule, Refusal> {
        let mut check = Check::default();
        let from = check.take(
            "from",
            Timestamp::from_field(&self.from).and_then(|from| future(from, now)),
        );
        let minutes = check.take(
            "minutes",
            crate::error::number(&self.minutes, LEAST_MINUTES, MOST_MINUTES),
        );
        let members = check.take(
            "members",
            crate::account::set_of(&self.members).and_then(somebody),
        );
        check.finish(|| {
            let from = from?;
            Some(Schedule {
                window: Window {
                    from,
                    to: from.plus(minutes? * crate::time::MINUTE),
                },
                members: members?,
                despite: crate::account::ticked(&self.despite).is_ok(),
            })
        })
    }
}

fn future(from: Timestamp, now: Timestamp) -> Result<Timestamp, Code> {
    if from.0 < now.0 - HOUR {
        // An hour of grace: leaders write down at the door what was agreed on the phone.
        Err(Code::IN_THE_PAST)
    } else if from.0 > now.0 + HORIZON_DAYS * DAY {
        Err(Code::TOO_FAR_AHEAD)
    } else {
        Ok(from)
    }
}

fn somebody(members: Vec<VolunteerId>) -> Result<Vec<VolunteerId>, Code> {
    if members.is_empty() {
        Err(Code::NOBODY_ASSIGNED)
    } else {
        Ok(members)
    }
}
