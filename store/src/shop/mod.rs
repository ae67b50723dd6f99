//! The points shop: what is in the window, what is held for whom, and what lies in the shops.

pub(crate) mod check;
pub(crate) mod demo;
mod entity;
mod keep;
mod people;
mod redeem;
mod settle;
mod window;

pub(crate) use entity::{redemption, reward, shop, stock, stock_line};
pub use keep::{admin, desk, enter_reward, open_shop, receive};
pub(crate) use redeem::tick;
pub use redeem::{cancel, hand_out, pick_up, redeem};
pub use settle::{set_budget, settlement};
pub use window::{RewardFilter, mine, reward as view, rewards};

use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::person::{grant, signed_in};
use domain::Code;
use domain::access::{Standing, Standings};
use domain::actor::{Actor, Role};
use domain::ids::{AccountId, OrgId, RewardId, ShopId, VolunteerId};
use domain::shop::{Level, Message, StockMove, low_alarm};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};

/// As what a reward shows its pictures.
pub(crate) fn pictured(reward: RewardId) -> String {
    format!("reward:{reward}")
}

/// What somebody is to a shop: its keeper, or staff of the place it is in. A keeper of another shop is nobody here.
fn standings(cx: &Cx, org: OrgId) -> Result<Standings> {
    let place = cx.store.orgs.get(org).ok_or(Code::NOT_FOUND)?;
    let all = Standings::at(&cx.actor, &place.path);
    let others: Standings = Standing::ALL
        .iter()
        .copied()
        .filter(|standing| *standing != Standing::ShopKeeper && all.has(*standing))
        .collect();
    let mut standings = others;
    standings.add_if(
        Standing::ShopKeeper,
        kept(&cx.actor).any(|kept| kept == org),
    );
    Ok(standings)
}

/// The orgs whose shops somebody keeps.
fn kept(actor: &Actor) -> impl Iterator<Item = OrgId> {
    actor
        .grants
        .iter()
        .filter(|grant| grant.role == Role::ShopKeeper)
        .map(|grant| grant.org)
}

impl shop::Entity {
    /// The shops that somebody keeps.
    fn kept_by(keeper: &Actor) -> Select<Self> {
        Self::find().filter(shop::Column::OrgId.is_in(kept(keeper)))
    }
}

impl redemption::Entity {
    /// What a volunteer has redeemed.
    fn of(volunteer: VolunteerId) -> Select<Self> {
        Self::find().filter(redemption::Column::VolunteerId.eq(volunteer))
    }

    /// What is held under a code; who keeps its shop is asked by [`redeem::opened`].
    fn under(code: &str) -> Select<Self> {
        Self::find().filter(redemption::Column::Code.eq(code))
    }
}

/// For whoever keeps no shop there is no counter.
fn keeps_some_shop(cx: &Cx) -> Result<()> {
    signed_in(&cx.actor)?;
    match kept(&cx.actor).next() {
        Some(_) => Ok(()),
        None => Err(Code::NOT_FOUND.into()),
    }
}

/// Takes a unit of a shop's stock for somebody, and tells its people when the reward begins to run out.
async fn take_one(tx: &Tx, what: (ShopId, RewardId)) -> Result<()> {
    enter_line(tx, what, -1, StockMove::Held).await?;
    let after = level(tx, what).await?;
    let before = Level {
        units: after.units + 1,
        ..after
    };
    if low_alarm(before, after, false) {
        tell_of_low_stock(tx, what).await?;
    }
    Ok(())
}

/// How a reward stands in a shop; locked for the rest of the transaction.
async fn level(tx: &Tx, what: (ShopId, RewardId)) -> Result<Level> {
    let row = stock::Entity::find_by_id(what)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    Ok(Level {
        units: row.units,
        low: row.low,
    })
}

/// Changes a shop's stock, with a line in its ledger. What is not there cannot be taken.
async fn enter_line(
    tx: &Tx,
    (shop, reward): (ShopId, RewardId),
    change: i64,
    why: StockMove,
) -> Result<()> {
    let moved = stock::Entity::update_many()
        .col_expr(
            stock::Column::Units,
            Expr::col(stock::Column::Units).add(change),
        )
        .filter(stock::Column::ShopId.eq(shop))
        .filter(stock::Column::RewardId.eq(reward))
        .filter(stock::Column::Units.gte(-change))
        .exec(&**tx)
        .await?;
    if moved.rows_affected == 0 {
        return Err(Code::OUT_OF_STOCK.into());
    }
    let line = stock_line::ActiveModel {
        shop_id: Set(shop),
        reward_id: Set(reward),
        change: Set(change),
        why: Set(why),
        account_id: Set(tx.actor().account),
        at: Set(tx.now()),
        ..Default::default()
    };
    line.insert(&**tx).await?;
    Ok(())
}

/// Tells a shop's people that somebody should fetch more of a reward.
async fn tell_of_low_stock(tx: &Tx, (shop, reward): (ShopId, RewardId)) -> Result<()> {
    let shop = shop::Entity::find_by_id(shop).one(&**tx).await?;
    let reward = reward::Entity::find_by_id(reward).one(&**tx).await?;
    if let (Some(shop), Some(reward)) = (shop, reward) {
        let message = Message::StockLow {
            shop: shop.name,
            title: reward.title,
        };
        tell_people(tx, shop.org_id, None, &message).await?;
    }
    Ok(())
}

/// Tells the people of an org's shop: the staff of the org, and of another if one is named, in the inboxes that they share,
/// and each keeper who reads neither of these.
async fn tell_people(tx: &Tx, org: OrgId, other: Option<OrgId>, message: &Message) -> Result<()> {
    let mut orgs = vec![org];
    orgs.extend(other.filter(|other| *other != org));
    for org in &orgs {
        tx.tell_org(*org, message);
    }
    let grants: Vec<(AccountId, Role, OrgId)> = grant::Entity::find()
        .select_only()
        .columns([
            grant::Column::AccountId,
            grant::Column::Role,
            grant::Column::OrgId,
        ])
        .filter(grant::Column::OrgId.is_in(orgs))
        .filter(grant::Column::EndedAt.is_null())
        .order_by_asc(grant::Column::Id)
        .into_tuple()
        .all(&**tx)
        .await?;
    let keepers = grants
        .iter()
        .filter(|(_, role, at)| *role == Role::ShopKeeper && *at == org);
    for (keeper, ..) in keepers {
        let is_staff = grants
            .iter()
            .any(|(account, role, _)| account == keeper && role.is_staff());
        if !is_staff {
            tx.tell(*keeper, message);
        }
    }
    Ok(())
}

crate::table::tables! { reward, shop, stock, stock_line, redemption }
