//! A county of any size: copies of people who act, and of what they did, written as rows.
//!
//! Each copy of a row has the id of the original plus so many times the highest id of its table, so what refers to what is
//! copied with it. Copied is what grows with a county: people, teams, orders, service and the points for it. What they applied
//! for, were awarded or redeemed is not.

use super::county::TEAMS;
use super::{BY_DEEDS, move_sequences};
use crate::Key;
use crate::catalog::rating;
use crate::crypt::token;
use crate::db::{begin, insert};
use crate::error::Result;
use crate::hours::entry;
use crate::orders::{assignment, attendance, entity as order, event, offers, rating_event};
use crate::person::{account, consent, volunteer};
use crate::points::{ledger_account, transfer};
use crate::teams::{entity as team, member};
use domain::account::{Phone, volunteer_no};
use domain::ids::{AccountId, OrderId, TeamId, VolunteerId};
use domain::orders::order_no;
use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DatabaseTransaction, EntityTrait,
    IdenStatic, IntoActiveModel, Iterable, Statement,
};
use std::collections::HashSet;

/// Writes so many copies, in one transaction.
pub(super) async fn write(books: &DatabaseConnection, key: &Key, copies: i64) -> Result<()> {
    if books.get_database_backend() == DatabaseBackend::Sqlite {
        let hasty = "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144";
        books.execute_unprepared(hasty).await?;
    }
    let tx = begin(books).await?;
    let teams = highest(&tx, "team").await?;
    // Copies of a team stop at the county's number of teams: later copies of its members join the earlier ones.
    let wanted = (TEAMS * BY_DEEDS * (copies + 1) as f64) as i64;
    let copying = Copying {
        accounts: highest(&tx, "account").await?,
        volunteers: highest(&tx, "volunteer").await?,
        of_teams: (wanted / teams).clamp(1, copies + 1),
        teams,
        orders: highest(&tx, "orders").await?,
        attendances: highest(&tx, "attendance").await?,
        tx,
        copies,
    };
    copying.people(key).await?;
    copying.teams().await?;
    copying.orders().await?;
    copying.service().await?;
    copying.tx.commit().await?;
    let numbered = [
        "account",
        "volunteer",
        "consent",
        "team",
        "orders",
        "order_event",
        "offer",
        "rating",
        "rating_event",
        "attendance",
        "hours_entry",
        "points_account",
        "points_transfer",
    ];
    move_sequences(books, &numbered).await
}

async fn highest(tx: &DatabaseTransaction, table: &str) -> Result<i64> {
    let sql = format!("SELECT coalesce(max(id), 0) FROM {table}");
    let statement = Statement::from_string(tx.get_database_backend(), sql);
    let row = tx.query_one_raw(statement).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
}

/// A column of a copy, and the SQL of what stands in it; `k` counts the copies.
type Change<C> = (C, String);

struct Copying {
    tx: DatabaseTransaction,
    copies: i64,
    /// How many teams there are of each, with the original.
    of_teams: i64,
    accounts: i64,
    volunteers: i64,
    teams: i64,
    orders: i64,
    attendances: i64,
}

impl Copying {
    /// Those whose columns need the key or a check digit are made here; the database copies the others by itself.
    async fn people(&self, key: &Key) -> Result<()> {
        let originals = account::Entity::find().all(&self.tx).await?;
        let mut phone = 0;
        for copy in 1..=self.copies {
            let mut rows = Vec::with_capacity(originals.len());
            for row in &originals {
                let mut row = row.clone();
                row.id = AccountId(row.id.0 + copy * self.accounts);
                // No operator gives out numbers that begin with 162.
                let number = Phone::parse(&format!("162{phone:08}"))?;
                phone += 1;
                row.phone_hash = key.hash(number.as_str());
                row.phone = key.seal(number.as_str().as_bytes());
                rows.push(row.into_active_model());
            }
            insert(&self.tx, rows).await?;
        }
        let originals = volunteer::Entity::find().all(&self.tx).await?;
        for copy in 1..=self.copies {
            let rows = originals.iter().cloned().map(|mut row| {
                row.id = VolunteerId(row.id.0 + copy * self.volunteers);
                row.account_id = AccountId(row.account_id.0 + copy * self.accounts);
                row.no = volunteer_no(row.registered_at.date().ymd().0, row.id.0);
                row.minutes = 0;
                row.into_active_model()
            });
            insert(&self.tx, rows.collect()).await?;
        }
        let consents = highest(&self.tx, "consent").await?;
        self.copy::<consent::Entity>(
            &[
                (consent::Column::Id, shifted("id", consents)),
                (
                    consent::Column::AccountId,
                    shifted("account_id", self.accounts),
                ),
            ],
            "true",
        )
        .await
    }

