//! The service itself: time and people are fixed, they check in and out, and the delivery is reported.

use super::{
    accounts_of, assigned, assignment, attendance, entity, locked, save, scheduled, take,
    tell_requester,
};
use crate::account::signed_in;
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::pictures;
use crate::teams::member;
use domain::access::{Action, Standing, Standings};
use domain::hours::{self, ShiftView, may_check_in, minutes_between};
use domain::ids::{OrderId, VolunteerId};
use domain::orders::Message;
use domain::orders::{Schedule, ScheduleForm, State, step};
use domain::time::Timestamp;
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

/// Fixes when it happens and who goes. Doing it again changes both.
pub async fn schedule(cx: &Cx, form: ScheduleForm) -> Result<()> {
    let input = form.read(cx.now)?;
    cx.write_once(
        &format!("{}:schedule", form.request_id),
        (form.no, input),
        |tx, (no, input)| Box::pin(fix(tx, no, input)),
    )
    .await
}

async fn fix(tx: &Tx, no: &str, input: &Schedule) -> Result<()> {
    let (order, standings) = locked(tx, no).await?;
    let to = take(tx, &order, &standings, Action::SCHEDULE, "")?;
    let may_go = match order.team_id {
        Some(team) => {
            member::Entity::find()
                .filter(member::Column::TeamId.eq(team))
                .filter(member::Column::VolunteerId.is_in(input.members.iter().copied()))
                .count(&**tx)
                .await?
        }
        // An org sends volunteers of its own place.
        None => super::query::local_volunteers(&tx.cx, &**tx, &order, Some(&input.members))
            .await?
            .len() as u64,
    };
    if may_go != input.members.len() as u64 {
        return Err(Refusal::field("members", Code::NOT_A_CHOICE).into());
    }
    let before = assigned(&**tx, &order).await?;
    assignment::Entity::delete_many()
        .filter(assignment::Column::OrderId.eq(order.id))
        .exec(&**tx)
        .await?;
    let rows = input
        .members
        .iter()
        .map(|volunteer| assignment::ActiveModel {
            order_id: Set(order.id),
            volunteer_id: Set(*volunteer),
            assigned_at: Set(tx.now()),
        });
    crate::db::insert(&**tx, rows.collect()).await?;
    let moved = scheduled(&order) != Some(input.window);
    let order = save(tx, &order, |row| {
        row.state = Set(to);
        row.scheduled_from = Set(Some(input.window.from));
        row.scheduled_to = Set(Some(input.window.to));
    })
    .await?;
    let (no, title, from) = (order.no.clone(), order.title.clone(), input.window.from);
    let to_tell: Vec<VolunteerId> = input
        .members
        .iter()
        .copied()
        .filter(|member| moved || !before.contains(member))
        .collect();
    for account in accounts_of(tx, &to_tell).await? {
        tx.tell(
            account,
            &Message::ShiftAssigned {
                no: no.clone(),
                title: title.clone(),
                from,
            },
        );
    }
    if moved {
        tell_requester(tx, &order, &Message::OrderScheduled { no, title, from })?;
    }
    Ok(())
}

/// Who checks in or out on which order: the member themselves, or the leader for them.
#[derive(Clone, Debug)]
pub struct Presence {
    /// The form's id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// The member, when the leader does it for them.
    pub volunteer: Option<VolunteerId>,
}

impl Presence {
    fn form(&self, action: Action) -> String {
        // A page of shifts has one id for the forms of all its orders.
        let volunteer = self.volunteer.unwrap_or_default();
        format!("{}:{action}:{}:{volunteer}", self.request_id, self.no)
    }

    /// Whose presence it is. Only the leader speaks for others.
    fn of(&self, tx: &Tx, standings: &Standings) -> Result<VolunteerId> {
        let own = tx.actor().volunteer;
        match self.volunteer {
            Some(other) if Some(other) != own => {
                let speaks = standings.has(Standing::Leader) || standings.has(Standing::OrgHand);
                if speaks {
                    Ok(other)
                } else {
                    Err(Code::NOT_YOURS.into())
                }
            }
            _ => own.ok_or_else(|| Code::NOT_YOURS.into()),
        }
    }
}

