//! What messages about points say.

use crate::locale::text;
use crate::ui::date;
use crate::words::{Words, signed};
use domain::points::Message;

impl Words for Message {
    fn in_app(&self) -> String {
        use text::message as say;
        match self {
            Self::PointsDecided { points, reason } => say::points_decided(signed(*points), reason),
            Self::PointsExpiring { points, on } => say::points_expiring(*points, date(*on)),
            Self::PointsExpired { points } => say::points_expired(*points),
        }
    }

    fn in_short(&self) -> String {
        use text::sms as say;
        match self {
            Self::PointsDecided { points, .. } => say::points_decided(signed(*points)),
            Self::PointsExpiring { points, on } => say::points_expiring(*points, date(*on)),
            Self::PointsExpired { points } => say::points_expired(*points),
        }
    }

    fn leads_to(&self) -> String {
        "/me/points".to_owned()
    }
}
