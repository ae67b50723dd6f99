//! What messages about stars say.

use crate::locale::text;
use crate::words::{Words, clip, last_day};
use domain::stars::Message;

impl Words for Message {
    fn in_app(&self) -> String {
        use text::message as say;
        match self {
            Self::StarWaits { star } => say::star_waits(*star),
            Self::StarApplied { star } => say::star_applied(*star),
            Self::StarNominated { star, team } => say::star_nominated(team, *star),
            Self::StarNoticed { star, until } => say::star_noticed(*star, last_day(*until)),
            Self::StarProlonged { star, until } => say::star_prolonged(*star, last_day(*until)),
            Self::StarObjected { star } => say::star_objected(*star),
            Self::StarReturned { star, reason } => say::star_returned(*star, reason),
            Self::StarAwarded { star, by } => say::star_awarded(by, *star),
            Self::StarWithdrawn { star } => say::star_withdrawn(*star),
        }
    }

    fn in_short(&self) -> String {
        use text::sms as say;
        match self {
            Self::StarWaits { star } => say::star_waits(*star),
            Self::StarApplied { star } => say::star_applied(*star),
            Self::StarNominated { star, team } => say::star_nominated(clip(team), *star),
            Self::StarNoticed { star, until } => say::star_noticed(*star, last_day(*until)),
            Self::StarProlonged { star, until } => say::star_prolonged(*star, last_day(*until)),
            Self::StarObjected { star } => say::star_objected(*star),
            Self::StarReturned { star, .. } => say::star_returned(*star),
            Self::StarAwarded { star, by } => say::star_awarded(clip(by), *star),
            Self::StarWithdrawn { star } => say::star_withdrawn(*star),
        }
    }

    fn leads_to(&self) -> String {
        match self {
            Self::StarWaits { .. } => "/desk/stars".to_owned(),
            _ => "/me/stars".to_owned(),
        }
    }
}