/// Starts somebody's service, by the server's clock.
pub async fn check_in(cx: &Cx, presence: Presence) -> Result<()> {
    cx.write_once(
        &presence.form(Action::CHECK_IN),
        presence,
        |tx, presence| Box::pin(arrive(tx, presence)),
    )
    .await
}

async fn arrive(tx: &Tx, presence: &Presence) -> Result<()> {
    let (order, standings) = locked(tx, &presence.no).await?;
    standings.demand(Action::CHECK_IN, Action::VIEW_ORDER)?;
    step(order.state, Action::CHECK_IN)?;
    let volunteer = presence.of(tx, &standings)?;
    if assignment::Entity::find_by_id((order.id, volunteer))
        .one(&**tx)
        .await?
        .is_none()
    {
        return Err(Code::NOT_YOURS.into());
    }
    may_check_in(order.scheduled_from.unwrap_or_default(), tx.now())?;
    if open_attendance(tx, order.id, Some(volunteer))
        .await?
        .is_some()
    {
        return Err(Code::CHECKED_IN_ALREADY.into());
    }
    let to = take(tx, &order, &standings, Action::CHECK_IN, "")?;
    attendance::ActiveModel {
        order_id: Set(order.id),
        volunteer_id: Set(volunteer),
        path: Set(order.path.clone()),
        state: Set(hours::State::CheckedIn),
        checked_in_at: Set(tx.now()),
        checked_out_at: Set(None),
        minutes: Set(0),
        notice_until: Set(None),
        review_reason: Set(None),
        objection: Set(String::new()),
        ..Default::default()
    }
    .insert(&**tx)
    .await?;
    if order.state == State::Scheduled {
        let order = save(tx, &order, |row| row.state = Set(to)).await?;
        tell_requester(
            tx,
            &order,
            &Message::ServiceStarted {
                no: order.no.clone(),
                title: order.title.clone(),
            },
        )?;
    }
    Ok(())
}

/// Ends somebody's service and computes its minutes.
pub async fn check_out(cx: &Cx, presence: Presence) -> Result<()> {
    cx.write_once(
        &presence.form(Action::CHECK_OUT),
        presence,
        |tx, presence| {
            Box::pin(async move {
                let (order, standings) = locked(tx, &presence.no).await?;
                standings.demand(Action::CHECK_OUT, Action::VIEW_ORDER)?;
                let volunteer = presence.of(tx, &standings)?;
                let row = open_attendance(tx, order.id, Some(volunteer))
                    .await?
                    .ok_or(Code::NOT_NOW)?;
                take(tx, &order, &standings, Action::CHECK_OUT, "")?;
                let minutes = minutes_between(row.checked_in_at, tx.now());
                let mut row = row.into_active_model();
                row.state = Set(hours::State::CheckedOut);
                row.checked_out_at = Set(Some(tx.now()));
                row.minutes = Set(minutes);
                row.update(&**tx).await?;
                Ok(())
            })
        },
    )
    .await
}

async fn open_attendance(
    tx: &Tx,
    order: OrderId,
    volunteer: Option<VolunteerId>,
) -> Result<Option<attendance::Model>> {
    let mut query = attendance::Entity::find()
        .filter(attendance::Column::OrderId.eq(order))
        .filter(attendance::Column::CheckedOutAt.is_null());
    if let Some(volunteer) = volunteer {
        query = query.filter(attendance::Column::VolunteerId.eq(volunteer));
    }
    Ok(query.lock_exclusive().one(&**tx).await?)
}

/// A report of delivery.
#[derive(Clone, Debug)]
pub struct Report {
    /// The form's id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// What was done, in words.
    pub report: String,
    /// Names of pictures, joined by commas.
    pub pictures: String,
}

