//! Rows that are only ever added: events, audit, messages, answers to forms.
//!
//! The door keeps them until the end of the transaction and writes each table's rows with one statement, however many
//! use-cases share it. Which tables those are only features know.

use super::{Store, Topic, Tx};
use futures::future::BoxFuture;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel};
use std::any::Any;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What one transaction adds and announces.
#[derive(Default)]
pub(crate) struct Appended(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    /// A table each, in the order of their first rows.
    tables: Vec<Box<dyn Rows>>,
    topics: Vec<(Store, Topic)>,
}

/// Rows of one table.
trait Rows: Any + Send {
    fn write(self: Box<Self>, tx: &DatabaseTransaction) -> BoxFuture<'_, Result<(), DbErr>>;
}

impl<R> Rows for Vec<R>
where
    R: ActiveModelTrait + Send + 'static,
    <R::Entity as EntityTrait>::Model: IntoActiveModel<R>,
{
    fn write(self: Box<Self>, tx: &DatabaseTransaction) -> BoxFuture<'_, Result<(), DbErr>> {
        Box::pin(insert(tx, *self))
    }
}

impl Appended {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the rows that wait.
    async fn write_rows(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        let tables = std::mem::take(&mut self.waiting().tables);
        for rows in tables {
            rows.write(tx).await?;
        }
        Ok(())
    }

    /// Writes every row; called once, before the commit.
    pub(super) async fn write(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        self.write_rows(tx).await?;
        let topics: Vec<Topic> = {
            let waiting = self.waiting();
            let topics = waiting.topics.iter();
            topics.map(|(_, topic)| topic.clone()).collect()
        };
        super::topics::tell_other_machines(tx, topics).await
    }

    /// Tells open pages; called once, after the commit.
    pub(super) fn announce(&self) {
        for (store, topic) in self.waiting().topics.drain(..) {
            store.announce(topic);
        }
    }
}

impl Tx {
    /// Adds a row to a table that only grows. It is written before the commit; who reads it has it written first.
    pub(crate) fn append<A>(&self, row: A)
    where
        A: ActiveModelTrait + Send + 'static,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        let mut waiting = self.appended.waiting();
        for rows in &mut waiting.tables {
            let rows: &mut dyn Any = rows.as_mut();
            if let Some(rows) = rows.downcast_mut::<Vec<A>>() {
                rows.push(row);
                return;
            }
        }
        waiting.tables.push(Box::new(vec![row]));
    }

    /// Writes what was added so far, for a use-case that has to count it: others of its batch may have added some.
    pub(crate) async fn write_appended(&self) -> Result<(), DbErr> {
        self.appended.write_rows(self).await
    }

    /// Has open pages told after the commit.
    pub(crate) fn announce(&self, topic: Topic) {
        let store = self.cx.store.clone();
        self.appended.waiting().topics.push((store, topic));
    }
}

/// Rows that one statement carries, so that no engine's limit on parameters is met.
const CHUNK: usize = 500;

/// Inserts rows, many to a statement.
pub(crate) async fn insert<A>(tx: &impl sea_orm::ConnectionTrait, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        A::Entity::insert_many(rows.by_ref().take(CHUNK))
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}
