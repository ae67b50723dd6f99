//! Orders: placing, dispatching, serving, rating. Each arrow of the machine is taken in one transaction that leaves an event,
//! an audit row and the messages behind.

mod clock;
mod dispatch;
pub(crate) mod entity;
mod place;
mod query;
mod serve;

pub(crate) use clock::due;
pub use clock::tick;
pub use dispatch::{OfferForm, accept, decline, offer, override_offer};
pub use place::{new_order, place};
pub use query::{OrderFilter, desk, latest, may_see, mine, offers_waiting, order, team_board};
pub use serve::{Presence, Report, check_in, check_out, deliver, my_shifts, schedule};

pub(crate) use entity::{assignment, attendance, event, offer as offers, rating};

use crate::account::signed_in;
use crate::db::{Cx, Topic, Tx};
use crate::error::Result;
use crate::notify;
use domain::access::{Action, Standing, Standings};
use domain::actor::Actor;
use domain::ids::{AccountId, OrgId, TeamId, VolunteerId};
use domain::orders::Message;
use domain::orders::{
    Contact, RateForm, Rating, State, Window, may_reopen, parse_order_no, reason_length, step,
};
use domain::orgs::OrgPath;
use domain::{Code, Refusal};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect, Set,
};

/// The parts of one's subtree whose queue one works; whoever has none finds no desk.
pub(crate) fn desk_paths(actor: &Actor) -> Result<Vec<OrgPath>> {
    signed_in(actor)?;
    let paths: Vec<OrgPath> = actor.desk_paths();
    if paths.is_empty() {
        Err(Code::NOT_FOUND.into())
    } else {
        Ok(paths)
    }
}

/// The order with this number, locked for the rest of the transaction, with what the actor is to it.
pub(crate) async fn locked(tx: &Tx, no: &str) -> Result<(entity::Model, Standings)> {
    let no = parse_order_no(no)?;
    let order = entity::Entity::find()
        .filter(entity::Column::No.eq(no))
        .lock_exclusive()
        .one(&**tx)
        .await?;
    let order = order.ok_or(Code::NOT_FOUND)?;
    let standings = standings(&tx.cx, &**tx, &order).await?;
    Ok((order, standings))
}

/// What the actor is to an order.
pub(crate) async fn standings(
    cx: &Cx,
    db: &impl ConnectionTrait,
    order: &entity::Model,
) -> Result<Standings> {
    let actor = &cx.actor;
    let mut standings = Standings::at(actor, &order.path);
    standings.add_if(
        Standing::Requester,
        actor.account == Some(order.requester_id),
    );
    standings.add_if(
        Standing::LinkHolder,
        actor.link.as_deref() == Some(order.link_key.as_str()),
    );
    standings.add_if(
        Standing::Leader,
        order.team_id.is_some_and(|team| actor.leads(team)),
    );
    let org_hand = order.org_id.is_some_and(|org| {
        actor
            .grants
            .iter()
            .any(|grant| grant.role.is_staff() && grant.org == org)
    });
    standings.add_if(Standing::OrgHand, org_hand);
    if let Some(volunteer) = actor.volunteer {
        let assigned = assignment::Entity::find_by_id((order.id, volunteer))
            .one(db)
            .await?
            .is_some();
        standings.add_if(Standing::Member, assigned);
    }
    Ok(standings)
}

/// What open pages of an order listen to.
pub fn topic(no: &str) -> Topic {
    Topic(format!("order:{no}"))
}

/// Takes an arrow: asks the table, asks the machine, and leaves event and audit behind. The caller sets the state.
fn take(
    tx: &Tx,
    order: &entity::Model,
    standings: &Standings,
    action: Action,
    reason: &str,
) -> Result<State> {
    standings.demand(action, Action::VIEW_ORDER)?;
    let to = step(order.state, action)?;
    record(tx, order, standings.name_for(action), action, to, reason);
    Ok(to)
}