/// Reports the delivery, once everybody has left.
pub async fn deliver(cx: &Cx, report: Report) -> Result<()> {
    cx.write_once(
        &format!("{}:deliver", report.request_id),
        report,
        |tx, report| Box::pin(hand_over(tx, report)),
    )
    .await
}

async fn hand_over(tx: &Tx, input: &Report) -> Result<()> {
    let (order, standings) = locked(tx, &input.no).await?;
    standings.demand(Action::DELIVER, Action::VIEW_ORDER)?;
    let to = step(order.state, Action::DELIVER)?;
    let report = domain::error::text(&input.report, 2, 1000)
        .map_err(|code| Refusal::field("report", code))?;
    let shown =
        domain::pictures::read(&input.pictures).map_err(|code| Refusal::field("pictures", code))?;
    if open_attendance(tx, order.id, None).await?.is_some() {
        return Err(Code::STILL_SERVING.into());
    }
    let since = order.delivered_at.unwrap_or_default();
    let served = attendance::Entity::find()
        .filter(attendance::Column::OrderId.eq(order.id))
        .filter(attendance::Column::CheckedInAt.gt(since))
        .count(&**tx)
        .await?;
    if served == 0 {
        return Err(Code::NOBODY_SERVED.into());
    }
    take(tx, &order, &standings, Action::DELIVER, "")?;
    let order = save(tx, &order, |row| {
        row.state = Set(to);
        row.report = Set(report);
        row.delivered_at = Set(Some(tx.now()));
    })
    .await?;
    pictures::show(tx, &pictured(order.id), &shown).await?;
    let message = Message::OrderDelivered {
        no: order.no.clone(),
        title: order.title.clone(),
    };
    tell_requester(tx, &order, &message)
}

/// As what an order shows the pictures of its report.
pub(super) fn pictured(order: OrderId) -> String {
    format!("order:{order}")
}

/// Shifts on a page: what one is assigned to and has not finished.
const SHIFTS: u64 = 30;

/// The orders one is assigned to, the soonest first.
pub async fn my_shifts(cx: &Cx) -> Result<Vec<ShiftView>> {
    signed_in(&cx.actor)?;
    let Some(me) = cx.actor.volunteer else {
        return Ok(Vec::new());
    };
    let rows = entity::Entity::find()
        .join_rev(
            sea_orm::JoinType::InnerJoin,
            assignment::Entity::belongs_to(entity::Entity)
                .from(assignment::Column::OrderId)
                .to(entity::Column::Id)
                .into(),
        )
        .filter(assignment::Column::VolunteerId.eq(me))
        .filter(entity::Column::State.is_in([State::Scheduled, State::InService]))
        .order_by_asc(entity::Column::ScheduledFrom)
        .limit(SHIFTS)
        .all(cx.read())
        .await?;
    let mine: Vec<(OrderId, hours::State, Timestamp)> = attendance::Entity::find()
        .select_only()
        .columns([
            attendance::Column::OrderId,
            attendance::Column::State,
            attendance::Column::CheckedInAt,
        ])
        .filter(attendance::Column::VolunteerId.eq(me))
        .filter(attendance::Column::OrderId.is_in(rows.iter().map(|row| row.id)))
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            // After a reopening, service that was delivered before is no service still to come.
            let since = row.delivered_at.unwrap_or_default();
            let round = mine
                .iter()
                .filter(|(order, _, at)| *order == row.id && *at > since);
            let states: Vec<_> = round.map(|(_, state, _)| *state).collect();
            let early = row
                .scheduled_from
                .is_none_or(|from| may_check_in(from, cx.now).is_err());
            let next = if states.contains(&hours::State::CheckedIn) {
                Some(Action::CHECK_OUT)
            } else {
                (states.is_empty() && !early).then_some(Action::CHECK_IN)
            };
            ShiftView {
                order: row.id,
                when: scheduled(&row),
                place: cx.store.orgs.place_name(&row.path),
                no: row.no,
                title: row.title,
                next,
            }
        })
        .collect())
}
