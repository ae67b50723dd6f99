//! Volunteer teams: a roster with a leader, kept by an org.

use crate::account::join;
use crate::account::{account, full_name, open_phone, signed_in, volunteer};
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::page::after;
use domain::access::{Action, Standing, Standings};
use domain::account::{PersonName, Skill, parse_volunteer_no, set_of};
use domain::ids::{TeamId, VolunteerId};
use domain::page::{PAGE, Page};
use domain::teams::Message;
use domain::teams::{MemberView, NewTeam, TeamForm, TeamView, may_leave};
use domain::{Check, Code, Refusal};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

pub(crate) mod entity {
    use domain::ids::{OrgId, TeamId, VolunteerId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "team")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: TeamId,
        pub org_id: OrgId,
        pub name: String,
        pub leader_id: VolunteerId,
        pub skills: String,
        pub founded_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod member {
    use domain::ids::{TeamId, VolunteerId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "team_member")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub team_id: TeamId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub volunteer_id: VolunteerId,
        pub joined_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

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
            leader: person.id == team.leader_id,
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

/// Volunteers with their accounts, in the order of their ids.
pub(crate) async fn people(
    db: &impl ConnectionTrait,
    ids: &[VolunteerId],
) -> Result<Vec<(volunteer::Model, account::Model)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = volunteer::Entity::find()
        .filter(volunteer::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(volunteer::Column::Id)
        .all(db)
        .await?;
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(found.iter().map(|row| row.account_id)))
        .all(db)
        .await?;
    Ok(found
        .into_iter()
        .filter_map(|row| {
            let account = accounts
                .iter()
                .find(|account| account.id == row.account_id)?;
            Some((row, account.clone()))
        })
        .collect())
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
    let paths = crate::orders::desk_paths(&cx.actor)?;
    let orgs: Vec<_> = cx.store.orgs.within(&paths).map(|org| org.id).collect();
    let mut query = entity::Entity::find()
        .filter(entity::Column::OrgId.is_in(orgs))
        .order_by_asc(entity::Column::Id);
    if let Some(id) = after(key) {
        query = query.filter(entity::Column::Id.gt(id));
    }
    let page = Page::cut(query.limit(PAGE + 1).all(cx.read()).await?, PAGE, |team| {
        team.id.to_string()
    });
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

/// The volunteer with this number.
async fn by_no(tx: &Tx, no: &str, field: &'static str) -> Result<volunteer::Model> {
    let found = volunteer::Entity::find()
        .filter(volunteer::Column::No.eq(no))
        .one(&**tx)
        .await?;
    found.ok_or_else(|| Refusal::field(field, Code::NO_SUCH_VOLUNTEER).into())
}

/// Founds a team in one's own subtree and names its leader.
pub async fn found(cx: &Cx, form: TeamForm) -> Result<TeamId> {
    crate::orders::desk_paths(&cx.actor)?;
    let input = form.read()?;
    cx.write_once(&format!("{}:found", form.request_id), input, |tx, input| {
        Box::pin(enter(tx, input))
    })
    .await
}

async fn enter(tx: &Tx, input: &NewTeam) -> Result<TeamId> {
    let org = tx
        .cx
        .store
        .orgs
        .get(input.org)
        .ok_or_else(|| Refusal::field("org", Code::NOT_A_CHOICE))?;
    Standings::at(tx.actor(), &org.path).demand(Action::FOUND_TEAM, Action::FOUND_TEAM)?;
    let leader = by_no(tx, &input.leader_no, "leader_no").await?;
    let taken = entity::Entity::find()
        .filter(entity::Column::OrgId.eq(input.org))
        .filter(entity::Column::Name.eq(&input.name));
    if taken.one(&**tx).await?.is_some() {
        return Err(Refusal::field("name", Code::DUPLICATE).into());
    }
    let team = entity::ActiveModel {
        org_id: Set(input.org),
        name: Set(input.name.clone()),
        leader_id: Set(leader.id),
        skills: Set(join(&input.skills)),
        founded_at: Set(tx.now()),
        ..Default::default()
    }
    .insert(&**tx)
    .await?;
    put_on_roster(tx, team.id, leader.id).await?;
    tx.audit(Action::FOUND_TEAM, format!("team:{}", team.id));
    Ok(team.id)
}

/// Says whether they were not on it before: being on the roster twice is being on it.
async fn put_on_roster(tx: &Tx, team_id: TeamId, volunteer_id: VolunteerId) -> Result<bool> {
    let row = member::ActiveModel {
        team_id: Set(team_id),
        volunteer_id: Set(volunteer_id),
        joined_at: Set(tx.now()),
    };
    let written = member::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([member::Column::TeamId, member::Column::VolunteerId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    Ok(written > 0)
}

/// Puts a volunteer on a team's roster by their number and whole name, which whoever keeps the roster has to know: numbers
/// can be tried, and a roster shows names.
pub async fn join_roster(cx: &Cx, team: TeamId, no: &str, name: &str) -> Result<()> {
    signed_in(&cx.actor)?;
    let mut check = Check::default();
    let no = check.take("no", parse_volunteer_no(no));
    let name = check.take("name", PersonName::parse(name));
    let input = check.finish(|| Some((team, no?, name?)))?;
    cx.write(input, |tx, (team, no, name)| {
        Box::pin(join_team(tx, *team, no, name))
    })
    .await
}

async fn join_team(tx: &Tx, id: TeamId, no: &str, name: &PersonName) -> Result<()> {
    let team = kept_team(tx, id).await?;
    let person = by_no(tx, no, "no").await?;
    let account = account::Entity::find_by_id(person.account_id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    if full_name(tx.key(), &account)? != name.as_str() {
        return Err(Refusal::field("no", Code::NO_SUCH_VOLUNTEER).into());
    }
    if put_on_roster(tx, id, person.id).await? {
        let name = team.name;
        tx.tell(account.id, &Message::RosterJoined { team: id, name });
        tx.audit(
            Action::KEEP_ROSTER,
            format!("team:{id}:joins:{}", person.id),
        );
    }
    Ok(())
}

/// Takes a volunteer off a team's roster.
pub async fn leave_roster(cx: &Cx, team: TeamId, volunteer: VolunteerId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.write((team, volunteer), |tx, (id, volunteer)| {
        Box::pin(async move {
            let team = kept_team(tx, *id).await?;
            may_leave(team.leader_id == *volunteer)?;
            member::Entity::delete_by_id((*id, *volunteer))
                .exec(&**tx)
                .await?;
            tx.audit(Action::KEEP_ROSTER, format!("team:{id}:leaves:{volunteer}"));
            Ok(())
        })
    })
    .await
}

/// Makes a member the leader, in place of who leads now. Naming the same leader twice is naming them once.
pub async fn name_leader(cx: &Cx, team: TeamId, volunteer: VolunteerId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.write((team, volunteer), |tx, (id, volunteer)| {
        Box::pin(hand_over(tx, *id, *volunteer))
    })
    .await
}

async fn hand_over(tx: &Tx, id: TeamId, to: VolunteerId) -> Result<()> {
    let team = kept_team(tx, id).await?;
    let on_roster = member::Entity::find_by_id((id, to)).one(&**tx).await?;
    if on_roster.is_none() {
        return Err(Code::NOT_FOUND.into());
    }
    if team.leader_id == to {
        return Ok(());
    }
    let name = team.name.clone();
    let mut row: entity::ActiveModel = team.into();
    row.leader_id = Set(to);
    row.update(&**tx).await?;
    let leader = volunteer::Entity::find_by_id(to)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    tx.tell(leader.account_id, &Message::LeaderNamed { team: id, name });
    tx.audit(Action::KEEP_ROSTER, format!("team:{id}:leads:{to}"));
    Ok(())
}

async fn kept_team(tx: &Tx, id: TeamId) -> Result<entity::Model> {
    let team = entity::Entity::find_by_id(id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    standings(&tx.cx, &**tx, &team)
        .await?
        .demand(Action::KEEP_ROSTER, Action::VIEW_TEAM)?;
    Ok(team)
}

/// Where somebody may found a team: the orgs of their desk's subtree.
pub fn founding_orgs(cx: &Cx) -> Result<Vec<(domain::ids::OrgId, String)>> {
    let paths = crate::orders::desk_paths(&cx.actor)?;
    Ok(cx
        .store
        .orgs
        .within(&paths)
        .map(|org| (org.id, org.name.clone()))
        .collect())
}
