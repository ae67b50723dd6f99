//! Deciding on stars: reviewed by the tier above the volunteer, awarded by the county or recorded by it.

use super::{application, rule};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notices::{self, Decided, Prolonged, follow_calendar};
use crate::notify::tell_and_text;
use crate::person::{signed_in, volunteer};
use domain::Code;
use domain::ids::{AccountId, StarApplicationId};
use domain::notices::{Deed, ObjectionForm, ReviewForm};
use domain::stars::{AwardForm, Body, Decision, Message};
use domain::time::Timestamp;
use sea_orm::{EntityTrait, Set};

/// Whose application it is.
pub(super) async fn account_of(tx: &Tx, row: &application::Model) -> Result<AccountId> {
    let person = volunteer::Entity::find_by_id(row.volunteer_id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    Ok(person.account_id)
}

/// Approves an application, which hangs it out in public notice, or returns it with a reason.
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
        let id: StarApplicationId = self.0.case()?;
        let row = notices::locked::<application::Entity>(tx, id.0).await?;
        let whose = account_of(tx, &row).await?;
        let decided =
            notices::review::<application::Entity>(tx, &row, Some(whose), &self.0).await?;
        let star = row.star;
        let message = match decided {
            Decided::Noticed(until) => Message::StarNoticed { star, until },
            Decided::Returned(reason) => Message::StarReturned { star, reason },
        };
        tell_and_text(tx, whose, message).await
    }
}

/// Objects to a star while it hangs in public notice; staff look at it again.
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
        let id: StarApplicationId = self.0.case()?;
        let row = notices::locked::<application::Entity>(tx, id.0).await?;
        notices::object::<application::Entity>(tx, &row, &self.0.read()?).await?;
        let star = row.star;
        notices::tell_reviewer(tx, &row.path, &Message::StarWaits { star });
        let whose = account_of(tx, &row).await?;
        tell_and_text(tx, whose, Message::StarObjected { star }).await
    }
}

/// Awards a star that is the county's to award, or records which body awarded it.
pub async fn award(cx: &Cx, form: AwardForm) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), Award(form)).await
}

struct Award(AwardForm);

impl UseCase for Award {
    type Answer = ();

    fn about(&self) -> String {
        self.0.application.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let id: StarApplicationId = self.0.application.parse()?;
        let row = notices::locked::<application::Entity>(tx, id.0).await?;
        let whose = account_of(tx, &row).await?;
        let to = notices::ask::<application::Entity>(tx, &row, Some(whose), Deed::Grant)?;
        let decision = self.decision(tx, &row).await?;
        let words = format!("{} {}", decision.by, decision.document);
        let by = decision.by.clone();
        let granted = (Deed::Grant, to, words.trim());
        notices::write::<application::Entity>(tx, &row, granted, |row| {
            row.awarded_by = Set(Some(decision.by));
            row.awarded_on = Set(Some(decision.on));
            row.document = Set(Some(decision.document).filter(|no| !no.is_empty()));
        })
        .await?;
        let star = row.star;
        tell_and_text(tx, whose, Message::StarAwarded { star, by }).await
    }
}

impl Award {
    /// What the county decides now, or what another body has decided.
    async fn decision(&self, tx: &Tx, row: &application::Model) -> Result<Decision> {
        let rule = rule::Entity::find_by_id(row.rule_id)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let today = tx.now().date();
        if rule.body != Body::County {
            return Ok(self.0.read(today)?);
        }
        let centre = tx.cx.store.orgs.root().ok_or(Code::NOT_FOUND)?;
        Ok(Decision {
            by: centre.name.clone(),
            on: today.start(),
            document: String::new(),
        })
    }
}

impl Prolonged for application::Entity {
    const MARK: &'static str = "stars_calendar";
    const CALLED: &'static str = "star_application";

    async fn tell(tx: &Tx, row: &application::Model, until: Timestamp) -> Result<()> {
        let star = row.star;
        let whose = account_of(tx, row).await?;
        tell_and_text(tx, whose, Message::StarProlonged { star, until }).await
    }
}

/// Has notices hang on whose days have become holidays.
pub(crate) async fn tick(cx: &Cx) -> Result<usize> {
    follow_calendar::<application::Entity>(cx).await?;
    Ok(0)
}
