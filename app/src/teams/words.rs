//! What messages about teams say.

use crate::locale::text;
use crate::words::{Words, clip};
use domain::teams::Message;

impl Words for Message {
    fn in_app(&self) -> String {
        use text::message as say;
        match self {
            Self::LeaderNamed { name, .. } => say::leader_named(name),
            Self::LeaderSteppedDown { name, .. } => say::leader_stepped_down(name),
            Self::RosterJoined { name, .. } => say::roster_joined(name),
        }
    }

    fn in_short(&self) -> String {
        use text::sms as say;
        match self {
            Self::LeaderNamed { name, .. } => say::leader_named(clip(name)),
            Self::LeaderSteppedDown { name, .. } => say::leader_stepped_down(clip(name)),
            Self::RosterJoined { name, .. } => say::roster_joined(clip(name)),
        }
    }

    fn leads_to(&self) -> String {
        match self {
            Self::LeaderNamed { team, .. }
            | Self::LeaderSteppedDown { team, .. }
            | Self::RosterJoined { team, .. } => {
                format!("/team/{team}")
            }
        }
    }
}
