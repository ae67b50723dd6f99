//! A team is founded, and its roster kept.

use super::{entity, lead, member, standings};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::person::{account, full_name, grown_up, signed_in, volunteer};
use domain::access::{Action, Standings};
use domain::account::{PersonName, join, parse_volunteer_no};
use domain::ids::{OrgId, TeamId, VolunteerId};
use domain::teams::{Message, TeamForm, may_leave};
use domain::time::Timestamp;
use domain::{Check, Code, Refusal};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

/// The volunteer with this number and whole name, which whoever writes somebody into a team has to know: numbers can be tried,
/// and a roster shows names.
async fn by_no_and_name(
    tx: &Tx,
    no: &str,
    name: &PersonName,
    field: &'static str,
) -> Result<volunteer::Model> {
    let unknown = || Refusal::field(field, Code::NO_SUCH_VOLUNTEER);
    let person = volunteer::Entity::find()
        .filter(volunteer::Column::No.eq(no))
        .one(&**tx)
        .await?
        .ok_or_else(unknown)?;
    let account = account::Entity::find_by_id(person.account_id)
        .one(&**tx)
        .await?
        .ok_or_else(unknown)?;
    if full_name(tx.key(), &account)? != name.as_str() {
        return Err(unknown().into());
    }
    Ok(person)
}

/// Notes who leads a team from now on, and tells them; they may step down.
fn named(tx: &Tx, team: TeamId, name: String, leader: &volunteer::Model) {
    tx.append(lead::ActiveModel {
        team_id: Set(team),
        volunteer_id: Set(leader.id),
        from_at: Set(tx.now()),
        named_by: Set(tx.actor().account),
        ..Default::default()
    });
    tx.tell(leader.account_id, &Message::LeaderNamed { team, name });
}

/// Whether they are old enough to lead.
async fn is_of_age(tx: &Tx, leader: &volunteer::Model) -> Result<bool> {
    let grown_up = grown_up(&**tx, &[leader.account_id], tx.now().date()).await?;
    Ok(!grown_up.is_empty())
}

/// Whether somebody has led a team at a moment since then.
pub(crate) async fn has_led_since(
    tx: &Tx,
    team: TeamId,
    volunteer: VolunteerId,
    since: Timestamp,
) -> Result<bool> {
    let named = lead::Entity::find()
        .filter(lead::Column::TeamId.eq(team))
        .order_by_asc(lead::Column::Id)
        .all(&**tx)
        .await?;
    let ends = named.iter().skip(1).map(|next| next.from_at);
    let mut led = named.iter().zip(ends.chain([Timestamp(i64::MAX)]));
    Ok(led.any(|(lead, until)| lead.volunteer_id == volunteer && until > since))
}

/// Founds a team in one's own subtree and names its leader.
pub async fn found(cx: &Cx, form: TeamForm) -> Result<TeamId> {
    crate::desk::paths(&cx.actor)?;
    cx.once(form.request_id.clone(), Found(form)).await
}

struct Found(TeamForm);

impl UseCase for Found {
    type Answer = TeamId;

    async fn run(&self, tx: &Tx) -> Result<TeamId> {
        if let Ok(org) = self.0.org() {
            let org = tx.cx.store.orgs.get(org);
            let org = org.ok_or_else(|| Refusal::field("org", Code::NOT_A_CHOICE))?;
            Standings::at(tx.actor(), &org.path).demand(Action::FOUND_TEAM, Action::FOUND_TEAM)?;
        }
        let input = self.0.read()?;
        let (no, name) = (&input.leader_no, &input.leader_name);
        let leader = by_no_and_name(tx, no, name, "leader_no").await?;
        if !is_of_age(tx, &leader).await? {
            return Err(Refusal::field("leader_no", Code::MINOR_LEADER).into());
        }
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
        named(tx, team.id, input.name, &leader);
        tx.audit(Action::FOUND_TEAM, format!("team:{}", team.id));
        Ok(team.id)
    }
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

/// Puts a volunteer on a team's roster by their number and whole name.
pub async fn join_roster(cx: &Cx, team: TeamId, no: &str, name: &str) -> Result<()> {
    signed_in(&cx.actor)?;
    let (no, name) = (no.to_owned(), name.to_owned());
    cx.run(JoinRoster { team, no, name }).await
}

struct JoinRoster {
    team: TeamId,
    no: String,
    name: String,
}

impl JoinRoster {
    /// Reads who joins: their number and whole name.
    fn read(&self) -> std::result::Result<(String, PersonName), Refusal> {
        let mut check = Check::default();
        let no = check.take("no", parse_volunteer_no(&self.no));
        let name = check.take("name", PersonName::parse(&self.name));
        check.finish(|| Some((no?, name?)))
    }
}

impl UseCase for JoinRoster {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let id = self.team;
        let team = kept_team(tx, id).await?;
        let (no, name) = self.read()?;
        let person = by_no_and_name(tx, &no, &name, "no").await?;
        if put_on_roster(tx, id, person.id).await? {
            let name = team.name;
            tx.tell(person.account_id, &Message::RosterJoined { team: id, name });
            tx.audit(
                Action::KEEP_ROSTER,
                format!("team:{id}:joins:{}", person.id),
            );
        }
        Ok(())
    }
}

