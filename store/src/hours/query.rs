//! What people see of hours.

use crate::db::Cx;
use crate::error::Result;
use crate::notices;
use crate::orders::{attendance, entity as order};
use crate::page::after;
use crate::person::{name_at_desk, people, signed_in, volunteer};
use crate::teams::entity as team;
use domain::access::{Action, Standings};
use domain::hours::{EntryView, NoticedHours, ReviewView, State};
use domain::ids::{OrderId, TeamId, VolunteerId};
use domain::notices::NoticeView;
use domain::page::{PAGE, Page};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Attendance of one's subtree that waits for a decision, the oldest first.
pub async fn reviews(cx: &Cx, key: Option<&str>) -> Result<Page<ReviewView>> {
    let waits = vec![State::InReview, State::Objected];
    let page = notices::queue::<attendance::Entity>(cx, waits, key).await?;
    let orders = orders_of(cx, page.rows.iter().map(|row| row.order_id)).await?;
    let whose: Vec<VolunteerId> = page.rows.iter().map(|row| row.volunteer_id).collect();
    let people = people(cx.read(), &whose).await?;
    let mut rows = Vec::new();
    for row in page.rows {
        let order = orders.iter().find(|order| order.id == row.order_id);
        let person = people
            .iter()
            .find(|(person, _)| person.id == row.volunteer_id);
        if let (Some(order), Some((_, account))) = (order, person) {
            rows.push(ReviewView {
                id: row.id,
                may: Standings::at(&cx.actor, &row.path).may(Action::REVIEW_ATTENDANCE),
                who: name_at_desk(cx, account, &row.path)?,
                title: order.title.clone(),
                order_no: order.no.clone(),
                from: row.checked_in_at,
                to: row.checked_out_at.unwrap_or(row.checked_in_at),
                minutes: row.minutes,
                reason: row.review_reason,
                objection: row.objection,
                end_reason: row.end_reason,
            });
        }
    }
    Ok(Page {
        rows,
        next: page.next,
    })
}

async fn orders_of(cx: &Cx, ids: impl Iterator<Item = OrderId>) -> Result<Vec<order::Model>> {
    Ok(order::Entity::find()
        .filter(order::Column::Id.is_in(ids))
        .all(cx.read())
        .await?)
}

/// Service records in public notice, those that end first on top. Anybody may look: names are masked.
pub async fn notices(cx: &Cx, key: Option<&str>) -> Result<Page<NoticeView<NoticedHours>>> {
    let page = notices::hanging::<attendance::Entity>(cx, key).await?;
    let orders = orders_of(cx, page.rows.iter().map(|row| row.order_id)).await?;
    let whose: Vec<VolunteerId> = page.rows.iter().map(|row| row.volunteer_id).collect();
    let people = people(cx.read(), &whose).await?;
    let teams: Vec<(TeamId, String)> = team::Entity::find()
        .select_only()
        .columns([team::Column::Id, team::Column::Name])
        .filter(team::Column::Id.is_in(orders.iter().filter_map(|order| order.team_id)))
        .into_tuple()
        .all(cx.read())
        .await?;
    let rows = page.rows.iter().filter_map(|row| {
        let order = orders.iter().find(|order| order.id == row.order_id)?;
        let (_, account) = people
            .iter()
            .find(|(person, _)| person.id == row.volunteer_id)?;
        let named = order
            .team_id
            .and_then(|id| teams.iter().find(|(team, _)| *team == id))
            .map(|(_, name)| name.clone());
        let team = named.or_else(|| {
            order
                .org_id
                .and_then(|id| cx.store.orgs.get(id))
                .map(|org| org.name.clone())
        });
        Some(NoticeView {
            id: row.id.0,
            who: account.masked.clone(),
            place: cx.store.orgs.town_name(&order.path),
            until: row.notice_until.unwrap_or_default(),
            what: NoticedHours {
                team: team.unwrap_or_default(),
                title: order.title.clone(),
                on: row.checked_in_at,
                minutes: row.minutes,
            },
        })
    });
    Ok(Page {
        rows: rows.collect(),
        next: page.next.clone(),
    })
}

/// One's own service, the latest first: what is posted and what is on its way.
pub async fn mine(cx: &Cx, key: Option<&str>) -> Result<(i64, Page<EntryView>)> {
    signed_in(&cx.actor)?;
    let Some(me) = cx.actor.volunteer else {
        return Ok((0, Page::default()));
    };
    let mut query = attendance::Entity::find()
        .filter(attendance::Column::VolunteerId.eq(me))
        .order_by_desc(attendance::Column::Id);
    if let Some(id) = after(key) {
        query = query.filter(attendance::Column::Id.lt(id));
    }
    let page = Page::cut(query.limit(PAGE + 1).all(cx.read()).await?, PAGE, |row| {
        row.id.to_string()
    });
    let orders = orders_of(cx, page.rows.iter().map(|row| row.order_id)).await?;
    let total: Option<i64> = volunteer::Entity::find_by_id(me)
        .select_only()
        .column(volunteer::Column::Minutes)
        .into_tuple()
        .one(cx.read())
        .await?;
    let page = page.map(|row| {
        let order = orders.iter().find(|order| order.id == row.order_id);
        let (title, order_no) = order
            .map(|order| (order.title.clone(), order.no.clone()))
            .unwrap_or_default();
        EntryView {
            on: row.checked_in_at,
            minutes: row.minutes,
            title,
            order_no,
            state: row.state,
        }
    });
    Ok((total.unwrap_or(0), page))
}
