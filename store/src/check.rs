//! `diandan check`: re-derives every counter, balance and state from the rows that are only ever added, and names what
//! differs.
//!
//! It reads one snapshot and writes nothing. What the database can compare stays in the database (`sets`); what a rule
//! of `domain` or the key has to say about goes by in chunks (`rows`), so a county of any size fits in memory.

mod proofs;
mod rows;
mod sets;
#[cfg(test)]
mod tests;

use crate::Key;
use crate::db::{Database, Store, begin_reading};
use crate::error::{Error, Result};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, QueryResult, Statement, TryGetable, Value,
};

/// Differences that a report names.
const MOST: usize = 50;

/// What a check has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was compared, and how many rows of it.
    pub checked: Vec<(&'static str, u64)>,
    /// The first fifty differences, in words.
    pub differences: Vec<String>,
}

/// Compares everything that is stored twice. Hours are counted by the rules a county starts with.
///
/// The report ends with the fiftieth difference: after that many it is one fault that has to be found, not fifty.
pub async fn run(database: &Database, key: &Key) -> Result<Report> {
    let books = Store::bulk(database).await?;
    let mut check = Checking {
        tx: begin_reading(&books).await?,
        report: Report::default(),
    };
    sets::compare(&mut check).await?;
    rows::attendance(&mut check).await?;
    rows::earnings(&mut check).await?;
    rows::accounts(&mut check, key).await?;
    rows::orders(&mut check, key).await?;
    proofs::ledger(&mut check, key).await?;
    proofs::certificates(&mut check, key).await?;
    let Checking { tx, report } = check;
    tx.rollback().await?;
    books.close().await?;
    Ok(report)
}

/// A check in progress.
struct Checking {
    tx: DatabaseTransaction,
    report: Report,
}

impl Checking {
    /// How many more differences the report takes.
    fn room(&self) -> usize {
        MOST - self.report.differences.len().min(MOST)
    }

    fn differs(&mut self, what: String) {
        if self.room() > 0 {
            self.report.differences.push(what);
        }
    }

    async fn rows(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<QueryResult>> {
        let backend = self.tx.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        Ok(self.tx.query_all_raw(statement).await?)
    }

    /// Notes that these rows of a table were compared.
    async fn counted(&mut self, what: &'static str, table: &str) -> Result<()> {
        let count = self
            .rows(&format!("SELECT count(*) FROM {table}"), [])
            .await?;
        let rows: i64 = count.first().map_or(Ok(0), |row| field(row, 0))?;
        self.report.checked.push((what, rows as u64));
        Ok(())
    }
}

/// The field of a row that stands at this place.
fn field<T: TryGetable>(row: &QueryResult, at: usize) -> Result<T> {
    row.try_get_by_index(at)
        .map_err(|fault: DbErr| Error::Database(fault))
}
