//! Objecting to service, and deciding on it.

use super::locked;
use super::post::put_up;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notices;
use crate::orders::{attendance, take_thanks_back};
use crate::person::{accounts_of, signed_in};
use domain::access::{Action, Standings};
use domain::hours::{Message, State, VerdictForm, may_review};
use domain::ids::AttendanceId;
use domain::notices::{Deed, ObjectionForm, Party};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

/// Objects to a service record while it hangs in public notice; it is frozen until staff decide.
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
        let id: AttendanceId = self.0.case()?;
        let row = notices::locked::<attendance::Entity>(tx, id.0).await?;
        let words = self.0.read()?;
        notices::few_objections(tx).await?;
        let party = Party {
            standings: Standings::of(tx.actor()),
            ..Party::default()
        };
        let to = party.take(Deed::Object, row.state, row.notice_until, tx.now())?;
        let mut change = row.into_active_model();
        change.state = Set(to);
        change.objection = Set(words);
        change.update(&**tx).await?;
        tx.audit(Action::OBJECT, format!("attendance:{id}"));
        Ok(())
    }
}

/// Decides on attendance that is more than a day's hours, overlaps, or was objected to.
pub async fn review(cx: &Cx, form: VerdictForm) -> Result<()> {
    cx.once(form.request_id.clone(), Review(form)).await
}

struct Review(VerdictForm);

impl UseCase for Review {
    type Answer = ();

    fn about(&self) -> String {
        self.0.attendance.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let id = self.0.case()?;
        let (row, order, standings) = locked(tx, id).await?;
        let party = Party {
            standings,
            own: tx.actor().volunteer == Some(row.volunteer_id),
            ..Party::default()
        };
        party.demand::<State>(Deed::REVIEW)?;
        let verdict = self.0.read()?;
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
