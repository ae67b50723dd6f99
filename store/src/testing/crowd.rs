//! Many volunteers at once, for tests in which they compete. They are written straight into the books.

use super::{County, Engine};
use crate::{Cx, Database};
use domain::actor::Actor;
use domain::ids::{AccountId, VolunteerId};

/// Above the ids of everybody else.
const FIRST: i64 = 100_000;

impl County {
    /// The engine the books are on.
    pub fn engine(&self) -> Engine {
        match self.database() {
            Database::Sqlite(_) => Engine::Sqlite,
            Database::Postgres(_) => Engine::Postgres,
        }
    }

    /// The contexts of so many volunteers of 城内社区, each with so many points.
    pub async fn crowd(&self, people: i64, points: i64) -> Vec<Cx> {
        self.crowd_from(0, people, points).await
    }

    /// The same, counted from a number on: for a second crowd.
    pub async fn crowd_from(&self, from: i64, people: i64, points: i64) -> Vec<Cx> {
        let first = FIRST + from;
        let blob = match self.engine() {
            Engine::Sqlite => "blob",
            Engine::Postgres => "bytea",
        };
        let (village, now, last) = (self.places.village, self.now().0, first + people);
        let numbers = format!(
            "WITH RECURSIVE n(id) AS (SELECT CAST({first} + 1 AS bigint) UNION ALL SELECT id + 1 FROM n WHERE id < {last})"
        );
        let each = [
            format!(
                "INSERT INTO account (id, phone_hash, phone, masked, locale, created_at) {numbers}
                 SELECT id, CAST('crowd' || id AS {blob}), CAST('crowd' AS {blob}), '**', 'zh-CN', {now} FROM n"
            ),
            format!(
                "INSERT INTO volunteer (id, no, account_id, birth_month, sex, village_id, skills, free_times, emergency, agreement, registered_at, minutes) {numbers}
                 SELECT id, 'crowd' || id, id, '1990-05', 'female', {village}, '', '', CAST('crowd' AS {blob}), '', {now}, 0 FROM n"
            ),
            format!(
                "INSERT INTO points_account (id, owner, volunteer_id, balance) {numbers}
                 SELECT id + 1000, 'volunteer', id, {points} FROM n"
            ),
            format!(
                "INSERT INTO points_transfer (award, debit_id, credit_id, amount, rule, at) {numbers}
                 SELECT 'crowd:' || id, 1, id + 1000, {points}, 'grant', {now} FROM n"
            ),
            format!("UPDATE points_account SET balance = balance - {} WHERE id = 1", people * points),
        ];
        for sql in each {
            self.execute(&sql).await.unwrap();
        }
        (first + 1..=last)
            .map(|id| {
                self.cx(Actor {
                    account: Some(AccountId(id)),
                    volunteer: Some(VolunteerId(id)),
                    ..Actor::default()
                })
            })
            .collect()
    }
}
