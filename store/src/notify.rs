//! Messages: the inbox people read in the app, and the outbox whose SMS a worker sends.

use crate::account::{account, open_phone, signed_in};
use crate::db::{Cx, Store, Tx};
use crate::error::Result;
use crate::page::after;
use domain::account::Phone;
use domain::actor::Actor;
use domain::ids::{AccountId, InboxId, MessageId, OrgId};
use domain::notify::{Delivery, InboxView, LEASE, Message, TRIES, back_off};
use domain::page::{PAGE, Page};
use domain::time::Timestamp;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, LockBehavior, LockType, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
};
use serde::{Deserialize, Serialize};

pub(crate) mod inbox {
    use domain::ids::{AccountId, InboxId, OrgId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inbox")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: InboxId,
        pub account_id: Option<AccountId>,
        pub org_id: Option<OrgId>,
        pub at: Timestamp,
        #[sea_orm(column_name = "notice")]
        pub message: String,
        pub read_at: Option<Timestamp>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod outbox {
    use domain::ids::MessageId;
    use domain::notify::Delivery;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: MessageId,
        pub payload: Option<Vec<u8>>,
        pub queued_at: Timestamp,
        pub state: Delivery,
        pub tries: i32,
        pub next_at: Timestamp,
        pub sent_at: Option<Timestamp>,
        pub fault: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An SMS: to whom, in which language, and what. Sealed as one piece in the outbox, and erased once it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sms {
    /// The number.
    pub phone: Phone,
    /// The reader's language.
    pub locale: String,
    /// What to tell.
    pub message: Message,
    /// The path that opens what it is about without signing in.
    pub link: Option<String>,
}

impl Tx {
    /// Puts a message into somebody's inbox.
    pub(crate) fn tell<M: Clone + Into<Message>>(&self, account: AccountId, message: &M) {
        self.put(Some(account), None, message.clone().into());
    }

    /// Puts a message into the inbox that an org's staff share.
    pub(crate) fn tell_org<M: Clone + Into<Message>>(&self, org: OrgId, message: &M) {
        self.put(None, Some(org), message.clone().into());
    }

    fn put(&self, account: Option<AccountId>, org: Option<OrgId>, message: Message) {
        self.append(inbox::ActiveModel {
            account_id: Set(account),
            org_id: Set(org),
            at: Set(self.now()),
            message: Set(serde_json::to_string(&message).unwrap_or_default()),
            read_at: Set(None),
            ..Default::default()
        });
    }

    /// Puts an SMS into the outbox; a worker sends it after the commit.
    pub(crate) fn text(&self, sms: &Sms) {
        self.append(outbox::ActiveModel {
            payload: Set(Some(self.key().seal_json(sms))),
            queued_at: Set(self.now()),
            state: Set(Delivery::Queued),
            tries: Set(0),
            next_at: Set(self.now()),
            sent_at: Set(None),
            fault: Set(String::new()),
            ..Default::default()
        });
    }
}

/// Tells an account in its inbox and by SMS.
pub(crate) async fn tell_and_text(
    tx: &Tx,
    id: AccountId,
    message: impl Into<Message>,
) -> Result<()> {
    let message = message.into();
    tx.tell(id, &message);
    if let Some(row) = account::Entity::find_by_id(id).one(&**tx).await? {
        let phone = open_phone(tx.key(), &row.phone)?;
        tx.text(&Sms {
            phone,
            locale: row.locale,
            message,
            link: None,
        });
    }
    Ok(())
}

/// Who reads which inbox: one's own, and those of the orgs one works at.
fn mine(actor: &Actor, account: AccountId) -> Condition {
    let orgs: Vec<OrgId> = actor
        .grants
        .iter()
        .filter(|grant| grant.role.is_staff())
        .map(|grant| grant.org)
        .collect();
    let own = Condition::any().add(inbox::Column::AccountId.eq(account));
    if orgs.is_empty() {
        own
    } else {
        own.add(inbox::Column::OrgId.is_in(orgs))
    }
}

/// Above this many unread messages, the count says no more than "many".
pub const MANY: u64 = 100;

/// Unread messages, counted up to [`MANY`].
pub(crate) async fn unread(store: &Store, actor: &Actor, account: AccountId) -> Result<i64> {
    let rows = inbox::Entity::find()
        .select_only()
        .column(inbox::Column::Id)
        .filter(mine(actor, account))
        .filter(inbox::Column::ReadAt.is_null())
        .limit(MANY)
        .into_query();
    let count = Query::select()
        .expr(Func::count(Expr::col(Asterisk)))
        .from_subquery(rows, "unread")
        .to_owned();
    let row = store.read.query_one(&count).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get_by_index(0))?)
}

/// One's messages, the newest first.
pub async fn messages(cx: &Cx, key: Option<&str>) -> Result<Page<InboxView>> {
    let account = signed_in(&cx.actor)?;
    let mut query = inbox::Entity::find()
        .filter(mine(&cx.actor, account))
        .order_by_desc(inbox::Column::Id);
    if let Some(id) = after(key) {
        query = query.filter(inbox::Column::Id.lt(id));
    }
    let page = Page::cut(query.limit(PAGE + 1).all(cx.read()).await?, PAGE, |row| {
        row.id.to_string()
    });
    Ok(Page {
        rows: page
            .rows
            .into_iter()
            .map(|row| InboxView {
                id: row.id,
                at: row.at,
                message: serde_json::from_str(&row.message).ok(),
                read: row.read_at.is_some(),
            })
            .collect(),
        next: page.next,
    })
}

/// Marks everything up to this message as seen.
pub async fn mark_read(cx: &Cx, up_to: InboxId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.write(up_to, |tx, up_to| {
        Box::pin(async move {
            let account = signed_in(tx.actor())?;
            inbox::Entity::update_many()
                .col_expr(inbox::Column::ReadAt, Expr::value(tx.now()))
                .filter(mine(tx.actor(), account))
                .filter(inbox::Column::ReadAt.is_null())
                .filter(inbox::Column::Id.lte(*up_to))
                .exec(&**tx)
                .await?;
            Ok(())
        })
    })
    .await
}

// ---- the worker's side ----------------------------------------------------------------------------------------

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
        .filter(outbox::Column::State.is_in([Delivery::Queued, Delivery::Sending]))
        .filter(outbox::Column::NextAt.lte(now))
        .into_tuple::<MessageId>();
    Ok(due.one(&store.read).await?.is_some())
}

