//! Letting one's own honour be published, or not.

use super::{nomination, pictured};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notices;
use crate::person::{consent, grown_up, signed_in};
use domain::Code;
use domain::access::{Action, Standings};
use domain::honours::{AnswerForm, Publish};
use domain::ids::NominationId;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

/// Lets one's own honour be published with the whole name and pictures, or not; one may think better of it at any time.
pub async fn answer(cx: &Cx, form: AnswerForm) -> Result<()> {
    signed_in(&cx.actor)?;
    let (id, agree) = form.read()?;
    cx.once(form.request_id, Consent { id, agree }).await
}

struct Consent {
    id: NominationId,
    agree: bool,
}

impl UseCase for Consent {
    type Answer = ();

    fn about(&self) -> String {
        format!("{}:{}", self.id, self.agree)
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let Self { id, agree } = *self;
        let me = signed_in(tx.actor())?;
        let row = notices::locked::<nomination::Entity>(tx, id.0).await?;
        // A team's leader hears of its honour, and has nothing to consent to.
        if row.account_id != Some(me) || row.publish == Publish::NotAsked {
            return Err(Code::NOT_FOUND.into());
        }
        let standings = Standings::of(tx.actor());
        standings.demand(Action::CONSENT_TO_HONOUR, Action::CONSENT_TO_HONOUR)?;
        // What a minor agreed to would hold on the day they grow up, without their being asked again.
        if agree && grown_up(&**tx, &[me], tx.now().date()).await?.is_empty() {
            return Err(Code::NO_MINORS.into());
        }
        let mut change = row.into_active_model();
        change.publish = Set(if agree {
            Publish::Given
        } else {
            Publish::Refused
        });
        change.update(&**tx).await?;
        tx.append(consent::ActiveModel {
            account_id: Set(me),
            purpose: Set(pictured(id)),
            version: Set(domain::account::AGREEMENT.to_owned()),
            given: Set(agree),
            at: Set(tx.now()),
            ..Default::default()
        });
        let subject = format!("honour_nomination:{id}:{agree}");
        tx.audit(Action::CONSENT_TO_HONOUR, subject);
        Ok(())
    }
}
