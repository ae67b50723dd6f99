//! How rankings are made: read beside the write door, written in slices, and shown once they are whole.
//!
//! Each making is a version of its own. Until it is whole, pages read the one before; what a program that died has left of a
//! version is never shown, and swept.

use super::{line, shown, version};
use crate::clock_mark;
use crate::db::{Cx, Tx, UseCase, insert};
use crate::error::Result;
use crate::ticking::SLICE;
use domain::account::grown_up_before;
use domain::ranking::{FEWEST_HEADS, FEWEST_SERVED, FEWEST_VOLUNTEERS, Of, Over};
use domain::time::{CountyDate, HOUR, MINUTE, Timestamp};
use futures::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QueryResult, QuerySelect, Set, Statement,
};
use std::pin::pin;

/// When the last version was begun; the lock under which one is. No two have the same key, even if one is swept.
const MARK: &str = "ranking_begun";
/// How long a version takes at most. Whoever has begun one and not finished it by then has died.
const PATIENCE: i64 = 10 * MINUTE;
/// How long a version is kept once it is shown no more: a page may be reading it.
const LINGERS: i64 = HOUR;

/// Makes the rankings anew if a day has ended since.
pub(crate) async fn tick(cx: &Cx) -> Result<()> {
    sweep(cx).await?;
    let today = cx.now.date();
    if !is_due(cx.read(), today, cx.now).await? {
        return Ok(());
    }
    let Some(version) = cx.run(Begin(today)).await? else {
        return Ok(());
    };
    for of in Of::ALL {
        for over in Over::ALL {
            if !make(cx, version, *of, *over, today).await? {
                return Ok(());
            }
        }
    }
    cx.run(Finish(version)).await
}

/// Whether the rankings up to a day are neither made nor being made.
async fn is_due(books: &impl ConnectionTrait, today: CountyDate, now: Timestamp) -> Result<bool> {
    let made_or_being_made = Condition::any()
        .add(version::Column::WholeAt.is_not_null())
        .add(version::Column::BegunAt.gt(now.plus(-PATIENCE)));
    let version = version::Entity::find()
        .filter(version::Column::Until.gte(today.start()))
        .filter(made_or_being_made)
        .one(books)
        .await?;
    Ok(version.is_none())
}

/// Begins a version up to a day, unless another machine was quicker.
struct Begin(CountyDate);

impl UseCase for Begin {
    type Answer = Option<Timestamp>;

    async fn run(&self, tx: &Tx) -> Result<Option<Timestamp>> {
        let Self(today) = *self;
        let last = clock_mark::claim(tx, MARK).await?;
        if last >= tx.now() || !is_due(&**tx, today, tx.now()).await? {
            return Ok(None);
        }
        let version = version::ActiveModel {
            begun_at: Set(tx.now()),
            until: Set(today.start()),
            whole_at: Set(None),
        };
        version.insert(&**tx).await?;
        clock_mark::remember(&**tx, MARK, tx.now()).await?;
        Ok(Some(tx.now()))
    }
}

