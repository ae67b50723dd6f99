//! The points ledger: transfers between two accounts, only ever added. A balance is a cache that `check` re-derives.

use crate::account::signed_in;
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::hours::attendance;
use crate::orders::entity as orders;
use crate::page::after;
use domain::ids::{AttendanceId, PointsAccountId, TransferId, VolunteerId};
use domain::page::{PAGE, Page};
use domain::points::{EntryView, Owner, Rule};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};

pub(crate) mod ledger_account {
    use domain::ids::{PointsAccountId, VolunteerId};
    use domain::points::Owner;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "points_account")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: PointsAccountId,
        pub owner: Owner,
        pub volunteer_id: Option<VolunteerId>,
        pub balance: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod transfer {
    use domain::ids::{AttendanceId, PointsAccountId, TransferId};
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
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The account of the issuer: always the first.
pub(crate) const ISSUER: PointsAccountId = PointsAccountId(1);

/// Opens a volunteer's account, and the issuer's with the first of them.
pub(crate) async fn open_account(tx: &Tx, volunteer: VolunteerId) -> Result<()> {
    let issuer = ledger_account::ActiveModel {
        id: Set(ISSUER),
        owner: Set(Owner::Issuer),
        volunteer_id: Set(None),
        balance: Set(0),
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
    }
    .insert(&**tx)
    .await?;
    Ok(())
}

/// The id of a volunteer's account.
pub(crate) const fn account_of(volunteer: VolunteerId) -> PointsAccountId {
    PointsAccountId(volunteer.0 + 1000)
}

/// Awards points for attendance under a rule, once: a second award of the same rule and source changes nothing.
///
/// Returns the points that were transferred, 0 if none.
pub(crate) async fn award(
    tx: &Tx,
    rule: Rule,
    source: AttendanceId,
    volunteer: VolunteerId,
    amount: i64,
) -> Result<i64> {
    if amount <= 0 {
        return Ok(0);
    }
    let row = transfer::ActiveModel {
        award: Set(award_key(rule, source)),
        debit_id: Set(ISSUER),
        credit_id: Set(account_of(volunteer)),
        amount: Set(amount),
        rule: Set(rule),
        attendance_id: Set(Some(source)),
        at: Set(tx.now()),
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
    for (account, change) in [(ISSUER, -amount), (account_of(volunteer), amount)] {
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

/// One award per rule and source; attendance belongs to one person.
pub(crate) fn award_key(rule: Rule, source: AttendanceId) -> String {
    format!("{rule}:{source}")
}

/// Points at hand.
pub(crate) async fn balance(cx: &Cx, volunteer: VolunteerId) -> Result<i64> {
    let row = ledger_account::Entity::find_by_id(account_of(volunteer))
        .one(cx.read())
        .await?;
    Ok(row.map_or(0, |row| row.balance))
}

/// One's statement, the newest first.
pub async fn statement(cx: &Cx, key: Option<&str>) -> Result<(i64, Page<EntryView>)> {
    signed_in(&cx.actor)?;
    let Some(me) = cx.actor.volunteer else {
        return Ok((0, Page::default()));
    };
    let account = account_of(me);
    let mine = Condition::any()
        .add(transfer::Column::CreditId.eq(account))
        .add(transfer::Column::DebitId.eq(account));
    let mut query = transfer::Entity::find()
        .filter(mine)
        .order_by_desc(transfer::Column::Id);
    if let Some(id) = after(key) {
        query = query.filter(transfer::Column::Id.lt(TransferId(id)));
    }
    let page = Page::cut(query.limit(PAGE + 1).all(cx.read()).await?, PAGE, |row| {
        row.id.to_string()
    });
    let sources = page.rows.iter().filter_map(|row| row.attendance_id);
    let sources: Vec<(AttendanceId, String, String)> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::Id)
        .columns([orders::Column::Title, orders::Column::No])
        .join_rev(
            sea_orm::JoinType::InnerJoin,
            orders::Entity::belongs_to(attendance::Entity)
                .from(orders::Column::Id)
                .to(attendance::Column::OrderId)
                .into(),
        )
        .filter(attendance::Column::Id.is_in(sources))
        .into_tuple()
        .all(cx.read())
        .await?;
    let page = page.map(|row| {
        let source = sources
            .iter()
            .find(|(id, ..)| Some(*id) == row.attendance_id);
        let (title, order_no) = source
            .map(|(_, title, no)| (title.clone(), no.clone()))
            .unwrap_or_default();
        let amount = if row.credit_id == account {
            row.amount
        } else {
            -row.amount
        };
        EntryView {
            at: row.at,
            amount,
            rule: row.rule,
            title,
            order_no,
        }
    });
    Ok((balance(cx, me).await?, page))
}
