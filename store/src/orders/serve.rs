//! The service itself: time and people are fixed, they check in and out, and the delivery is reported.

use super::going::{local_volunteers, to_serve};
use super::{
    assigned, assignment, attendance, entity, locked, open, pictured, save, scheduled, take,
    tell_performer, tell_requester,
};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::person::{accounts_of, one_after_the_other};
use crate::pictures::{self, Audience};
use crate::teams::member;
use domain::access::{Action, Standing, Standings};
use domain::hours::{self, forgotten, may_check_in, may_have_left, minutes_between};
use domain::ids::{AttendanceId, OrderId, VolunteerId};
use domain::orders::{Message, NotedEnd, Presence, Report, ScheduleForm, State};
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set,
};

/// Fixes when it happens and who goes. Doing it again changes both.
pub async fn schedule(cx: &Cx, form: ScheduleForm) -> Result<()> {
    cx.once(form.request_id.clone(), Arrange(form)).await
}

struct Arrange(ScheduleForm);

impl UseCase for Arrange {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.0.no, Action::SCHEDULE).await?;
        let input = self.0.read(tx.now())?;
        let may_go = match order.team_id {
            Some(team) => {
                member::Entity::find()
                    .filter(member::Column::TeamId.eq(team))
                    .filter(member::Column::VolunteerId.is_in(input.members.iter().copied()))
                    .count(&**tx)
                    .await?
            }
            // An org sends volunteers of its own place.
            None => local_volunteers(&tx.cx, &**tx, &order, Some(&input.members))
                .await?
                .len() as u64,
        };
        if may_go != input.members.len() as u64 {
            return Err(Refusal::field("members", Code::NOT_A_CHOICE).into());
        }
        let going = accounts_of(&**tx, &input.members).await?;
        // Whoever ordered for somebody else may well go there.
        if order.consent.is_none() && going.contains(&order.requester_id) {
            return Err(Refusal::field("members", Code::SERVES_ONESELF).into());
        }
        let busy = to_serve(&**tx, &order, input.window, &input.members).await?;
        if !input.despite && !busy.is_empty() {
            return Err(Refusal::field("members", Code::BUSY_THEN).into());
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
        for account in accounts_of(&**tx, &to_tell).await? {
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
}

/// Whether somebody speaks for others: the leader, or the org's staff who sent them.
fn speaks(standings: &Standings) -> bool {
    standings.has(Standing::Leader) || standings.has(Standing::OrgHand)
}

/// Whose presence it is: one's own, or of whom the form says. Only the leader speaks for others.
fn whose(of: Option<VolunteerId>, tx: &Tx, standings: &Standings) -> Result<VolunteerId> {
    let own = tx.actor().volunteer;
    match of.or(own) {
        Some(whose) if speaks(standings) || Some(whose) == own => Ok(whose),
        _ => Err(Code::NOT_YOURS.into()),
    }
}

/// What tells the forms of a page apart: one of shifts has them for several orders, one of an order for several people.
fn about(form: &Presence) -> String {
    format!("{}:{}", form.no, form.volunteer)
}

/// Starts somebody's service, by the server's clock.
pub async fn check_in(cx: &Cx, form: Presence) -> Result<()> {
    cx.once(form.request_id.clone(), CheckIn(form)).await
}

struct CheckIn(Presence);

impl UseCase for CheckIn {
    type Answer = ();

    fn about(&self) -> String {
        about(&self.0)
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, standings) = locked(tx, &self.0.no, Action::CHECK_IN).await?;
        let why = self.0.despite()?;
        let to = take(tx, &order, &standings, Action::CHECK_IN, (None, &why))?;
        let volunteer = whose(self.0.read()?, tx, &standings)?;
        let assigned = assignment::Entity::find_by_id((order.id, volunteer));
        if assigned.one(&**tx).await?.is_none() {
            return Err(Code::NOT_YOURS.into());
        }
        may_check_in(order.scheduled_from.unwrap_or_default(), tx.now())?;
        for account in accounts_of(&**tx, &[volunteer]).await? {
            one_after_the_other(tx, account).await?;
        }
        match serving(&**tx, volunteer).await? {
            Some(row) if row.order_id == order.id => {
                return Err(Code::CHECKED_IN_ALREADY.into());
            }
            // Whoever speaks for others may know why; times that overlap are reviewed before they count.
            Some(_) if why.is_empty() || !speaks(&standings) => {
                return Err(Code::SERVES_ELSEWHERE.into());
            }
            _ => {}
        }
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
            end_set_at: Set(None),
            end_reason: Set(String::new()),
            ..Default::default()
        }
        .insert(&**tx)
        .await?;
        if order.state == State::Scheduled {
            let order = save(tx, &order, |row| row.state = Set(to)).await?;
            let message = Message::ServiceStarted {
                no: order.no.clone(),
                title: order.title.clone(),
            };
            tell_requester(tx, &order, &message)?;
        }
        Ok(())
    }
}

