//! Orders: placing, dispatching, serving, rating. Each arrow of the machine is taken in one transaction that leaves an event,
//! an audit row and the messages behind.

pub(crate) mod check;
mod clock;
mod dispatch;
pub(crate) mod entity;
mod going;
mod involved;
mod judge;
mod lists;
mod people;
mod place;
mod query;
mod said;
mod screen;
mod serve;
mod thanks;

pub(crate) use clock::tick;
pub use dispatch::{accept, decline, offer, override_offer};
pub use judge::{rate, reopen};
pub use lists::{OrderFilter, desk, latest, mine, my_shifts, offers_waiting, team_board};
pub use place::{new_order, own_station, place, repeatable};
pub use query::{may_see, order};
pub use said::{hide_words, said, show_words};
pub use screen::{ask_info, cancel, give_info, reject};
pub use serve::{check_in, check_out, deliver, schedule};
pub(crate) use thanks::take_thanks_back;

pub(crate) use entity::{assignment, attendance, event, offer as offers, rating_event};

use crate::db::{Cx, Topic, Tx};
use crate::error::Result;
use crate::notify;
use crate::orgs::in_subtrees;
use domain::Code;
use domain::access::{Action, Standing, Standings};
use domain::actor::Actor;
use domain::ids::{AccountId, OrderId, OrgId, TeamId, VolunteerId};
use domain::orders::{Contact, DeclineReason, Message, State, Told, Window, parse_order_no, step};
use domain::orgs::{OrgPath, Tier};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, Set,
};

/// The order with this number, locked for the rest of the transaction, with what the actor is to it; only for who may take
/// this action on it.
async fn locked(tx: &Tx, no: &str, action: Action) -> Result<(entity::Model, Standings)> {
    let no = parse_order_no(no)?;
    let order = entity::Entity::find()
        .filter(entity::Column::No.eq(no))
        .lock_exclusive()
        .one(&**tx)
        .await?;
    let order = order.ok_or(Code::NOT_FOUND)?;
    let standings = standings(&tx.cx, &**tx, &order).await?;
    standings.demand(action, Action::VIEW_ORDER)?;
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

/// Opens an order to take an action on it that gives no reason: locks its row, asks the table, and takes it. What else a form
/// says is read behind that.
async fn open(tx: &Tx, no: &str, action: Action) -> Result<(entity::Model, State)> {
    let (order, standings) = locked(tx, no, action).await?;
    let to = take(tx, &order, &standings, action, (None, ""))?;
    Ok((order, to))
}

/// Takes the action that a short form tells, with its reason.
async fn told(tx: &Tx, form: &Told, action: Action) -> Result<(entity::Model, State, String)> {
    let (order, standings) = locked(tx, &form.no, action).await?;
    let reason = form.read(action)?;
    let to = take(tx, &order, &standings, action, (None, &reason))?;
    Ok((order, to, reason))
}

/// Takes an action that the table has opened on a locked order: asks the machine, and leaves event and audit behind. Whoever
/// takes it sets the state that it answers; `why` is a reason from a list, and one in words.
fn take(
    tx: &Tx,
    order: &entity::Model,
    standings: &Standings,
    action: Action,
    why: (Option<DeclineReason>, &str),
) -> Result<State> {
    let to = step(order.state, action)?;
    let standing = standings.name_for(action);
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
        because: Set(why.0),
        reason: Set(String::new()),
        sealed_reason: Set((!why.1.is_empty()).then(|| tx.key().seal(why.1.as_bytes()))),
        ..Default::default()
    });
    tx.audit(action, format!("order:{}", order.id));
    tx.announce(topic(&order.no));
    Ok(to)
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
    if let Some(org) = crate::person::nearest_staffed(tx, &order.path).await? {
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
    use crate::person::volunteer;
    use crate::teams::entity as team_entity;
    let Some(row) = team_entity::Entity::find_by_id(team).one(&**tx).await? else {
        return Ok(None);
    };
    if row.stepped_down_at.is_some() {
        return Ok(None);
    }
    Ok(volunteer::Entity::find_by_id(row.leader_id)
        .one(&**tx)
        .await?
        .map(|row| row.account_id))
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
    Ok(!served_among(db, actor, [order]).await?.is_empty())
}

/// The same for many orders: those of them that it is true of.
async fn served_among(
    db: &impl ConnectionTrait,
    actor: &Actor,
    orders: impl IntoIterator<Item = &entity::Model>,
) -> Result<Vec<OrderId>> {
    let leads = |order: &&entity::Model| order.team_id.is_some_and(|team| actor.leads(team));
    let (led, others): (Vec<_>, Vec<_>) = orders.into_iter().partition(leads);
    let ids = |orders: &[&entity::Model]| orders.iter().map(|order| order.id).collect::<Vec<_>>();
    let (mut served, others) = (ids(&led), ids(&others));
    let Some(volunteer) = actor.volunteer.filter(|_| !others.is_empty()) else {
        return Ok(served);
    };
    let sent: Vec<OrderId> = assignment::Entity::find()
        .select_only()
        .column(assignment::Column::OrderId)
        .filter(assignment::Column::OrderId.is_in(others.iter().copied()))
        .filter(assignment::Column::VolunteerId.eq(volunteer))
        .into_tuple()
        .all(db)
        .await?;
    let came: Vec<OrderId> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::OrderId)
        .filter(attendance::Column::OrderId.is_in(others))
        .filter(attendance::Column::VolunteerId.eq(volunteer))
        .into_tuple()
        .all(db)
        .await?;
    served.extend(sent);
    served.extend(came);
    Ok(served)
}

/// Orders in these subtrees; the whole county needs no condition.
fn within(paths: &[OrgPath]) -> Condition {
    if paths.iter().any(|path| path.tier() == Tier::Centre) {
        return Condition::all().add(Expr::value(1).eq(1));
    }
    in_subtrees(entity::Column::Path, paths)
}

/// The time that is fixed for an order, if one is.
pub(crate) fn scheduled(order: &entity::Model) -> Option<Window> {
    Some(Window {
        from: order.scheduled_from?,
        to: order.scheduled_to?,
    })
}

/// The times that its requester would like.
fn windows(order: &entity::Model) -> Vec<Window> {
    serde_json::from_str(&order.windows).unwrap_or_default()
}

/// As what an order shows the pictures of its report.
fn pictured(order: OrderId) -> String {
    format!("order:{order}")
}

crate::table::tables! { entity, event, offers, assignment, rating_event, attendance }
