//! An order at the desk before it is dispatched, and how it is called off.

use super::{assigned, dispatch, open, save, tell_desk, tell_performer, tell_requester};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::person::accounts_of;
use domain::access::Action;
use domain::orders::{Message, OfferAnswer, Told};
use sea_orm::Set;

/// Asks the requester for more information.
pub async fn ask_info(cx: &Cx, form: Told) -> Result<()> {
    let reason = form.read(Action::ASK_INFO)?;
    let no = form.no;
    cx.once(&form.request_id, AskInfo { no, reason }).await
}

struct AskInfo {
    no: String,
    reason: String,
}

impl UseCase for AskInfo {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.no, Action::ASK_INFO, &self.reason).await?;
        let order = save(tx, &order, |row| row.state = Set(to)).await?;
        let message = Message::InfoAsked {
            no: order.no.clone(),
            title: order.title.clone(),
            reason: self.reason.clone(),
        };
        tell_requester(tx, &order, &message)
    }
}

/// Gives the information that was asked for.
pub async fn give_info(cx: &Cx, form: Told) -> Result<()> {
    let words = form.read(Action::GIVE_INFO)?;
    let no = form.no;
    cx.once(&form.request_id, GiveInfo { no, words }).await
}

struct GiveInfo {
    no: String,
    words: String,
}

impl UseCase for GiveInfo {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.no, Action::GIVE_INFO, &self.words).await?;
        let order = save(tx, &order, |row| row.state = Set(to)).await?;
        let message = Message::InfoGiven {
            no: order.no.clone(),
            title: order.title.clone(),
        };
        tell_desk(tx, &order, &message).await
    }
}

/// Refuses an order with a reason.
pub async fn reject(cx: &Cx, form: Told) -> Result<()> {
    let reason = form.read(Action::REJECT)?;
    let no = form.no;
    cx.once(&form.request_id, Reject { no, reason }).await
}

struct Reject {
    no: String,
    reason: String,
}

impl UseCase for Reject {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.no, Action::REJECT, &self.reason).await?;
        let order = save(tx, &order, |row| row.state = Set(to)).await?;
        let message = Message::OrderRejected {
            no: order.no.clone(),
            title: order.title.clone(),
            reason: self.reason.clone(),
        };
        tell_requester(tx, &order, &message)
    }
}

/// Calls an order off before it starts, and tells everybody who counted on it.
pub async fn cancel(cx: &Cx, form: Told) -> Result<()> {
    let reason = form.read(Action::CANCEL)?;
    let no = form.no;
    cx.once(&form.request_id, Cancel { no, reason }).await
}

struct Cancel {
    no: String,
    reason: String,
}

impl UseCase for Cancel {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.no, Action::CANCEL, &self.reason).await?;
        dispatch::settle_offer(tx, &order, OfferAnswer::Withdrawn).await?;
        let message = Message::OrderCancelled {
            no: order.no.clone(),
            title: order.title.clone(),
            reason: self.reason.clone(),
        };
        tell_requester(tx, &order, &message)?;
        tell_performer(tx, &order, &message).await?;
        for account in accounts_of(&**tx, &assigned(&**tx, &order).await?).await? {
            tx.tell(account, &message);
        }
        save(tx, &order, |row| {
            row.state = Set(to);
            row.deadline = Set(None);
        })
        .await?;
        Ok(())
    }
}
