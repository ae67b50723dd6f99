//! The forms of hours.

use super::Verdict;
use crate::error::Code;
use crate::ids::AttendanceId;
use serde::{Deserialize, Serialize};

/// The button that confirms somebody's service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    /// The form's id.
    pub request_id: String,
    /// Whose coming it was.
    pub attendance: String,
}

impl ConfirmForm {
    /// The attendance.
    pub fn case(&self) -> Result<AttendanceId, Code> {
        self.attendance.parse()
    }
}

/// The buttons that decide on attendance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerdictForm {
    /// The form's id.
    pub request_id: String,
    /// The attendance.
    pub attendance: String,
    /// A [`Verdict`].
    pub verdict: String,
}

impl VerdictForm {
    /// The attendance.
    pub fn case(&self) -> Result<AttendanceId, Code> {
        self.attendance.parse()
    }

    /// Reads what is decided on it.
    pub fn read(&self) -> Result<Verdict, Code> {
        self.verdict.parse()
    }
}
