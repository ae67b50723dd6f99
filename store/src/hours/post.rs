//! Hanging service out in public notice, and posting it once that is over.

use super::{daily_minutes, entry, locked};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notices::{self, Prolonged, follow_calendar};
use crate::orders::{attendance, entity as order};
use crate::person::{accounts_of, volunteer};
use crate::points::{self, transfer};
use crate::teams::entity as team;
use crate::ticking::{A_TICK, ticked};
use domain::Code;
use domain::access::Action;
use domain::hours::{Message, State};
use domain::ids::{AttendanceId, VolunteerId};
use domain::notices::{CaseState, Deed, is_over};
use domain::points::{Earning, Earns, Service};
use domain::time::{CountyDate, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, JoinType, PaginatorTrait,
    QueryFilter, QuerySelect, Set,
};

/// Puts attendance into public notice; with a notice of zero days it is posted at once.
pub(super) async fn put_up(tx: &Tx, row: &attendance::Model, order: &order::Model) -> Result<()> {
    let until = notices::ends::<attendance::Entity>(tx).await?;
    let mut change = row.clone().into_active_model();
    change.notice_until = Set(Some(until));
    let row = change.update(&**tx).await?;
    if until <= tx.now() {
        return enter_ledger(tx, &row, order).await;
    }
    if let Some(account) = accounts_of(&**tx, &[row.volunteer_id]).await?.first() {
        tx.tell(
            *account,
            &Message::HoursNoticed {
                title: order.title.clone(),
                minutes: row.minutes,
                until,
            },
        );
    }
    Ok(())
}

impl Prolonged for attendance::Entity {
    const MARK: &'static str = "hours_calendar";
    const CALLED: &'static str = "attendance";

    async fn tell(tx: &Tx, row: &attendance::Model, until: Timestamp) -> Result<()> {
        let order = order::Entity::find_by_id(row.order_id).one(&**tx).await?;
        let title = order.ok_or(Code::NOT_FOUND)?.title;
        let minutes = row.minutes;
        for account in accounts_of(&**tx, &[row.volunteer_id]).await? {
            tx.tell(
                account,
                &Message::HoursProlonged {
                    title: title.clone(),
                    minutes,
                    until,
                },
            );
        }
        Ok(())
    }
}

/// Attendance whose notice is over.
async fn notices_over(cx: &Cx) -> Result<Vec<AttendanceId>> {
    let over = notices::over::<attendance::Entity>(cx, A_TICK).await?;
    Ok(over.into_iter().map(AttendanceId).collect())
}

/// Posts what is due, and says how much that was.
pub(crate) async fn tick(cx: &Cx) -> Result<usize> {
    follow_calendar::<attendance::Entity>(cx).await?;
    let mut done = 0;
    for attendance in notices_over(cx).await? {
        done += ticked(post(cx, attendance).await)?;
    }
    Ok(done)
}

/// Posts attendance whose notice is over: hours and points, in one transaction, once.
async fn post(cx: &Cx, id: AttendanceId) -> Result<()> {
    cx.run(Post { id }).await
}

struct Post {
    id: AttendanceId,
}

impl UseCase for Post {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let (row, order, standings) = locked(tx, self.id).await?;
        standings.demand(Action::POST_HOURS, Action::POST_HOURS)?;
        enter_ledger(tx, &row, &order).await
    }
}

