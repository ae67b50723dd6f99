//! 派单 and 接单: an order is offered, and the offer answered once. Ranking, waves and the open pool come later.

use super::{
    Told, accounts_of, assigned, assignment, entity, locked, offers, reason, record, save, take,
    tell_desk, tell_performer, tell_requester,
};
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::teams::entity as team;
use domain::access::{Action, Standings};
use domain::orders::Message;
use domain::orders::{OfferFor, Performer, State, step};
use domain::{Check, Code, Refusal};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// The form that offers an order, as it arrives.
#[derive(Clone, Debug, Default)]
pub struct OfferForm {
    /// The form's id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// A [`Performer`]: `team-7` or `org-3`.
    pub to: String,
    /// An [`OfferFor`].
    pub within: String,
    /// Why it is taken back from who holds it; for an override only.
    pub reason: String,
}

struct NewOffer {
    no: String,
    to: Performer,
    within: OfferFor,
    reason: String,
}

impl OfferForm {
    fn read(self) -> std::result::Result<NewOffer, Refusal> {
        let mut check = Check::default();
        let to = check.take("to", self.to.parse());
        let within = check.take("within", self.within.parse());
        check.finish(|| {
            Some(NewOffer {
                no: self.no,
                to: to?,
                within: within?,
                reason: self.reason,
            })
        })
    }
}

/// Offers an order to a team or an org. One that was only submitted is released for dispatch in the same step.
pub async fn offer(cx: &Cx, form: OfferForm) -> Result<()> {
    let id = format!("{}:offer", form.request_id);
    cx.write_once(&id, form.read()?, |tx, input| {
        Box::pin(make_offer(tx, input))
    })
    .await
}

async fn make_offer(tx: &Tx, input: &NewOffer) -> Result<()> {
    let (mut order, standings) = locked(tx, &input.no).await?;
    if order.state == State::Submitted {
        order.state = take(tx, &order, &standings, Action::RELEASE, "")?;
    }
    put_offer(tx, &order, &standings, Action::OFFER, input, "").await
}

/// Takes an offer or an assignment back, with a reason, and offers the order to somebody else.
pub async fn override_offer(cx: &Cx, form: OfferForm) -> Result<()> {
    let id = format!("{}:override", form.request_id);
    cx.write_once(&id, form.read()?, |tx, input| {
        Box::pin(async move {
            let (order, standings) = locked(tx, &input.no).await?;
            standings.demand(Action::OVERRIDE, Action::VIEW_ORDER)?;
            let reason = reason(&input.reason, Action::OVERRIDE)?;
            step(order.state, Action::OVERRIDE)?;
            settle_offer(tx, &order, "withdrawn").await?;
            let message = Message::OfferWithdrawn {
                no: order.no.clone(),
                title: order.title.clone(),
            };
            tell_performer(tx, &order, &message).await?;
            for account in accounts_of(tx, &assigned(&**tx, &order).await?).await? {
                tx.tell(account, &message);
            }
            assignment::Entity::delete_many()
                .filter(assignment::Column::OrderId.eq(order.id))
                .exec(&**tx)
                .await?;
            put_offer(tx, &order, &standings, Action::OVERRIDE, input, &reason).await
        })
    })
    .await
}

async fn put_offer(
    tx: &Tx,
    order: &entity::Model,
    standings: &Standings,
    action: Action,
    input: &NewOffer,
    reason: &str,
) -> Result<()> {
    let to_state = take(tx, order, standings, action, reason)?;
    let (team_id, org_id) = match input.to {
        Performer::Team(id) => {
            team::Entity::find_by_id(id)
                .one(&**tx)
                .await?
                .ok_or_else(|| Refusal::field("to", Code::NOT_A_CHOICE))?;
            (Some(id), None)
        }
        Performer::Org(id) => {
            tx.cx
                .store
                .orgs
                .get(id)
                .ok_or_else(|| Refusal::field("to", Code::NOT_A_CHOICE))?;
            (None, Some(id))
        }
    };
    let deadline = tx.now().plus(input.within.millis());
    offers::ActiveModel {
        order_id: Set(order.id),
        team_id: Set(team_id),
        org_id: Set(org_id),
        made_at: Set(tx.now()),
        deadline: Set(deadline),
        answered_at: Set(None),
        answer: Set(None),
        ..Default::default()
    }
    .insert(&**tx)
    .await?;
    let order = save(tx, order, |row| {
        row.state = Set(to_state);
        row.team_id = Set(team_id);
        row.org_id = Set(org_id);
        row.deadline = Set(Some(deadline));
        row.scheduled_from = Set(None);
        row.scheduled_to = Set(None);
    })
    .await?;
    tell_performer(
        tx,
        &order,
        &Message::OfferMade {
            no: order.no.clone(),
            title: order.title.clone(),
            deadline,
        },
    )
    .await
}

