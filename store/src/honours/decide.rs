//! Deciding on nominations: reviewed by the tier above, awarded by the centre as long as there are places.

use super::{campaign, nomination};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notices::{self, Decided, Prolonged, follow_calendar};
use crate::notify::tell_and_text;
use crate::person::signed_in;
use domain::Code;
use domain::honours::{Message, State, place_left};
use domain::ids::NominationId;
use domain::notices::{CaseForm, Deed, ObjectionForm, ReviewForm};
use domain::time::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set,
};

/// The locked nomination with this id, and the title of its campaign.
async fn locked(tx: &Tx, id: NominationId) -> Result<(nomination::Model, String)> {
    let row = notices::locked::<nomination::Entity>(tx, id.0).await?;
    let campaign = campaign::Entity::find_by_id(row.campaign_id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    Ok((row, campaign.title))
}

/// Tells who is honoured or answers for it, if anybody does.
async fn tell(tx: &Tx, row: &nomination::Model, message: Message) -> Result<()> {
    match row.account_id {
        Some(account) => tell_and_text(tx, account, message).await,
        None => Ok(()),
    }
}

/// Approves a nomination, which hangs it out in public notice, or returns it with a reason.
pub async fn review(cx: &Cx, form: ReviewForm) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), Review(form)).await
}

struct Review(ReviewForm);

impl UseCase for Review {
    type Answer = ();

    fn about(&self) -> String {
        self.0.id.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (row, title) = locked(tx, self.0.case()?).await?;
        let decided =
            notices::review::<nomination::Entity>(tx, &row, row.account_id, &self.0).await?;
        let message = match decided {
            Decided::Noticed(until) => Message::HonourNoticed { title, until },
            Decided::Returned(reason) => Message::HonourReturned { title, reason },
        };
        tell(tx, &row, message).await
    }
}

/// Objects to an honour while it hangs in public notice; staff look at it again.
pub async fn object(cx: &Cx, form: ObjectionForm) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), Object(form)).await
}

struct Object(ObjectionForm);

impl UseCase for Object {
    type Answer = ();

    fn about(&self) -> String {
        self.0.id.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (row, title) = locked(tx, self.0.case()?).await?;
        notices::object::<nomination::Entity>(tx, &row, &self.0.read()?).await?;
        let waits = Message::HonourWaits {
            title: title.clone(),
        };
        notices::tell_reviewer(tx, &row.path, &waits);
        tell(tx, &row, Message::HonourObjected { title }).await
    }
}

/// Awards an honour; never more than the places of its campaign.
pub async fn award(cx: &Cx, form: CaseForm) -> Result<()> {
    signed_in(&cx.actor)?;
    let id = form.case()?;
    cx.once(form.request_id, Award { id }).await
}

struct Award {
    id: NominationId,
}

impl UseCase for Award {
    type Answer = ();

    fn about(&self) -> String {
        self.id.to_string()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        // The campaign is locked first: whoever awards another of its places waits for it.
        let found = nomination::Entity::find_by_id(self.id)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let campaign = campaign::Entity::find_by_id(found.campaign_id)
            .lock_exclusive()
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let row = notices::locked::<nomination::Entity>(tx, self.id.0).await?;
        let to = notices::ask::<nomination::Entity>(tx, &row, row.account_id, Deed::Grant)?;
        place_left(awarded(&**tx, &campaign).await?, campaign.places)?;
        let granted = (Deed::Grant, to, "");
        notices::write::<nomination::Entity>(tx, &row, granted, |row| {
            row.awarded_at = Set(Some(tx.now()));
        })
        .await?;
        let title = campaign.title;
        tell(tx, &row, Message::HonourAwarded { title }).await
    }
}

/// Places of a campaign that are awarded.
pub(super) async fn awarded(db: &impl ConnectionTrait, campaign: &campaign::Model) -> Result<i64> {
    let awarded = nomination::Entity::find()
        .filter(nomination::Column::CampaignId.eq(campaign.id))
        .filter(nomination::Column::State.eq(State::Awarded))
        .count(db)
        .await?;
    Ok(awarded as i64)
}

impl Prolonged for nomination::Entity {
    const MARK: &'static str = "honours_calendar";
    const CALLED: &'static str = "honour_nomination";

    async fn tell(tx: &Tx, row: &nomination::Model, until: Timestamp) -> Result<()> {
        let (_, title) = locked(tx, row.id).await?;
        self::tell(tx, row, Message::HonourProlonged { title, until }).await
    }
}

/// Has notices hang on whose days have become holidays.
pub(crate) async fn tick(cx: &Cx) -> Result<usize> {
    follow_calendar::<nomination::Entity>(cx).await?;
    Ok(0)
}
