//! 公示, the public notice: what every feature does whose cases hang in it.
//!
//! The tables are the features' own. [`Notice`] names the columns by which rows hang in public notice; [`Case`] those by
//! which they are asked for, decided on by two people, and have events.

mod calendar;
mod cases;
mod objections;

pub(crate) use calendar::{Prolonged, follow_calendar};
pub(crate) use cases::{
    Case, Decided, Happened, ask, case, enter, events, events_of, object, party, review,
    tell_reviewer, write,
};
pub(crate) use objections::few_objections;

use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::orgs::in_subtrees;
use crate::page::{after, after_pair, behind, pair, written_out};
use crate::{desk, rules};
use domain::Code;
use domain::notices::{CaseState, Stage};
use domain::orgs::OrgPath;
use domain::page::{PAGE, Page};
use domain::rules::Number;
use domain::time::{Timestamp, after_working_days};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select, Value,
};
use std::fmt::Display;

/// A table whose rows hang in public notice before they count.
pub(crate) trait Notice:
    EntityTrait<Model: IntoActiveModel<<Self as EntityTrait>::ActiveModel> + Sync, ActiveModel: Send>
{
    /// Its words for the stages.
    type State: CaseState + Display + Into<Value> + Send + Sync;
    /// The key.
    const ID: Self::Column;
    /// The place that a row belongs to.
    const PATH: Self::Column;
    /// Where a row stands.
    const STATE: Self::Column;
    /// When its notice ends.
    const UNTIL: Self::Column;
    /// Working days that a row hangs; 0 waits for nobody.
    const DAYS: Number;

    /// The key of a row.
    fn id(row: &Self::Model) -> i64;
    /// Where a row stands.
    fn state(row: &Self::Model) -> Self::State;
    /// When its notice ends; none before it was hung out.
    fn until(row: &Self::Model) -> Option<Timestamp>;
    /// The place that a row belongs to.
    fn path(row: &Self::Model) -> &OrgPath;
}

/// Has the rows of a table hang in public notice, for as many working days as this number of the county says.
macro_rules! hangs {
    ($table:ident, in the words of $State:ty, for $days:ident) => {
        impl crate::notices::Notice for $table::Entity {
            type State = $State;
            const ID: $table::Column = $table::Column::Id;
            const PATH: $table::Column = $table::Column::Path;
            const STATE: $table::Column = $table::Column::State;
            const UNTIL: $table::Column = $table::Column::NoticeUntil;
            const DAYS: domain::rules::Number = domain::rules::Number::$days;

            fn id(row: &$table::Model) -> i64 {
                row.id.0
            }

            fn state(row: &$table::Model) -> $State {
                row.state
            }

            fn until(row: &$table::Model) -> Option<domain::time::Timestamp> {
                row.notice_until
            }

            fn path(row: &$table::Model) -> &domain::orgs::OrgPath {
                &row.path
            }
        }
    };
}

pub(crate) use hangs;

/// When the notice of a row ends that is hung out now.
pub(crate) async fn ends<N: Notice>(tx: &Tx) -> Result<Timestamp> {
    let numbers = rules::numbers(&tx.cx, &**tx).await?;
    let days = numbers.at(N::DAYS, tx.now());
    Ok(after_working_days(tx.now(), days))
}

/// The row with this id, locked for the rest of the transaction.
pub(crate) async fn locked<N: Notice>(tx: &Tx, id: i64) -> Result<N::Model> {
    let row = N::find().filter(N::ID.eq(id)).lock_exclusive();
    Ok(row.one(&**tx).await?.ok_or(Code::NOT_FOUND)?)
}

/// A page of the desk's queue: rows of one's subtree in these states, the oldest first.
pub(crate) async fn queue<N: Notice>(
    cx: &Cx,
    states: Vec<N::State>,
    key: Option<&str>,
) -> Result<Page<N::Model>> {
    let paths = desk::paths(&cx.actor)?;
    let rows = queued::<N>(&paths, states, key).all(cx.read()).await?;
    Ok(Page::cut(rows, PAGE, |row| N::id(row).to_string()))
}

fn queued<N: Notice>(paths: &[OrgPath], states: Vec<N::State>, key: Option<&str>) -> Select<N> {
    let query = N::find()
        .filter(in_subtrees(N::PATH, paths))
        .filter(N::STATE.into_expr().is_in(written_out(states)))
        .order_by_asc(N::ID)
        .limit(PAGE + 1);
    match after(key) {
        Some(id) => query.filter(N::ID.gt(id)),
        None => query,
    }
}

/// A page of what hangs now, those that end first on top. Anybody may look.
pub(crate) async fn hanging<N: Notice>(cx: &Cx, key: Option<&str>) -> Result<Page<N::Model>> {
    let mut query = N::find()
        .filter(N::STATE.eq(N::State::at(Stage::Noticed)?))
        .filter(N::UNTIL.gt(cx.now))
        .order_by_asc(N::UNTIL)
        .order_by_asc(N::ID);
    if let Some(last) = after_pair(key) {
        query = query.filter(behind(N::UNTIL, N::ID, last));
    }
    let rows = query.limit(PAGE + 1).all(cx.read()).await?;
    Ok(Page::cut(rows, PAGE, |row| {
        pair(N::until(row).unwrap_or_default().0, N::id(row))
    }))
}

/// The keys of those whose notice is over and that are not granted, the first to end first.
pub(crate) async fn over<N: Notice>(cx: &Cx, most: u64) -> Result<Vec<i64>> {
    Ok(N::find()
        .select_only()
        .column(N::ID)
        .filter(N::STATE.eq(N::State::at(Stage::Noticed)?))
        .filter(N::UNTIL.lte(cx.now))
        .order_by_asc(N::UNTIL)
        .limit(most)
        .into_tuple()
        .all(cx.read())
        .await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::Migrator;
    use crate::orders::attendance;
    use sea_orm::{ConnectionTrait, Database, DatabaseBackend, QueryTrait};
    use sea_orm_migration::MigratorTrait;

    #[tokio::test]
    async fn the_queue_reads_what_waits_and_nothing_else() {
        let books = Database::connect("sqlite::memory:").await.unwrap();
        Migrator::up(&books, None).await.unwrap();
        let county = [OrgPath::root("350624")];
        let states = vec![
            domain::hours::State::InReview,
            domain::hours::State::Objected,
        ];
        let mut query =
            queued::<attendance::Entity>(&county, states, None).build(DatabaseBackend::Sqlite);
        query.sql = format!("EXPLAIN QUERY PLAN {}", query.sql);
        let plan = books.query_all_raw(query).await.unwrap();
        let plan: Vec<String> = plan
            .iter()
            .map(|row| row.try_get("", "detail").unwrap())
            .collect();
        assert!(plan[0].contains("attendance_review"), "{plan:?}");
    }
}
