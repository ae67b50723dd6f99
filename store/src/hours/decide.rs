//! Objecting to service, and deciding on it.

use super::locked;
use super::post::put_up;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notices;
use crate::orders::{attendance, take_thanks_back};
use crate::person::{accounts_of, signed_in};
use domain::access::{Action, Standings};
use domain::hours::{Message, State, Verdict, VerdictForm, may_review};
use domain::ids::AttendanceId;
use domain::notices::{Deed, ObjectionForm, Party};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

/// Objects to a service record while it hangs in public notice; it is frozen until staff decide.
pub async fn object(cx: &Cx, form: ObjectionForm) -> Result<()> {
    signed_in(&cx.actor)?;
    let (id, words) = form.read()?;
    cx.once(&form.request_id, Object { id, words }).await
}

struct Object {
    id: AttendanceId,
    words: String,
}

impl UseCase for Object {
    type Answer = ();

    fn about(&self) -> String {
        self.id.to_string()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let row = notices::locked::<attendance::Entity>(tx, self.id.0).await?;
        notices::few_objections(tx).await?;
        let party = Party {
            standings: Standings::of(tx.actor()),
            ..Party::default()
        };
        let to = party.take(Deed::Object, row.state, row.notice_until, tx.now())?;
        let mut change = row.into_active_model();
        change.state = Set(to);
        change.objection = Set(self.words.clone());
        change.update(&**tx).await?;
        tx.audit(Action::OBJECT, format!("attendance:{}", self.id));
        Ok(())
    }
}

/// Decides on attendance that is over eight hours a day, overlaps, or was objected to.
pub async fn review(cx: &Cx, form: VerdictForm) -> Result<()> {
    let (id, verdict) = form.read()?;
    cx.once(&form.request_id, Review { id, verdict }).await
}

struct Review {
    id: AttendanceId,
    verdict: Verdict,
}

impl UseCase for Review {
    type Answer = ();

    fn about(&self) -> String {
        self.id.to_string()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let Self { id, verdict } = self;
        let (row, order, standings) = locked(tx, *id).await?;
        let party = Party {
            standings,
            own: tx.actor().volunteer == Some(row.volunteer_id),
            ..Party::default()
        };
        let to = party.take(verdict.deed(), row.state, row.notice_until, tx.now())?;
        may_review(row.state)?;
        tx.audit(
            Action::REVIEW_ATTENDANCE,
            format!("attendance:{id}:{verdict}"),
        );
        let mut change = row.into_active_model();
        change.state = Set(to);
        let row = change.update(&**tx).await?;
        if to == State::Noticed {
            return put_up(tx, &row, &order).await;
        }
        take_thanks_back(tx, &order, row.volunteer_id).await?;
        let title = order.title;
        for account in accounts_of(&**tx, &[row.volunteer_id]).await? {
            let title = title.clone();
            tx.tell(account, &Message::HoursStruck { title });
        }
        Ok(())
    }
}
