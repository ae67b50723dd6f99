//! What volunteers are told about their points.

use crate::time::Timestamp;

messages! {
    /// What volunteers are told about their points.
    Message {
        /// To a volunteer: staff have granted points, or taken them back.
        PointsDecided { points: i64, reason: String },
        /// To a volunteer: points expire soon.
        PointsExpiring { points: i64, on: Timestamp },
        /// To a volunteer: points have expired.
        PointsExpired { points: i64 },
    }
}
