//! The demo county: Zhao'an with its real places, invented people, and a year of orders that ends now.
//!
//! Its people act: whatever stands in the books was entered by somebody through a use-case, at a time that has passed. Each
//! order, each star, each redemption is a story that its people tell in the order of time (`time`); what a feature adds stands with it, in its `demo.rs`.
//! Only the orgs are written as rows, and the copies that make a county of any size of this one (`copies`).

mod account;
mod catalog;
mod copies;
pub(crate) mod county;
mod hours;
mod menu;
mod names;
mod orders;
mod places;
mod said;
mod services;
mod stage;
mod teams;
#[cfg(test)]
pub(crate) mod tests;
mod texts;
pub(crate) mod time;

use crate::clock_mark::{self, DEMO_BEGAN};
use crate::error::{Error, Result};
use crate::gathered;
use crate::orgs::entity as org;
use crate::person::account as accounts;
pub use crate::rules::demo::try_out;
use crate::{Database, Key, Store, ledger};
pub(crate) use county::County;
use domain::pictures::PictureView;
use domain::time::Timestamp;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, EntityTrait, QuerySelect, Statement,
};
pub(crate) use time::Story;

/// How large a county, and which one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// 1.0 is the county's real size: 88,410 volunteers in 533 teams.
    pub scale: f64,
    /// The same seed and the same `now` tell the same stories.
    pub seed: u64,
}

/// The largest county whose people all act; a larger one has copies of them.
const BY_DEEDS: f64 = 0.01;

impl Default for Options {
    fn default() -> Self {
        Self {
            scale: BY_DEEDS,
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
    pub volunteers: i64,
    /// Teams.
    pub teams: i64,
    /// Orders.
    pub orders: i64,
    /// Service records.
    pub attendances: i64,
    /// Posted minutes.
    pub minutes: i64,
}

/// Whether the books hold an org or an account. A demo county that was left half told is refused.
pub async fn has_county(database: &Database) -> Result<bool> {
    let books = Store::bulk(database).await?;
    let org = org::Entity::find().limit(1).one(&books).await?;
    let account = accounts::Entity::find().limit(1).one(&books).await?;
    let began = clock_mark::reached(&books, DEMO_BEGAN).await?;
    books.close().await?;
    if began > Timestamp(0) {
        return Err(Error::HalfACounty);
    }
    Ok(org.is_some() || account.is_some())
}

/// Fills migrated, empty books with the demo county; these pictures are shown in it. Books that have a county are left as
/// they are.
///
/// Nothing may be served from them meanwhile.
pub async fn fill(
    database: &Database,
    key: &Key,
    options: Options,
    now: Timestamp,
    pictures: Vec<PictureView>,
) -> Result<Filled> {
    if has_county(database).await? {
        return Ok(Filled::Already);
    }
    let copied = (options.scale / BY_DEEDS).round() as i64 - 1;
    let size = tell(database, key, options, (now, copied), pictures).await?;
    Ok(Filled::Now(size))
}

/// Tells the county's stories, and writes so many copies of it.
async fn tell(
    database: &Database,
    key: &Key,
    options: Options,
    (now, copied): (Timestamp, i64),
    pictures: Vec<PictureView>,
) -> Result<Size> {
    let county = County::found(database, key, options, now, pictures).await?;
    let store = county.world.store.clone();
    county.time.passes(stories(&county), &store, now).await?;
    drop(county);
    let books = Store::bulk(database).await?;
    if copied > 0 {
        copies::write(&books, key, copied).await?;
    }
    ledger::catch_up(&store, now).await?;
    crate::clock::tick(&store, now).await?;
    is_told(&books).await?;
    let size = size(&books).await?;
    store.read.close_by_ref().await?;
    drop(store);
    settle(&books).await?;
    books.close().await?;
    Ok(size)
}

/// What happens in the county: the year of orders, and what features add to it.
fn stories(county: &County) -> Vec<time::Story<'_>> {
    let mut all = hours::stories(county);
    all.extend(stage::stories(county));
    all.extend(said::stories(county));
    all.extend(orders::stories(county, all.len()));
    all.extend(gathered::stories(county));
    all
}

/// The county is whole. Nobody gets an SMS today of what was long ago, and no form of that time comes again.
async fn is_told(books: &DatabaseConnection) -> Result<()> {
    for table in ["outbox", "login_code", "replay"] {
        let sql = format!("DELETE FROM {table}");
        books.execute_unprepared(&sql).await?;
    }
    let mark = format!("DELETE FROM clock_mark WHERE name = '{DEMO_BEGAN}'");
    books.execute_unprepared(&mark).await?;
    Ok(())
}

async fn size(books: &DatabaseConnection) -> Result<Size> {
    let number = async |sql: &str| -> Result<i64> {
        let statement = Statement::from_string(books.get_database_backend(), sql);
        let row = books.query_one_raw(statement).await?;
        Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
    };
    Ok(Size {
        volunteers: number("SELECT count(*) FROM volunteer").await?,
        teams: number("SELECT count(*) FROM team").await?,
        orders: number("SELECT count(*) FROM orders").await?,
        attendances: number("SELECT count(*) FROM attendance").await?,
        minutes: number("SELECT CAST(coalesce(sum(minutes), 0) AS bigint) FROM volunteer").await?,
    })
}

/// PostgreSQL counts for itself, so it is told where to go on behind rows that were written under ids of their own. SQLite
/// goes on behind the last row anyway.
async fn move_sequences(books: &DatabaseConnection, tables: &[&str]) -> Result<()> {
    if books.get_database_backend() == DatabaseBackend::Postgres {
        for table in tables {
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
            );
            books.execute_unprepared(&sql).await?;
        }
    }
    Ok(())
}

/// Puts everything on disk, and tells PostgreSQL's planner what there is.
async fn settle(books: &DatabaseConnection) -> Result<()> {
    if books.get_database_backend() == DatabaseBackend::Sqlite {
        let checkpoint = "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE);";
        books.execute_unprepared(checkpoint).await?;
    } else {
        books.execute_unprepared("VACUUM ANALYZE").await?;
    }
    Ok(())
}
