//! Databases and actors for tests: a small county on either engine, its people, and orders in any state.
//!
//! ```ignore
//! store::both!(an_order_is_rated_once, |county| async {
//!     let no = county.order_in(State::Delivered).await;
//!     county.resident.rates(&no, 5).await.unwrap();
//!     assert_eq!(refused(county.resident.rates(&no, 5).await), Code::NOT_NOW);
//! });
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a fixture that cannot be built is a failed test"
)]

mod books;
mod certificates;
mod crowd;
mod deeds;
mod honours;
mod orders;
mod person;
pub(crate) mod plans;
mod points;
mod scene;
mod seed;
mod shop;
mod stars;
mod template;

pub use crate::people::{Card, Person};
pub use crate::table::Table;
pub use books::{Mark, Reader, Trace, entities};
pub use deeds::refused;
pub use scene::Scene;
pub use seed::{Cast, Menu, Places, Teams};
pub use shop::Shelf;
pub use template::{Home, empty};

use crate::people::World;
use crate::{Cx, Database, Key, Store, rules};
use domain::actor::Actor;
use domain::rules::Number;
use domain::time::{CountyDate, Timestamp};
use seed::Seeded;
use std::ops::Deref;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// The secret from which the key of every test county is derived.
pub const SECRET: [u8; 32] = [7; 32];

/// The engines the books run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A temporary file.
    Sqlite,
    /// A temporary database in the cluster that `DIANDAN_TEST_POSTGRES` names.
    Postgres,
}

/// When a test county's clock starts: a Monday, at nine in the morning.
pub fn monday_morning() -> Timestamp {
    CountyDate::new(2026, 11, 23)
        .and_then(|date| date.at(9, 0))
        .unwrap()
}

/// A small county of its own for one test, with a clock that stands still until it is moved.
///
/// It has a centre, two townships with an institute each, three villages with a station each, two teams, and a menu of
/// three services. Everything was entered through the use-cases. The people are the fields of [`Cast`].
#[derive(Clone)]
pub struct County {
    inner: Arc<Inner>,
    people: Cast<Person>,
    /// Its orgs.
    pub places: Places,
    /// Its teams.
    pub teams: Teams,
    /// Its menu.
    pub menu: Menu,
}

/// A county's world, and where its books are.
struct Inner {
    world: Arc<World>,
    database: Database,
    _home: Home,
}

impl Deref for County {
    type Target = Cast<Person>;

    fn deref(&self) -> &Cast<Person> {
        &self.people
    }
}

impl County {
    /// A county on a temporary SQLite file, with the rules of test counties.
    pub async fn sqlite() -> Self {
        Self::open(Engine::Sqlite, USUAL).await
    }

    /// A county in a temporary PostgreSQL database, with the rules of test counties.
    pub async fn postgres() -> Self {
        Self::open(Engine::Postgres, USUAL).await
    }

    /// A county on this engine in which these numbers hold.
    pub async fn open(engine: Engine, numbers: Trial) -> Self {
        let (database, home, seeded) = template::copy(engine).await;
        if !numbers.is_empty() {
            let books = Store::bulk(&database).await.unwrap();
            rules::lay_down(&books, numbers, Timestamp(0))
                .await
                .unwrap();
            books.close().await.unwrap();
        }
        Self::of(database, home, &seeded).await
    }

    async fn of(database: Database, home: Home, seeded: &Seeded) -> Self {
        let store = Store::open(&database, key()).await.unwrap();
        let world = World::new(store, monday_morning(), "test");
        let people = seeded.people.map(|card| Person::of(&world, card.clone()));
        let inner = Arc::new(Inner {
            world,
            database,
            _home: home,
        });
        Self {
            people,
            inner,
            places: seeded.places,
            teams: seeded.teams,
            menu: seeded.menu,
        }
    }

    /// The opened books.
    pub fn store(&self) -> &Store {
        &self.inner.world.store
    }

    /// Where the books are, for a program that opens them itself with the key of [`SECRET`].
    pub fn database(&self) -> &Database {
        &self.inner.database
    }

    /// What the county's clock shows.
    pub fn now(&self) -> Timestamp {
        self.inner.world.now()
    }

    /// Sets the clock.
    pub fn at(&self, now: Timestamp) {
        self.inner.world.at(now);
    }

    /// Moves the clock on, and says what it shows.
    pub fn later(&self, millis: i64) -> Timestamp {
        self.at(self.now().plus(millis));
        self.now()
    }

    /// The context of a request by anybody.
    pub fn cx(&self, actor: Actor) -> Cx {
        self.inner.world.cx(actor)
    }

    /// Does what is due by the clock, and says how many things that were.
    pub async fn ticks(&self) -> usize {
        crate::clock::tick(self.store(), self.now()).await.unwrap()
    }
}

/// The longest that a test, or a case of one, may take. It takes seconds.
const LIMIT: Duration = Duration::from_mins(3);

/// Runs a test, or a case of one: one that never ends fails here, under its own name.
pub fn in_time<T: Future<Output = ()>>(test: impl FnOnce() -> T + Send + 'static) {
    let (ended, end) = mpsc::channel();
    let thread = thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(test());
        // What the test has left running is not waited for.
        runtime.shutdown_background();
        let _ = ended.send(());
    });
    match end.recv_timeout(LIMIT) {
        Ok(()) => {}
        Err(RecvTimeoutError::Disconnected) => resume_unwind(thread.join().unwrap_err()),
        Err(RecvTimeoutError::Timeout) => panic!("it takes minutes: it waits for what never comes"),
    }
}

/// Numbers that hold from the beginning on in a test's county.
pub type Trial = &'static [(Number, i64)];

/// As in life, but that nobody is kept from ordering as much as a test takes: every test county has this line.
pub const USUAL: Trial = &[];

/// Nothing hangs in public notice: what is confirmed or approved is settled with the clock's next tick.
pub const AT_ONCE: Trial = &[(Number::HoursNotice, 0), (Number::AwardsNotice, 0)];

/// The key of every test county.
pub fn key() -> Key {
    Key::new(&SECRET)
}

/// Defines a test that runs on both engines, as `NAME::sqlite` and `NAME::postgres`: `both!(name, |county| async {…})`.
///
/// Numbers of its county may stand behind the name: `both!(name, AT_ONCE, |county| async {…})`.
#[macro_export]
macro_rules! both {
    ($name:ident, |$county:ident| async $body:block) => {
        $crate::both!($name, $crate::testing::USUAL, |$county| async $body);
    };
    ($name:ident, $numbers:expr, |$county:ident| async $body:block) => {
        mod $name {
            use super::*;

            async fn on(engine: $crate::testing::Engine) {
                let $county = $crate::testing::County::open(engine, $numbers).await;
                let county = $county.clone();
                $body
                county.reads_what_it_needs().await;
            }

            #[test]
            fn sqlite() {
                $crate::testing::in_time(|| on($crate::testing::Engine::Sqlite));
            }

            #[test]
            fn postgres() {
                $crate::testing::in_time(|| on($crate::testing::Engine::Postgres));
            }
        }
    };
}
