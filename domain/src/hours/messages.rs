//! What volunteers are told about their hours.

use crate::time::Timestamp;

messages! {
    /// What volunteers are told about their hours.
    Message {
        /// To a volunteer: confirmed, and in public notice until then.
        HoursNoticed { title: String, minutes: i64, until: Timestamp },
        /// To a volunteer: in public notice until then, longer than they were told.
        HoursProlonged { title: String, minutes: i64, until: Timestamp },
        /// To a volunteer: posted.
        HoursPosted { title: String, minutes: i64, points: i64 },
        /// To a volunteer: struck by staff.
        HoursStruck { title: String },
        /// To a volunteer: a five-star rating earned points.
        BonusPosted { title: String, points: i64 },
    }
}
