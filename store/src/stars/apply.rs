//! Asking for a star, objecting to one, and taking the question back.

use super::{application, enter_event, held, locked, rules};
use crate::account::{signed_in, volunteer};
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::hours::few_objections;
use crate::notify::tell_and_text;
use crate::teams::{entity as team, member};
use domain::access::{Action, Standing, Standings};
use domain::ids::{AccountId, StarApplicationId, TeamId, VolunteerId};
use domain::stars::Message;
use domain::stars::{Deed, State, in_force, notice_hangs, reached, step};
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QuerySelect, Set,
};

/// Applies for a star of one's own; returns the application.
pub async fn apply(cx: &Cx, request_id: &str, star: &str) -> Result<StarApplicationId> {
    signed_in(&cx.actor)?;
    let star = domain::error::number(star, 1, domain::stars::HIGHEST)
        .map_err(|code| Refusal::field("star", code))?;
    cx.write_once(&format!("{request_id}:star"), star, |tx, star| {
        Box::pin(async move {
            Standings::of(tx.actor()).demand(Action::APPLY_FOR_STAR, Action::APPLY_FOR_STAR)?;
            let me = tx.actor().volunteer.ok_or(Code::VOLUNTEERS_ONLY)?;
            let (row, person) = enter(tx, me, Some(*star), Action::APPLY_FOR_STAR, "").await?;
            tell_and_text(tx, person, Message::StarApplied { star: row.star }).await?;
            Ok(row.id)
        })
    })
    .await
}

/// Nominates a member of a team that one leads for the highest star they have reached.
pub async fn nominate(
    cx: &Cx,
    request_id: &str,
    team: TeamId,
    member: VolunteerId,
) -> Result<StarApplicationId> {
    signed_in(&cx.actor)?;
    cx.write_once(
        &format!("{request_id}:nominate:{member}"),
        (team, member),
        |tx, (team, member)| Box::pin(put_forward(tx, *team, *member)),
    )
    .await
}

async fn put_forward(tx: &Tx, id: TeamId, whom: VolunteerId) -> Result<StarApplicationId> {
    let team = team::Entity::find_by_id(id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let mut standings = Standings::of(tx.actor());
    standings.add_if(Standing::Leader, tx.actor().leads(id));
    standings.demand(Action::NOMINATE_FOR_STAR, Action::NOMINATE_FOR_STAR)?;
    if tx.actor().volunteer == Some(whom) {
        return Err(Code::OWN_STAR.into());
    }
    if member::Entity::find_by_id((id, whom))
        .one(&**tx)
        .await?
        .is_none()
    {
        return Err(Code::NOT_FOUND.into());
    }
    let (row, person) = enter(tx, whom, None, Action::NOMINATE_FOR_STAR, &team.name).await?;
    let notice = Message::StarNominated {
        star: row.star,
        team: team.name,
    };
    tell_and_text(tx, person, notice).await?;
    Ok(row.id)
}

/// Enters an application for this star, or for the highest that was reached; says whose account it concerns.
async fn enter(
    tx: &Tx,
    id: VolunteerId,
    star: Option<i64>,
    action: Action,
    words: &str,
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
        .filter(application::Column::State.is_in(State::OPEN))
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
    enter_event(tx, row.id, action, State::Applied, words).await?;
    if let Some(org) = tx.cx.store.orgs.reviewer(&village.path) {
        tx.tell_org(org, &Message::StarWaits { star: row.star });
    }
    Ok((row, person.account_id))
}

/// Takes one's own application back, while nothing is awarded.
pub async fn withdraw(cx: &Cx, request_id: &str, id: StarApplicationId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.write_once(&format!("{request_id}:withdraw:{id}"), id, |tx, id| {
        Box::pin(async move {
            let (row, standings) = locked(tx, *id).await?;
            if tx.actor().volunteer != Some(row.volunteer_id) {
                return Err(Code::NOT_FOUND.into());
            }
            standings.demand(Action::WITHDRAW_STAR, Action::WITHDRAW_STAR)?;
            let to = step(row.state, Deed::Withdraw)?;
            let star = row.star;
            let mut change = row.into_active_model();
            change.state = Set(to);
            change.update(&**tx).await?;
            enter_event(tx, *id, Action::WITHDRAW_STAR, to, "").await?;
            tell_and_text(tx, signed_in(tx.actor())?, Message::StarWithdrawn { star }).await
        })
    })
    .await
}

/// Objects to a star while it hangs in public notice; staff look at it again.
pub async fn object(cx: &Cx, request_id: &str, id: StarApplicationId, words: &str) -> Result<()> {
    signed_in(&cx.actor)?;
    let words = domain::error::text(words, 5, 300).map_err(|code| Refusal::field("words", code))?;
    cx.write_once(
        &format!("{request_id}:object_star:{id}"),
        (id, words),
        |tx, (id, words)| {
            Box::pin(async move {
                let (row, standings) = locked(tx, *id).await?;
                standings.demand(Action::OBJECT, Action::OBJECT)?;
                few_objections(tx).await?;
                let to = step(row.state, Deed::Object)?;
                notice_hangs(row.notice_until, tx.now())?;
                let (star, whom) = (row.star, row.volunteer_id);
                let org = tx.cx.store.orgs.reviewer(&row.path);
                let mut change = row.into_active_model();
                change.state = Set(to);
                change.update(&**tx).await?;
                enter_event(tx, *id, Action::OBJECT, to, words).await?;
                if let Some(org) = org {
                    tx.tell_org(org, &Message::StarWaits { star });
                }
                for account in crate::orders::accounts_of(tx, &[whom]).await? {
                    tell_and_text(tx, account, Message::StarObjected { star }).await?;
                }
                Ok(())
            })
        },
    )
    .await
}