fn record(
    tx: &Tx,
    order: &entity::Model,
    standing: Standing,
    action: Action,
    to: State,
    reason: &str,
) {
    let (team_id, org_id) = match standing {
        Standing::Leader => (order.team_id, None),
        Standing::OrgHand => (None, order.org_id),
        Standing::StationStaff => (None, org_above(tx, &order.path, 2)),
        Standing::InstituteStaff => (None, org_above(tx, &order.path, 1)),
        Standing::CentreStaff => (None, org_above(tx, &order.path, 0)),
        _ => (None, None),
    };
    tx.append(event::ActiveModel {
        order_id: Set(order.id),
        at: Set(tx.now()),
        action: Set(action),
        from_state: Set(Some(order.state)),
        to_state: Set(to),
        standing: Set(standing),
        account_id: Set(tx.actor().account),
        team_id: Set(team_id),
        org_id: Set(org_id),
        reason: Set(reason.to_owned()),
        ..Default::default()
    });
    tx.audit(action, format!("order:{}", order.id));
    tx.announce(topic(&order.no));
}

/// The org of a tier above a place: 0 is the centre, 1 the institute, 2 the station.
fn org_above(tx: &Tx, path: &OrgPath, depth: usize) -> Option<OrgId> {
    tx.cx.store.orgs.line(path).nth(depth).map(|org| org.id)
}

/// Saves an order with what its arrow changes.
async fn save(
    tx: &Tx,
    order: &entity::Model,
    change: impl FnOnce(&mut entity::ActiveModel),
) -> Result<entity::Model> {
    let mut row = order.clone().into_active_model();
    change(&mut row);
    Ok(row.update(&**tx).await?)
}

/// The reason an action gives, as long as the rules want it.
fn reason(raw: &str, action: Action) -> Result<String> {
    let min = reason_length(action).unwrap_or(0);
    domain::error::text(raw, min, 200).map_err(|code| Refusal::field("reason", code).into())
}

fn contact(tx: &Tx, order: &entity::Model) -> Result<Contact> {
    tx.key().open_json(&order.contact, "contact")
}

/// The path that opens an order without signing in.
fn link(order: &entity::Model) -> String {
    format!("/orders/{}?key={}", order.no, order.link_key)
}

/// Tells who asked for the service: in the app, and by SMS with the link that opens the order without signing in.
fn tell_requester(tx: &Tx, order: &entity::Model, message: &Message) -> Result<()> {
    tx.tell(order.requester_id, message);
    let served = contact(tx, order)?;
    tx.text(&notify::Sms {
        phone: served.phone,
        locale: "zh-CN".to_owned(),
        message: message.clone().into(),
        link: Some(link(order)),
    });
    Ok(())
}

/// Tells the nearest desk that has somebody at it.
async fn tell_desk(tx: &Tx, order: &entity::Model, message: &Message) -> Result<()> {
    if let Some(org) = crate::account::nearest_staffed(tx, &order.path).await? {
        tx.tell_org(org, message);
    }
    Ok(())
}

/// Tells who holds the order or its offer: the team's leader, or the org's staff.
async fn tell_performer(tx: &Tx, order: &entity::Model, message: &Message) -> Result<()> {
    if let Some(team) = order.team_id {
        if let Some(leader) = leader_account(tx, team).await? {
            notify::tell_and_text(tx, leader, message.clone()).await?;
        }
    } else if let Some(org) = order.org_id {
        tx.tell_org(org, message);
    }
    Ok(())
}

async fn leader_account(tx: &Tx, team: TeamId) -> Result<Option<AccountId>> {
    use crate::account::volunteer;
    use crate::teams::entity as team_entity;
    let Some(row) = team_entity::Entity::find_by_id(team).one(&**tx).await? else {
        return Ok(None);
    };
    Ok(volunteer::Entity::find_by_id(row.leader_id)
        .one(&**tx)
        .await?
        .map(|row| row.account_id))
}

pub(crate) async fn accounts_of(tx: &Tx, volunteers: &[VolunteerId]) -> Result<Vec<AccountId>> {
    use crate::account::volunteer;
    Ok(volunteer::Entity::find()
        .select_only()
        .column(volunteer::Column::AccountId)
        .filter(volunteer::Column::Id.is_in(volunteers.iter().copied()))
        .into_tuple()
        .all(&**tx)
        .await?)
}