/// Makes one ranking of a version; false if the version is gone.
async fn make(cx: &Cx, version: Timestamp, of: Of, over: Over, today: CountyDate) -> Result<bool> {
    let rows = sea_orm::StreamTrait::stream_raw(cx.read(), of_subjects(cx, of, over, today));
    let mut slices = pin!(rows.await?.try_chunks(SLICE));
    while let Some(slice) = slices.try_next().await.map_err(|stopped| stopped.1)? {
        let lines = slice.iter().map(|row| line_of(row, version, of, over));
        let lines = lines.collect::<std::result::Result<_, DbErr>>()?;
        if !cx.run(Write { version, lines }).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A line of a ranking, from a row of [`of_subjects`].
fn line_of(
    row: &QueryResult,
    version: Timestamp,
    of: Of,
    over: Over,
) -> std::result::Result<line::Model, DbErr> {
    Ok(line::Model {
        version_at: version,
        subjects: of.as_str().to_owned(),
        days: over.days(),
        position: row.try_get("", "position")?,
        rank: row.try_get("", "rank")?,
        subject_id: row.try_get("", "subject")?,
        minutes: row.try_get("", "minutes")?,
        heads: row.try_get("", "heads")?,
    })
}

/// Writes a slice of a version, and says whether the version is still being made.
struct Write {
    version: Timestamp,
    lines: Vec<line::Model>,
}

impl UseCase for Write {
    type Answer = bool;

    async fn run(&self, tx: &Tx) -> Result<bool> {
        if locked(tx, self.version).await?.is_none() {
            return Ok(false);
        }
        let lines = self.lines.iter().cloned();
        insert(&**tx, lines.map(line::Model::into_active_model).collect()).await?;
        Ok(true)
    }
}

/// Shows a version that is whole from now on.
struct Finish(Timestamp);

impl UseCase for Finish {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        if let Some(row) = locked(tx, self.0).await? {
            let mut change = row.into_active_model();
            change.whole_at = Set(Some(tx.now()));
            change.update(&**tx).await?;
        }
        Ok(())
    }
}

/// A version, locked for the rest of the transaction: what is swept is written no more.
async fn locked(tx: &Tx, version: Timestamp) -> Result<Option<version::Model>> {
    let row = version::Entity::find_by_id(version).lock_exclusive();
    Ok(row.one(&**tx).await?)
}

/// Removes the versions that are shown no more or were never finished.
async fn sweep(cx: &Cx) -> Result<()> {
    for version in useless(cx).await? {
        while cx.run(Sweep(version)).await? {}
    }
    Ok(())
}

async fn useless(cx: &Cx) -> Result<Vec<Timestamp>> {
    let never_finished = Condition::all()
        .add(version::Column::WholeAt.is_null())
        .add(version::Column::BegunAt.lte(cx.now.plus(-PATIENCE)));
    let mut useless = Condition::any().add(never_finished);
    if let Some(shown) = shown(cx.read()).await?
        && shown.whole_at.unwrap_or_default() <= cx.now.plus(-LINGERS)
    {
        let replaced = Condition::all()
            .add(version::Column::WholeAt.is_not_null())
            .add(version::Column::BegunAt.lt(shown.begun_at));
        useless = useless.add(replaced);
    }
    Ok(version::Entity::find()
        .select_only()
        .column(version::Column::BegunAt)
        .filter(useless)
        .order_by_asc(version::Column::BegunAt)
        .into_tuple()
        .all(cx.read())
        .await?)
}

/// Removes a slice of a version's lines, with the last of them the version, and says whether more are left.
struct Sweep(Timestamp);

impl UseCase for Sweep {
    type Answer = bool;

    async fn run(&self, tx: &Tx) -> Result<bool> {
        let Self(version) = *self;
        if locked(tx, version).await?.is_none() {
            return Ok(false);
        }
        let at = version.0;
        let slice = format!(
            "DELETE FROM ranking_line WHERE version_at = {at} AND (subjects, days, position) IN
                (SELECT subjects, days, position FROM ranking_line WHERE version_at = {at} LIMIT {SLICE})"
        );
        let slice = Statement::from_string(tx.get_database_backend(), slice);
        let gone = tx.execute_raw(slice).await?.rows_affected();
        if gone == SLICE as u64 {
            return Ok(true);
        }
        version::Entity::delete_by_id(version).exec(&**tx).await?;
        Ok(false)
    }
}

/// The statement that makes one ranking: what each subject has served, and by how many heads it is divided.
///
/// What cannot be ranked stands behind all that can.
fn of_subjects(cx: &Cx, of: Of, over: Over, today: CountyDate) -> Statement {
    let served = match of {
        Of::Volunteers => format!(
            "SELECT v.id AS subject, sum(e.minutes) AS minutes, 1 AS heads,
                CASE WHEN count(*) OVER () >= {FEWEST_VOLUNTEERS} THEN 1 ELSE 0 END AS enough
            FROM hours_entry AS e JOIN volunteer AS v ON v.id = e.volunteer_id
            WHERE e.served_on >= $1 AND e.served_on < $2 AND v.ranked_as IS NOT NULL AND v.birth_month < $3
            GROUP BY v.id"
        ),
        Of::Teams => per_head(
            "o.team_id",
            "JOIN attendance AS a ON a.id = e.attendance_id JOIN orders AS o ON o.id = a.order_id AND o.team_id IS NOT NULL",
            "SELECT team_id AS subject, count(*) AS heads FROM team_member GROUP BY team_id",
        ),
        Of::Stations => per_head(
            "v.village_id",
            "JOIN volunteer AS v ON v.id = e.volunteer_id",
            "SELECT village_id AS subject, count(*) AS heads FROM volunteer GROUP BY village_id",
        ),
        Of::Townships => per_head(
            "village.parent_id",
            "JOIN volunteer AS v ON v.id = e.volunteer_id JOIN org AS village ON village.id = v.village_id",
            "SELECT village.parent_id AS subject, count(*) AS heads FROM volunteer AS v
                JOIN org AS village ON village.id = v.village_id GROUP BY village.parent_id",
        ),
    };
    // Seconds a head are whole numbers on both engines, and fine enough to tell anybody apart.
    let order = "enough DESC, minutes * 60 / heads DESC";
    let sql = format!(
        "SELECT row_number() OVER (ORDER BY {order}, subject) AS position,
            CASE WHEN enough = 1 THEN rank() OVER (ORDER BY {order}) END AS rank, subject, minutes, heads
        FROM (SELECT subject, CAST(minutes AS bigint) AS minutes, CAST(heads AS bigint) AS heads, enough
            FROM ({served}) AS served) AS counted"
    );
    let from = today.plus_days(-over.days()).start();
    let mut values = vec![from.0.into(), today.start().0.into()];
    if of == Of::Volunteers {
        values.push(grown_up_before(today).into());
    }
    Statement::from_sql_and_values(cx.read().get_database_backend(), sql, values)
}

fn per_head(subject: &str, join: &str, heads: &str) -> String {
    format!(
        "SELECT served.subject, served.minutes, whole.heads,
            CASE WHEN whole.heads >= {FEWEST_HEADS} AND served.people >= {FEWEST_SERVED} THEN 1 ELSE 0 END AS enough
        FROM (SELECT {subject} AS subject, sum(e.minutes) AS minutes, count(DISTINCT e.volunteer_id) AS people
            FROM hours_entry AS e {join} WHERE e.served_on >= $1 AND e.served_on < $2 GROUP BY {subject}) AS served
        JOIN ({heads}) AS whole ON whole.subject = served.subject"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::both;
    use crate::ranking::ranking;
    use crate::testing::County;
    use domain::actor::Actor;
    use domain::orders::State;
    use domain::ranking::Ranking;
    use domain::time::DAY;

    const VERSIONS: &str = "SELECT count(*) FROM ranking_version";
    const LINES: &str = "SELECT count(*) FROM ranking_line";

    /// A crowd that wants to be ranked and has served, each by a minute more.
    async fn crowd_that_serves(county: &County, people: i64) {
        county.crowd(people, 10).await;
        let no = county.order_in(State::Accepted).await;
        let served = county.now().date().plus_days(-3).start().0;
        for sql in [
            "UPDATE volunteer SET ranked_as = '' WHERE id > 100000".to_owned(),
            format!(
                "INSERT INTO attendance (id, order_id, volunteer_id, path, state, checked_in_at, checked_out_at, minutes, objection)
                 SELECT v.id, o.id, v.id, o.path, 'posted', {served}, {served}, v.id - 100000, '' FROM orders AS o, volunteer AS v
                 WHERE o.no = '{no}' AND v.id > 100000"
            ),
            format!(
                "INSERT INTO hours_entry (id, volunteer_id, attendance_id, minutes, served_on, posted_at)
                 SELECT v.id, v.id, v.id, v.id - 100000, {served}, {served} FROM volunteer AS v WHERE v.id > 100000"
            ),
        ] {
            county.execute(&sql).await.unwrap();
        }
    }

    async fn read(county: &County) -> Ranking {
        let cx = county.cx(Actor::default());
        ranking(&cx, Of::Volunteers, Over::Quarter, None)
            .await
            .unwrap()
    }

    /// Begins a version, makes one ranking of it, and is gone.
    async fn crash(county: &County) -> Timestamp {
        let cx = county.cx(Actor::clock());
        let today = cx.now.date();
        let version = cx.run(Begin(today)).await.unwrap().unwrap();
        let made = make(&cx, version, Of::Volunteers, Over::Quarter, today).await;
        assert!(made.unwrap());
        version
    }

    both!(a_ranking_half_made_is_never_seen, |county| async {
        crowd_that_serves(&county, 1_200).await;
        assert_eq!(read(&county).await.until, None);
        let half = crash(&county).await;
        assert_eq!(county.number(LINES).await, 1_200);
        assert_eq!(
            (
                read(&county).await.until,
                read(&county).await.page.rows.len()
            ),
            (None, 0)
        );

        // While somebody may still be making it, nobody else begins.
        county.ticks().await;
        assert_eq!(county.number(VERSIONS).await, 1);
        county.later(PATIENCE);
        county.ticks().await;
        let first = read(&county).await;
        assert_eq!(first.page.rows.len(), 20);
        assert_eq!(first.until, Some(county.now().date().start().plus(-1)));
        let left = format!(
            "SELECT count(*) FROM ranking_version WHERE begun_at = {}",
            half.0
        );
        assert_eq!(county.number(&left).await, 0);
        let whole = county.number(LINES).await;

        // The next day the same, with a ranking that pages go on to show.
        county.later(DAY);
        crash(&county).await;
        assert_eq!(
            read(&county).await,
            Ranking {
                page: first.page.clone(),
                ..read(&county).await
            }
        );
        assert_eq!(read(&county).await.until, first.until);
        county.later(PATIENCE);
        county.ticks().await;
        assert_eq!(
            read(&county).await.until,
            Some(county.now().date().start().plus(-1))
        );

        // What a page may still be reading stays for a while.
        assert_eq!(county.number(LINES).await, 2 * whole);
        county.later(LINGERS);
        county.ticks().await;
        assert_eq!(county.number(LINES).await, whole);
        assert_eq!(county.number(VERSIONS).await, 1);
    });

    both!(
        a_ranking_is_swept_in_slices_and_then_written_no_more,
        |county| async {
            crowd_that_serves(&county, 1_200).await;
            let half = crash(&county).await;
            county.later(PATIENCE);
            let cx = county.cx(Actor::clock());
            assert!(cx.run(Sweep(half)).await.unwrap());
            assert_eq!(county.number(LINES).await, 1_200 - SLICE as i64);
            sweep(&cx).await.unwrap();
            assert_eq!(
                county.number(LINES).await + county.number(VERSIONS).await,
                0
            );
            // Whoever was only slow stops here.
            let today = cx.now.date();
            let made = make(&cx, half, Of::Volunteers, Over::Quarter, today).await;
            assert!(!made.unwrap());
            cx.run(Finish(half)).await.unwrap();
            assert_eq!(
                county.number(LINES).await + county.number(VERSIONS).await,
                0
            );
        }
    );
}
