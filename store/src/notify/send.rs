//! The worker's side of the outbox: SMS are claimed, sent, and settled.

use super::{Sms, outbox};
use crate::db::{Store, Tx, UseCase};
use crate::error::Result;
use crate::page::written_out;
use domain::actor::Actor;
use domain::ids::MessageId;
use domain::notify::{Delivery, LEASE, TRIES, back_off};
use domain::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

/// A message that a worker holds until its lease runs out.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Its id: the key by which a gateway knows a message that it has taken before.
    pub id: MessageId,
    /// What to send.
    pub sms: Sms,
    tries: i32,
}

/// Whether any message is due: a look that costs no write.
pub async fn any_due(store: &Store, now: Timestamp) -> Result<bool> {
    let due = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Id)
        .filter(waits())
        .filter(outbox::Column::NextAt.lte(now))
        .into_tuple::<MessageId>();
    Ok(due.one(&store.read).await?.is_some())
}

/// Written, and not settled.
fn waits() -> Expr {
    let waiting = written_out([Delivery::Queued, Delivery::Sending]);
    outbox::Column::State.into_expr().is_in(waiting)
}

/// Messages that one claim takes.
const CLAIM: u64 = 32;

/// Takes messages that are due, so that no other worker sends them meanwhile.
///
/// A worker that dies keeps them until the lease runs out; then they are taken again under the same ids, and the
/// gateway, which knows the ids, sends none twice.
pub async fn claim(store: &Store, now: Timestamp) -> Result<Vec<Claimed>> {
    let cx = store.cx(Actor::clock(), now, "outbox");
    cx.run(Claim).await
}

struct Claim;

impl UseCase for Claim {
    type Answer = Vec<Claimed>;

    async fn run(&self, tx: &Tx) -> Result<Vec<Claimed>> {
        let mut due = outbox::Entity::find()
            .filter(waits())
            .filter(outbox::Column::NextAt.lte(tx.now()))
            .order_by_asc(outbox::Column::NextAt)
            .order_by_asc(outbox::Column::Id)
            .limit(CLAIM);
        if tx.get_database_backend() == DatabaseBackend::Postgres {
            due = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        let due = due.all(&**tx).await?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        outbox::Entity::update_many()
            .col_expr(outbox::Column::State, Expr::value(Delivery::Sending))
            .col_expr(
                outbox::Column::Tries,
                Expr::col(outbox::Column::Tries).add(1),
            )
            .col_expr(outbox::Column::NextAt, Expr::value(tx.now().plus(LEASE)))
            .filter(outbox::Column::Id.is_in(due.iter().map(|row| row.id)))
            .exec(&**tx)
            .await?;
        let (mut claimed, mut unreadable, mut lost) = (Vec::new(), Vec::new(), Vec::new());
        for row in due {
            let sealed = row.payload.unwrap_or_default();
            match tx.key().open_json(&sealed, "message") {
                _ if row.tries >= TRIES => lost.push(row.id),
                Ok(sms) => claimed.push(Claimed {
                    id: row.id,
                    sms,
                    tries: row.tries + 1,
                }),
                Err(_) => unreadable.push(row.id),
            }
        }
        // No later try reads them, and they must not hold up the others.
        give_up(tx, unreadable, "unreadable").await?;
        // No worker that took them ever came back.
        give_up(tx, lost, "lost").await?;
        Ok(claimed)
    }
}

async fn give_up(tx: &Tx, messages: Vec<MessageId>, fault: &str) -> Result<()> {
    if messages.is_empty() {
        return Ok(());
    }
    outbox::Entity::update_many()
        .col_expr(outbox::Column::State, Expr::value(Delivery::Failed))
        .col_expr(outbox::Column::Fault, Expr::value(fault))
        .filter(outbox::Column::Id.is_in(messages))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Notes that the gateway has taken a message, and erases what it said.
pub async fn mark_sent(store: &Store, message: &Claimed, now: Timestamp) -> Result<()> {
    settle(store, message, now, Delivery::Sent, String::new()).await
}

/// Notes that the gateway refused a message; it is tried again later, a limited number of times.
pub async fn mark_failed(
    store: &Store,
    message: &Claimed,
    now: Timestamp,
    fault: &str,
) -> Result<()> {
    let state = if message.tries >= TRIES {
        Delivery::Failed
    } else {
        Delivery::Queued
    };
    settle(
        store,
        message,
        now,
        state,
        fault.chars().take(200).collect(),
    )
    .await
}

async fn settle(
    store: &Store,
    message: &Claimed,
    now: Timestamp,
    state: Delivery,
    fault: String,
) -> Result<()> {
    let cx = store.cx(Actor::clock(), now, "outbox");
    let settlement = Settlement {
        id: message.id,
        tries: message.tries,
        state,
        next_at: now.plus(back_off(message.tries)),
        fault,
    };
    cx.run(settlement).await
}

struct Settlement {
    id: MessageId,
    tries: i32,
    state: Delivery,
    next_at: Timestamp,
    fault: String,
}

impl UseCase for Settlement {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let mut update = outbox::Entity::update_many()
            .col_expr(outbox::Column::State, Expr::value(self.state))
            .col_expr(outbox::Column::NextAt, Expr::value(self.next_at))
            .col_expr(outbox::Column::Fault, Expr::value(self.fault.as_str()))
            .filter(outbox::Column::Id.eq(self.id))
            .filter(waits());
        if self.state != Delivery::Sent {
            // What failed for a worker whose lease has run out may yet go well for the one that holds it now.
            update = update.filter(outbox::Column::Tries.eq(self.tries));
        }
        if self.state != Delivery::Queued {
            // Nobody needs the words of a message that is settled.
            update = update
                .col_expr(outbox::Column::Payload, Expr::value(None::<Vec<u8>>))
                .col_expr(outbox::Column::SentAt, Expr::value(tx.now()));
        }
        update.exec(&**tx).await?;
        Ok(())
    }
}