    async fn teams(&self) -> Result<()> {
        let originals = team::Entity::find().all(&self.tx).await?;
        for copy in 1..self.of_teams {
            let rows = originals.iter().cloned().map(|mut row| {
                row.id = TeamId(row.id.0 + copy * self.teams);
                row.leader_id = VolunteerId(row.leader_id.0 + copy * self.volunteers);
                row.name = format!("{}第{}分队", row.name, copy + 1);
                row.into_active_model()
            });
            insert(&self.tx, rows.collect()).await?;
        }
        self.copy::<member::Entity>(
            &[
                (member::Column::TeamId, self.team()),
                (member::Column::VolunteerId, self.volunteer()),
            ],
            "true",
        )
        .await
    }

    async fn orders(&self) -> Result<()> {
        let originals = order::Entity::find().all(&self.tx).await?;
        let mut numbers: HashSet<String> = originals.iter().map(|row| row.no.clone()).collect();
        let mut drawn = 0;
        for copy in 1..=self.copies {
            let mut rows = Vec::with_capacity(originals.len());
            for row in &originals {
                let mut row = row.clone();
                row.id = OrderId(row.id.0 + copy * self.orders);
                row.requester_id = AccountId(row.requester_id.0 + copy * self.accounts);
                let of_team = (copy % self.of_teams) * self.teams;
                row.team_id = row.team_id.map(|id| TeamId(id.0 + of_team));
                row.link_key = token::<16>();
                loop {
                    drawn += 7_919;
                    row.no = order_no(row.placed_at.date().ymd().0, drawn);
                    if numbers.insert(row.no.clone()) {
                        break;
                    }
                }
                rows.push(row.into_active_model());
            }
            insert(&self.tx, rows).await?;
        }
        let events = highest(&self.tx, "order_event").await?;
        self.copy::<event::Entity>(
            &[
                (event::Column::Id, shifted("id", events)),
                (event::Column::OrderId, self.order()),
                (
                    event::Column::AccountId,
                    shifted("account_id", self.accounts),
                ),
                (event::Column::TeamId, self.team()),
            ],
            "true",
        )
        .await?;
        let made = highest(&self.tx, "offer").await?;
        self.copy::<offers::Entity>(
            &[
                (offers::Column::Id, shifted("id", made)),
                (offers::Column::OrderId, self.order()),
                (offers::Column::TeamId, self.team()),
            ],
            "true",
        )
        .await?;
        self.copy::<assignment::Entity>(
            &[
                (assignment::Column::OrderId, self.order()),
                (assignment::Column::VolunteerId, self.volunteer()),
            ],
            "true",
        )
        .await?;
        let ratings = highest(&self.tx, "rating").await?;
        self.copy::<rating::Entity>(
            &[
                (rating::Column::Id, shifted("id", ratings)),
                (rating::Column::OrderId, self.order()),
            ],
            "true",
        )
        .await?;
        let decided = highest(&self.tx, "rating_event").await?;
        self.copy::<rating_event::Entity>(
            &[
                (rating_event::Column::Id, shifted("id", decided)),
                (
                    rating_event::Column::RatingId,
                    shifted("rating_id", ratings),
                ),
                (
                    rating_event::Column::AccountId,
                    shifted("account_id", self.accounts),
                ),
            ],
            "true",
        )
        .await?;
        self.run(
            "UPDATE item SET ratings = given.ratings, stars = given.stars
             FROM (SELECT item_id, count(*) AS ratings, sum(stars) AS stars FROM rating GROUP BY item_id) AS given
             WHERE given.item_id = item.id",
        )
        .await
    }