async fn enter_ledger(tx: &Tx, row: &attendance::Model, order: &order::Model) -> Result<()> {
    let to = row.state.step(Deed::Grant)?;
    is_over(row.notice_until, tx.now())?;
    // One person's postings wait for one another, so that the day's total is never counted twice.
    let person = volunteer::Entity::find_by_id(row.volunteer_id)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let served_on = row.checked_in_at.date().start();
    let before: Option<Option<i64>> = entry::Entity::find()
        .select_only()
        .column_as(entry::Column::Minutes.sum().cast_as("bigint"), "minutes")
        .filter(entry::Column::VolunteerId.eq(row.volunteer_id))
        .filter(entry::Column::ServedOn.eq(served_on))
        .into_tuple()
        .one(&**tx)
        .await?;
    let line = entry::ActiveModel {
        volunteer_id: Set(row.volunteer_id),
        attendance_id: Set(row.id),
        minutes: Set(row.minutes),
        served_on: Set(served_on),
        posted_at: Set(tx.now()),
        ..Default::default()
    };
    line.insert(&**tx).await?;
    volunteer::Entity::update_many()
        .col_expr(
            volunteer::Column::Minutes,
            Expr::col(volunteer::Column::Minutes).add(row.minutes),
        )
        .filter(volunteer::Column::Id.eq(person.id))
        .exec(&**tx)
        .await?;
    let earned = earn(tx, row, order, &person, before.flatten().unwrap_or(0)).await?;
    let mut change = row.clone().into_active_model();
    change.state = Set(to);
    change.update(&**tx).await?;
    tx.audit(Action::POST_HOURS, format!("attendance:{}", row.id));
    tx.tell(
        person.account_id,
        &Message::HoursPosted {
            title: order.title.clone(),
            minutes: row.minutes,
            points: earned,
        },
    );
    Ok(())
}

/// Awards what a service earns, by the rules of the day it was on; and what it earns whoever brought the volunteer.
async fn earn(
    tx: &Tx,
    row: &attendance::Model,
    order: &order::Model,
    person: &volunteer::Model,
    before: i64,
) -> Result<i64> {
    let earning = Earning::at(row.checked_in_at, &points::lines(&**tx).await?);
    let day = row.checked_in_at.date();
    let (of_day, of_month) = earned_by_service(tx, person.id, day).await?;
    let service = Service {
        minutes: row.minutes,
        before,
        most: daily_minutes(tx, row.checked_in_at).await?,
        of_day,
        of_month,
        led: leads(tx, order, person.id).await?,
        again: served_before(tx, row).await?,
        category: order.category_id,
    };
    let mut earned = 0;
    for (rule, line, amount) in earning.for_service(&service) {
        earned += points::award(tx, rule, line, row.id, person.id, amount).await?;
    }
    // The first hours of somebody who was brought.
    if let (0, Some(by), Some(line)) = (
        person.minutes,
        person.brought_by,
        earning.of(Earns::Referral),
    ) {
        points::thank_for(tx, by, person.id, line).await?;
    }
    Ok(earned)
}

/// What the service of one day and of its month has earned so far.
async fn earned_by_service(tx: &Tx, volunteer: VolunteerId, day: CountyDate) -> Result<(i64, i64)> {
    let (first, end) = day.month();
    let lines: Vec<(Timestamp, i64)> = entry::Entity::find()
        .select_only()
        .column(entry::Column::ServedOn)
        .column_as(transfer::Column::Amount.sum().cast_as("bigint"), "points")
        .join_rev(
            JoinType::InnerJoin,
            transfer::Entity::belongs_to(entry::Entity)
                .from(transfer::Column::AttendanceId)
                .to(entry::Column::AttendanceId)
                .into(),
        )
        .filter(entry::Column::VolunteerId.eq(volunteer))
        .filter(entry::Column::ServedOn.gte(first))
        .filter(entry::Column::ServedOn.lt(end))
        .filter(transfer::Column::Rule.is_in(points::CAPPED))
        .group_by(entry::Column::ServedOn)
        .into_tuple()
        .all(&**tx)
        .await?;
    let of_day = lines.iter().filter(|(on, _)| *on == day.start());
    Ok((
        of_day.map(|(_, points)| points).sum(),
        lines.iter().map(|(_, points)| points).sum(),
    ))
}

async fn leads(tx: &Tx, order: &order::Model, person: VolunteerId) -> Result<bool> {
    let Some(team) = order.team_id else {
        return Ok(false);
    };
    let team = team::Entity::find_by_id(team).one(&**tx).await?;
    Ok(team.is_some_and(|team| team.is_led_by(person)))
}

/// Whether service of theirs on the same order has been posted before.
async fn served_before(tx: &Tx, row: &attendance::Model) -> Result<bool> {
    let before = attendance::Entity::find()
        .filter(attendance::Column::OrderId.eq(row.order_id))
        .filter(attendance::Column::VolunteerId.eq(row.volunteer_id))
        .filter(attendance::Column::State.eq(State::Posted))
        .filter(attendance::Column::Minutes.gt(0))
        .count(&**tx)
        .await?;
    Ok(before > 0)
}
