//! The points ledger: transfers between two accounts, only ever added. A balance is a cache that `check` re-derives.

pub(crate) mod check;
pub(crate) mod demo;
mod people;

use crate::Key;
use crate::db::{Cx, Tx};
use crate::error::Result;
use domain::ids::{AttendanceId, EarningRuleId, PointsAccountId, VolunteerId};
use domain::ledger::receipt_of;
use domain::points::{EarningRule, Owner, Rule};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

mod expiry;
mod requests;
mod rules;

pub(crate) use expiry::{look_again, tick};
#[cfg(feature = "testing")]
pub(crate) use requests::entity as request;
pub use requests::{ask, decide, requests};
#[cfg(feature = "testing")]
pub(crate) use rules::entity as rule;
pub(crate) use rules::lines;
pub use rules::{earning_now, enter_rule, rules};

pub(crate) mod ledger_account {
    use domain::ids::{PointsAccountId, VolunteerId};
    use domain::points::Owner;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "points_account")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: PointsAccountId,
        pub owner: Owner,
        pub volunteer_id: Option<VolunteerId>,
        pub balance: i64,
        pub warned_at: Option<Timestamp>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod transfer {
    use domain::ids::{AttendanceId, EarningRuleId, PointsAccountId, TransferId};
    use domain::points::Rule;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "points_transfer")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: TransferId,
        pub award: String,
        pub debit_id: PointsAccountId,
        pub credit_id: PointsAccountId,
        pub amount: i64,
        pub rule: Rule,
        pub attendance_id: Option<AttendanceId>,
        pub at: Timestamp,
        pub rule_id: Option<EarningRuleId>,
        pub words: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl transfer::Model {
    /// What its owner finds it by in the open books: a keyed hash over everything that the row holds, so that a row that
    /// is changed no longer has it.
    pub(crate) fn receipt(&self, key: &Key) -> String {
        let Self {
            id,
            award,
            debit_id,
            credit_id,
            amount,
            rule,
            attendance_id,
            at,
            rule_id,
            words,
        } = self;
        let everything = (
            (id, award, debit_id, credit_id, amount),
            (rule, attendance_id, at, rule_id, words),
        );
        let text = serde_json::to_string(&everything).unwrap_or_default();
        receipt_of(&key.hash(&format!("receipt:{text}")))
    }
}

/// The account of the issuer: always the first.
pub(crate) const ISSUER: PointsAccountId = PointsAccountId(1);

/// The account of points that are held for rewards; the schema comes with it.
pub(crate) const HELD: PointsAccountId = PointsAccountId(2);

