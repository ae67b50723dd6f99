//! Who can be sent to serve on an order, and who of them is needed elsewhere then.

use super::{assignment, entity, scheduled, windows};
use crate::db::Cx;
use crate::error::Result;
use crate::person::{account, full_name, people, volunteer};
use crate::teams::roster;
use domain::ids::VolunteerId;
use domain::orders::{CanGo, State, Window};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

/// Whom the form of a schedule lets choose, with what they are to do already in the time that it starts from.
pub(super) async fn who_can_go(cx: &Cx, order: &entity::Model) -> Result<Vec<CanGo>> {
    let found = if let Some(team) = order.team_id {
        roster(cx.read(), team).await?
    } else {
        let ids = local_volunteers(cx, cx.read(), order, None).await?;
        people(cx.read(), &ids).await?
    };
    let busy = match scheduled(order).or(windows(order).first().copied()) {
        Some(window) => {
            let ids: Vec<VolunteerId> = found.iter().map(|(person, _)| person.id).collect();
            to_serve(cx.read(), order, window, &ids).await?
        }
        None => Vec::new(),
    };
    let herself =
        |account: &account::Model| order.consent.is_none() && account.id == order.requester_id;
    found
        .into_iter()
        .filter(|(_, account)| !herself(account))
        .map(|(person, account)| {
            let of_theirs = busy.iter().filter(|(who, _)| *who == person.id);
            let elsewhere = |(_, other): &(VolunteerId, entity::Model)| {
                Some((other.title.clone(), scheduled(other)?))
            };
            Ok(CanGo {
                id: person.id,
                name: full_name(&cx.store.key, &account)?,
                busy: of_theirs.filter_map(elsewhere).collect(),
            })
        })
        .collect()
}

/// Volunteers whom an org can send: those who live in its subtree; of `among`, if given.
pub(super) async fn local_volunteers(
    cx: &Cx,
    db: &impl ConnectionTrait,
    order: &entity::Model,
    among: Option<&[VolunteerId]>,
) -> Result<Vec<VolunteerId>> {
    const MOST: u64 = 200;
    let Some(path) = order
        .org_id
        .and_then(|org| cx.store.orgs.get(org))
        .map(|org| org.path.clone())
    else {
        return Ok(Vec::new());
    };
    let villages = [path];
    let villages = cx.store.orgs.within(&villages).map(|org| org.id);
    let mut query = volunteer::Entity::find()
        .select_only()
        .column(volunteer::Column::Id)
        .filter(volunteer::Column::VillageId.is_in(villages))
        .order_by_asc(volunteer::Column::Id)
        .limit(MOST);
    if let Some(among) = among {
        query = query.filter(volunteer::Column::Id.is_in(among.iter().copied()));
    }
    Ok(query.into_tuple().all(db).await?)
}

/// Which of these volunteers are to serve on other orders in this time.
pub(super) async fn to_serve(
    db: &impl ConnectionTrait,
    order: &entity::Model,
    window: Window,
    members: &[VolunteerId],
) -> Result<Vec<(VolunteerId, entity::Model)>> {
    let found = assignment::Entity::find()
        .join_rev(
            JoinType::InnerJoin,
            entity::Entity::belongs_to(assignment::Entity)
                .from(entity::Column::Id)
                .to(assignment::Column::OrderId)
                .into(),
        )
        .select_also(entity::Entity)
        .filter(assignment::Column::VolunteerId.is_in(members.iter().copied()))
        .filter(entity::Column::State.is_in([State::Scheduled, State::InService]))
        .filter(entity::Column::ScheduledFrom.lt(window.to))
        .filter(entity::Column::ScheduledTo.gt(window.from))
        .filter(entity::Column::Id.ne(order.id))
        .all(db)
        .await?;
    let found = found.into_iter();
    Ok(found
        .filter_map(|(row, other)| Some((row.volunteer_id, other?)))
        .collect())
}
