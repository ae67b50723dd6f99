//! Figures of the county, each with its formula.

use serde::{Deserialize, Serialize};

/// The numbers on the home page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountyNumbers {
    /// Registered volunteers.
    pub volunteers: i64,
    /// Teams.
    pub teams: i64,
    /// Posted minutes of service.
    pub minutes: i64,
    /// Orders delivered and not reopened since.
    pub delivered: i64,
}

/// How an item is rated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// How many ratings.
    pub n: i64,
    /// The sum of their stars.
    pub stars: i64,
}

impl Approval {
    /// The mean in tenths of a star, once there are enough ratings to tell; below five it says nothing.
    pub fn tenths(self) -> Option<i64> {
        (self.n >= 5).then(|| (self.stars * 10 + self.n / 2) / self.n)
    }
}