async fn assigned(db: &impl ConnectionTrait, order: &entity::Model) -> Result<Vec<VolunteerId>> {
    Ok(assignment::Entity::find()
        .select_only()
        .column(assignment::Column::VolunteerId)
        .filter(assignment::Column::OrderId.eq(order.id))
        .into_tuple()
        .all(db)
        .await?)
}

/// Whether somebody has served on an order, is to serve on it, or leads the team that does.
async fn served_on(
    db: &impl ConnectionTrait,
    actor: &Actor,
    order: &entity::Model,
) -> Result<bool> {
    if order.team_id.is_some_and(|team| actor.leads(team)) {
        return Ok(true);
    }
    let Some(volunteer) = actor.volunteer else {
        return Ok(false);
    };
    if assigned(db, order).await?.contains(&volunteer) {
        return Ok(true);
    }
    let came = attendance::Entity::find()
        .filter(attendance::Column::OrderId.eq(order.id))
        .filter(attendance::Column::VolunteerId.eq(volunteer))
        .count(db)
        .await?;
    Ok(came > 0)
}

/// A short form about one order: an action with a reason.
#[derive(Clone, Debug)]
pub struct Told {
    /// The form's id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// The reason, in words.
    pub reason: String,
}

impl Told {
    fn form(&self, action: Action) -> String {
        format!("{}:{action}", self.request_id)
    }
}

/// Asks the requester for more information.
pub async fn ask_info(cx: &Cx, told: Told) -> Result<()> {
    cx.write_once(&told.form(Action::ASK_INFO), told, |tx, told| {
        Box::pin(async move {
            let (order, standings) = locked(tx, &told.no).await?;
            standings.demand(Action::ASK_INFO, Action::VIEW_ORDER)?;
            let reason = reason(&told.reason, Action::ASK_INFO)?;
            let to = take(tx, &order, &standings, Action::ASK_INFO, &reason)?;
            let order = save(tx, &order, |row| row.state = Set(to)).await?;
            tell_requester(
                tx,
                &order,
                &Message::InfoAsked {
                    no: order.no.clone(),
                    title: order.title.clone(),
                    reason,
                },
            )
        })
    })
    .await
}

/// Gives the information that was asked for.
pub async fn give_info(cx: &Cx, told: Told) -> Result<()> {
    cx.write_once(&told.form(Action::GIVE_INFO), told, |tx, told| {
        Box::pin(async move {
            let (order, standings) = locked(tx, &told.no).await?;
            standings.demand(Action::GIVE_INFO, Action::VIEW_ORDER)?;
            let reason = reason(&told.reason, Action::GIVE_INFO)?;
            let to = take(tx, &order, &standings, Action::GIVE_INFO, &reason)?;
            let order = save(tx, &order, |row| row.state = Set(to)).await?;
            tell_desk(
                tx,
                &order,
                &Message::InfoGiven {
                    no: order.no.clone(),
                    title: order.title.clone(),
                },
            )
            .await
        })
    })
    .await
}

/// Refuses an order with a reason.
pub async fn reject(cx: &Cx, told: Told) -> Result<()> {
    cx.write_once(&told.form(Action::REJECT), told, |tx, told| {
        Box::pin(async move {
            let (order, standings) = locked(tx, &told.no).await?;
            standings.demand(Action::REJECT, Action::VIEW_ORDER)?;
            let reason = reason(&told.reason, Action::REJECT)?;
            let to = take(tx, &order, &standings, Action::REJECT, &reason)?;
            let order = save(tx, &order, |row| row.state = Set(to)).await?;
            tell_requester(
                tx,
                &order,
                &Message::OrderRejected {
                    no: order.no.clone(),
                    title: order.title.clone(),
                    reason,
                },
            )
        })
    })
    .await
}