/// Answers the open offer of an order, if there is one.
pub(super) async fn settle_offer(tx: &Tx, order: &entity::Model, answer: &str) -> Result<()> {
    offers::Entity::update_many()
        .col_expr(offers::Column::AnsweredAt, Expr::value(tx.now()))
        .col_expr(offers::Column::Answer, Expr::value(answer))
        .filter(offers::Column::OrderId.eq(order.id))
        .filter(offers::Column::AnsweredAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Accepts an offer before its deadline.
pub async fn accept(cx: &Cx, told: Told) -> Result<()> {
    cx.write_once(&told.form(Action::ACCEPT), told, |tx, told| {
        Box::pin(async move {
            let (order, standings) = locked(tx, &told.no).await?;
            standings.demand(Action::ACCEPT, Action::VIEW_ORDER)?;
            step(order.state, Action::ACCEPT)?;
            if order.deadline.is_some_and(|deadline| deadline <= tx.now()) {
                return Err(Code::OFFER_EXPIRED.into());
            }
            let to = take(tx, &order, &standings, Action::ACCEPT, "")?;
            settle_offer(tx, &order, "accepted").await?;
            let order = save(tx, &order, |row| {
                row.state = Set(to);
                row.deadline = Set(None);
            })
            .await?;
            let by = performer(tx, &order).await?;
            tell_requester(
                tx,
                &order,
                &Message::OrderAccepted {
                    no: order.no.clone(),
                    title: order.title.clone(),
                    by,
                },
            )
        })
    })
    .await
}

/// Declines an offer. It needs no reason and has no penalty: nobody is made to serve.
pub async fn decline(cx: &Cx, told: Told) -> Result<()> {
    cx.write_once(&told.form(Action::DECLINE), told, |tx, told| {
        Box::pin(async move {
            let (order, standings) = locked(tx, &told.no).await?;
            standings.demand(Action::DECLINE, Action::VIEW_ORDER)?;
            let reason = reason(&told.reason, Action::DECLINE)?;
            let to = take(tx, &order, &standings, Action::DECLINE, &reason)?;
            settle_offer(tx, &order, "declined").await?;
            return_to_desk(tx, &order, to).await
        })
    })
    .await
}

/// Lets an offer lapse whose deadline has passed. Called by the clock.
pub(super) async fn expire(tx: &Tx, no: &str) -> Result<()> {
    let (order, standings) = locked(tx, no).await?;
    if order.deadline.is_none_or(|deadline| deadline > tx.now()) {
        return Err(Code::NOT_NOW.into());
    }
    let to = step(order.state, Action::EXPIRE)?;
    standings.demand(Action::EXPIRE, Action::EXPIRE)?;
    record(
        tx,
        &order,
        standings.name_for(Action::EXPIRE),
        Action::EXPIRE,
        to,
        "",
    );
    settle_offer(tx, &order, "expired").await?;
    return_to_desk(tx, &order, to).await
}

async fn return_to_desk(tx: &Tx, order: &entity::Model, to: State) -> Result<()> {
    let by = performer(tx, order).await?;
    let order = save(tx, order, |row| {
        row.state = Set(to);
        row.team_id = Set(None);
        row.org_id = Set(None);
        row.deadline = Set(None);
    })
    .await?;
    tell_desk(
        tx,
        &order,
        &Message::OfferReturned {
            no: order.no.clone(),
            title: order.title.clone(),
            by,
        },
    )
    .await
}

/// The name of the team or org that holds an order or its offer.
async fn performer(tx: &Tx, order: &entity::Model) -> Result<String> {
    if let Some(id) = order.team_id {
        return Ok(team::Entity::find_by_id(id)
            .one(&**tx)
            .await?
            .map(|team| team.name)
            .unwrap_or_default());
    }
    let org = order.org_id.and_then(|id| tx.cx.store.orgs.get(id));
    Ok(org.map(|org| org.name.clone()).unwrap_or_default())
}
