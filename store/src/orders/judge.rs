//! A delivered order is rated, asked for once more, or closed when nobody rates it.

use super::involved::involved;
use super::thanks::award_five_stars;
use super::{open, save, served_on, tell_desk, tell_performer, tell_requester, told};
use crate::catalog::{item, rating};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::rules;
use domain::Code;
use domain::access::Action;
use domain::orders::{Message, RateForm, Told, WordsState, may_reopen, reopens_until};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// Rates a delivered order. Five stars earn points for everybody who served.
pub async fn rate(cx: &Cx, form: RateForm) -> Result<()> {
    cx.once(form.request_id.clone(), Rate(form)).await
}

struct Rate(RateForm);

impl UseCase for Rate {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.0.no, Action::RATE).await?;
        if served_on(&**tx, tx.actor(), &order).await? {
            return Err(Code::OWN_SERVICE.into());
        }
        let given = self.0.read(&involved(tx, &order).await?)?;
        let words_state = WordsState::of_new(&given.words);
        rating::ActiveModel {
            order_id: Set(order.id),
            item_id: Set(order.item_id),
            round: Set(i32::from(order.reopened)),
            stars: Set(given.stars),
            tags: Set(domain::account::join(&given.tags)),
            words: Set(given.words),
            words_state: Set(words_state),
            at: Set(tx.now()),
            path: Set(order.path.clone()),
            ..Default::default()
        }
        .insert(&**tx)
        .await?;
        item::Entity::update_many()
            .col_expr(
                item::Column::Ratings,
                Expr::col(item::Column::Ratings).add(1),
            )
            .col_expr(
                item::Column::Stars,
                Expr::col(item::Column::Stars).add(given.stars),
            )
            .filter(item::Column::Id.eq(order.item_id))
            .exec(&**tx)
            .await?;
        let order = save(tx, &order, |row| row.state = Set(to)).await?;
        let message = Message::OrderRated {
            no: order.no.clone(),
            title: order.title.clone(),
            stars: given.stars,
        };
        tell_performer(tx, &order, &message).await?;
        if words_state == WordsState::Waits {
            let waits = Message::WordsWait {
                no: order.no.clone(),
                title: order.title.clone(),
            };
            tell_desk(tx, &order, &waits).await?;
        }
        if given.stars == 5 {
            award_five_stars(tx, &order).await?;
        }
        Ok(())
    }
}

/// Asks for a delivered order to be done properly: once, and in time. Its people and the org above hear of it.
pub async fn reopen(cx: &Cx, form: Told) -> Result<()> {
    cx.once(form.request_id.clone(), Reopen(form)).await
}

struct Reopen(Told);

impl UseCase for Reopen {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to, reason) = told(tx, &self.0, Action::REOPEN).await?;
        let delivered = order.delivered_at.unwrap_or_default();
        let numbers = rules::numbers(&tx.cx, &**tx).await?;
        let until = reopens_until(delivered, &numbers);
        may_reopen(until, order.reopened, tx.now())?;
        let order = save(tx, &order, |row| {
            row.state = Set(to);
            row.reopened = Set(true);
            row.scheduled_from = Set(None);
            row.scheduled_to = Set(None);
        })
        .await?;
        let message = Message::OrderReopened {
            no: order.no.clone(),
            title: order.title.clone(),
            reason,
        };
        tell_performer(tx, &order, &message).await?;
        if let Some(above) = tx.cx.store.orgs.line(&order.path).rev().nth(1) {
            tx.tell_org(above.id, &message);
        }
        Ok(())
    }
}

/// Closes an order that nobody has rated in time.
pub(super) struct Close {
    pub(super) no: String,
}

impl UseCase for Close {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.no, Action::CLOSE).await?;
        let order = save(tx, &order, |row| row.state = Set(to)).await?;
        let message = Message::OrderClosed {
            no: order.no.clone(),
            title: order.title.clone(),
        };
        tell_requester(tx, &order, &message)
    }
}