/// The service that somebody has not left yet.
async fn serving(
    db: &impl ConnectionTrait,
    volunteer: VolunteerId,
) -> Result<Option<attendance::Model>> {
    Ok(attendance::Entity::find()
        .filter(attendance::Column::VolunteerId.eq(volunteer))
        .filter(attendance::Column::CheckedOutAt.is_null())
        .one(db)
        .await?)
}

/// Ends somebody's service and computes its minutes. Whoever speaks for others may note afterwards when somebody left, with a
/// reason, until it is confirmed.
pub async fn check_out(cx: &Cx, form: Presence) -> Result<()> {
    cx.once(form.request_id.clone(), CheckOut(form)).await
}

struct CheckOut(Presence);

impl UseCase for CheckOut {
    type Answer = ();

    fn about(&self) -> String {
        about(&self.0)
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, standings) = locked(tx, &self.0.no, Action::CHECK_OUT).await?;
        take(tx, &order, &standings, Action::CHECK_OUT, (None, ""))?;
        let volunteer = whose(self.0.read()?, tx, &standings)?;
        let noted = self.0.noted_end()?;
        let there = match &noted {
            None => open_attendance(tx, order.id, Some(volunteer)).await?,
            Some(_) if !speaks(&standings) => return Err(Code::NOT_YOURS.into()),
            Some(_) => unconfirmed(tx, order.id, volunteer).await?,
        };
        let there = there.ok_or(Code::NOT_NOW)?;
        if let Some(end) = &noted {
            may_have_left(there.checked_in_at, end.at, tx.now())
                .map_err(|code| Refusal::field("left", code))?;
        }
        leave(tx, there, noted).await
    }
}

/// Closes service whose end nobody noted; whoever holds the order hears of it and looks at it before it is confirmed.
pub(super) struct CloseForgotten {
    pub(super) id: AttendanceId,
}

impl UseCase for CloseForgotten {
    type Answer = ();

    fn about(&self) -> String {
        self.id.to_string()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let row = attendance::Entity::find_by_id(self.id)
            .filter(attendance::Column::CheckedOutAt.is_null())
            .lock_exclusive()
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_NOW)?;
        let order = entity::Entity::find_by_id(row.order_id)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        super::standings(&tx.cx, &**tx, &order)
            .await?
            .demand(Action::CLOSE_FORGOTTEN, Action::CLOSE_FORGOTTEN)?;
        let planned = order.scheduled_to.unwrap_or(row.checked_in_at);
        let at = forgotten(row.checked_in_at, planned, tx.now()).ok_or(Code::NOT_NOW)?;
        let reason = String::new();
        leave(tx, row, Some(NotedEnd { at, reason })).await?;
        tx.audit(Action::CLOSE_FORGOTTEN, format!("attendance:{}", self.id));
        tx.announce(super::topic(&order.no));
        let message = Message::CheckOutForgotten {
            no: order.no.clone(),
            title: order.title.clone(),
        };
        tell_performer(tx, &order, &message).await
    }
}

/// Ends service now, or when it is noted to have ended.
async fn leave(tx: &Tx, there: attendance::Model, noted: Option<NotedEnd>) -> Result<()> {
    let left = noted.as_ref().map_or(tx.now(), |end| end.at);
    let minutes = minutes_between(there.checked_in_at, left);
    let mut row = there.into_active_model();
    row.state = Set(hours::State::CheckedOut);
    row.checked_out_at = Set(Some(left));
    row.minutes = Set(minutes);
    if let Some(end) = noted {
        row.end_set_at = Set(Some(tx.now()));
        row.end_reason = Set(end.reason);
    }
    row.update(&**tx).await?;
    Ok(())
}

/// Somebody's last service on an order while it is not confirmed, whether they have left or not.
async fn unconfirmed(
    tx: &Tx,
    order: OrderId,
    volunteer: VolunteerId,
) -> Result<Option<attendance::Model>> {
    Ok(attendance::Entity::find()
        .filter(attendance::Column::OrderId.eq(order))
        .filter(attendance::Column::VolunteerId.eq(volunteer))
        .filter(
            attendance::Column::State.is_in([hours::State::CheckedIn, hours::State::CheckedOut]),
        )
        .order_by_desc(attendance::Column::Id)
        .lock_exclusive()
        .one(&**tx)
        .await?)
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

/// Reports the delivery, once everybody has left.
pub async fn deliver(cx: &Cx, form: Report) -> Result<()> {
    cx.once(form.request_id.clone(), Deliver(form)).await
}

struct Deliver(Report);

impl UseCase for Deliver {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (order, to) = open(tx, &self.0.no, Action::DELIVER).await?;
        let delivered = self.0.read()?;
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
        let order = save(tx, &order, |row| {
            row.state = Set(to);
            row.report = Set(delivered.report);
            row.delivered_at = Set(Some(tx.now()));
        })
        .await?;
        pictures::show(
            tx,
            &pictured(order.id),
            Audience::WhoeverSeesIt,
            &delivered.pictures,
        )
        .await?;
        let message = Message::OrderDelivered {
            no: order.no.clone(),
            title: order.title.clone(),
        };
        tell_requester(tx, &order, &message)
    }
}
