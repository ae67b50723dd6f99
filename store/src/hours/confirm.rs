//! Confirming that somebody served.

use super::post::put_up;
use super::{daily_minutes, locked};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::orders::{attendance, topic};
use crate::teams;
use domain::Code;
use domain::access::{Action, Standing};
use domain::hours::{ConfirmForm, LED_LATELY, ReviewReason, State, needs_review};
use domain::ids::AttendanceId;
use domain::time::{DAY, Timestamp};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
};

/// Confirms that somebody served. Straight into public notice, unless staff have to look at it first.
pub async fn confirm(cx: &Cx, form: ConfirmForm) -> Result<()> {
    let id = form.case()?;
    cx.once(form.request_id, Confirm { id }).await
}

struct Confirm {
    id: AttendanceId,
}

impl UseCase for Confirm {
    type Answer = ();

    fn about(&self) -> String {
        self.id.to_string()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (row, order, standings) = locked(tx, self.id).await?;
        standings.demand(Action::CONFIRM_ATTENDANCE, Action::VIEW_ORDER)?;
        if tx.actor().volunteer == Some(row.volunteer_id) {
            return Err(Code::OWN_ATTENDANCE.into());
        }
        // Whoever leads may owe the lead to whom they confirm.
        if let (Some(team), true) = (order.team_id, standings.has(Standing::Leader)) {
            let since = row.checked_in_at.plus(-LED_LATELY);
            if teams::has_led_since(tx, team, row.volunteer_id, since).await? {
                return Err(Code::LED_THE_TEAM.into());
            }
        }
        let reason = match row.checked_out_at {
            Some(left) => needs_review(
                (row.checked_in_at, left),
                &other_spans(tx, &row, left).await?,
                daily_minutes(tx, row.checked_in_at).await?,
            )
            .or_else(|| {
                let noted_afterwards = row.end_set_at.is_some();
                let past_plan = noted_afterwards && order.scheduled_to.is_some_and(|to| left > to);
                past_plan.then_some(ReviewReason::PastPlan)
            }),
            None => None,
        };
        let to = domain::hours::confirm(row.state, reason)?;
        tx.audit(
            Action::CONFIRM_ATTENDANCE,
            format!("attendance:{}", self.id),
        );
        tx.announce(topic(&order.no));
        let mut change = row.clone().into_active_model();
        change.state = Set(to);
        change.review_reason = Set(reason);
        let row = change.update(&**tx).await?;
        if to == State::Noticed {
            put_up(tx, &row, &order).await
        } else {
            Ok(())
        }
    }
}

/// The same person's other service that touches this day or this span.
async fn other_spans(
    tx: &Tx,
    row: &attendance::Model,
    left: Timestamp,
) -> Result<Vec<(Timestamp, Timestamp)>> {
    let day = row.checked_in_at.date().start();
    let others: Vec<(Timestamp, Option<Timestamp>)> = attendance::Entity::find()
        .select_only()
        .columns([
            attendance::Column::CheckedInAt,
            attendance::Column::CheckedOutAt,
        ])
        .filter(attendance::Column::VolunteerId.eq(row.volunteer_id))
        .filter(attendance::Column::Id.ne(row.id))
        .filter(attendance::Column::State.ne(State::Void))
        // Nobody serves for more than a day at a stretch: what touches this span began in the day before it.
        .filter(attendance::Column::CheckedInAt.between(day.plus(-DAY), left))
        .into_tuple()
        .all(&**tx)
        .await?;
    Ok(others
        .into_iter()
        .map(|(from, to)| (from, to.unwrap_or(tx.now())))
        .filter(|(from, to)| *from >= day || *to > row.checked_in_at)
        .collect())
}
