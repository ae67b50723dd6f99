//! What `diandan check` asks with: one snapshot of the books, and the report that the answers fill.

use crate::Key;
use crate::db::{Database, Store, begin_reading};
use crate::error::{Error, Result};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QueryResult, QuerySelect, Statement, TryGetable, Value,
};

/// Differences that a report names.
pub(crate) const MOST: usize = 50;
/// Rows that are looked at together.
pub(crate) const CHUNK: u64 = 5_000;

/// What a check has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What was compared, and how many rows of it.
    pub checked: Vec<(&'static str, u64)>,
    /// The first fifty differences, in words.
    pub differences: Vec<String>,
}

/// What the database compares by itself.
pub(crate) struct Question {
    /// What is compared with what.
    pub(crate) what: &'static str,
    /// The table whose rows it goes through.
    pub(crate) table: &'static str,
    /// The SQL of the sentences, one about each row that differs.
    pub(crate) sentences: &'static str,
}

/// A check in progress.
pub(crate) struct Checking {
    books: DatabaseConnection,
    pub(crate) tx: DatabaseTransaction,
    pub(crate) key: Key,
    report: Report,
}

impl Checking {
    pub(crate) async fn begin(database: &Database, key: &Key) -> Result<Self> {
        let books = Store::bulk(database).await?;
        Ok(Self {
            tx: begin_reading(&books).await?,
            books,
            key: key.clone(),
            report: Report::default(),
        })
    }

    pub(crate) async fn finish(self) -> Result<Report> {
        self.tx.rollback().await?;
        self.books.close().await?;
        Ok(self.report)
    }

    /// How many more differences the report takes.
    pub(crate) fn room(&self) -> usize {
        MOST - self.report.differences.len().min(MOST)
    }

    pub(crate) fn differs(&mut self, what: String) {
        if self.room() > 0 {
            self.report.differences.push(what);
        }
    }

    /// Asks questions, until the report is full.
    pub(crate) async fn ask(&mut self, questions: &[Question]) -> Result<()> {
        for question in questions {
            self.ask_one(question.what, question.table, question.sentences)
                .await?;
        }
        Ok(())
    }

    /// Asks a question whose SQL is made of rules.
    pub(crate) async fn ask_one(
        &mut self,
        what: &'static str,
        table: &str,
        sentences: &str,
    ) -> Result<()> {
        if self.room() == 0 {
            return Ok(());
        }
        let sql = format!("{sentences} LIMIT {}", self.room());
        for row in self.rows(&sql, []).await? {
            let sentence = field(&row, 0)?;
            self.differs(sentence);
        }
        self.counted(what, table).await
    }

    pub(crate) async fn rows(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<QueryResult>> {
        let backend = self.tx.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        Ok(self.tx.query_all_raw(statement).await?)
    }

    /// Looks at every row of a table by its ids, some at a time, until the report is full.
    pub(crate) async fn each<E: EntityTrait>(
        &mut self,
        id: E::Column,
        id_of: impl Fn(&E::Model) -> i64,
        mut look: impl FnMut(&mut Self, E::Model),
    ) -> Result<()> {
        let mut after = 0;
        while self.room() > 0 {
            let rows = E::find()
                .filter(id.gt(after))
                .order_by_asc(id)
                .limit(CHUNK)
                .all(&self.tx)
                .await?;
            let Some(last) = rows.last() else {
                break;
            };
            after = id_of(last);
            for row in rows {
                look(self, row);
            }
        }
        Ok(())
    }

    /// Notes that these rows of a table were compared.
    pub(crate) async fn counted(&mut self, what: &'static str, table: &str) -> Result<()> {
        let count = self
            .rows(&format!("SELECT count(*) FROM {table}"), [])
            .await?;
        let rows: i64 = count.first().map_or(Ok(0), |row| field(row, 0))?;
        self.report.checked.push((what, rows as u64));
        Ok(())
    }
}

/// The field of a row that stands at this place.
pub(crate) fn field<T: TryGetable>(row: &QueryResult, at: usize) -> Result<T> {
    row.try_get_by_index(at)
        .map_err(|fault: DbErr| Error::Database(fault))
}