    async fn service(&self) -> Result<()> {
        self.copy::<attendance::Entity>(
            &[
                (attendance::Column::Id, self.attendance("id")),
                (attendance::Column::OrderId, self.order()),
                (attendance::Column::VolunteerId, self.volunteer()),
            ],
            "true",
        )
        .await?;
        let entries = highest(&self.tx, "hours_entry").await?;
        self.copy::<entry::Entity>(
            &[
                (entry::Column::Id, shifted("id", entries)),
                (entry::Column::VolunteerId, self.volunteer()),
                (
                    entry::Column::AttendanceId,
                    self.attendance("attendance_id"),
                ),
            ],
            "true",
        )
        .await?;
        self.copy::<ledger_account::Entity>(
            &[
                (ledger_account::Column::Id, shifted("id", self.volunteers)),
                (ledger_account::Column::VolunteerId, self.volunteer()),
                (ledger_account::Column::Balance, "0".to_owned()),
            ],
            "owner = 'volunteer'",
        )
        .await?;
        let transfers = highest(&self.tx, "points_transfer").await?;
        self.copy::<transfer::Entity>(
            &[
                (transfer::Column::Id, shifted("id", transfers)),
                (
                    transfer::Column::CreditId,
                    shifted("credit_id", self.volunteers),
                ),
                (
                    transfer::Column::AttendanceId,
                    self.attendance("attendance_id"),
                ),
                (
                    transfer::Column::Award,
                    format!("rule || ':' || ({})", self.attendance("attendance_id")),
                ),
            ],
            "rule IN ('service_hours', 'leading', 'five_stars')",
        )
        .await?;
        self.run(
            "UPDATE volunteer SET minutes = posted.minutes
             FROM (SELECT volunteer_id, sum(minutes) AS minutes FROM hours_entry GROUP BY volunteer_id) AS posted
             WHERE posted.volunteer_id = volunteer.id",
        )
        .await?;
        self.run(
            "UPDATE points_account SET balance = moved.points FROM (
                SELECT account, sum(points) AS points FROM (
                    SELECT credit_id AS account, amount AS points FROM points_transfer
                    UNION ALL SELECT debit_id, -amount FROM points_transfer) AS lines GROUP BY account) AS moved
             WHERE moved.account = points_account.id",
        )
        .await
    }

    fn volunteer(&self) -> String {
        shifted("volunteer_id", self.volunteers)
    }

    fn order(&self) -> String {
        shifted("order_id", self.orders)
    }

    fn attendance(&self, column: &str) -> String {
        shifted(column, self.attendances)
    }

    fn team(&self) -> String {
        format!("team_id + k % {} * {}", self.of_teams, self.teams)
    }

    /// Copies the rows of a table for which a condition holds, with these changes.
    async fn copy<E: EntityTrait + Default>(
        &self,
        changes: &[Change<E::Column>],
        which: &str,
    ) -> Result<()> {
        let columns: Vec<E::Column> = E::Column::iter().collect();
        let names: Vec<&str> = columns.iter().map(IdenStatic::as_str).collect();
        let copied = columns.iter().map(|column| {
            let change = changes
                .iter()
                .find(|(changed, _)| changed.as_str() == column.as_str());
            change.map_or(column.as_str().to_owned(), |(_, sql)| sql.clone())
        });
        let copied: Vec<String> = copied.collect();
        let table = E::default();
        let table = table.table_name();
        let sql = format!(
            "WITH RECURSIVE copies(k) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT k + 1 FROM copies WHERE k < {})
             INSERT INTO {table} ({}) SELECT {} FROM {table} CROSS JOIN copies WHERE {which}",
            self.copies,
            names.join(", "),
            copied.join(", "),
        );
        self.run(&sql).await
    }

    async fn run(&self, sql: &str) -> Result<()> {
        self.tx.execute_unprepared(sql).await?;
        Ok(())
    }
}

/// The id in a column, of the copy.
fn shifted(column: &str, by: i64) -> String {
    format!("{column} + k * {by}")
}
