//! Deciding on stars: reviewed by the tier above the volunteer, awarded by the county or recorded by it.

use super::{application, enter_event, locked, rule};
use crate::account::{signed_in, volunteer};
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::notify::tell_and_text;
use domain::access::Action;
use domain::ids::{AccountId, StarApplicationId};
use domain::stars::Message;
use domain::stars::{AwardForm, Body, Decision, Deed, Verdict, by_another, notice_is_over, step};
use domain::time::after_working_days;
use domain::{Code, Refusal};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

/// Whose application it is.
async fn account_of(tx: &Tx, row: &application::Model) -> Result<AccountId> {
    let person = volunteer::Entity::find_by_id(row.volunteer_id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    Ok(person.account_id)
}

/// Approves an application, which puts it into public notice, or returns it with a reason.
pub async fn review(
    cx: &Cx,
    request_id: &str,
    id: StarApplicationId,
    verdict: Verdict,
    words: &str,
) -> Result<()> {
    signed_in(&cx.actor)?;
    let least = if verdict == Verdict::Return { 2 } else { 0 };
    let words =
        domain::error::text(words, least, 200).map_err(|code| Refusal::field("words", code))?;
    cx.write_once(
        &format!("{request_id}:star_review:{id}"),
        (id, verdict, words),
        |tx, (id, verdict, words)| Box::pin(enter(tx, *id, *verdict, words)),
    )
    .await
}

async fn enter(tx: &Tx, id: StarApplicationId, verdict: Verdict, words: &str) -> Result<()> {
    let (row, standings) = locked(tx, id).await?;
    standings.demand(Action::REVIEW_STAR, Action::REVIEW_STAR)?;
    let (me, whose) = (signed_in(tx.actor())?, account_of(tx, &row).await?);
    by_another(whose == me, row.asked_by == me)?;
    let to = step(row.state, Deed::Review(verdict))?;
    let star = row.star;
    let mut change = row.into_active_model();
    change.state = Set(to);
    change.reviewed_by = Set(Some(me));
    let notice = if verdict == Verdict::Approve {
        let days = tx.cx.store.settings().award_notice_working_days;
        let until = after_working_days(tx.now(), days);
        change.notice_until = Set(Some(until));
        Message::StarNoticed { star, until }
    } else {
        let reason = words.to_owned();
        Message::StarReturned { star, reason }
    };
    change.update(&**tx).await?;
    enter_event(tx, id, Action::REVIEW_STAR, to, words).await?;
    tell_and_text(tx, whose, notice).await
}

/// Awards a star that is the county's to award, or records which body awarded it.
pub async fn award(cx: &Cx, form: AwardForm) -> Result<()> {
    signed_in(&cx.actor)?;
    let id: StarApplicationId = form.application.parse().map_err(|_| Code::NOT_FOUND)?;
    cx.write_once(
        &format!("{}:star_award:{id}", form.request_id),
        (id, form),
        |tx, (id, form)| Box::pin(settle(tx, *id, form)),
    )
    .await
}

async fn settle(tx: &Tx, id: StarApplicationId, form: &AwardForm) -> Result<()> {
    let (row, standings) = locked(tx, id).await?;
    standings.demand(Action::AWARD_STAR, Action::REVIEW_STAR)?;
    let (me, whose) = (signed_in(tx.actor())?, account_of(tx, &row).await?);
    by_another(whose == me, row.reviewed_by == Some(me))?;
    let to = step(row.state, Deed::Award)?;
    notice_is_over(row.notice_until, tx.now())?;
    let rule = rule::Entity::find_by_id(row.rule_id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let today = tx.now().date();
    let decision = if rule.body == Body::County {
        let centre = tx.cx.store.orgs.root().ok_or(Code::NOT_FOUND)?;
        Decision {
            by: centre.name.clone(),
            on: today.start(),
            document: String::new(),
        }
    } else {
        form.read(today)?
    };
    let star = row.star;
    let mut change = row.into_active_model();
    change.state = Set(to);
    change.awarded_by = Set(Some(decision.by.clone()));
    change.awarded_on = Set(Some(decision.on));
    change.document = Set((!decision.document.is_empty()).then(|| decision.document.clone()));
    change.update(&**tx).await?;
    let words = [decision.by.as_str(), decision.document.as_str()];
    let words = words.join(" ");
    enter_event(tx, id, Action::AWARD_STAR, to, words.trim()).await?;
    let by = decision.by;
    tell_and_text(tx, whose, Message::StarAwarded { star, by }).await
}