/// Messages that one claim takes.
const CLAIM: u64 = 32;

/// Takes messages that are due, so that no other worker sends them meanwhile.
///
/// A worker that dies keeps them until the lease runs out; then they are taken again under the same ids, and the
/// gateway, which knows the ids, sends none twice.
pub async fn claim(store: &Store, now: Timestamp) -> Result<Vec<Claimed>> {
    let cx = store.cx(Actor::clock(), now, "outbox");
    cx.write((), |tx, ()| Box::pin(take(tx))).await
}

async fn take(tx: &Tx) -> Result<Vec<Claimed>> {
    let mut due = outbox::Entity::find()
        .filter(outbox::Column::State.is_in([Delivery::Queued, Delivery::Sending]))
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

struct Settlement {
    id: MessageId,
    tries: i32,
    state: Delivery,
    next_at: Timestamp,
    fault: String,
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
    cx.write(settlement, |tx, settlement| {
        Box::pin(async move {
            let mut update = outbox::Entity::update_many()
                .col_expr(outbox::Column::State, Expr::value(settlement.state))
                .col_expr(outbox::Column::NextAt, Expr::value(settlement.next_at))
                .col_expr(outbox::Column::Fault, Expr::value(settlement.fault.clone()))
                .filter(outbox::Column::Id.eq(settlement.id))
                .filter(outbox::Column::State.is_in([Delivery::Queued, Delivery::Sending]));
            if settlement.state != Delivery::Sent {
                // What failed for a worker whose lease has run out may yet go well for the one that holds it now.
                update = update.filter(outbox::Column::Tries.eq(settlement.tries));
            }
            if settlement.state != Delivery::Queued {
                // Nobody needs the words of a message that is settled.
                update = update
                    .col_expr(outbox::Column::Payload, Expr::value(None::<Vec<u8>>))
                    .col_expr(outbox::Column::SentAt, Expr::value(tx.now()));
            }
            update.exec(&**tx).await?;
            Ok(())
        })
    })
    .await
}

/// How many messages are in this state.
pub async fn count(store: &Store, state: Delivery) -> Result<u64> {
    Ok(outbox::Entity::find()
        .filter(outbox::Column::State.eq(state))
        .count(&store.read)
        .await?)
}
