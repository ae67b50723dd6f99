//! Lists of orders: one's own, the desk's queue, a team's board, and what a volunteer is to do next.

use super::query::{name_of, team_names};
use super::{assignment, attendance, entity, scheduled, windows, within};
use crate::db::Cx;
use crate::error::Result;
use crate::page::{newest_first, oldest_first, written_out};
use crate::person::signed_in;
use domain::access::{Action, Standings};
use domain::hours::{self, may_check_in};
use domain::ids::{OrderId, OrgId, TeamId};
use domain::orders::{Contact, OrderCard, Queue, QueueCounts, ShiftView, State};
use domain::page::Page;
use domain::time::Timestamp;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

async fn cards(cx: &Cx, rows: Vec<entity::Model>, whole_names: bool) -> Result<Vec<OrderCard>> {
    let teams = team_names(cx, rows.iter().filter_map(|row| row.team_id)).await?;
    rows.into_iter()
        .map(|row| {
            let who = if whole_names {
                cx.store
                    .key
                    .open_json::<Contact>(&row.contact, "contact")?
                    .name
                    .as_str()
                    .to_owned()
            } else {
                row.who.clone()
            };
            Ok(OrderCard {
                state: row.state,
                place: cx.store.orgs.place_name(&row.path),
                placed: row.placed_at,
                when: scheduled(&row).or_else(|| windows(&row).first().copied()),
                who,
                deadline: row.deadline,
                performer: name_of(cx, &teams, row.team_id, row.org_id),
                no: row.no,
                title: row.title,
                now: cx.now,
            })
        })
        .collect()
}

/// The orders that somebody has placed.
fn placed_by(cx: &Cx) -> Result<Select<entity::Entity>> {
    let me = signed_in(&cx.actor)?;
    Ok(entity::Entity::find().filter(entity::Column::RequesterId.eq(me)))
}

/// One's own orders, the newest first.
pub async fn mine(cx: &Cx, key: Option<&str>) -> Result<Page<OrderCard>> {
    let page = newest_first(cx, placed_by(cx)?, entity::Column::Id, key, |row| row.id.0).await?;
    Ok(Page {
        next: page.next,
        rows: cards(cx, page.rows, true).await?,
    })
}

/// The filters of the desk's queue, as its URL carries them.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    /// One state; none means whatever waits for the desk.
    pub state: Option<State>,
    /// One org of the subtree.
    pub org: Option<OrgId>,
    /// The key of the last row seen.
    pub after: Option<String>,
}

/// The queue of one's subtree, the oldest first.
pub async fn desk(cx: &Cx, filter: &OrderFilter) -> Result<Queue> {
    let own = crate::desk::paths(&cx.actor)?;
    let paths = match filter.org.and_then(|org| cx.store.orgs.get(org)) {
        None => own.clone(),
        Some(org) => {
            Standings::at(&cx.actor, &org.path).demand(Action::WORK_DESK, Action::WORK_DESK)?;
            vec![org.path.clone()]
        }
    };
    let open = State::ALL.iter().copied().filter(|state| !state.is_over());
    let counts: Vec<(State, i64)> = entity::Entity::find()
        .select_only()
        .column(entity::Column::State)
        .column_as(entity::Column::Id.count(), "orders")
        .filter(entity::Column::State.is_in(open))
        .filter(within(&paths))
        .group_by(entity::Column::State)
        .into_tuple()
        .all(cx.read())
        .await?;
    let waiting = [State::Submitted, State::Dispatchable];
    let state = entity::Column::State.into_expr();
    let wanted = match filter.state {
        Some(one) => state.eq(one),
        None => state.is_in(written_out(waiting)),
    };
    let query = entity::Entity::find().filter(wanted).filter(within(&paths));
    let page = oldest_first(
        cx,
        query,
        entity::Column::Id,
        filter.after.as_deref(),
        |row| row.id.0,
    )
    .await?;
    Ok(Queue {
        counts: QueueCounts(counts),
        page: Page {
            next: page.next,
            rows: cards(cx, page.rows, false).await?,
        },
        orgs: cx
            .store
            .orgs
            .within(&own)
            .filter(|org| org.tier != domain::orgs::Tier::Station || own.len() == 1)
            .map(|org| (org.id, cx.store.orgs.place_name(&org.path)))
            .collect(),
    })
}

