//! Volunteer teams: a roster with a leader, kept by an org.

pub(crate) mod entity;
mod keep;
mod people;

pub(crate) use entity::{lead, member};
pub(crate) use keep::has_led_since;
pub use keep::{found, founding_orgs, join_roster, leave_roster, name_leader, step_down};

use crate::db::Cx;
use crate::error::Result;
use crate::page::oldest_first;
use crate::person::{account, full_name, open_phone, people, signed_in, volunteer};
use domain::Code;
use domain::access::{Action, Standing, Standings};
use domain::account::{Skill, set_of};
use domain::ids::{TeamId, VolunteerId};
use domain::orgs::Tier;
use domain::page::Page;
use domain::teams::{MemberView, TeamView};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

/// What somebody is to a team.
async fn standings(cx: &Cx, db: &impl ConnectionTrait, team: &entity::Model) -> Result<Standings> {
    let path = cx
        .store
        .orgs
        .get(team.org_id)
        .map(|org| org.path.clone())
        .unwrap_or_default();
    let mut standings = Standings::at(&cx.actor, &path);
    standings.add_if(Standing::Leader, cx.actor.leads(team.id));
    if let Some(volunteer) = cx.actor.volunteer {
        let on_roster = member::Entity::find_by_id((team.id, volunteer))
            .one(db)
            .await?
            .is_some();
        standings.add_if(Standing::Member, on_roster);
    }
    Ok(standings)
}

/// A team with its roster.
pub async fn team(cx: &Cx, id: TeamId) -> Result<(TeamView, Vec<MemberView>, bool)> {
    signed_in(&cx.actor)?;
    let team = entity::Entity::find_by_id(id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = standings(cx, cx.read(), &team).await?;
    standings.demand(Action::VIEW_TEAM, Action::VIEW_TEAM)?;
    let keeps = standings.may(Action::KEEP_ROSTER);
    let people = roster(cx.read(), id).await?;
    let mut members = Vec::new();
    for (person, account) in people {
        // Whoever only serves beside somebody needs no more than a name to call them by.
        let phone = if keeps {
            open_phone(&cx.store.key, &account.phone)?.masked()
        } else {
            String::new()
        };
        members.push(MemberView {
            id: person.id,
            name: if keeps {
                full_name(&cx.store.key, &account)?
            } else {
                account.masked
            },
            phone,
            no: if keeps { person.no } else { String::new() },
            skills: skills(&person.skills),
            leader: team.is_led_by(person.id),
            own: cx.actor.volunteer == Some(person.id),
        });
    }
    members.sort_by_key(|member| !member.leader);
    let view = TeamView {
        id,
        org: cx
            .store
            .orgs
            .get(team.org_id)
            .map(|org| org.name.clone())
            .unwrap_or_default(),
        members: members.len() as i64,
        skills: skills(&team.skills),
        name: team.name,
    };
    Ok((view, members, keeps))
}

/// Stored skills; a word that is no longer in use is left out.
pub(crate) fn skills(stored: &str) -> Vec<Skill> {
    set_of(stored).unwrap_or_default()
}

/// Rosters are as long as a hall is large; the page shows no more than this.
const ROSTER: u64 = 300;

/// The people of a team.
pub(crate) async fn roster(
    db: &impl ConnectionTrait,
    id: TeamId,
) -> Result<Vec<(volunteer::Model, account::Model)>> {
    let members: Vec<VolunteerId> = member::Entity::find()
        .select_only()
        .column(member::Column::VolunteerId)
        .filter(member::Column::TeamId.eq(id))
        .order_by_asc(member::Column::VolunteerId)
        .limit(ROSTER)
        .into_tuple()
        .all(db)
        .await?;
    people(db, &members).await
}

/// The teams one serves in.
pub async fn my_teams(cx: &Cx) -> Result<Vec<TeamView>> {
    signed_in(&cx.actor)?;
    let Some(me) = cx.actor.volunteer else {
        return Ok(Vec::new());
    };
    let teams = entity::Entity::find()
        .join_rev(
            JoinType::InnerJoin,
            member::Entity::belongs_to(entity::Entity)
                .from(member::Column::TeamId)
                .to(entity::Column::Id)
                .into(),
        )
        .filter(member::Column::VolunteerId.eq(me))
        .order_by_asc(entity::Column::Id)
        .limit(20)
        .all(cx.read())
        .await?;
    views(cx, teams).await
}

/// The teams of one's subtree, by name of their place.
pub async fn teams(cx: &Cx, key: Option<&str>) -> Result<Page<TeamView>> {
    let paths = crate::desk::paths(&cx.actor)?;
    let mut kept = entity::Entity::find();
    // The whole county needs no condition: with every org in a list, all teams would be read and sorted for a page of them.
    if paths.iter().all(|path| path.tier() != Tier::Centre) {
        let orgs: Vec<_> = cx.store.orgs.within(&paths).map(|org| org.id).collect();
        kept = kept.filter(entity::Column::OrgId.is_in(orgs));
    }
    let page = oldest_first(cx, kept, entity::Column::Id, key, |row| row.id.0).await?;
    Ok(Page {
        rows: views(cx, page.rows).await?,
        next: page.next,
    })
}

async fn views(cx: &Cx, teams: Vec<entity::Model>) -> Result<Vec<TeamView>> {
    let counts: Vec<(TeamId, i64)> = member::Entity::find()
        .select_only()
        .column(member::Column::TeamId)
        .column_as(member::Column::VolunteerId.count(), "members")
        .filter(member::Column::TeamId.is_in(teams.iter().map(|team| team.id)))
        .group_by(member::Column::TeamId)
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(teams
        .into_iter()
        .map(|team| TeamView {
            id: team.id,
            org: cx
                .store
                .orgs
                .get(team.org_id)
                .map(|org| org.name.clone())
                .unwrap_or_default(),
            members: counts
                .iter()
                .find(|(id, _)| *id == team.id)
                .map_or(0, |(_, members)| *members),
            skills: skills(&team.skills),
            name: team.name,
        })
        .collect())
}

crate::table::tables! { entity, member, lead }
