//! What a shop has handed out in a month: its settlement, and the alarm of its budget.

use super::{kept, redemption, shop, tell_people};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::person::signed_in;
use domain::access::{Action, Standings};
use domain::ids::{OrgId, ShopId};
use domain::shop::{BudgetForm, Message, Settlement, SettlementLine, State, budget_alarm};
use domain::time::{CountyDate, Timestamp};
use domain::{Code, Refusal};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

/// Points of what these shops have handed out from a moment on.
pub(super) async fn spent(
    books: &impl ConnectionTrait,
    shops: &[ShopId],
    from: Timestamp,
) -> Result<Vec<(ShopId, i64)>> {
    Ok(redemption::Entity::find()
        .select_only()
        .column(redemption::Column::ShopId)
        .column_as(redemption::Column::Points.sum().cast_as("bigint"), "points")
        .filter(redemption::Column::ShopId.is_in(shops.iter().copied()))
        .filter(redemption::Column::State.eq(State::PickedUp))
        .filter(redemption::Column::SettledAt.gte(from))
        .group_by(redemption::Column::ShopId)
        .into_tuple()
        .all(books)
        .await?)
}

/// Tells the shop's people and the centre when what was just handed out has brought the month's budget near its end, or to it.
pub(super) async fn warn_of_budget(tx: &Tx, shop: &shop::Model, points: i64) -> Result<()> {
    let Some(budget) = shop.month_budget else {
        return Ok(());
    };
    let (first, _) = tx.now().date().month();
    let spent = spent(&**tx, &[shop.id], first).await?;
    let after = spent.first().map_or(0, |(_, points)| *points);
    let Some(percent) = budget_alarm(after - points, after, budget) else {
        return Ok(());
    };
    let message = Message::BudgetReached {
        shop: shop.name.clone(),
        percent,
        budget,
    };
    let centre = tx.cx.store.centre().map(|org| org.id);
    tell_people(tx, shop.org_id, centre, &message).await
}

/// Sets what a shop may hand out in a month; an empty text takes the limit away.
pub async fn set_budget(cx: &Cx, form: BudgetForm) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), SetBudget(form)).await
}

struct SetBudget(BudgetForm);

impl UseCase for SetBudget {
    type Answer = ();

    fn about(&self) -> String {
        self.0.shop.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        Standings::of(tx.actor()).demand(Action::EDIT_REWARD, Action::EDIT_REWARD)?;
        let (id, budget) = self.0.read()?;
        let shop = shop::Entity::find_by_id(id)
            .lock_exclusive()
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let mut change = shop.into_active_model();
        change.month_budget = Set(budget);
        change.update(&**tx).await?;
        tx.audit(Action::EDIT_REWARD, format!("shop:{id}:budget"));
        Ok(())
    }
}

/// What a shop has handed out in a month, `2026-10`: for its keepers, and for who keeps the rewards. Each line says what the
/// reward was when it was redeemed, so that a month that was settled stays as it was.
pub async fn settlement(cx: &Cx, id: ShopId, month: &str) -> Result<Settlement> {
    signed_in(&cx.actor)?;
    let shop = shop::Entity::find_by_id(id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    if !may_settle(cx, shop.org_id) {
        return Err(Code::NOT_FOUND.into());
    }
    let day =
        CountyDate::parse(&format!("{month}-01")).map_err(|code| Refusal::field("month", code))?;
    let (first, end) = day.month();
    let rows: Vec<(Timestamp, String, String, i64)> = redemption::Entity::find()
        .select_only()
        .columns([
            redemption::Column::SettledAt,
            redemption::Column::Title,
            redemption::Column::Sponsor,
            redemption::Column::Points,
        ])
        .filter(redemption::Column::ShopId.eq(id))
        .filter(redemption::Column::State.eq(State::PickedUp))
        .filter(redemption::Column::SettledAt.gte(first))
        .filter(redemption::Column::SettledAt.lt(end))
        .order_by_asc(redemption::Column::SettledAt)
        .order_by_asc(redemption::Column::Id)
        .into_tuple()
        .all(cx.read())
        .await?;
    let lines = rows
        .into_iter()
        .map(|(at, title, sponsor, points)| SettlementLine {
            at,
            title,
            sponsor,
            points,
        });
    Ok(Settlement {
        lines: lines.collect(),
        shop: shop.name,
        first: day,
        budget: shop.month_budget,
    })
}

fn may_settle(cx: &Cx, org: OrgId) -> bool {
    let keeps = kept(&cx.actor).any(|kept| kept == org);
    keeps || Standings::of(&cx.actor).may(Action::EDIT_REWARD)
}
