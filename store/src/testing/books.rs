//! What stands in the books, for tests that look at the rows themselves.

use super::County;
use crate::notify::{Sms, inbox, outbox};
use crate::person::{account, consent, grant, volunteer};
use crate::table::{Table, table};
use crate::{Store, audit, clock_mark, orgs, pictures, replay, rule_table};
use domain::account::Phone;
use domain::ids::{AccountId, InboxId, MessageId, OrgId};
use domain::notify::Message;
use domain::orders::State;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, DbErr, EntityTrait, QueryFilter, QueryOrder,
    Statement,
};

/// The tables as the entities declare them, in the order of their names.
pub fn entities() -> Vec<Table> {
    let mut tables = crate::gathered::tables();
    tables.extend([
        table(orgs::entity::Entity),
        table(account::Entity),
        table(grant::Entity),
        table(volunteer::Entity),
        table(consent::Entity),
        table(pictures::entity::Entity),
        table(pictures::usage::Entity),
        table(rule_table::entity::Entity),
        table(clock_mark::entity::Entity),
        table(audit::Entity),
        table(replay::Entity),
    ]);
    tables.sort();
    tables
}

/// Tables that programs of the release before use, and this one does not.
const RETIRED: &[&str] = &["ranking"];

/// Who was told something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Somebody, in their inbox.
    Account(AccountId),
    /// An org's staff, in the inbox they share.
    Org(OrgId),
    /// A phone, by SMS.
    Phone(Phone),
}

/// How far the inbox and the outbox have been looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    inbox: InboxId,
    outbox: MessageId,
}

/// How an order and the books stand: two traces are equal if nothing has happened in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Where the order stands.
    pub state: State,
    /// Everything in its row.
    pub row: String,
    /// Its events.
    pub events: i64,
    /// Its offers, assignments, attendance and ratings.
    pub rows: i64,
    /// The newest row of the audit trail, whatever it is about.
    pub audit: i64,
    /// The newest rows of the ledgers, of what was told, and how many forms were answered.
    pub newest: Vec<i64>,
}

impl County {
    /// One number that an SQL text selects.
    pub async fn number(&self, sql: &str) -> i64 {
        let row = self.query(sql).await.into_iter().next().unwrap();
        row.try_get_by(0).unwrap()
    }

    /// The texts in the only column that an SQL text selects.
    pub async fn texts_of(&self, sql: &str) -> Vec<String> {
        let rows = self.query(sql).await.into_iter();
        rows.map(|row| row.try_get_by(0).unwrap()).collect()
    }

    async fn query(&self, sql: &str) -> Vec<sea_orm::QueryResult> {
        let read = &self.store().read;
        let sql = format!("{}{sql}", super::plans::ASIDE);
        let statement = Statement::from_string(read.get_database_backend(), sql);
        read.query_all_raw(statement).await.unwrap()
    }

    /// Runs SQL past every rule but the database's own.
    pub async fn execute(&self, sql: &str) -> Result<(), DbErr> {
        let bulk = Store::bulk(self.database()).await.unwrap();
        let done = bulk.execute_unprepared(sql).await;
        bulk.close().await?;
        done.map(|_| ())
    }

    /// The tables as the database has them, in the order of their names; without the one that remembers migrations, and those
    /// that are dropped with the next release.
    pub async fn schema(&self) -> Vec<Table> {
        let sql = if self.on_sqlite() {
            "SELECT m.name || ' ' || c.name || ' ' || (c.\"notnull\" = 0 AND c.pk = 0)
             FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.name"
        } else {
            "SELECT table_name || ' ' || column_name || ' ' || CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END
             FROM information_schema.columns WHERE table_schema = 'public'
             ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\""
        };
        let mut tables: Vec<Table> = Vec::new();
        for line in self.texts_of(sql).await {
            let mut words = line.split(' ');
            let mut next = || words.next().unwrap().to_owned();
            let (table, column, empty) = (next(), next(), next());
            if table == "seaql_migrations" || RETIRED.contains(&table.as_str()) {
                continue;
            }
            if tables.last().is_none_or(|(name, _)| *name != table) {
                tables.push((table, Vec::new()));
            }
            tables.last_mut().unwrap().1.push((column, empty == "1"));
        }
        tables
    }

    /// Everything in a table as text, bytes in hexadecimal.
    pub async fn dump(&self, table: &str) -> String {
        let sql = if self.on_sqlite() {
            let schema = self.schema().await;
            let (_, columns) = schema.iter().find(|(name, _)| name == table).unwrap();
            let quoted: Vec<_> = columns
                .iter()
                .map(|(name, _)| format!("quote({name})"))
                .collect();
            format!("SELECT {} FROM {table}", quoted.join(" || ' ' || "))
        } else {
            format!("SELECT t::text FROM {table} t")
        };
        self.texts_of(&sql).await.join("\n").to_lowercase()
    }

    fn on_sqlite(&self) -> bool {
        self.store().read.get_database_backend() == DatabaseBackend::Sqlite
    }

    /// How an order and the books stand.
    pub async fn trace(&self, no: &str) -> Trace {
        let order = self.order_row(no).await;
        let of_order = |table| {
            let id = order.id;
            format!("SELECT count(*) FROM {table} WHERE order_id = {id}")
        };
        let newest = |table| format!("SELECT coalesce(max(id), 0) FROM {table}");
        let numbers = [
            of_order("order_event"),
            of_order("offer"),
            of_order("assignment"),
            of_order("attendance"),
            of_order("rating"),
            newest("audit"),
            newest("rating_event"),
            newest("hours_entry"),
            newest("points_transfer"),
            newest("inbox"),
            newest("outbox"),
            "SELECT count(*) FROM replay".to_owned(),
        ];
        let rows = self.query(&numbers.join(" UNION ALL ")).await;
        let numbers: Vec<i64> = rows.iter().map(|row| row.try_get_by(0).unwrap()).collect();
        Trace {
            state: order.state,
            row: format!("{order:?}"),
            events: numbers[0],
            rows: numbers[1..5].iter().sum(),
            audit: numbers[5],
            newest: numbers[6..].to_vec(),
        }
    }

    /// The place up to which everything has been told.
    pub async fn mark(&self) -> Mark {
        Mark {
            inbox: InboxId(self.number("SELECT coalesce(max(id), 0) FROM inbox").await),
            outbox: MessageId(self.number("SELECT coalesce(max(id), 0) FROM outbox").await),
        }
    }

    /// What was told behind a mark: what is read in the app first, then what is sent.
    pub async fn told_since(&self, mark: Mark) -> Vec<(Reader, Message)> {
        let read = inbox::Entity::find()
            .filter(inbox::Column::Id.gt(mark.inbox))
            .order_by_asc(inbox::Column::Id);
        let sent = outbox::Entity::find()
            .filter(outbox::Column::Id.gt(mark.outbox))
            .order_by_asc(outbox::Column::Id);
        let mut told = Vec::new();
        for row in read.all(&self.store().read).await.unwrap() {
            let reader = row.account_id.map(Reader::Account);
            let reader = reader.or(row.org_id.map(Reader::Org)).unwrap();
            told.push((reader, row.opened(&self.store().key).unwrap()));
        }
        for row in sent.all(&self.store().read).await.unwrap() {
            if let Some(sealed) = row.payload {
                let sms: Sms = self.store().key.open_json(&sealed, "message").unwrap();
                told.push((Reader::Phone(sms.phone), sms.message));
            }
        }
        told
    }
}
