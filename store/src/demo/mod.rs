//! The demo county: Zhao'an with its real places, invented people, and a year of orders that ends now.
//!
//! Everything in it has happened by the rules of `domain`, so `check` finds nothing to say about it. It is told in
//! three parts: who and what there is (`county`), what happened (`year`, `stage`, each order a `life`), and what follows
//! from that in the order of time (`ledger`). Only then rows are made and written, in one transaction: a county is
//! there as a whole or not at all.

mod certificates;
mod chen;
mod county;
mod honours;
mod ledger;
mod life;
mod menu;
mod messages;
mod names;
mod people;
mod pictures;
mod places;
mod records;
mod rosters;
mod rows;
mod rows_of_orders;
mod service;
mod services;
mod shop;
mod stage;
mod stars;
mod teams;
#[cfg(test)]
pub(crate) mod tests;
mod texts;
mod veterans;
mod world;
mod write;
mod year;

use crate::account::account;
use crate::db::begin;
use crate::error::{Error, Result};
use crate::orgs::entity as org;
use crate::{Database, Key, Store};
use county::County;
use domain::time::Timestamp;
use ledger::Books;
use rand::SeedableRng;
use rand::rngs::StdRng;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    QuerySelect,
};
use tokio::sync::mpsc;
use world::World;
use write::Pen;

pub use certificates::certify;
pub use pictures::hang as hang_pictures;
pub use shop::open as open_shops;

/// Has people of the filled county honoured: stars and nominations in every state.
pub async fn honour(store: &Store, now: Timestamp) -> Result<()> {
    let people = stars::People::of(store, now).await?;
    let before = stars::last_message(store).await?;
    stars::award(&people).await?;
    honours::award(&people).await?;
    stars::sent(store, before, now).await
}

/// How large a county, and which one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// 1.0 is the county's real size: 88,410 volunteers in 533 teams.
    pub scale: f64,
    /// The same seed and the same `now` tell the same stories, under the same order numbers.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scale: 0.01,
            seed: 350_624,
        }
    }
}

/// Somebody to sign in as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// Their phone.
    pub phone: &'static str,
    /// Their name.
    pub name: &'static str,
    /// What they are, for a text in the reader's language: `resident`, `volunteer`, `leader`, `station`, `institute`,
    /// `centre`, `admin` or `minor`.
    pub role: &'static str,
}

impl DemoAccount {
    const fn new(phone: &'static str, name: &'static str, role: &'static str) -> Self {
        Self { phone, name, role }
    }
}

/// The people to sign in as, all at home in 南诏镇.
pub const ACCOUNTS: &[DemoAccount] = &[
    DemoAccount::new("13800000001", "沈毅斌", "resident"),
    DemoAccount::new("13800000002", "陈倩", "volunteer"),
    DemoAccount::new("13800000003", "吴幼盛", "leader"),
    DemoAccount::new("13800000004", "许秀兰", "station"),
    DemoAccount::new("13800000005", "林建平", "institute"),
    DemoAccount::new("13800000006", "黄雅婷", "centre"),
    DemoAccount::new("13800000007", "胡文斌", "admin"),
    DemoAccount::new("13800000008", "沈小禾", "minor"),
];

/// Orders of a year at scale 1.
const ORDERS: f64 = 60_000.0;
/// Orders beside those of the stage at any scale.
const FEWEST_ORDERS: usize = 60;

/// What a fill has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// Nothing: there is a county already.
    Already,
    /// Written what it counts.
    Now(Size),
}

/// How much there is in a county.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Volunteers.
    pub volunteers: usize,
    /// Teams.
    pub teams: usize,
    /// Orders.
    pub orders: usize,
    /// Service records.
    pub attendances: usize,
    /// Posted minutes.
    pub minutes: i64,
}