/// Calls an order off before it starts, and tells everybody who counted on it.
pub async fn cancel(cx: &Cx, told: Told) -> Result<()> {
    cx.write_once(&told.form(Action::CANCEL), told, |tx, told| {
        Box::pin(call_off(tx, told))
    })
    .await
}

async fn call_off(tx: &Tx, told: &Told) -> Result<()> {
    let (order, standings) = locked(tx, &told.no).await?;
    standings.demand(Action::CANCEL, Action::VIEW_ORDER)?;
    let reason = reason(&told.reason, Action::CANCEL)?;
    let to = take(tx, &order, &standings, Action::CANCEL, &reason)?;
    dispatch::settle_offer(tx, &order, "withdrawn").await?;
    let message = Message::OrderCancelled {
        no: order.no.clone(),
        title: order.title.clone(),
        reason,
    };
    tell_requester(tx, &order, &message)?;
    tell_performer(tx, &order, &message).await?;
    for account in accounts_of(tx, &assigned(&**tx, &order).await?).await? {
        tx.tell(account, &message);
    }
    save(tx, &order, |row| {
        row.state = Set(to);
        row.deadline = Set(None);
    })
    .await?;
    Ok(())
}

/// Rates a delivered order. Five stars earn points for everybody who served.
pub async fn rate(cx: &Cx, form: RateForm) -> Result<()> {
    let rating = form.read()?;
    cx.write_once(
        &format!("{}:rate", form.request_id),
        (form.no, rating),
        |tx, (no, rating)| Box::pin(enter_rating(tx, no, rating)),
    )
    .await
}

async fn enter_rating(tx: &Tx, no: &str, given: &Rating) -> Result<()> {
    let (order, standings) = locked(tx, no).await?;
    let to = take(tx, &order, &standings, Action::RATE, "")?;
    if served_on(&**tx, tx.actor(), &order).await? {
        return Err(Code::OWN_SERVICE.into());
    }
    rating::ActiveModel {
        order_id: Set(order.id),
        item_id: Set(order.item_id),
        round: Set(i32::from(order.reopened)),
        stars: Set(given.stars),
        tags: Set(crate::account::join(&given.tags)),
        words: Set(given.words.clone()),
        at: Set(tx.now()),
        ..Default::default()
    }
    .insert(&**tx)
    .await?;
    {
        use crate::catalog::item;
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
    }
    let order = save(tx, &order, |row| row.state = Set(to)).await?;
    let message = Message::OrderRated {
        no: order.no.clone(),
        title: order.title.clone(),
        stars: given.stars,
    };
    tell_performer(tx, &order, &message).await?;
    if given.stars == 5 {
        crate::hours::award_five_stars(tx, &order).await?;
    }
    Ok(())
}

/// Asks for a delivered order to be done properly: once, within 14 days. Its people and the org above hear of it.
pub async fn reopen(cx: &Cx, told: Told) -> Result<()> {
    cx.write_once(&told.form(Action::REOPEN), told, |tx, told| {
        Box::pin(open_again(tx, told))
    })
    .await
}

async fn open_again(tx: &Tx, told: &Told) -> Result<()> {
    let (order, standings) = locked(tx, &told.no).await?;
    standings.demand(Action::REOPEN, Action::VIEW_ORDER)?;
    let to = step(order.state, Action::REOPEN)?;
    may_reopen(
        order.delivered_at.unwrap_or_default(),
        order.reopened,
        tx.now(),
    )?;
    let reason = reason(&told.reason, Action::REOPEN)?;
    record(
        tx,
        &order,
        standings.name_for(Action::REOPEN),
        Action::REOPEN,
        to,
        &reason,
    );
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
    let parent: Option<OrgId> = tx
        .cx
        .store
        .orgs
        .line(&order.path)
        .rev()
        .nth(1)
        .map(|org| org.id);
    if let Some(parent) = parent {
        tx.tell_org(parent, &message);
    }
    Ok(())
}

/// The time that is fixed for an order, if one is.
pub(crate) fn scheduled(order: &entity::Model) -> Option<Window> {
    Some(Window {
        from: order.scheduled_from?,
        to: order.scheduled_to?,
    })
}
