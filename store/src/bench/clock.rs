//! How long a form waits while the clock works through what is due after a month in which nobody let it.

use super::ledger::{NOW, PEOPLE, Post, settle, volunteer};
use super::{now_for_measuring, only_sqlite};
use crate::db::{Database, Store};
use crate::error::{Error, Result};
use crate::{Key, clock};
use domain::ids::VolunteerId;
use domain::time::DAY;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use std::time::Duration;

/// Teams of the county.
const TEAMS: i64 = 533;
/// Service of a year that is posted already.
const SERVED: i64 = 200_000;
/// Service whose notice is over.
const NOTICED: i64 = 1_000;
/// Deliveries that nobody has rated.
const UNRATED: i64 = 200;
/// Transfers of each of thirty days that are not closed.
const A_DAY: i64 = 2_000;
/// Transfers of the day on which everybody was given points.
const A_LARGE_DAY: i64 = PEOPLE;

/// Milliseconds in which 99 of 100 forms are answered meanwhile, and how many those were. The books must be new.
pub async fn stall(database: &Database, key: &Key) -> Result<(f64, usize)> {
    only_sqlite(database)?;
    Store::migrate(database).await?;
    let books = Store::bulk(database).await?;
    settle(&books).await?;
    fall_due(&books).await?;
    books.close().await?;
    let store = Store::open(database, key.clone()).await?;
    let works = tokio::spawn(work_off(store.clone()));
    let mut waited = Vec::new();
    while !works.is_finished() {
        waited.push(form(&store, waited.len() as i64).await?);
    }
    works.await.map_err(|_| Error::Closed)??;
    waited.sort_unstable();
    let slow = waited.get(waited.len() * 99 / 100).copied();
    let slow = slow.unwrap_or_default();
    Ok((slow.as_secs_f64() * 1000.0, waited.len()))
}

/// Has the clock do what is due until nothing is.
async fn work_off(store: Store) -> Result<()> {
    while clock::tick(&store, NOW).await? > 0 {}
    Ok(())
}

/// Sends a form that writes a few rows, and says how long its answer took.
async fn form(store: &Store, number: i64) -> Result<Duration> {
    let sent = now_for_measuring();
    let to = VolunteerId(1 + number * 7_919 % PEOPLE);
    volunteer(store, to.0).run(Post { to, number }).await?;
    Ok(sent.elapsed())
}

/// A year of service, of which the last month waits for the clock.
async fn fall_due(books: &DatabaseConnection) -> Result<()> {
    let (now, year, month) = (NOW.0, NOW.0 - 365 * DAY, NOW.0 - 31 * DAY);
    let numbers = |last: i64| {
        format!(
            "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < {last})"
        )
    };
    let orders = SERVED + NOTICED + UNRATED;
    for sql in [
        "PRAGMA foreign_keys = OFF".to_owned(),
        "INSERT INTO category (id, name_zh, name_en, icon, position) VALUES (1, '理发', 'Haircut', 'scissors', 1)".to_owned(),
        format!(
            "INSERT INTO item (id, category_id, title, summary, audience, minutes, area_id, skills, volunteers, notice_hours, risk, open,
                ratings, stars, updated_at)
             VALUES (1, 1, '上门理发', '', 'everybody', 60, 1, '', 1, 24, 'low', true, 0, 0, {year})"
        ),
        "UPDATE volunteer SET ranked_as = '' WHERE id % 3 = 0".to_owned(),
        format!(
            "INSERT INTO team (id, org_id, name, leader_id, skills, founded_at) {} SELECT id, 1, 'team' || id, id, '', {year} FROM n",
            numbers(TEAMS)
        ),
        format!("INSERT INTO team_member (team_id, volunteer_id, joined_at) SELECT 1 + id % {TEAMS}, id, {year} FROM volunteer"),
        format!(
            "INSERT INTO orders (id, no, link_key, item_id, title, requester_id, village_id, path, contact, who, consent, windows, state,
                placed_at, team_id, delivered_at, report, reopened) {}
             SELECT id, 'bench' || id, 'bench' || id, 1, '上门理发', 1 + id % {PEOPLE}, 1, '350624/', x'00', 'self', NULL, '',
                iif(id > {SERVED} + {NOTICED}, 'delivered', 'rated'), {year}, 1 + id % {TEAMS}, {month}, '', false FROM n",
            numbers(orders)
        ),
        format!(
            "INSERT INTO attendance (id, order_id, volunteer_id, path, state, checked_in_at, checked_out_at, minutes, notice_until, objection) {}
             SELECT id, id, 1 + id * 7919 % {PEOPLE}, '350624/', iif(id > {SERVED}, 'noticed', 'posted'), at, at + 3600000, 60, {month}, ''
             FROM (SELECT id, iif(id > {SERVED}, {month}, {year} + id * ({month} - {year}) / {SERVED}) AS at FROM n)",
            numbers(SERVED + NOTICED)
        ),
        format!(
            "INSERT INTO hours_entry (id, volunteer_id, attendance_id, minutes, served_on, posted_at)
             SELECT id, volunteer_id, id, 60, checked_in_at, checked_in_at FROM attendance WHERE id <= {SERVED}"
        ),
        format!(
            "INSERT INTO points_transfer (award, debit_id, credit_id, amount, rule, at) {}
             SELECT 'month:' || id, 1, 1001 + id % {PEOPLE}, 10, 'grant', {month} + max(0, id - {A_LARGE_DAY}) * {DAY} / {A_DAY} FROM n",
            numbers(A_LARGE_DAY + 29 * A_DAY)
        ),
        format!("UPDATE points_account SET balance = 10 WHERE id > 1000; UPDATE points_account SET balance = -{now} WHERE id = 1"),
        "PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)".to_owned(),
    ] {
        books.execute_unprepared(&sql).await?;
    }
    Ok(())
}
