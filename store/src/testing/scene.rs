//! A county at one moment, again and again: what happens in one copy does not happen in the others.

use super::seed::Seeded;
use super::{County, Person, template};
use domain::time::Timestamp;

/// A county on SQLite as it stood at one moment.
pub struct Scene {
    bytes: Vec<u8>,
    seeded: Seeded,
    now: Timestamp,
}

impl County {
    /// What the county is now, for copies of it.
    pub async fn scene(&self) -> Scene {
        Scene {
            bytes: template::gathered(self.database()).await,
            seeded: Seeded {
                people: self.people.map(Person::card),
                places: self.places,
                teams: self.teams,
                menu: self.menu,
            },
            now: self.now(),
        }
    }
}

impl Scene {
    /// A copy of the county, with everybody's devices signed in as they were.
    pub async fn county(&self) -> County {
        let (database, home) = template::written(&self.bytes);
        let county = County::of(database, home, &self.seeded).await;
        county.at(self.now);
        county
    }
}