/// Opens a volunteer's account, and the issuer's with the first of them.
pub(crate) async fn open_account(tx: &Tx, volunteer: VolunteerId) -> Result<()> {
    let issuer = ledger_account::ActiveModel {
        id: Set(ISSUER),
        owner: Set(Owner::Issuer),
        volunteer_id: Set(None),
        balance: Set(0),
        warned_at: Set(None),
    };
    ledger_account::Entity::insert(issuer)
        .on_conflict(
            OnConflict::column(ledger_account::Column::Id)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    ledger_account::ActiveModel {
        // Beside the volunteer's own id, so that no sequence has to be moved past the issuer's.
        id: Set(account_of(volunteer)),
        owner: Set(Owner::Volunteer),
        volunteer_id: Set(Some(volunteer)),
        balance: Set(0),
        warned_at: Set(None),
    }
    .insert(&**tx)
    .await?;
    Ok(())
}

/// The id of a volunteer's account.
pub(crate) const fn account_of(volunteer: VolunteerId) -> PointsAccountId {
    PointsAccountId(volunteer.0 + 1000)
}

/// A transfer that is about to be written. Its `award` is what it can be written for once only.
#[derive(Clone, Debug)]
pub(crate) struct Transfer {
    pub(crate) award: String,
    pub(crate) from: PointsAccountId,
    pub(crate) to: PointsAccountId,
    pub(crate) amount: i64,
    pub(crate) rule: Rule,
    /// The line of the earning rules that it follows.
    pub(crate) line: Option<EarningRuleId>,
    /// The service that it stems from.
    pub(crate) source: Option<AttendanceId>,
    /// Why, where somebody said it.
    pub(crate) words: String,
}

impl Transfer {
    /// From the county to a volunteer.
    pub(crate) fn to(volunteer: VolunteerId, rule: Rule, award: String, amount: i64) -> Self {
        Self {
            award,
            from: ISSUER,
            to: account_of(volunteer),
            amount,
            rule,
            line: None,
            source: None,
            words: String::new(),
        }
    }

    /// From a volunteer back to the county.
    pub(crate) fn back(volunteer: VolunteerId, rule: Rule, award: String, amount: i64) -> Self {
        Self {
            from: account_of(volunteer),
            to: ISSUER,
            ..Self::to(volunteer, rule, award, amount)
        }
    }
}

/// Writes a transfer and moves both balances, once: a second one for the same thing changes nothing.
///
/// Returns the points that were moved, 0 if none.
pub(crate) async fn transfer(tx: &Tx, transfer: Transfer) -> Result<i64> {
    let Transfer {
        award,
        from,
        to,
        amount,
        rule,
        line,
        source,
        words,
    } = transfer;
    if amount <= 0 {
        return Ok(0);
    }
    let row = transfer::ActiveModel {
        award: Set(award),
        debit_id: Set(from),
        credit_id: Set(to),
        amount: Set(amount),
        rule: Set(rule),
        attendance_id: Set(source),
        at: Set(tx.now()),
        rule_id: Set(line),
        words: Set(words),
        ..Default::default()
    };
    let written = transfer::Entity::insert(row)
        .on_conflict(
            OnConflict::column(transfer::Column::Award)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    if written == 0 {
        return Ok(0);
    }
    for (account, change) in [(from, -amount), (to, amount)] {
        ledger_account::Entity::update_many()
            .col_expr(
                ledger_account::Column::Balance,
                Expr::col(ledger_account::Column::Balance).add(change),
            )
            .filter(ledger_account::Column::Id.eq(account))
            .exec(&**tx)
            .await?;
    }
    Ok(amount)
}

/// Awards points for attendance under a line of the rules, once.
///
/// Returns the points that were transferred, 0 if none.
pub(crate) async fn award(
    tx: &Tx,
    rule: Rule,
    line: EarningRuleId,
    source: AttendanceId,
    volunteer: VolunteerId,
    amount: i64,
) -> Result<i64> {
    // Several campaigns may reward one service.
    let award = match rule {
        Rule::Campaign => format!("{}:{line}", award_key(rule, source)),
        _ => award_key(rule, source),
    };
    let row = Transfer {
        line: Some(line),
        source: Some(source),
        ..Transfer::to(volunteer, rule, award, amount)
    };
    transfer(tx, row).await
}

/// Awards points for bringing a volunteer who has served for the first time, once.
pub(crate) async fn thank_for(
    tx: &Tx,
    by: VolunteerId,
    brought: VolunteerId,
    line: &EarningRule,
) -> Result<i64> {
    let award = format!("{}:{brought}", Rule::Referral);
    let row = Transfer {
        line: Some(line.id),
        ..Transfer::to(by, Rule::Referral, award, line.points)
    };
    transfer(tx, row).await
}

/// One award per rule and source; attendance belongs to one person.
pub(crate) fn award_key(rule: Rule, source: AttendanceId) -> String {
    format!("{rule}:{source}")
}

/// Which of these sources were awarded something under a rule that was not taken back.
pub(crate) async fn awards_that_stand(
    tx: &Tx,
    rule: Rule,
    sources: &[AttendanceId],
) -> Result<Vec<AttendanceId>> {
    let rows: Vec<(AttendanceId, String)> = transfer::Entity::find()
        .select_only()
        .columns([transfer::Column::AttendanceId, transfer::Column::Award])
        .filter(transfer::Column::AttendanceId.is_in(sources.iter().copied()))
        .filter(transfer::Column::Rule.is_in([rule, Rule::Reversal]))
        .order_by_asc(transfer::Column::Id)
        .into_tuple()
        .all(&**tx)
        .await?;
    let reversed = |award: &str| {
        let reversal = format!("{}:{award}", Rule::Reversal);
        rows.iter().any(|(_, known)| *known == reversal)
    };
    Ok(rows
        .iter()
        .filter(|(source, award)| *award == award_key(rule, *source) && !reversed(award))
        .map(|(source, _)| *source)
        .collect())
}

/// Takes an award back, as far as the account goes: what is spent is spent.
pub(crate) async fn reverse(
    tx: &Tx,
    rule: Rule,
    source: AttendanceId,
    volunteer: VolunteerId,
) -> Result<i64> {
    let awarded = transfer::Entity::find()
        .filter(transfer::Column::Award.eq(award_key(rule, source)))
        .one(&**tx)
        .await?;
    let Some(awarded) = awarded else {
        return Ok(0);
    };
    let at_hand = locked_balance(tx, volunteer).await?;
    let award = format!("{}:{}", Rule::Reversal, awarded.award);
    let row = Transfer {
        line: awarded.rule_id,
        source: Some(source),
        ..Transfer::back(
            volunteer,
            Rule::Reversal,
            award,
            Ord::min(awarded.amount, at_hand),
        )
    };
    transfer(tx, row).await
}

/// Points at hand, under a lock: whoever takes some waits for one another.
pub(crate) async fn locked_balance(tx: &Tx, volunteer: VolunteerId) -> Result<i64> {
    let row = ledger_account::Entity::find_by_id(account_of(volunteer))
        .lock_exclusive()
        .one(&**tx)
        .await?;
    Ok(row.map_or(0, |row| row.balance))
}

/// What the caps of a day and a month hold for.
pub(crate) const CAPPED: [Rule; 3] = [Rule::ServiceHours, Rule::Leading, Rule::Campaign];

/// Points at hand.
pub(crate) async fn balance(cx: &Cx, volunteer: VolunteerId) -> Result<i64> {
    let row = ledger_account::Entity::find_by_id(account_of(volunteer))
        .one(cx.read())
        .await?;
    Ok(row.map_or(0, |row| row.balance))
}

crate::table::tables! { ledger_account, transfer, rule, request }
