//! How the engines find what the use-cases ask for.
//!
//! Every statement that a test's county makes is heard, and explained when a test ends. It fails where a table that grows with
//! the county is read as a whole, or sorted. What is meant to be stands in `plans.txt` with the reason.

use super::{County, Engine};
use crate::db::heard::HEARD;
use crate::{Database, Store};
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, Statement};
use std::sync::PoisonError;

/// What is read as a whole or sorted on purpose: a reason, and the statements it is good for; one that ends in `…` stands for
/// all that begin like it.
const MEANT: &str = include_str!("plans.txt");

/// Tables of some rows or some hundred, in a county of any size.
const SMALL: &[&str] = &[
    "category",
    "certificate_key",
    "clock_mark",
    "county_rule",
    "earning_rule",
    "honour_campaign",
    "item",
    "item_team",
    "ledger_day",
    "org",
    "ranking_version",
    "reward",
    "role_grant",
    "shop",
    "star_rule",
    "stock",
];

/// What a test asks by itself begins with this.
pub(crate) const ASIDE: &str = "/* a test's */ ";

/// What is meant: statements, or how they begin.
fn meant() -> impl Iterator<Item = &'static str> {
    let lines = MEANT.lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn is_meant(text: &str) -> bool {
    meant().any(|meant| match meant.strip_suffix('…') {
        Some(beginning) => text.starts_with(beginning),
        None => text == meant,
    })
}

impl County {
    /// Explains what was heard since, and fails where a plan is not meant to be.
    pub async fn reads_what_it_needs(&self) {
        let sqlite = self.engine() == Engine::Sqlite;
        let heard: Vec<(String, Statement)> = {
            let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
            let of_engine = heard.iter_mut().filter(|((on, _), _)| *on == sqlite);
            of_engine
                .filter_map(|((_, text), statement)| Some((text.clone(), statement.take()?)))
                .collect()
        };
        let books = self.explaining().await;
        let mut faults = Vec::new();
        for (text, statement) in heard {
            if is_meant(&text) {
                continue;
            }
            let found = if sqlite {
                faults_on_sqlite(&books, &statement).await
            } else {
                faults_on_postgres(&books, &statement).await
            };
            if !found.is_empty() {
                faults.push(format!("{text}\n    {}", found.join("\n    ")));
            }
        }
        books.close().await.unwrap();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    /// A connection on which PostgreSQL reads no table as a whole that has an index to offer, however few rows it has.
    async fn explaining(&self) -> DatabaseConnection {
        let database = match self.database() {
            Database::Postgres(url) => {
                let mark = if url.contains('?') { '&' } else { '?' };
                Database::Postgres(format!("{url}{mark}options[enable_seqscan]=off"))
            }
            sqlite @ Database::Sqlite(_) => sqlite.clone(),
        };
        Store::bulk(&database).await.unwrap()
    }
}

/// The steps of a plan: the texts in a column of what the engine answers.
async fn plan(books: &DatabaseConnection, explain: Statement, column: usize) -> Vec<String> {
    let sql = explain.sql.clone();
    let rows = books.query_all_raw(explain).await;
    let rows = rows.unwrap_or_else(|fault| panic!("{sql}: {fault}"));
    rows.iter()
        .map(|row| row.try_get_by_index(column).unwrap())
        .collect()
}

/// The values go with it: SQLite takes a partial index where what is bound meets its condition.
async fn faults_on_sqlite(books: &DatabaseConnection, statement: &Statement) -> Vec<String> {
    let sql = &statement.sql;
    let explain = Statement {
        sql: format!("EXPLAIN QUERY PLAN {sql}"),
        ..statement.clone()
    };
    let steps = plan(books, explain, 3).await;
    let of_what_grows = |step: &String| {
        let name = step.split(' ').nth(1).unwrap_or_default();
        grows(sql, name)
    };
    let reads = |step: &&String| step.starts_with("SCAN") || step.starts_with("SEARCH");
    let sorts = steps.iter().filter(reads).any(of_what_grows);
    let sorted = steps.iter().any(is_sort);
    let faulty = |step: &&String| {
        // Read in the order of its ids until a page is full.
        let page = sql.contains(" LIMIT ") && !sql.contains(" WHERE ") && !sorted;
        let whole =
            step.starts_with("SCAN ") && !step.contains(" USING ") && of_what_grows(step) && !page;
        whole || is_sort(step) && sorts
    };
    steps.iter().filter(faulty).cloned().collect()
}

fn is_sort(step: impl AsRef<str>) -> bool {
    step.as_ref().starts_with("USE TEMP B-TREE FOR") && step.as_ref().ends_with("ORDER BY")
}

async fn faults_on_postgres(books: &DatabaseConnection, statement: &Statement) -> Vec<String> {
    let explain = Statement::from_string(DatabaseBackend::Postgres, format!("EXPLAIN {statement}"));
    let steps = plan(books, explain, 0).await;
    let faulty = |step: &&String| {
        step.split_once("Seq Scan on ").is_some_and(|(_, rest)| {
            let name = rest.split(' ').next().unwrap_or_default();
            grows(&statement.sql, name)
        })
    };
    steps.iter().filter(faulty).cloned().collect()
}

/// Whether a name in a plan is that of a table that grows with the county, or stands for one in the statement.
fn grows(text: &str, name: &str) -> bool {
    let text = text.replace('"', "");
    let stands_for = [format!(" AS {name} "), format!(" AS {name})")]
        .iter()
        .find_map(|alias| text.split_once(alias.as_str()))
        .and_then(|(before, _)| before.rsplit([' ', '(']).next().map(str::to_owned));
    let table = stands_for.unwrap_or_else(|| name.to_owned());
    let is_table = super::entities().iter().any(|(known, _)| *known == table);
    is_table && !SMALL.contains(&table.as_str())
}
