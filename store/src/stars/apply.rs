//! Asking for a star, and taking the question back.

use super::{application, held, rules};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notices;
use crate::notify::tell_and_text;
use crate::person::{signed_in, volunteer};
use crate::teams::{entity as team, member};
use domain::Code;
use domain::access::{Action, Standing, Standings};
use domain::ids::{AccountId, StarApplicationId, TeamId, VolunteerId};
use domain::notices::{CaseForm, CaseState, Deed};
use domain::stars::{ApplyForm, Message, NomineeForm, State, in_force, reached};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set,
};

/// Applies for a star of one's own; returns the application.
pub async fn apply(cx: &Cx, form: ApplyForm) -> Result<StarApplicationId> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), Apply(form)).await
}

struct Apply(ApplyForm);

impl UseCase for Apply {
    type Answer = StarApplicationId;

    async fn run(&self, tx: &Tx) -> Result<StarApplicationId> {
        Standings::of(tx.actor()).demand(Action::APPLY_FOR_STAR, Action::APPLY_FOR_STAR)?;
        let me = tx.actor().volunteer.ok_or(Code::VOLUNTEERS_ONLY)?;
        let star = self.0.read()?;
        let asked = (Action::APPLY_FOR_STAR, "");
        let (row, person) = ask(tx, me, Some(star), asked).await?;
        tell_and_text(tx, person, Message::StarApplied { star: row.star }).await?;
        Ok(row.id)
    }
}

/// Nominates a member of a team that one leads for the highest star they have reached.
pub async fn nominate(cx: &Cx, form: NomineeForm) -> Result<StarApplicationId> {
    signed_in(&cx.actor)?;
    let (team, member) = form.read()?;
    cx.once(form.request_id, Nominate { team, member }).await
}

struct Nominate {
    team: TeamId,
    member: VolunteerId,
}

impl UseCase for Nominate {
    type Answer = StarApplicationId;

    fn about(&self) -> String {
        self.member.to_string()
    }

    async fn run(&self, tx: &Tx) -> Result<StarApplicationId> {
        let team = team::Entity::find_by_id(self.team)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let mut standings = Standings::of(tx.actor());
        standings.add_if(Standing::Leader, tx.actor().leads(self.team));
        standings.demand(Action::NOMINATE_FOR_STAR, Action::NOMINATE_FOR_STAR)?;
        if tx.actor().volunteer == Some(self.member) {
            return Err(Code::OWN_STAR.into());
        }
        member::Entity::find_by_id((self.team, self.member))
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let asked = (Action::NOMINATE_FOR_STAR, team.name.as_str());
        let (row, person) = ask(tx, self.member, None, asked).await?;
        let (star, team) = (row.star, team.name);
        tell_and_text(tx, person, Message::StarNominated { star, team }).await?;
        Ok(row.id)
    }
}

/// Enters an application for this star, or for the highest that was reached; says whose account it concerns.
async fn ask(
    tx: &Tx,
    id: VolunteerId,
    star: Option<i64>,
    (action, words): (Action, &str),
) -> Result<(application::Model, AccountId)> {
    // One volunteer's applications wait for one another: one is on its way at most.
    let person = volunteer::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let village = tx.cx.store.orgs.get(person.village_id);
    let village = village.ok_or(Code::NOT_FOUND)?;
    let under_way = application::Entity::find()
        .filter(application::Column::VolunteerId.eq(id))
        .filter(application::Column::State.is_in(State::open()))
        .count(&**tx)
        .await?;
    if under_way > 0 {
        return Err(Code::APPLIED_ALREADY.into());
    }
    let rules = in_force(tx.now(), &rules::lines(&**tx).await?);
    let open = reached(person.minutes, held(&**tx, id).await?, &rules);
    let line = match star {
        Some(star) => open.iter().find(|line| line.star == star),
        None => open.last(),
    };
    let line = line.ok_or(Code::NOT_ENOUGH_HOURS)?;
    let row = application::ActiveModel {
        volunteer_id: Set(id),
        path: Set(village.path.clone()),
        star: Set(line.star),
        rule_id: Set(line.id),
        minutes: Set(person.minutes),
        state: Set(State::Applied),
        asked_by: Set(signed_in(tx.actor())?),
        asked_at: Set(tx.now()),
        ..Default::default()
    };
    let row = row.insert(&**tx).await?;
    notices::enter::<application::Entity>(tx, row.id.0, action, State::Applied, words);
    notices::tell_reviewer(tx, &row.path, &Message::StarWaits { star: row.star });
    Ok((row, person.account_id))
}

/// Takes one's own application back, while nothing is awarded.
pub async fn withdraw(cx: &Cx, form: CaseForm) -> Result<()> {
    signed_in(&cx.actor)?;
    let id = form.case()?;
    cx.once(form.request_id, Withdraw { id }).await
}

struct Withdraw {
    id: StarApplicationId,
}

impl UseCase for Withdraw {
    type Answer = ();

    fn about(&self) -> String {
        self.id.to_string()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let row = notices::locked::<application::Entity>(tx, self.id.0).await?;
        let whose = super::decide::account_of(tx, &row).await?;
        let deed = Deed::Withdraw;
        let to = notices::ask::<application::Entity>(tx, &row, Some(whose), deed)?;
        notices::write::<application::Entity>(tx, &row, (deed, to, ""), |_| ()).await?;
        let star = row.star;
        tell_and_text(tx, whose, Message::StarWithdrawn { star }).await
    }
}
