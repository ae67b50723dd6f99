//! What a use-case leaves behind besides its own rows: events, audit, messages, replays.
//!
//! They are only ever added, so the door keeps them until the end of the transaction and writes each table's rows with one
//! statement, however many use-cases share it.

use crate::db::{Store, Topic, Tx};
use crate::notify::{self, inbox, outbox as message};
use crate::{audit, orders::event, replay};
use domain::ids::{AccountId, OrgId};
use domain::notify::{Delivery, Notice};
use domain::time::Timestamp;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel, Set};
use std::sync::{Mutex, PoisonError};

/// The rows of one transaction that are only ever added.
#[derive(Default)]
pub(crate) struct Ledger(Mutex<Rows>);

#[derive(Default)]
struct Rows {
    events: Vec<event::ActiveModel>,
    audit: Vec<audit::ActiveModel>,
    inbox: Vec<inbox::ActiveModel>,
    messages: Vec<message::ActiveModel>,
    replays: Vec<replay::ActiveModel>,
    topics: Vec<(Store, Topic)>,
}

impl Ledger {
    fn rows(&self) -> std::sync::MutexGuard<'_, Rows> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes everything; called once, before the commit.
    pub(crate) async fn write(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        let rows = {
            let mut rows = self.rows();
            let topics = std::mem::take(&mut rows.topics);
            std::mem::replace(
                &mut *rows,
                Rows {
                    topics,
                    ..Rows::default()
                },
            )
        };
        insert::<event::Entity, _>(tx, rows.events).await?;
        insert::<audit::Entity, _>(tx, rows.audit).await?;
        insert::<inbox::Entity, _>(tx, rows.inbox).await?;
        insert::<message::Entity, _>(tx, rows.messages).await?;
        insert::<replay::Entity, _>(tx, rows.replays).await?;
        let topics: Vec<Topic> = self
            .rows()
            .topics
            .iter()
            .map(|(_, topic)| topic.clone())
            .collect();
        notify::tell_other_machines(tx, topics).await
    }

    /// Tells open pages; called once, after the commit.
    pub(crate) fn announce(&self) {
        for (store, topic) in self.rows().topics.drain(..) {
            store.announce(topic);
        }
    }
}

/// Rows that one statement carries, so that no engine's limit on parameters is met.
const CHUNK: usize = 500;

/// Inserts rows, many to a statement.
pub(crate) async fn insert<E, A>(
    tx: &impl sea_orm::ConnectionTrait,
    rows: Vec<A>,
) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        E::insert_many(rows.by_ref().take(CHUNK))
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

impl Tx {
    /// Enters an event of an order's timeline.
    pub(crate) fn event(&self, row: event::ActiveModel) {
        self.ledger.rows().events.push(row);
    }

    /// Enters who did what to which thing under which request.
    pub(crate) fn audit(&self, action: domain::access::Action, subject: String) {
        self.ledger.rows().audit.push(audit::ActiveModel {
            at: Set(self.now()),
            account_id: Set(self.actor().account),
            action: Set(action.to_string()),
            subject: Set(subject),
            request_id: Set(self.cx.request_id.clone()),
            ..Default::default()
        });
    }

    /// Puts a message into somebody's inbox.
    pub(crate) fn tell(&self, account: AccountId, notice: &Notice) {
        self.put(Some(account), None, notice);
    }

    /// Puts a message into the inbox that an org's staff share.
    pub(crate) fn tell_org(&self, org: OrgId, notice: &Notice) {
        self.put(None, Some(org), notice);
    }

    fn put(&self, account: Option<AccountId>, org: Option<OrgId>, notice: &Notice) {
        self.ledger.rows().inbox.push(inbox::ActiveModel {
            account_id: Set(account),
            org_id: Set(org),
            at: Set(self.now()),
            notice: Set(serde_json::to_string(notice).unwrap_or_default()),
            read_at: Set(None),
            ..Default::default()
        });
    }

    /// Puts an SMS into the outbox; a worker sends it after the commit.
    pub(crate) fn text(&self, sms: &notify::Sms) {
        self.ledger.rows().messages.push(message::ActiveModel {
            payload: Set(Some(self.key().seal_json(sms))),
            queued_at: Set(self.now()),
            state: Set(Delivery::Queued),
            tries: Set(0),
            next_at: Set(self.now()),
            sent_at: Set(None::<Timestamp>),
            fault: Set(String::new()),
            ..Default::default()
        });
    }

    /// Remembers the answer to a form, so that its replay gets the same one.
    pub(crate) fn remember(&self, form: &str, answer: String) {
        self.ledger.rows().replays.push(replay::ActiveModel {
            account_id: Set(self.actor().account.map_or(0, |account| account.0)),
            form: Set(form.to_owned()),
            answer: Set(answer),
            at: Set(self.now()),
        });
    }

    /// Has open pages told after the commit.
    pub(crate) fn announce(&self, topic: Topic) {
        self.ledger
            .rows()
            .topics
            .push((self.cx.store.clone(), topic));
    }
}