/// Takes a volunteer off a team's roster. Members leave by themselves, too.
pub async fn leave_roster(cx: &Cx, team: TeamId, volunteer: VolunteerId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.run(LeaveRoster { team, volunteer }).await
}

struct LeaveRoster {
    team: TeamId,
    volunteer: VolunteerId,
}

impl UseCase for LeaveRoster {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let Self {
            team: id,
            volunteer,
        } = self;
        let (team, standings) = opened_team(tx, *id).await?;
        let by_themselves = tx.actor().volunteer == Some(*volunteer);
        let action = if by_themselves {
            Action::LEAVE_TEAM
        } else {
            Action::KEEP_ROSTER
        };
        standings.demand(action, Action::VIEW_TEAM)?;
        may_leave(team.is_led_by(*volunteer))?;
        member::Entity::delete_by_id((*id, *volunteer))
            .exec(&**tx)
            .await?;
        tx.audit(Action::KEEP_ROSTER, format!("team:{id}:leaves:{volunteer}"));
        Ok(())
    }
}

/// Makes a member the leader, in place of who leads now. Naming the same leader twice is naming them once.
pub async fn name_leader(cx: &Cx, team: TeamId, volunteer: VolunteerId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.run(NameLeader { team, volunteer }).await
}

struct NameLeader {
    team: TeamId,
    volunteer: VolunteerId,
}

impl UseCase for NameLeader {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (id, to) = (self.team, self.volunteer);
        let team = kept_team(tx, id).await?;
        let on_roster = member::Entity::find_by_id((id, to)).one(&**tx).await?;
        if on_roster.is_none() {
            return Err(Code::NOT_FOUND.into());
        }
        if team.is_led_by(to) {
            return Ok(());
        }
        let leader = volunteer::Entity::find_by_id(to)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        if !is_of_age(tx, &leader).await? {
            return Err(Code::MINOR_LEADER.into());
        }
        let name = team.name.clone();
        let mut row: entity::ActiveModel = team.into();
        row.leader_id = Set(to);
        row.stepped_down_at = Set(None);
        row.update(&**tx).await?;
        named(tx, id, name, &leader);
        tx.audit(Action::KEEP_ROSTER, format!("team:{id}:leads:{to}"));
        Ok(())
    }
}

/// Leads no longer: nobody leads a team who does not want to. They stay on the roster, and whoever keeps the team names another.
pub async fn step_down(cx: &Cx, team: TeamId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.run(StepDown { team }).await
}

struct StepDown {
    team: TeamId,
}

impl UseCase for StepDown {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let id = self.team;
        let (team, standings) = opened_team(tx, id).await?;
        if tx.actor().volunteer == Some(team.leader_id) && team.stepped_down_at.is_some() {
            return Ok(());
        }
        standings.demand(Action::STEP_DOWN, Action::VIEW_TEAM)?;
        let (org, name) = (team.org_id, team.name.clone());
        let mut row: entity::ActiveModel = team.into();
        row.stepped_down_at = Set(Some(tx.now()));
        row.update(&**tx).await?;
        tx.tell_org(org, &Message::LeaderSteppedDown { team: id, name });
        tx.audit(Action::STEP_DOWN, format!("team:{id}"));
        Ok(())
    }
}

async fn opened_team(tx: &Tx, id: TeamId) -> Result<(entity::Model, Standings)> {
    let team = entity::Entity::find_by_id(id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = standings(&tx.cx, &**tx, &team).await?;
    Ok((team, standings))
}

async fn kept_team(tx: &Tx, id: TeamId) -> Result<entity::Model> {
    let (team, standings) = opened_team(tx, id).await?;
    standings.demand(Action::KEEP_ROSTER, Action::VIEW_TEAM)?;
    Ok(team)
}

/// Where somebody may found a team: the orgs of their desk's subtree.
pub fn founding_orgs(cx: &Cx) -> Result<Vec<(OrgId, String)>> {
    let paths = crate::desk::paths(&cx.actor)?;
    Ok(cx
        .store
        .orgs
        .within(&paths)
        .map(|org| (org.id, org.name.clone()))
        .collect())
}
