//! Deciding on nominations: reviewed by the tier above, awarded by the centre as long as there are places.

use super::{campaign, enter_event, nomination};
use crate::account::entity::consent;
use crate::account::{signed_in, volunteer};
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::hours::few_objections;
use crate::notify::tell_and_text;
use domain::access::{Action, Standings};
use domain::honours::Message;
use domain::honours::{Deed, Publish, State, by_another, place_left, step};
use domain::ids::{AccountId, NominationId};
use domain::ranking::grown_up_before;
use domain::stars::{notice_hangs, notice_is_over};
use domain::time::{CountyDate, after_working_days};
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QuerySelect, Set,
};

/// The nomination with this id and its campaign, both locked, the campaign first: whoever awards waits for it.
async fn locked(
    tx: &Tx,
    id: NominationId,
) -> Result<(campaign::Model, nomination::Model, Standings)> {
    let found = nomination::Entity::find_by_id(id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let campaign = campaign::Entity::find_by_id(found.campaign_id)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let row = nomination::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = Standings::at(tx.actor(), &row.path);
    Ok((campaign, row, standings))
}

/// Approves a nomination, which puts it into public notice, or returns it with a reason.
pub async fn review(
    cx: &Cx,
    request_id: &str,
    id: NominationId,
    approve: bool,
    words: &str,
) -> Result<()> {
    signed_in(&cx.actor)?;
    let least = if approve { 0 } else { 2 };
    let words =
        domain::error::text(words, least, 200).map_err(|code| Refusal::field("words", code))?;
    cx.write_once(
        &format!("{request_id}:honour:{id}"),
        (id, approve, words),
        |tx, (id, approve, words)| Box::pin(decide(tx, *id, *approve, words)),
    )
    .await
}

async fn decide(tx: &Tx, id: NominationId, approve: bool, words: &str) -> Result<()> {
    let (campaign, row, standings) = locked(tx, id).await?;
    standings.demand(Action::REVIEW_HONOUR, Action::REVIEW_HONOUR)?;
    let me = signed_in(tx.actor())?;
    by_another(row.account_id == Some(me), row.nominated_by == me)?;
    let deed = if approve { Deed::Approve } else { Deed::Return };
    let to = step(row.state, deed)?;
    let (whose, title) = (row.account_id, campaign.title);
    let mut change = row.into_active_model();
    change.state = Set(to);
    change.reviewed_by = Set(Some(me));
    let notice = if approve {
        let days = tx.cx.store.settings().award_notice_working_days;
        let until = after_working_days(tx.now(), days);
        change.notice_until = Set(Some(until));
        Message::HonourNoticed { title, until }
    } else {
        let reason = words.to_owned();
        Message::HonourReturned { title, reason }
    };
    change.update(&**tx).await?;
    enter_event(tx, id, Action::REVIEW_HONOUR, to, words).await?;
    match whose {
        Some(account) => tell_and_text(tx, account, notice).await,
        None => Ok(()),
    }
}

/// Objects to an honour while it hangs in public notice; staff look at it again.
pub async fn object(cx: &Cx, request_id: &str, id: NominationId, words: &str) -> Result<()> {
    signed_in(&cx.actor)?;
    let words = domain::error::text(words, 5, 300).map_err(|code| Refusal::field("words", code))?;
    cx.write_once(
        &format!("{request_id}:object_honour:{id}"),
        (id, words),
        |tx, (id, words)| Box::pin(stop(tx, *id, words)),
    )
    .await
}

async fn stop(tx: &Tx, id: NominationId, words: &str) -> Result<()> {
    let (campaign, row, standings) = locked(tx, id).await?;
    standings.demand(Action::OBJECT, Action::OBJECT)?;
    few_objections(tx).await?;
    let to = step(row.state, Deed::Object)?;
    notice_hangs(row.notice_until, tx.now())?;
    let (whose, title) = (row.account_id, campaign.title);
    let org = tx.cx.store.orgs.reviewer(&row.path);
    let mut change = row.into_active_model();
    change.state = Set(to);
    change.update(&**tx).await?;
    enter_event(tx, id, Action::OBJECT, to, words).await?;
    if let Some(org) = org {
        let title = title.clone();
        tx.tell_org(org, &Message::HonourWaits { title });
    }
    match whose {
        Some(account) => tell_and_text(tx, account, Message::HonourObjected { title }).await,
        None => Ok(()),
    }
}

/// Awards an honour; never more than the places of its campaign.
pub async fn award(cx: &Cx, request_id: &str, id: NominationId) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.write_once(&format!("{request_id}:award:{id}"), id, |tx, id| {
        Box::pin(settle(tx, *id))
    })
    .await
}

