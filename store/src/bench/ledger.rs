//! How fast the points ledger is, whatever it holds: a balance, a page of a statement, and postings at 64 at a time.

use super::{now_for_measuring, only_sqlite};
use crate::Key;
use crate::db::{Cx, Database, Store, Tx, UseCase};
use crate::error::Result;
use crate::ledger;
use crate::points::{self, Transfer};
use domain::actor::Actor;
use domain::ids::{AccountId, VolunteerId};
use domain::points::Rule;
use domain::time::Timestamp;
use futures::future::try_join_all;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Volunteers of the ledger: about as many as the county has.
pub(super) const PEOPLE: i64 = 88_411;
/// Questions that are asked one after the other.
const QUESTIONS: i64 = 1_000;
/// Postings that wait at any time.
const AT_ONCE: i64 = 64;
/// When the ledger ends; it covers the year before.
pub(super) const NOW: Timestamp = Timestamp(1_795_392_000_000);

/// How fast a ledger of so many rows is.
#[derive(Clone, Copy, Debug)]
pub struct LedgerSpeed {
    /// Transfers in it.
    pub rows: i64,
    /// A volunteer's balance, in milliseconds.
    pub balance_ms: f64,
    /// A page of a volunteer's statement, in milliseconds.
    pub statement_ms: f64,
    /// Transfers posted in a second, each on disk when it is answered.
    pub posts_per_s: f64,
}

/// Lets a ledger grow to each of these sizes, and measures it there. The books must be new.
pub async fn ledger(
    database: &Database,
    key: &Key,
    sizes: &[i64],
    span: Duration,
) -> Result<Vec<LedgerSpeed>> {
    only_sqlite(database)?;
    Store::migrate(database).await?;
    let books = Store::bulk(database).await?;
    settle(&books).await?;
    books.close().await?;
    let posted = AtomicI64::new(0);
    let mut speeds = Vec::new();
    for rows in sizes {
        let books = Store::bulk(database).await?;
        grow(&books, *rows).await?;
        books.close().await?;
        let store = Store::open(database, key.clone()).await?;
        speeds.push(LedgerSpeed {
            rows: *rows,
            balance_ms: asked(&store, Question::Balance).await?,
            statement_ms: asked(&store, Question::Statement).await?,
            posts_per_s: posting(&store, &posted, span).await?,
        });
    }
    Ok(speeds)
}

/// Puts a village's worth of accounts there, without their transfers.
pub(super) async fn settle(books: &DatabaseConnection) -> Result<()> {
    let numbers = format!(
        "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < {PEOPLE})"
    );
    let at = NOW.0;
    for sql in [
        "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144".to_owned(),
        "INSERT INTO org (id, code, path, tier, name, place, phone) VALUES (1, '350624', '350624/', 'centre', '诏安县', '', '')".to_owned(),
        format!(
            "INSERT INTO account (id, phone_hash, phone, masked, locale, created_at) {numbers}
             SELECT id, CAST('bench' || id AS blob), x'00', '**', 'zh-CN', {at} FROM n"
        ),
        format!(
            "INSERT INTO volunteer (id, no, account_id, birth_month, sex, village_id, skills, free_times, emergency, agreement, registered_at, minutes)
             {numbers} SELECT id, 'bench' || id, id, '1990-05', 'female', 1, '', '', x'00', '', {at}, 0 FROM n"
        ),
        "INSERT OR IGNORE INTO points_account (id, owner, balance) VALUES (1, 'issuer', 0)".to_owned(),
        format!(
            "INSERT INTO points_account (id, owner, volunteer_id, balance) {numbers} SELECT id + 1000, 'volunteer', id, 0 FROM n"
        ),
    ] {
        books.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Adds transfers until there are so many, a year's from the first to the last. Their indexes grow with them, for one
/// that is made anew is packed, and the first postings would pay for splitting its pages.
async fn grow(books: &DatabaseConnection, rows: i64) -> Result<()> {
    books
        .execute_unprepared("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144")
        .await?;
    let (first, step) = (
        NOW.0 - 365 * domain::time::DAY,
        365 * domain::time::DAY / rows.max(1),
    );
    // Everybody in turn: nine times they are given ten points, the tenth time ten are taken back.
    let grown = format!(
        "WITH RECURSIVE
            had(id) AS (SELECT coalesce(max(id), 0) FROM points_transfer),
            n(id) AS (SELECT id + 1 FROM had WHERE id < {rows} UNION ALL SELECT id + 1 FROM n WHERE id < {rows}),
            moved(id, who, gives) AS (SELECT id, 1001 + id % {PEOPLE}, id / {PEOPLE} % 10 = 9 FROM n)
         INSERT INTO points_transfer (id, award, debit_id, credit_id, amount, rule, at)
         SELECT id, printf('bench:%010d', id), iif(gives, who, 1), iif(gives, 1, who), 10, iif(gives, 'deduction', 'grant'),
            {first} + id * {step} FROM moved"
    );
    books.execute_unprepared(&grown).await?;
    let balances = "UPDATE points_account SET balance = moved.points FROM (
            SELECT account, sum(points) AS points FROM (
                SELECT credit_id AS account, amount AS points FROM points_transfer
                UNION ALL SELECT debit_id, -amount FROM points_transfer) GROUP BY account) AS moved
         WHERE moved.account = points_account.id";
    books.execute_unprepared(balances).await?;
    books
        .execute_unprepared("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)")
        .await?;
    Ok(())
}

#[derive(Clone, Copy)]
enum Question {
    Balance,
    Statement,
}

pub(super) fn volunteer(store: &Store, id: i64) -> Cx {
    let actor = Actor {
        account: Some(AccountId(id)),
        volunteer: Some(VolunteerId(id)),
        ..Actor::default()
    };
    store.cx(actor, NOW, "bench")
}

/// Milliseconds a question takes, each about somebody else.
async fn asked(store: &Store, question: Question) -> Result<f64> {
    let start = now_for_measuring();
    for at in 0..QUESTIONS {
        let id = 1 + at * 7_919 % PEOPLE;
        let cx = volunteer(store, id);
        match question {
            Question::Balance => drop(points::balance(&cx, VolunteerId(id)).await?),
            Question::Statement => drop(ledger::statement(&cx, None).await?),
        }
    }
    Ok(start.elapsed().as_secs_f64() * 1000.0 / QUESTIONS as f64)
}

/// Ten points for somebody.
pub(super) struct Post {
    pub(super) to: VolunteerId,
    pub(super) number: i64,
}

impl UseCase for Post {
    type Answer = i64;

    async fn run(&self, tx: &Tx) -> Result<i64> {
        let award = format!("post:{:010}", self.number);
        points::transfer(tx, Transfer::to(self.to, Rule::Grant, award, 10)).await
    }
}

/// Transfers a second, posted by so many at a time through the door that every use-case takes.
async fn posting(store: &Store, posted: &AtomicI64, span: Duration) -> Result<f64> {
    let start = now_for_measuring();
    let before = posted.load(Ordering::Relaxed);
    try_join_all((0..AT_ONCE).map(async |_| {
        while start.elapsed() < span {
            let number = posted.fetch_add(1, Ordering::Relaxed);
            let id = 1 + number * 7_919 % PEOPLE;
            let to = VolunteerId(id);
            volunteer(store, id).run(Post { to, number }).await?;
        }
        Ok::<_, crate::Error>(())
    }))
    .await?;
    let done = posted.load(Ordering::Relaxed) - before;
    Ok(done as f64 / start.elapsed().as_secs_f64())
}
