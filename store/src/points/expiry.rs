//! Points expire when the county's rule says, the oldest first, and their owner hears of it beforehand.
//!
//! No lots are kept: what has expired is what was earned before a moment and has not left the account since. An account is
//! looked at when something it earned passes that moment, so that the clock's work follows what happens, not how many
//! accounts there are.

use super::{HELD, Transfer, account_of, ledger_account, locked_balance, transfer};
use crate::clock_mark;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::person::volunteer;
use crate::rules;
use domain::Code;
use domain::access::{Action, Standings};
use domain::ids::{PointsAccountId, VolunteerId};
use domain::points::Message;
use domain::points::{Rule, expired_before, expires_on, expiring};
use domain::rules::{Number, Numbers};
use domain::time::{DAY, Timestamp};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Select, Set,
};
use std::fmt::Display;

/// Transfers that one tick looks at.
const A_TICK: u64 = 500;

/// One of the two things that happen to old points.
#[derive(Clone, Copy, Debug)]
enum Pass {
    /// Their owner hears that they are about to expire.
    Warn,
    /// They expire.
    Expire,
}

impl Pass {
    const fn name(self) -> &'static str {
        match self {
            Self::Warn => "points_warned",
            Self::Expire => "points_expired",
        }
    }

    /// What was earned before this moment is concerned.
    fn cut(self, now: Timestamp, numbers: &Numbers) -> Timestamp {
        let ahead = match self {
            Self::Warn => numbers.at(Number::WarnedDays, now),
            Self::Expire => 0,
        };
        expired_before(now.plus(ahead * DAY), numbers)
    }
}

/// Does what is due, and says how many accounts that was.
pub(crate) async fn tick(cx: &Cx) -> Result<usize> {
    let mut done = 0;
    for pass in [Pass::Warn, Pass::Expire] {
        done += run(cx, pass).await?;
    }
    Ok(done)
}

async fn run(cx: &Cx, pass: Pass) -> Result<usize> {
    let numbers = rules::numbers(cx, cx.read()).await?;
    let cut = pass.cut(cx.now, &numbers);
    let mark = clock_mark::reached(cx.read(), pass.name()).await?;
    if mark >= cut {
        return Ok(0);
    }
    let mut passed: Vec<(PointsAccountId, Timestamp)> = given()
        .filter(transfer::Column::At.gte(mark))
        .filter(transfer::Column::At.lt(cut))
        .order_by_asc(transfer::Column::At)
        .limit(A_TICK)
        .into_tuple()
        .all(cx.read())
        .await?;
    let reached = match passed.last() {
        Some((_, at)) if passed.len() as u64 == A_TICK => {
            // The rest of that moment, which the limit may have cut in two.
            let at = *at;
            let rest: Vec<(PointsAccountId, Timestamp)> = given()
                .filter(transfer::Column::At.eq(at))
                .into_tuple()
                .all(cx.read())
                .await?;
            passed.extend(rest);
            at.plus(1)
        }
        _ => cut,
    };
    // The first of an account's comes first.
    passed.sort_unstable();
    passed.dedup_by_key(|(account, _)| *account);
    let mut done = 0;
    for (account, earned) in passed {
        let look = LookAt {
            pass,
            account,
            earned,
        };
        done += usize::from(cx.run(look).await?);
    }
    cx.run(clock_mark::Remember(pass.name(), reached)).await?;
    Ok(done)
}

/// Looks at one account of which something has passed the moment of this pass.
struct LookAt {
    pass: Pass,
    account: PointsAccountId,
    earned: Timestamp,
}

impl UseCase for LookAt {
    /// Whether anything was due.
    type Answer = bool;

    async fn run(&self, tx: &Tx) -> Result<bool> {
        Standings::of(tx.actor()).demand(Action::EXPIRE_POINTS, Action::EXPIRE_POINTS)?;
        look_at(tx, self.pass, self.account, self.earned, tx.now().0).await
    }
}

/// What volunteers were given, and when.
fn given() -> Select<transfer::Entity> {
    transfer::Entity::find()
        .select_only()
        .columns([transfer::Column::CreditId, transfer::Column::At])
        .filter(transfer::Column::CreditId.gt(HELD))
}

