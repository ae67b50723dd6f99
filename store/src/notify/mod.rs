//! Messages: the inbox people read in the app, and the outbox whose SMS a worker sends.

pub(crate) mod demo;
mod entity;
mod people;
mod send;

pub(crate) use entity::{inbox, outbox};
pub use send::{Claimed, any_due, claim, mark_failed, mark_sent};

use crate::db::{Cx, Store, Tx, UseCase};
use crate::error::Result;
use crate::page::newest_of;
use crate::person::{account, open_phone, signed_in};
use domain::account::Phone;
use domain::actor::Actor;
use domain::ids::{AccountId, InboxId, OrgId};
use domain::notify::{Delivery, InboxView, Message};
use domain::page::Page;
use sea_orm::sea_query::{Asterisk, Expr, Func, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set,
};
use serde::{Deserialize, Serialize};

/// An SMS: to whom, in which language, and what. Sealed as one piece in the outbox, and erased once it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sms {
    /// The number.
    pub phone: Phone,
    /// The reader's language.
    pub locale: String,
    /// What to tell. (Messages that waited during an upgrade call it by its old name.)
    #[serde(alias = "notice")]
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
            message: Set(String::new()),
            sealed: Set(Some(self.key().seal_json(&message))),
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

/// The orgs one works at.
fn orgs(actor: &Actor) -> impl Iterator<Item = OrgId> + '_ {
    let works = actor.grants.iter().filter(|grant| grant.role.is_staff());
    works.map(|grant| grant.org)
}

/// Who reads which inbox: one's own, and those of the orgs one works at.
fn mine(actor: &Actor, account: AccountId) -> Condition {
    let orgs: Vec<OrgId> = orgs(actor).collect();
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
    let own = inbox::Column::AccountId.eq(account);
    let works_at = orgs(&cx.actor).map(|org| inbox::Column::OrgId.eq(org));
    let sides = std::iter::once(own).chain(works_at);
    let page = newest_of::<inbox::Entity>(cx, sides, inbox::Column::Id, key, |row| row.id.0);
    let page = page.await?;
    Ok(Page {
        rows: page
            .rows
            .into_iter()
            .map(|row| InboxView {
                id: row.id,
                at: row.at,
                message: row.opened(&cx.store.key),
                read: row.read_at.is_some(),
            })
            .collect(),
        next: page.next,
    })
}

/// Marks everything up to this message as seen.
pub async fn mark_read(cx: &Cx, up_to: InboxId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.run(MarkRead { up_to }).await
}

struct MarkRead {
    up_to: InboxId,
}

impl UseCase for MarkRead {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let account = signed_in(tx.actor())?;
        inbox::Entity::update_many()
            .col_expr(inbox::Column::ReadAt, Expr::value(tx.now()))
            .filter(mine(tx.actor(), account))
            .filter(inbox::Column::ReadAt.is_null())
            .filter(inbox::Column::Id.lte(self.up_to))
            .exec(&**tx)
            .await?;
        Ok(())
    }
}

crate::table::tables! { outbox, inbox }
