//! What people are told about stars.

use crate::time::Timestamp;

messages! {
    /// What people are told about stars.
    Message {
        /// To an institute: an application for a star waits.
        StarWaits { star: i64 },
        /// To a volunteer: we have your application for a star.
        StarApplied { star: i64 },
        /// To a volunteer: your leader has nominated you for a star.
        StarNominated { star: i64, team: String },
        /// To a volunteer: your star is approved, and in public notice until then.
        StarNoticed { star: i64, until: Timestamp },
        /// To a volunteer: in public notice until then, longer than they were told.
        StarProlonged { star: i64, until: Timestamp },
        /// To a volunteer: somebody objected, and staff look at it again.
        StarObjected { star: i64 },
        /// To a volunteer: your application came back.
        StarReturned { star: i64, reason: String },
        /// To a volunteer: you have a star.
        StarAwarded { star: i64, by: String },
        /// To a volunteer: you have taken your application back.
        StarWithdrawn { star: i64 },
    }
}
