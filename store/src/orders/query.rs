//! What people see of orders: each view holds what its reader may know, and no more.

use super::going::who_can_go;
use super::said::rated;
use super::{
    assigned, attendance, entity, event, offers, pictured, scheduled, served_on, standings, windows,
};
use crate::Key;
use crate::catalog::{item, names, teams_of};
use crate::db::Cx;
use crate::error::{Error, Result};
use crate::person::{full_name, people, volunteer};
use crate::pictures;
use crate::rules;
use crate::teams::{entity as team, member, skills};
use domain::Code;
use domain::access::{Action, Standing, Standings};
use domain::ids::{OrgId, TeamId};
use domain::orders::{
    AssignedView, AttendanceView, Candidate, Contact, EventView, OfferView, OrderView, Performer,
    Responsible, State, actions, closes_at, may_reopen, parse_order_no, reopens_until,
    speaks_of_contact,
};
use domain::time::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// An order with everything its viewer may know; for a stranger it does not exist.
pub async fn order(cx: &Cx, no: &str) -> Result<OrderView> {
    let no = parse_order_no(no)?;
    let order = entity::Entity::find()
        .filter(entity::Column::No.eq(no))
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = standings(cx, cx.read(), &order).await?;
    standings.demand(Action::VIEW_ORDER, Action::VIEW_ORDER)?;
    let item = item::Entity::find_by_id(order.item_id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standing = standings.name_for(Action::VIEW_ORDER);
    let sees_contact = standings.may(Action::VIEW_CONTACT)
        || order.state.is_taken_on() && standings.may(Action::VIEW_CONTACT_SERVING);
    let contact: Option<Contact> = if sees_contact {
        Some(cx.store.key.open_json(&order.contact, "contact")?)
    } else {
        None
    };
    let asks = standings.has(Standing::Requester) || standings.has(Standing::LinkHolder);

    let events = events(cx, &order, sees_contact).await?;
    let performer = performer_name(cx, order.team_id, order.org_id).await?;
    let offer = match order.state {
        State::Offered => open_offer(cx, &order, &item, performer.clone()).await?,
        _ => None,
    };
    let numbers = rules::numbers(cx, cx.read()).await?;
    let reopens = order
        .delivered_at
        .map(|delivered| reopens_until(delivered, &numbers));
    let mut open = open_actions(cx, &order, reopens, &standings);
    if open.contains(&Action::RATE) && served_on(cx.read(), &cx.actor, &order).await? {
        open.retain(|action| *action != Action::RATE);
    }
    let candidates = if open
        .iter()
        .any(|action| matches!(*action, Action::OFFER | Action::OVERRIDE))
    {
        candidates(cx, &order, &item).await?
    } else {
        Vec::new()
    };
    let roster = if open.contains(&Action::SCHEDULE) {
        who_can_go(cx, &order).await?
    } else {
        Vec::new()
    };
    Ok(OrderView {
        // Whoever has the link is taken for who asks, so nobody else gets it.
        key: asks.then(|| order.link_key.clone()),
        state: order.state,
        item: item.id,
        title: order.title.clone(),
        minutes: item.minutes,
        volunteers: item.volunteers,
        risk: item.risk,
        place: cx.store.orgs.place_name(&order.path),
        placed: order.placed_at,
        consent: order.consent,
        windows: windows(&order),
        scheduled: scheduled(&order),
        contact,
        who: order.who.clone(),
        offer,
        responsible: responsible(cx, &order, performer),
        assigned: assigned_views(cx, &order, &standings).await?,
        report: order.report.clone(),
        pictures: match order.report.as_str() {
            "" => Vec::new(),
            _ => pictures::shown(cx, &pictured(order.id)).await?,
        },
        rating: rated(cx, &order, (asks, &standings)).await?,
        closes: order
            .delivered_at
            .map(|delivered| closes_at(delivered, &numbers)),
        reopens_until: reopens,
        events,
        actions: open,
        standing,
        candidates,
        roster,
        request_id: cx.form_id(),
        now: cx.now,
        no: order.no,
    })
}

/// Whether the order exists for this person.
pub async fn may_see(cx: &Cx, no: &str) -> Result<()> {
    let no = parse_order_no(no)?;
    let order = entity::Entity::find()
        .filter(entity::Column::No.eq(no))
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = standings(cx, cx.read(), &order).await?;
    Ok(standings.demand(Action::VIEW_ORDER, Action::VIEW_ORDER)?)
}

/// What this viewer may do now: the machine's arrows from here that the table opens to them.
fn open_actions(
    cx: &Cx,
    order: &entity::Model,
    reopens_until: Option<Timestamp>,
    standings: &Standings,
) -> Vec<Action> {
    let mut open: Vec<Action> = Vec::new();
    for action in
        actions(order.state).chain((order.state == State::Submitted).then_some(Action::OFFER))
    {
        let possible = match action {
            Action::REOPEN => {
                may_reopen(reopens_until.unwrap_or_default(), order.reopened, cx.now).is_ok()
            }
            // Merging and the open pool come with the dispatching rules.
            Action::MERGE | Action::RELEASE | Action::CLAIM => false,
            Action::ACCEPT => order.deadline.is_none_or(|deadline| deadline > cx.now),
            _ => true,
        };
        if possible && standings.may(action) && !open.contains(&action) {
            open.push(action);
        }
    }
    if standings.may(Action::CONFIRM_ATTENDANCE) {
        open.push(Action::CONFIRM_ATTENDANCE);
    }
    open
}

async fn events(cx: &Cx, order: &entity::Model, sees_contact: bool) -> Result<Vec<EventView>> {
    let rows = event::Entity::find()
        .filter(event::Column::OrderId.eq(order.id))
        .order_by_asc(event::Column::Id)
        .all(cx.read())
        .await?;
    let teams = team_names(cx, rows.iter().filter_map(|row| row.team_id)).await?;
    let view = |row: event::Model| {
        Ok(EventView {
            at: row.at,
            action: row.action,
            standing: row.standing,
            by: name_of(cx, &teams, row.team_id, row.org_id).unwrap_or_default(),
            because: row.because,
            reason: if sees_contact || !speaks_of_contact(row.action) {
                reason(&cx.store.key, row)?
            } else {
                String::new()
            },
        })
    };
    rows.into_iter().map(view).collect()
}

/// The reason of an event, in words.
fn reason(key: &Key, row: event::Model) -> Result<String> {
    match row.sealed_reason {
        Some(sealed) => {
            let words = key.open(&sealed, "reason")?;
            String::from_utf8(words).map_err(|_| Error::Unreadable("reason"))
        }
        None => Ok(row.reason),
    }
}

pub(super) async fn team_names(
    cx: &Cx,
    ids: impl Iterator<Item = TeamId>,
) -> Result<Vec<(TeamId, String)>> {
    let mut wanted: Vec<TeamId> = ids.collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    Ok(team::Entity::find()
        .select_only()
        .columns([team::Column::Id, team::Column::Name])
        .filter(team::Column::Id.is_in(wanted))
        .into_tuple()
        .all(cx.read())
        .await?)
}

pub(super) fn name_of(
    cx: &Cx,
    teams: &[(TeamId, String)],
    team: Option<TeamId>,
    org: Option<OrgId>,
) -> Option<String> {
    let named = team
        .and_then(|id| teams.iter().find(|(known, _)| *known == id))
        .map(|(_, name)| name.clone());
    named.or_else(|| {
        org.and_then(|id| cx.store.orgs.get(id))
            .map(|org| org.name.clone())
    })
}

async fn performer_name(
    cx: &Cx,
    team: Option<TeamId>,
    org: Option<OrgId>,
) -> Result<Option<String>> {
    let teams = team_names(cx, team.into_iter()).await?;
    Ok(name_of(cx, &teams, team, org))
}

async fn open_offer(
    cx: &Cx,
    order: &entity::Model,
    item: &item::Model,
    to: Option<String>,
) -> Result<Option<OfferView>> {
    let row = offers::Entity::find()
        .filter(offers::Column::OrderId.eq(order.id))
        .filter(offers::Column::AnsweredAt.is_null())
        .one(cx.read())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let mut offer = OfferView {
        id: row.id,
        to: to.unwrap_or_default(),
        deadline: row.deadline,
        named: false,
        skilled: 0,
    };
    if let Some(team) = order.team_id {
        offer.named = names(cx.read(), item.id, team).await?;
        offer.skilled = count_of(&skilled_members(cx, &[team], item).await?, team);
    }
    Ok(Some(offer))
}

/// Who is responsible: whoever took it on; before and after that the institute of the place. The number is the
/// institute's in any case: it is staffed, and a team's is a private one.
fn responsible(cx: &Cx, order: &entity::Model, performer: Option<String>) -> Responsible {
    let line: Vec<_> = cx.store.orgs.line(&order.path).collect();
    let institute = line.get(1).or(line.first());
    Responsible {
        name: performer
            .filter(|_| order.state.is_taken_on())
            .or_else(|| institute.map(|org| org.name.clone()))
            .unwrap_or_default(),
        institute: institute.map(|org| org.name.clone()).unwrap_or_default(),
        phone: institute.map(|org| org.phone.clone()).unwrap_or_default(),
    }
}

async fn assigned_views(
    cx: &Cx,
    order: &entity::Model,
    standings: &Standings,
) -> Result<Vec<AssignedView>> {
    let ids = assigned(cx.read(), order).await?;
    let whole_names = standings.may(Action::CONFIRM_ATTENDANCE);
    let mut attended = attendance::Entity::find()
        .filter(attendance::Column::OrderId.eq(order.id))
        .order_by_asc(attendance::Column::Id)
        .all(cx.read())
        .await?;
    let mut views = Vec::new();
    for (person, account) in people(cx.read(), &ids).await? {
        // The latest: after a reopening somebody may have come twice.
        let latest = attended
            .iter()
            .rposition(|row| row.volunteer_id == person.id)
            .map(|at| attended.remove(at));
        views.push(AssignedView {
            volunteer: person.id,
            name: if whole_names {
                full_name(&cx.store.key, &account)?
            } else {
                account.masked
            },
            attendance: latest.map(|row| AttendanceView {
                id: row.id,
                state: row.state,
                from: row.checked_in_at,
                to: row.checked_out_at,
                minutes: row.minutes,
            }),
            me: cx.actor.volunteer == Some(person.id),
        });
    }
    Ok(views)
}

/// Whom an order can be offered to: those the menu names first, then teams of the place, then the orgs themselves.
async fn candidates(cx: &Cx, order: &entity::Model, item: &item::Model) -> Result<Vec<Candidate>> {
    const MOST: u64 = 30;
    let mut named = teams_of(cx.read(), item.id).await?;
    named.retain(|team| team.stepped_down_at.is_none());
    let line: Vec<OrgId> = cx.store.orgs.line(&order.path).map(|org| org.id).collect();
    let near = team::Entity::find()
        .filter(team::Column::OrgId.is_in(line.iter().copied()))
        .filter(team::Column::SteppedDownAt.is_null())
        .order_by_desc(team::Column::OrgId)
        .order_by_asc(team::Column::Id)
        .limit(MOST)
        .all(cx.read())
        .await?;
    let mut teams: Vec<(team::Model, bool)> = named.into_iter().map(|team| (team, true)).collect();
    teams.extend(
        near.into_iter()
            .filter_map(|near| {
                (!teams.iter().any(|(team, _)| team.id == near.id)).then_some((near, false))
            })
            .collect::<Vec<_>>(),
    );
    let ids: Vec<TeamId> = teams.iter().map(|(team, _)| team.id).collect();
    let skilled = skilled_members(cx, &ids, item).await?;
    let mut candidates: Vec<Candidate> = teams
        .into_iter()
        .map(|(team, offers_it)| Candidate {
            performer: Performer::Team(team.id),
            skilled: count_of(&skilled, team.id),
            name: team.name,
            offers_it,
        })
        .collect();
    candidates.extend(cx.store.orgs.line(&order.path).rev().map(|org| Candidate {
        performer: Performer::Org(org.id),
        name: org.name.clone(),
        offers_it: false,
        skilled: 0,
    }));
    Ok(candidates)
}

fn count_of(counts: &[(TeamId, i64)], team: TeamId) -> i64 {
    counts
        .iter()
        .find(|(id, _)| *id == team)
        .map_or(0, |(_, count)| *count)
}

/// How many members of each team have a skill that the service needs.
async fn skilled_members(
    cx: &Cx,
    teams: &[TeamId],
    item: &item::Model,
) -> Result<Vec<(TeamId, i64)>> {
    let wanted = skills(&item.skills);
    if wanted.is_empty() || teams.is_empty() {
        return Ok(Vec::new());
    }
    let any_skill = wanted.iter().fold(Condition::any(), |any, skill| {
        any.add(volunteer::Column::Skills.contains(skill.as_str()))
    });
    Ok(member::Entity::find()
        .select_only()
        .column(member::Column::TeamId)
        .column_as(member::Column::VolunteerId.count(), "skilled")
        .join_rev(
            sea_orm::JoinType::InnerJoin,
            volunteer::Entity::belongs_to(member::Entity)
                .from(volunteer::Column::Id)
                .to(member::Column::VolunteerId)
                .into(),
        )
        .filter(member::Column::TeamId.is_in(teams.iter().copied()))
        .filter(any_skill)
        .group_by(member::Column::TeamId)
        .into_tuple()
        .all(cx.read())
        .await?)
}
