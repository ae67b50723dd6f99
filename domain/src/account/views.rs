//! What a signed-in person sees of themselves.

use crate::ids::{SessionId, VolunteerId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The signed-in person, as the shell of every page shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each opens a way of its own in the shell"
)]
pub struct Me {
    /// What to call them; the masked phone until they gave a name.
    pub name: String,
    /// Unread messages in the inbox.
    pub unread: i64,
    /// Whether they are registered as a volunteer.
    pub volunteer: bool,
    /// Whether they work at a desk.
    pub desk: bool,
    /// Whether they keep a points shop.
    pub keeper: bool,
    /// Whether they keep the county's menu, people and rules.
    pub admin: bool,
    /// Whether they work at the county's centre.
    pub centre: bool,
    /// For the centre: the year whose holidays the program ought to know by now, and does not.
    pub no_calendar: Option<i32>,
}

/// A signed-in device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Its session.
    pub id: SessionId,
    /// The browser's own description, shortened to browser and system.
    pub label: String,
    /// When it signed in.
    pub since: Timestamp,
    /// When it was last used, to the nearest five minutes.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// A volunteer, as they see themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolunteerView {
    /// Their id.
    pub id: VolunteerId,
    /// Their number.
    pub no: String,
    /// Posted minutes.
    pub minutes: i64,
    /// Points at hand.
    pub points: i64,
    /// When they registered.
    pub since: Timestamp,
}
