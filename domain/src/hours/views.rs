//! What people see of hours.

use super::{ReviewReason, State};
use crate::ids::AttendanceId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What the public notice shows of a service record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticedHours {
    /// The team or org served with.
    pub team: String,
    /// The service.
    pub title: String,
    /// The day of service.
    pub on: Timestamp,
    /// Minutes.
    pub minutes: i64,
}

/// Attendance that waits for a staff member's review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewView {
    /// Its id.
    pub id: AttendanceId,
    /// The volunteer.
    pub who: String,
    /// The service.
    pub title: String,
    /// The order's number.
    pub order_no: String,
    /// When they came.
    pub from: Timestamp,
    /// When they left.
    pub to: Timestamp,
    /// Minutes.
    pub minutes: i64,
    /// Why it waits.
    pub reason: Option<ReviewReason>,
    /// What an objector said.
    pub objection: String,
    /// Why its end was noted afterwards, where somebody did.
    pub end_reason: String,
    /// Whether it is one's own to decide on.
    pub may: bool,
}

/// A line of somebody's hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// The day of service.
    pub on: Timestamp,
    /// Minutes.
    pub minutes: i64,
    /// The service.
    pub title: String,
    /// The order's number.
    pub order_no: String,
    /// Where it stands: posted, or still on its way.
    pub state: State,
}