/// Looks at the account of somebody to whom held points have just come back: the clock may have passed by the day they were
/// earned on while they were held. `cause` is what gave them back, once.
pub(crate) async fn look_again(tx: &Tx, volunteer: VolunteerId, cause: impl Display) -> Result<()> {
    let account = account_of(volunteer);
    look_at(tx, Pass::Expire, account, tx.now(), &cause).await?;
    // Whatever is told of expires on the day that the warning looks ahead to, or before.
    let numbers = rules::numbers(&tx.cx, &**tx).await?;
    let earned = Pass::Warn.cut(tx.now(), &numbers).plus(-1);
    look_at(tx, Pass::Warn, account, earned, &cause).await?;
    Ok(())
}

/// Looks at one account of which something that was earned at `earned` has passed; says whether anything was due.
async fn look_at(
    tx: &Tx,
    pass: Pass,
    id: PointsAccountId,
    earned: Timestamp,
    cause: impl Display,
) -> Result<bool> {
    let account = ledger_account::Entity::find_by_id(id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let Some(volunteer) = account.volunteer_id else {
        return Ok(false);
    };
    let balance = locked_balance(tx, volunteer).await?;
    let left = left(tx, id).await?;
    let numbers = rules::numbers(&tx.cx, &**tx).await?;
    let cut = pass.cut(tx.now(), &numbers);
    let due = expiring(earned_before(tx, id, cut).await?, left, balance);
    if due == 0 {
        return Ok(false);
    }
    match pass {
        Pass::Expire => {
            let award = format!("{}:{volunteer}:{cause}", Rule::Expiry);
            transfer(tx, Transfer::back(volunteer, Rule::Expiry, award, due)).await?;
            tx.audit(
                Action::EXPIRE_POINTS,
                format!("volunteer:{volunteer}:{}", cut.date()),
            );
            tell(tx, volunteer, &Message::PointsExpired { points: due }).await?;
        }
        Pass::Warn => {
            let heard = account.warned_at.unwrap_or_default();
            let pause = numbers.at(Number::WarnedEvery, tx.now());
            if tx.now().0 - heard.0 < pause * DAY {
                return Ok(false);
            }
            // With what they would hear of too late otherwise: nothing more is said for a while.
            let days = numbers.at(Number::WarnedDays, tx.now()) + pause;
            let ahead = expired_before(tx.now().plus(days * DAY), &numbers);
            let points = expiring(earned_before(tx, id, ahead).await?, left, balance);
            let on = expires_on(earned, &numbers).start();
            warn(tx, account).await?;
            tell(tx, volunteer, &Message::PointsExpiring { points, on }).await?;
        }
    }
    Ok(true)
}

/// Notes when somebody was warned.
async fn warn(tx: &Tx, account: ledger_account::Model) -> Result<()> {
    let mut row = account.into_active_model();
    // The balance belongs to the transfers; nothing but the warning is written here.
    row.warned_at = Set(Some(tx.now()));
    row.update(&**tx).await?;
    Ok(())
}

async fn tell(tx: &Tx, id: VolunteerId, message: &Message) -> Result<()> {
    let person = volunteer::Entity::find_by_id(id).one(&**tx).await?;
    if let Some(person) = person {
        tx.tell(person.account_id, message);
    }
    Ok(())
}

/// Points earned before a moment. What came back to the account was earned when it was earned first.
async fn earned_before(tx: &Tx, id: PointsAccountId, cut: Timestamp) -> Result<i64> {
    let earned = Condition::all()
        .add(transfer::Column::CreditId.eq(id))
        .add(transfer::Column::Rule.ne(Rule::Returned))
        .add(transfer::Column::At.lt(cut));
    sum(tx, earned).await
}

/// Points that have left the account and did not come back.
async fn left(tx: &Tx, id: PointsAccountId) -> Result<i64> {
    let left = sum(tx, Condition::all().add(transfer::Column::DebitId.eq(id))).await?;
    let back = Condition::all()
        .add(transfer::Column::CreditId.eq(id))
        .add(transfer::Column::Rule.eq(Rule::Returned));
    Ok(left - sum(tx, back).await?)
}

async fn sum(tx: &Tx, of: Condition) -> Result<i64> {
    let total: Option<Option<i64>> = transfer::Entity::find()
        .select_only()
        .column_as(transfer::Column::Amount.sum().cast_as("bigint"), "points")
        .filter(of)
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(total.flatten().unwrap_or(0))
}
