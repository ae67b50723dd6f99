//! What the use-cases ask the engines, for tests.

use sea_orm::{DatabaseBackend, DatabaseConnection, Statement};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Statements that were heard, by engine and words; those that were explained are empty.
pub(crate) static HEARD: Mutex<BTreeMap<(bool, String), Option<Statement>>> =
    Mutex::new(BTreeMap::new());

/// Listens to a connection of a county, to what reads rows or looks for them; adding is no search. What reads nothing, an empty
/// list having been asked for, tells nothing either.
pub(super) fn listened_to(mut connection: DatabaseConnection) -> DatabaseConnection {
    connection.set_metric_callback(|info| {
        let statement = info.statement;
        let searches = ["SELECT", "UPDATE", "DELETE", "WITH"];
        let is_search = searches.iter().any(|verb| statement.sql.starts_with(verb));
        if !is_search || statement.to_string().contains("1 = 2") {
            return;
        }
        let sqlite = statement.db_backend == DatabaseBackend::Sqlite;
        let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
        heard
            .entry((sqlite, in_short(&statement.sql)))
            .or_insert_with(|| Some(statement.clone()));
    });
    connection
}

/// A statement without what its rows and lists differ by.
fn in_short(sql: &str) -> String {
    let words = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = String::new();
    let mut rest = words.as_str();
    // A numbered parameter is a parameter.
    while let Some((before, after)) = rest.split_once('$') {
        text.push_str(before);
        text.push('?');
        rest = after.trim_start_matches(|sign: char| sign.is_ascii_digit());
    }
    text.push_str(rest);
    while text.contains("?, ?") {
        text = text.replace("?, ?", "?");
    }
    while text.contains("(?), (?)") {
        text = text.replace("(?), (?)", "(?)");
    }
    whole_rows(text)
}

/// Columns of one row after the other are all of them.
fn whole_rows(text: String) -> String {
    let Some((columns, rest)) = text
        .strip_prefix("SELECT ")
        .and_then(|rest| rest.split_once(" FROM "))
    else {
        return text;
    };
    let plain = |column: &str| column.starts_with('"') && !column.contains('(');
    if columns.split(", ").count() > 3 && columns.split(", ").all(plain) {
        return format!("SELECT * FROM {rest}");
    }
    text
}
