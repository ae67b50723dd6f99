//! 派单 and 接单: an order is offered, and the offer answered once. Ranking, waves and the open pool come later.

use super::{
    assigned, assignment, entity, locked, offers, open, save, take, tell_desk, tell_performer,
    tell_requester,
};
use crate::catalog::names;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::person::accounts_of;
use crate::teams::entity as team;
use domain::access::Action;
use domain::ids::{OrgId, TeamId};
use domain::orders::{
    DeclineForm, Message, NewOffer, OfferAnswer, OfferForm, Performer, State, Told,
};
use domain::{Code, Refusal};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// Offers an order to a team or an org. One that was only submitted is released for dispatch in the same step.
pub async fn offer(cx: &Cx, form: OfferForm) -> Result<()> {
    cx.once(form.request_id.clone(), Offer(form)).await
}

struct Offer(OfferForm);

impl UseCase for Offer {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (mut order, standings) = locked(tx, &self.0.no, Action::OFFER).await?;
        let offer = self.0.read(Action::OFFER)?;
        if order.state == State::Submitted {
            standings.demand(Action::RELEASE, Action::VIEW_ORDER)?;
            order.state = take(tx, &order, &standings, Action::RELEASE, (None, ""))?;
        }
        let to = take(tx, &order, &standings, Action::OFFER, (None, ""))?;
        put_offer(tx, &order, to, &offer).await
    }
}

/// Takes an offer or an assignment back, with a reason, and offers the order to somebody else.
pub async fn override_offer(cx: &Cx, form: OfferForm) -> Result<()> {
    cx.once(form.request_id.clone(), Override(form)).await
}

struct Override(OfferForm);

impl UseCase for Override {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, standings) = locked(tx, &self.0.no, Action::OVERRIDE).await?;
        let offer = self.0.read(Action::OVERRIDE)?;
        let why = (None, offer.reason.as_str());
        let to = take(tx, &order, &standings, Action::OVERRIDE, why)?;
        settle_offer(tx, &order, OfferAnswer::Withdrawn).await?;
        let message = Message::OfferWithdrawn {
            no: order.no.clone(),
            title: order.title.clone(),
        };
        tell_performer(tx, &order, &message).await?;
        for account in accounts_of(&**tx, &assigned(&**tx, &order).await?).await? {
            tx.tell(account, &message);
        }
        assignment::Entity::delete_many()
            .filter(assignment::Column::OrderId.eq(order.id))
            .exec(&**tx)
            .await?;
        put_offer(tx, &order, to, &offer).await
    }
}

async fn put_offer(tx: &Tx, order: &entity::Model, to: State, offer: &NewOffer) -> Result<()> {
    let (team_id, org_id) = known(tx, order, offer.to).await?;
    let deadline = tx.now().plus(offer.within.millis());
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
        row.state = Set(to);
        row.team_id = Set(team_id);
        row.org_id = Set(org_id);
        row.deadline = Set(Some(deadline));
        row.scheduled_from = Set(None);
        row.scheduled_to = Set(None);
    })
    .await?;
    let message = Message::OfferMade {
        no: order.no.clone(),
        title: order.title.clone(),
        deadline,
    };
    tell_performer(tx, &order, &message).await
}

/// The team or the org that an offer goes to: a team that the menu names for the service, or one of the orgs above the place.
/// One that nobody leads could not answer.
async fn known(
    tx: &Tx,
    order: &entity::Model,
    performer: Performer,
) -> Result<(Option<TeamId>, Option<OrgId>)> {
    let mut line = tx.cx.store.orgs.line(&order.path);
    let (found, known) = match performer {
        Performer::Team(id) => {
            let team = team::Entity::find_by_id(id).one(&**tx).await?;
            let found = match team.filter(|team| team.stepped_down_at.is_none()) {
                Some(team) => {
                    line.any(|org| org.id == team.org_id) || names(&**tx, order.item_id, id).await?
                }
                None => false,
            };
            (found, (Some(id), None))
        }
        Performer::Org(id) => (tx.cx.store.orgs.get(id).is_some(), (None, Some(id))),
    };
    if found {
        Ok(known)
    } else {
        Err(Refusal::field("to", Code::NOT_A_CHOICE).into())
    }
}

/// Answers the open offer of an order, if there is one.
pub(super) async fn settle_offer(
    tx: &Tx,
    order: &entity::Model,
    answer: OfferAnswer,
) -> Result<()> {
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
pub async fn accept(cx: &Cx, form: Told) -> Result<()> {
    cx.once(form.request_id.clone(), Accept(form)).await
}

struct Accept(Told);

impl UseCase for Accept {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.0.no, Action::ACCEPT).await?;
        if order.deadline.is_some_and(|deadline| deadline <= tx.now()) {
            return Err(Code::OFFER_EXPIRED.into());
        }
        settle_offer(tx, &order, OfferAnswer::Accepted).await?;
        let order = save(tx, &order, |row| {
            row.state = Set(to);
            row.deadline = Set(None);
        })
        .await?;
        let message = Message::OrderAccepted {
            no: order.no.clone(),
            title: order.title.clone(),
            by: performer(tx, &order).await?,
        };
        tell_requester(tx, &order, &message)
    }
}

/// Declines an offer. It needs no reason and has no penalty: nobody is made to serve.
pub async fn decline(cx: &Cx, form: DeclineForm) -> Result<()> {
    cx.once(form.request_id.clone(), Decline(form)).await
}

struct Decline(DeclineForm);

impl UseCase for Decline {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, standings) = locked(tx, &self.0.no, Action::DECLINE).await?;
        let why = self.0.read()?;
        let why = (why.because, why.reason.as_str());
        let to = take(tx, &order, &standings, Action::DECLINE, why)?;
        settle_offer(tx, &order, OfferAnswer::Declined).await?;
        return_to_desk(tx, &order, to).await
    }
}

/// Lets an offer lapse whose deadline has passed.
pub(super) struct Expire {
    pub(super) no: String,
}

impl UseCase for Expire {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.no, Action::EXPIRE).await?;
        if order.deadline.is_none_or(|deadline| deadline > tx.now()) {
            return Err(Code::NOT_NOW.into());
        }
        settle_offer(tx, &order, OfferAnswer::Expired).await?;
        return_to_desk(tx, &order, to).await
    }
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
    let message = Message::OfferReturned {
        no: order.no.clone(),
        title: order.title.clone(),
        by,
    };
    tell_desk(tx, &order, &message).await
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
