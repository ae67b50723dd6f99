//! The points shop: what is in the window, what is held for whom, and what lies in the shops.

mod entity;
mod keep;
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
use domain::Code;
use domain::access::{Standing, Standings};
use domain::actor::{Actor, Role};
use domain::ids::{OrgId, RewardId, ShopId};
use domain::notify::Notice;
use domain::shop::StockMove;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// As what a reward shows its pictures.
pub(crate) fn pictured(reward: RewardId) -> String {
    format!("reward:{reward}")
}

/// What somebody is to a shop: its keeper, or staff of the place it is in. A keeper of another shop is nobody here.
fn standings(cx: &Cx, org: OrgId) -> Result<Standings> {
    let place = cx.store.orgs.get(org).ok_or(Code::NotFound)?;
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

/// Moves a shop's stock, with a line in its ledger. What is not there cannot be taken.
async fn move_stock(
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
        return Err(Code::OutOfStock.into());
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
    if change < 0 {
        warn_when_low(tx, shop, reward).await?;
    }
    Ok(())
}

/// Tells a shop's org when a reward has come down to where somebody should fetch more.
async fn warn_when_low(tx: &Tx, shop: ShopId, reward: RewardId) -> Result<()> {
    let left = stock::Entity::find_by_id((shop, reward)).one(&**tx).await?;
    if left.is_none_or(|left| left.units != left.low) {
        return Ok(());
    }
    let shop = shop::Entity::find_by_id(shop).one(&**tx).await?;
    let reward = reward::Entity::find_by_id(reward).one(&**tx).await?;
    if let (Some(shop), Some(reward)) = (shop, reward) {
        let notice = Notice::StockLow {
            shop: shop.name,
            title: reward.title,
        };
        tx.tell_org(shop.org_id, &notice);
    }
    Ok(())
}
