//! Keeping shops: what they offer, and what lies in them.

use super::settle::spent;
use super::{
    enter_line, keeps_some_shop, level, pictured, redemption, reward, shop, standings, stock,
    tell_of_low_stock,
};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::person::signed_in;
use crate::pictures::{self, Audience};
use domain::access::{Action, Standings};
use domain::ids::{RewardId, ShopId};
use domain::shop::{
    NewShop, NewStock, RewardForm, ShopDesk, ShopForm, ShopView, State, StockForm, StockLine,
    StockMove, low_alarm,
};
use domain::{Code, Refusal};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

/// Shops on one page.
const SHOPS: u64 = 20;
/// Rewards that a keeper chooses from.
const REWARDS: u64 = 300;
/// With so few of a reward a shop's people are told, unless its keeper has set another mark.
const LOW: i64 = 2;

/// The shops that one keeps, with their stock.
pub async fn desk(cx: &Cx) -> Result<Vec<ShopDesk>> {
    keeps_some_shop(cx)?;
    let shops = shop::Entity::kept_by(&cx.actor)
        .order_by_asc(shop::Column::Id)
        .limit(SHOPS)
        .all(cx.read())
        .await?;
    let ids: Vec<ShopId> = shops.iter().map(|shop| shop.id).collect();
    let (month, _) = cx.now.date().month();
    let (year, last, _) = month.date().plus_days(-1).ymd();
    let last_month = format!("{year}-{last:02}");
    let spent = spent(cx.read(), &ids, month).await?;
    let stocked = stock::Entity::find()
        .filter(stock::Column::ShopId.is_in(ids.iter().copied()))
        .order_by_asc(stock::Column::RewardId)
        .all(cx.read())
        .await?;
    let held: Vec<(ShopId, RewardId, i64)> = redemption::Entity::find()
        .select_only()
        .columns([redemption::Column::ShopId, redemption::Column::RewardId])
        .column_as(redemption::Column::Id.count(), "held")
        .filter(redemption::Column::ShopId.is_in(ids))
        .filter(redemption::Column::State.eq(State::Held))
        .group_by(redemption::Column::ShopId)
        .group_by(redemption::Column::RewardId)
        .into_tuple()
        .all(cx.read())
        .await?;
    let rewards = reward::Entity::find()
        .filter(reward::Column::Id.is_in(stocked.iter().map(|row| row.reward_id)))
        .all(cx.read())
        .await?;
    let open: Vec<(RewardId, String)> = reward::Entity::find()
        .select_only()
        .columns([reward::Column::Id, reward::Column::Title])
        .filter(reward::Column::Open.eq(true))
        .order_by_asc(reward::Column::Price)
        .order_by_asc(reward::Column::Id)
        .limit(REWARDS)
        .into_tuple()
        .all(cx.read())
        .await?;
    let line = |row: &stock::Model| StockLine {
        reward: row.reward_id,
        title: rewards
            .iter()
            .find(|reward| reward.id == row.reward_id)
            .map(|reward| reward.title.clone())
            .unwrap_or_default(),
        units: row.units,
        held: held
            .iter()
            .find(|(shop, reward, _)| (*shop, *reward) == (row.shop_id, row.reward_id))
            .map_or(0, |(.., held)| *held),
        low: row.low,
    };
    Ok(shops
        .into_iter()
        .map(|shop| ShopDesk {
            stock: stocked
                .iter()
                .filter(|row| row.shop_id == shop.id)
                .map(line)
                .collect(),
            rewards: open.clone(),
            budget: shop.month_budget,
            spent: spent_by(&spent, shop.id),
            last_month: last_month.clone(),
            shop: shop.id,
            name: shop.name,
            org: shop.org_id,
        })
        .collect())
}

fn spent_by(spent: &[(ShopId, i64)], shop: ShopId) -> i64 {
    let mut known = spent.iter();
    known
        .find(|(id, _)| *id == shop)
        .map_or(0, |(_, points)| *points)
}

/// Enters goods that came in, or what a count has found more or less than the books say; and with how few the shop's people
/// are told, where the keeper has set it.
pub async fn receive(cx: &Cx, form: StockForm) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), Receive(form)).await
}

struct Receive(StockForm);

impl UseCase for Receive {
    type Answer = ();

    fn about(&self) -> String {
        format!("{}:{}", self.0.shop, self.0.reward)
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let id = self.0.shop()?;
        let shop = shop::Entity::find_by_id(id)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        standings(&tx.cx, shop.org_id)?.demand(Action::KEEP_STOCK, Action::KEEP_STOCK)?;
        let NewStock {
            reward,
            change,
            low,
        } = self.0.read()?;
        if reward::Entity::find_by_id(reward)
            .one(&**tx)
            .await?
            .is_none()
        {
            return Err(Code::NOT_FOUND.into());
        }
        let what = (id, reward);
        begin_stock(tx, what).await?;
        let before = level(tx, what).await?;
        if let Some(low) = low {
            set_low(tx, what, low).await?;
        }
        if let Some((change, why)) = change {
            enter_line(tx, what, change, why).await?;
        }
        let came_in = matches!(change, Some((_, StockMove::Received)));
        if low_alarm(before, level(tx, what).await?, came_in) {
            tell_of_low_stock(tx, what).await?;
        }
        tx.audit(Action::KEEP_STOCK, format!("shop:{id}:reward:{reward}"));
        Ok(())
    }
}

