//! What messages about honours say.

use crate::locale::text;
use crate::words::{Words, clip, last_day};
use domain::honours::Message;

impl Words for Message {
    fn in_app(&self) -> String {
        use text::message as say;
        match self {
            Self::HonourWaits { title } => say::honour_waits(title),
            Self::HonourNominated { title } => say::honour_nominated(title),
            Self::HonourNoticed { title, until } => say::honour_noticed(title, last_day(*until)),
            Self::HonourProlonged { title, until } => {
                say::honour_prolonged(title, last_day(*until))
            }
            Self::HonourObjected { title } => say::honour_objected(title),
            Self::HonourReturned { title, reason } => say::honour_returned(title, reason),
            Self::HonourAwarded { title } => say::honour_awarded(title),
        }
    }

    fn in_short(&self) -> String {
        use text::sms as say;
        match self {
            Self::HonourWaits { title } => say::honour_waits(clip(title)),
            Self::HonourNominated { title } => say::honour_nominated(clip(title)),
            Self::HonourNoticed { title, until } => {
                say::honour_noticed(clip(title), last_day(*until))
            }
            Self::HonourProlonged { title, until } => {
                say::honour_prolonged(clip(title), last_day(*until))
            }
            Self::HonourObjected { title } => say::honour_objected(clip(title)),
            Self::HonourReturned { title, .. } => say::honour_returned(clip(title)),
            Self::HonourAwarded { title } => say::honour_awarded(clip(title)),
        }
    }

    fn leads_to(&self) -> String {
        match self {
            Self::HonourWaits { .. } => "/desk/honours".to_owned(),
            _ => "/me/honours".to_owned(),
        }
    }
}
