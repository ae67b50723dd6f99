//! What messages about hours say.

use crate::locale::text;
use crate::ui::hours;
use crate::words::{Words, clip, last_day};
use domain::hours::Message;

impl Words for Message {
    fn in_app(&self) -> String {
        use text::message as say;
        match self {
            Self::HoursNoticed {
                title,
                minutes,
                until,
            } => say::hours_noticed(title, hours(*minutes), last_day(*until)),
            Self::HoursProlonged {
                title,
                minutes,
                until,
            } => say::hours_prolonged(title, hours(*minutes), last_day(*until)),
            Self::HoursPosted {
                title,
                minutes,
                points,
            } => say::hours_posted(*points, title, hours(*minutes)),
            Self::HoursStruck { title } => say::hours_struck(title),
            Self::BonusPosted { title, points } => say::bonus_posted(*points, title),
        }
    }

    fn in_short(&self) -> String {
        use text::sms as say;
        match self {
            Self::HoursNoticed {
                title,
                minutes,
                until,
            } => say::hours_noticed(clip(title), hours(*minutes), last_day(*until)),
            Self::HoursProlonged {
                title,
                minutes,
                until,
            } => say::hours_prolonged(clip(title), hours(*minutes), last_day(*until)),
            Self::HoursPosted {
                title,
                minutes,
                points,
            } => say::hours_posted(*points, clip(title), hours(*minutes)),
            Self::HoursStruck { title } => say::hours_struck(clip(title)),
            Self::BonusPosted { title, points } => say::bonus_posted(*points, clip(title)),
        }
    }

    fn leads_to(&self) -> String {
        match self {
            Self::BonusPosted { .. } => "/me/points".to_owned(),
            Self::HoursNoticed { .. }
            | Self::HoursProlonged { .. }
            | Self::HoursPosted { .. }
            | Self::HoursStruck { .. } => "/me/hours".to_owned(),
        }
    }
}
