//! An order at the desk before it is dispatched, and how it is called off.

use super::{assigned, dispatch, save, tell_desk, tell_performer, tell_requester, told};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::person::accounts_of;
use domain::access::Action;
use domain::orders::{Message, OfferAnswer, Told};
use sea_orm::Set;

/// Asks the requester for more information.
pub async fn ask_info(cx: &Cx, form: Told) -> Result<()> {
    cx.once(form.request_id.clone(), AskInfo(form)).await
}

struct AskInfo(Told);

impl UseCase for AskInfo {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to, reason) = told(tx, &self.0, Action::ASK_INFO).await?;
        let order = save(tx, &order, |row| row.state = Set(to)).await?;
        let message = Message::InfoAsked {
            no: order.no.clone(),
            title: order.title.clone(),
            reason,
        };
        tell_requester(tx, &order, &message)
    }
}

/// Gives the information that was asked for.
pub async fn give_info(cx: &Cx, form: Told) -> Result<()> {
    cx.once(form.request_id.clone(), GiveInfo(form)).await
}

struct GiveInfo(Told);

impl UseCase for GiveInfo {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to, _) = told(tx, &self.0, Action::GIVE_INFO).await?;
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
    cx.once(form.request_id.clone(), Reject(form)).await
}

struct Reject(Told);

impl UseCase for Reject {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to, reason) = told(tx, &self.0, Action::REJECT).await?;
        let order = save(tx, &order, |row| row.state = Set(to)).await?;
        let message = Message::OrderRejected {
            no: order.no.clone(),
            title: order.title.clone(),
            reason,
        };
        tell_requester(tx, &order, &message)
    }
}

/// Calls an order off before it starts, and tells everybody who counted on it.
pub async fn cancel(cx: &Cx, form: Told) -> Result<()> {
    cx.once(form.request_id.clone(), Cancel(form)).await
}

struct Cancel(Told);

impl UseCase for Cancel {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to, reason) = told(tx, &self.0, Action::CANCEL).await?;
        dispatch::settle_offer(tx, &order, OfferAnswer::Withdrawn).await?;
        let message = Message::OrderCancelled {
            no: order.no.clone(),
            title: order.title.clone(),
            reason,
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