/// Fills migrated, empty books with the demo county. Books that hold an org or an account are left as they are.
///
/// Nothing may be served from them meanwhile: it is one long transaction.
pub async fn fill(
    database: &Database,
    key: &Key,
    options: Options,
    now: Timestamp,
) -> Result<Filled> {
    let books = Store::bulk(database).await?;
    if is_inhabited(&books).await? {
        books.close().await?;
        return Ok(Filled::Already);
    }
    let backend = books.get_database_backend();
    if backend == DatabaseBackend::Sqlite {
        // Nothing is promised to anybody before the end, when the checkpoint below puts all of it on disk.
        books
            .execute_unprepared("PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;")
            .await?;
    }
    let (statements, mut made) = mpsc::channel(8);
    let pen = Pen {
        backend,
        statements,
    };
    let key = key.clone();
    let making = tokio::task::spawn_blocking(move || {
        let county = tell(options, now)?;
        rows::write(&county, &key, &pen)?;
        Ok::<_, Error>(size(&county))
    });
    if let Some(first) = made.recv().await {
        let tx = begin(&books).await?;
        tx.execute_raw(first).await?;
        while let Some(statement) = made.recv().await {
            tx.execute_raw(statement).await?;
        }
        move_sequences(&tx).await?;
        // A county half made is dropped with its transaction.
        let size = made_well(making).await?;
        tx.commit().await?;
        settle(&books).await?;
        books.close().await?;
        return Ok(Filled::Now(size));
    }
    made_well(making).await.map(Filled::Now)
}

async fn made_well(making: tokio::task::JoinHandle<Result<Size>>) -> Result<Size> {
    making
        .await
        .map_err(|fault| Error::Database(DbErr::Custom(fault.to_string())))?
}

async fn is_inhabited(books: &DatabaseConnection) -> Result<bool> {
    let org = org::Entity::find().limit(1).one(books).await?;
    let account = account::Entity::find().limit(1).one(books).await?;
    Ok(org.is_some() || account.is_some())
}

/// Tells the county's story: everything but the rows.
fn tell(options: Options, now: Timestamp) -> Result<Books> {
    let mut rng = StdRng::seed_from_u64(options.seed);
    let county = County::found(options, now, &mut rng);
    let mut world = World::new(county, rng);
    world.set_the_stage()?;
    let orders = (ORDERS * options.scale).round() as usize;
    let told = world.lives.len();
    world.live_a_year(orders.saturating_sub(told).max(FEWEST_ORDERS))?;
    Ok(Books::keep(world.county, world.lives))
}

fn size(books: &Books) -> Size {
    Size {
        volunteers: books.county.volunteers.len(),
        teams: books.county.teams.len(),
        orders: books.lives.len(),
        attendances: books.lives.iter().map(|life| life.services.len()).sum(),
        minutes: books.minutes.iter().sum(),
    }
}

/// Tables whose rows were written under ids of their own.
const NUMBERED: &[&str] = &[
    "org",
    "account",
    "role_grant",
    "volunteer",
    "consent",
    "team",
    "category",
    "item",
    "orders",
    "order_event",
    "offer",
    "rating",
    "attendance",
    "hours_entry",
    "earning_rule",
    "points_transfer",
    "points_request",
    "inbox",
    "audit",
];

/// PostgreSQL counts for itself, so it is told where to go on. SQLite goes on behind the last row anyway.
async fn move_sequences(tx: &DatabaseTransaction) -> Result<()> {
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        for table in NUMBERED {
            tx.execute_unprepared(&format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
            ))
            .await?;
        }
    }
    Ok(())
}

/// Puts everything on disk, and tells PostgreSQL's planner what there is.
async fn settle(books: &DatabaseConnection) -> Result<()> {
    if books.get_database_backend() == DatabaseBackend::Sqlite {
        books
            .execute_unprepared("PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE);")
            .await?;
    } else {
        books.execute_unprepared("VACUUM ANALYZE").await?;
    }
    Ok(())
}