/// A team's orders that are not over: offers to answer first, then the rest by time.
pub async fn team_board(cx: &Cx, id: TeamId) -> Result<Vec<OrderCard>> {
    const MOST: u64 = 100;
    // Whoever may see the team may see what it has to do.
    crate::teams::team(cx, id).await?;
    let open = [
        State::Offered,
        State::Accepted,
        State::Scheduled,
        State::InService,
        State::Delivered,
    ];
    let rows = entity::Entity::find()
        .filter(entity::Column::TeamId.eq(id))
        .filter(entity::Column::State.is_in(open))
        .order_by_asc(entity::Column::Id)
        .limit(MOST)
        .all(cx.read())
        .await?;
    let mut cards = cards(cx, rows, false).await?;
    cards.sort_by_key(|card| {
        (
            card.state != State::Offered,
            card.when.map(|when| when.from),
        )
    });
    Ok(cards)
}

/// The newest of one's own orders.
pub async fn latest(cx: &Cx, most: u64) -> Result<Vec<OrderCard>> {
    let newest = placed_by(cx)?.order_by_desc(entity::Column::Id).limit(most);
    cards(cx, newest.all(cx.read()).await?, true).await
}

/// How many offers wait for an answer in each team one leads.
pub async fn offers_waiting(cx: &Cx) -> Result<Vec<(TeamId, i64)>> {
    if cx.actor.leads.is_empty() {
        return Ok(Vec::new());
    }
    Ok(entity::Entity::find()
        .select_only()
        .column(entity::Column::TeamId)
        .column_as(entity::Column::Id.count(), "offers")
        .filter(entity::Column::TeamId.is_in(cx.actor.leads.iter().copied()))
        .filter(entity::Column::State.eq(State::Offered))
        .group_by(entity::Column::TeamId)
        .into_tuple()
        .all(cx.read())
        .await?)
}

/// Shifts on a page: what one is assigned to and has not finished.
const SHIFTS: u64 = 30;

/// The orders one is assigned to, the soonest first.
pub async fn my_shifts(cx: &Cx) -> Result<Vec<ShiftView>> {
    signed_in(&cx.actor)?;
    let Some(me) = cx.actor.volunteer else {
        return Ok(Vec::new());
    };
    let rows = entity::Entity::find()
        .join_rev(
            sea_orm::JoinType::InnerJoin,
            assignment::Entity::belongs_to(entity::Entity)
                .from(assignment::Column::OrderId)
                .to(entity::Column::Id)
                .into(),
        )
        .filter(assignment::Column::VolunteerId.eq(me))
        .filter(entity::Column::State.is_in([State::Scheduled, State::InService]))
        .order_by_asc(entity::Column::ScheduledFrom)
        .limit(SHIFTS)
        .all(cx.read())
        .await?;
    let mine: Vec<(OrderId, hours::State, Timestamp)> = attendance::Entity::find()
        .select_only()
        .columns([
            attendance::Column::OrderId,
            attendance::Column::State,
            attendance::Column::CheckedInAt,
        ])
        .filter(attendance::Column::VolunteerId.eq(me))
        .filter(attendance::Column::OrderId.is_in(rows.iter().map(|row| row.id)))
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            // After a reopening, service that was delivered before is no service still to come.
            let since = row.delivered_at.unwrap_or_default();
            let round = mine
                .iter()
                .filter(|(order, _, at)| *order == row.id && *at > since);
            let states: Vec<_> = round.map(|(_, state, _)| *state).collect();
            let early = row
                .scheduled_from
                .is_none_or(|from| may_check_in(from, cx.now).is_err());
            let next = if states.contains(&hours::State::CheckedIn) {
                Some(Action::CHECK_OUT)
            } else {
                (states.is_empty() && !early).then_some(Action::CHECK_IN)
            };
            ShiftView {
                order: row.id,
                when: scheduled(&row),
                place: cx.store.orgs.place_name(&row.path),
                no: row.no,
                title: row.title,
                next,
            }
        })
        .collect())
}