async fn settle(tx: &Tx, id: NominationId) -> Result<()> {
    let (campaign, row, standings) = locked(tx, id).await?;
    standings.demand(Action::AWARD_HONOUR, Action::REVIEW_HONOUR)?;
    let me = signed_in(tx.actor())?;
    by_another(row.account_id == Some(me), row.reviewed_by == Some(me))?;
    let to = step(row.state, Deed::Award)?;
    notice_is_over(row.notice_until, tx.now())?;
    let awarded = nomination::Entity::find()
        .filter(nomination::Column::CampaignId.eq(campaign.id))
        .filter(nomination::Column::State.eq(State::Awarded))
        .count(&**tx)
        .await?;
    place_left(awarded as i64, campaign.places)?;
    let whose = row.account_id;
    let mut change = row.into_active_model();
    change.state = Set(to);
    change.awarded_at = Set(Some(tx.now()));
    change.update(&**tx).await?;
    enter_event(tx, id, Action::AWARD_HONOUR, to, "").await?;
    let title = campaign.title;
    match whose {
        Some(account) => tell_and_text(tx, account, Message::HonourAwarded { title }).await,
        None => Ok(()),
    }
}

/// Whether somebody may agree to be named in public: a volunteer who is of age. What a minor agreed to would hold on the day
/// they grow up, without their being asked again.
pub(super) async fn may_publish(
    db: &impl ConnectionTrait,
    id: AccountId,
    today: CountyDate,
) -> Result<bool> {
    let grown_up = volunteer::Entity::find()
        .filter(volunteer::Column::AccountId.eq(id))
        .filter(volunteer::Column::BirthMonth.lt(grown_up_before(today)))
        .one(db)
        .await?;
    Ok(grown_up.is_some())
}

/// Lets one's own honour be published with the whole name and pictures, or not; one may think better of it at any time.
pub async fn answer(cx: &Cx, request_id: &str, id: NominationId, agree: bool) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.write_once(
        &format!("{request_id}:honour_consent:{id}:{agree}"),
        (id, agree),
        |tx, (id, agree)| Box::pin(enter_answer(tx, *id, *agree)),
    )
    .await
}

async fn enter_answer(tx: &Tx, id: NominationId, agree: bool) -> Result<()> {
    let me = signed_in(tx.actor())?;
    let (_, row, standings) = locked(tx, id).await?;
    // A team's leader hears of its honour, and has nothing to consent to.
    if row.account_id != Some(me) || row.publish == Publish::NotAsked {
        return Err(Code::NOT_FOUND.into());
    }
    standings.demand(Action::CONSENT_TO_HONOUR, Action::CONSENT_TO_HONOUR)?;
    if agree && !may_publish(&**tx, me, tx.now().date()).await? {
        return Err(Code::NO_MINORS.into());
    }
    let mut change = row.into_active_model();
    change.publish = Set(if agree {
        Publish::Given
    } else {
        Publish::Refused
    });
    change.update(&**tx).await?;
    let row = consent::ActiveModel {
        account_id: Set(me),
        purpose: Set(super::pictured(id)),
        version: Set(domain::account::AGREEMENT.to_owned()),
        given: Set(agree),
        at: Set(tx.now()),
        ..Default::default()
    };
    row.insert(&**tx).await?;
    tx.audit(
        Action::CONSENT_TO_HONOUR,
        format!("honour_nomination:{id}:{agree}"),
    );
    Ok(())
}
