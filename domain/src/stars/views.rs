//! What people see of stars.

use super::{Body, Goal, StarRule, State};
use crate::ids::{StarApplicationId, TeamId, VolunteerId};
use crate::notices::{EventView, May};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// An application as its volunteer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationView {
    /// Its id.
    pub id: StarApplicationId,
    /// The star.
    pub star: i64,
    /// Where it stands.
    pub state: State,
    /// The level of the body that may award it.
    pub body: Body,
    /// Posted minutes when it was asked for.
    pub minutes: i64,
    /// When its public notice ends.
    pub until: Option<Timestamp>,
    /// What happened, the oldest first.
    pub events: Vec<EventView<State>>,
}

/// A volunteer's stars, as they see them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyStars {
    /// Whether they are registered as a volunteer.
    pub volunteer: bool,
    /// Posted minutes.
    pub minutes: i64,
    /// The star they hold; 0 for none.
    pub held: i64,
    /// What they serve towards.
    pub next: Option<Goal>,
    /// The stars they may apply for now; none while an application is on its way.
    pub may_apply: Vec<StarRule>,
    /// The lines that hold now.
    pub rules: Vec<StarRule>,
    /// Their applications, the newest first.
    pub applications: Vec<ApplicationView>,
}

/// An application at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarCase {
    /// Its id.
    pub id: StarApplicationId,
    /// The volunteer's name.
    pub name: String,
    /// Their number.
    pub no: String,
    /// Where they live.
    pub place: String,
    /// The star.
    pub star: i64,
    /// Posted minutes when it was asked for.
    pub minutes: i64,
    /// Minutes that the star took then.
    pub needed: i64,
    /// The level of the body that may award it.
    pub body: Body,
    /// Where it stands.
    pub state: State,
    /// When its public notice ends.
    pub until: Option<Timestamp>,
    /// What happened, the oldest first.
    pub events: Vec<EventView<State>>,
    /// What the viewer may do with it now.
    pub may: May,
}

/// What the public notice shows of a star.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticedStar {
    /// One to five.
    pub star: i64,
    /// Posted minutes.
    pub minutes: i64,
}

/// A member of one's team who has reached a star.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nominee {
    /// The team.
    pub team: TeamId,
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// The highest star they have reached and do not hold.
    pub star: i64,
    /// Posted minutes.
    pub minutes: i64,
}