/// A shop's stock of a reward that it has not had before begins with none.
async fn begin_stock(tx: &Tx, (shop, reward): (ShopId, RewardId)) -> Result<()> {
    let first = stock::ActiveModel {
        shop_id: Set(shop),
        reward_id: Set(reward),
        units: Set(0),
        low: Set(LOW),
    };
    stock::Entity::insert(first)
        .on_conflict(
            OnConflict::columns([stock::Column::ShopId, stock::Column::RewardId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}

async fn set_low(tx: &Tx, (shop, reward): (ShopId, RewardId), low: i64) -> Result<()> {
    stock::Entity::update_many()
        .col_expr(stock::Column::Low, Expr::value(low))
        .filter(stock::Column::ShopId.eq(shop))
        .filter(stock::Column::RewardId.eq(reward))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Enters a reward, or changes it. What was redeemed keeps the price it was redeemed for.
pub async fn enter_reward(cx: &Cx, form: RewardForm) -> Result<RewardId> {
    cx.once(form.request_id.clone(), EnterReward(form)).await
}

struct EnterReward(RewardForm);

impl UseCase for EnterReward {
    type Answer = RewardId;

    async fn run(&self, tx: &Tx) -> Result<RewardId> {
        Standings::of(tx.actor()).demand(Action::EDIT_REWARD, Action::EDIT_REWARD)?;
        let reward = self.0.read()?;
        let mut row = reward::ActiveModel {
            title: Set(reward.title),
            summary: Set(reward.summary),
            price: Set(reward.price),
            sponsor: Set(reward.sponsor),
            per_person: Set(reward.per_person),
            per_days: Set(reward.per_days),
            open: Set(reward.open),
            updated_at: Set(tx.now()),
            ..Default::default()
        };
        let id = if let Some(id) = reward.id {
            if reward::Entity::find_by_id(id).one(&**tx).await?.is_none() {
                return Err(Code::NOT_FOUND.into());
            }
            row.id = Set(id);
            row.update(&**tx).await?.id
        } else {
            row.insert(&**tx).await?.id
        };
        pictures::show(tx, &pictured(id), Audience::Everybody, &reward.pictures).await?;
        tx.audit(Action::EDIT_REWARD, format!("reward:{id}"));
        Ok(id)
    }
}

/// Opens a shop at an org; its keepers are those who hold the role there.
pub async fn open_shop(cx: &Cx, form: ShopForm) -> Result<ShopId> {
    cx.once(form.request_id.clone(), OpenShop(form)).await
}

struct OpenShop(ShopForm);

impl UseCase for OpenShop {
    type Answer = ShopId;

    async fn run(&self, tx: &Tx) -> Result<ShopId> {
        Standings::of(tx.actor()).demand(Action::EDIT_REWARD, Action::EDIT_REWARD)?;
        let NewShop { org, name, place } = self.0.read()?;
        if tx.cx.store.orgs.get(org).is_none() {
            return Err(Refusal::field("org", Code::NOT_A_CHOICE).into());
        }
        let row = shop::ActiveModel {
            org_id: Set(org),
            name: Set(name),
            place: Set(place),
            month_budget: Set(None),
            ..Default::default()
        };
        let id = row.insert(&**tx).await?.id;
        tx.audit(Action::EDIT_REWARD, format!("shop:{id}"));
        Ok(id)
    }
}

/// Every reward as a form to change it, the shops, and the orgs that can have one: for the administrator.
pub async fn admin(cx: &Cx) -> Result<(Vec<RewardForm>, Vec<ShopView>, Vec<(String, String)>)> {
    const MOST: u64 = 300;
    signed_in(&cx.actor)?;
    Standings::of(&cx.actor).demand(Action::EDIT_REWARD, Action::EDIT_REWARD)?;
    let rows = reward::Entity::find()
        .order_by_asc(reward::Column::Price)
        .limit(MOST)
        .all(cx.read())
        .await?;
    let subjects: Vec<String> = rows.iter().map(|row| pictured(row.id)).collect();
    let pictures = pictures::shown_by_each(cx, &subjects).await?;
    let forms = rows.into_iter().map(|row| {
        let subject = pictured(row.id);
        let names = pictures.iter().filter(|(of, _)| *of == subject);
        RewardForm {
            request_id: String::new(),
            id: row.id.to_string(),
            title: row.title,
            summary: row.summary,
            price: row.price.to_string(),
            sponsor: row.sponsor,
            per_person: row.per_person.to_string(),
            per_days: row.per_days.to_string(),
            pictures: names
                .map(|(_, picture)| picture.name.as_str())
                .collect::<Vec<_>>()
                .join(","),
            open: if row.open {
                "open".to_owned()
            } else {
                String::new()
            },
        }
    });
    let shops = shop::Entity::find()
        .order_by_asc(shop::Column::Id)
        .limit(MOST)
        .all(cx.read())
        .await?;
    let (month, _) = cx.now.date().month();
    let ids: Vec<ShopId> = shops.iter().map(|shop| shop.id).collect();
    let spent = spent(cx.read(), &ids, month).await?;
    let shops = shops.into_iter().map(|shop| ShopView {
        spent: spent_by(&spent, shop.id),
        id: shop.id,
        name: shop.name,
        place: shop.place,
        budget: shop.month_budget,
    });
    let everywhere = cx.actor.desk_paths();
    let orgs = cx.store.orgs.within(&everywhere);
    let orgs = orgs.map(|org| (org.id.to_string(), cx.store.orgs.place_name(&org.path)));
    Ok((forms.collect(), shops.collect(), orgs.collect()))
}
