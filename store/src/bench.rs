//! What the engine does without us: the rows of an order written by bare sqlx, to measure our own way against.

mod clock;
mod ledger;

use crate::db::Database;
use crate::error::Result;
use sea_orm::DbErr;
use sea_orm::sqlx::{Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use std::path::Path;
use std::time::{Duration, Instant};

pub use clock::stall;
pub use ledger::{LedgerSpeed, ledger};

/// Statements that write what one placed order writes: the order, its event, its audit row, two inbox messages, the SMS and
/// the answer to its form.
const ROWS: [&str; 7] = [
    "INSERT INTO orders (no, link_key, item_id, category_id, title, requester_id, village_id, path, contact, who, consent, windows, state, \
     placed_at, team_id, org_id, deadline, scheduled_from, scheduled_to, delivered_at, report, reopened) \
     SELECT 'raw' || ?1, 'raw' || ?1, item_id, category_id, title, requester_id, village_id, path, contact, who, consent, windows, 'submitted', \
     placed_at, NULL, NULL, NULL, NULL, NULL, NULL, '', false FROM orders WHERE id = ?2",
    "INSERT INTO order_event (order_id, at, action, to_state, standing, account_id, reason) \
     VALUES (last_insert_rowid(), ?1, 'submit', 'submitted', 'requester', 1, ?2 || '')",
    "INSERT INTO audit (at, account_id, action, subject, request_id) VALUES (?1, 1, 'submit', 'order:' || ?2, ?1 || '-request')",
    "INSERT INTO inbox (account_id, at, notice) VALUES (1, ?1, '{\"kind\":\"order_placed\",\"no\":\"2612345678\",\"title\":\"义务理发上门\"}' || ?2)",
    "INSERT INTO inbox (org_id, at, notice) VALUES (1, ?1, '{\"kind\":\"order_waits\",\"no\":\"2612345678\",\"title\":\"义务理发上门\"}' || ?2)",
    "INSERT INTO outbox (payload, queued_at, state, tries, next_at, fault) \
     SELECT contact, ?1, 'queued', 0, 9e15, '' FROM orders WHERE id = ?2",
    "INSERT INTO replay (account_id, form, answer, at) VALUES (1, 'raw' || ?1, '\"2612345678\"' || ?2, ?1)",
];

/// Orders a second that bare sqlx writes, `batch` to a transaction, for about `span`; on SQLite, with the same durability.
pub async fn raw_orders(database: &Database, batch: i64, span: Duration) -> Result<f64> {
    let path = only_sqlite(database)?;
    let broken = |error: sea_orm::sqlx::Error| DbErr::Custom(error.to_string());
    let options = SqliteConnectOptions::new()
        .filename(path)
        .pragma("journal_mode", "WAL")
        .pragma("synchronous", "FULL")
        .pragma("foreign_keys", "ON")
        .pragma("wal_autocheckpoint", "8000")
        .pragma("busy_timeout", "10000");
    let mut connection = SqliteConnection::connect_with(&options)
        .await
        .map_err(broken)?;
    let model: i64 = sea_orm::sqlx::query_scalar("SELECT min(id) FROM orders")
        .fetch_one(&mut connection)
        .await
        .map_err(broken)?;
    let start = now_for_measuring();
    let mut written = 0;
    while start.elapsed() < span {
        connection
            .execute("BEGIN IMMEDIATE")
            .await
            .map_err(broken)?;
        for order in written..written + batch {
            for row in ROWS {
                sea_orm::sqlx::query(row)
                    .bind(order)
                    .bind(model)
                    .execute(&mut connection)
                    .await
                    .map_err(broken)?;
            }
        }
        connection.execute("COMMIT").await.map_err(broken)?;
        written += batch;
    }
    Ok(written as f64 / start.elapsed().as_secs_f64())
}

fn only_sqlite(database: &Database) -> Result<&Path> {
    match database {
        Database::Sqlite(path) => Ok(path),
        Database::Postgres(_) => Err(DbErr::Custom("only SQLite is measured".into()).into()),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "measures a span; decides nothing"
)]
fn now_for_measuring() -> Instant {
    Instant::now()
}
