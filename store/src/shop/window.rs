//! The shop window, and what one has redeemed.

use super::{pictured, redemption, reward as rewards_table, shop, stock};
use crate::db::Cx;
use crate::error::Result;
use crate::page::{after_pair, behind, first_page, newest_first, pair};
use crate::person::signed_in;
use crate::search::Words;
use crate::{pictures, points, rules};
use domain::Code;
use domain::ids::{RewardId, ShopId};
use domain::page::Page;
use domain::pictures::PictureView;
use domain::rules::Number;
use domain::shop::{RedemptionView, RewardCard, RewardView, ShopStock, State};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// The window's filters, as its URL carries them.
#[derive(Clone, Debug, Default)]
pub struct RewardFilter {
    /// Words to find in name, text or sponsor.
    pub q: String,
    /// Only what the viewer's points suffice for.
    pub affordable: bool,
    /// The key of the last row seen.
    pub after: Option<String>,
}

/// One page of the shop window with the viewer's points, the cheapest first.
pub async fn rewards(cx: &Cx, filter: &RewardFilter) -> Result<(Option<i64>, Page<RewardCard>)> {
    let balance = match cx.actor.volunteer {
        Some(me) => Some(points::balance(cx, me).await?),
        None => None,
    };
    let mut query = rewards_table::Entity::find()
        .filter(rewards_table::Column::Open.eq(true))
        .filter(Words::read(cx, &filter.q).within(&[
            rewards_table::Column::Title,
            rewards_table::Column::Summary,
            rewards_table::Column::Sponsor,
        ]))
        .order_by_asc(rewards_table::Column::Price)
        .order_by_asc(rewards_table::Column::Id);
    if let Some(balance) = balance.filter(|_| filter.affordable) {
        query = query.filter(rewards_table::Column::Price.lte(balance));
    }
    if let Some(last) = after_pair(filter.after.as_deref()) {
        query = query.filter(behind(
            rewards_table::Column::Price,
            rewards_table::Column::Id,
            last,
        ));
    }
    let page = first_page(cx, query, |row| pair(row.price, row.id)).await?;
    let ids: Vec<RewardId> = page.rows.iter().map(|row| row.id).collect();
    let units = units(cx, &ids).await?;
    let first = first_pictures(cx, &ids).await?;
    let cards = page.map(|row| card(row, &units, &first));
    Ok((balance, cards))
}

async fn units(cx: &Cx, rewards: &[RewardId]) -> Result<Vec<(RewardId, i64)>> {
    Ok(stock::Entity::find()
        .select_only()
        .column(stock::Column::RewardId)
        .column_as(stock::Column::Units.sum().cast_as("bigint"), "units")
        .filter(stock::Column::RewardId.is_in(rewards.iter().copied()))
        .group_by(stock::Column::RewardId)
        .into_tuple()
        .all(cx.read())
        .await?)
}

async fn first_pictures(cx: &Cx, rewards: &[RewardId]) -> Result<Vec<(String, PictureView)>> {
    let subjects: Vec<String> = rewards.iter().map(|id| pictured(*id)).collect();
    pictures::firsts(cx, &subjects).await
}

fn card(
    row: rewards_table::Model,
    units: &[(RewardId, i64)],
    pictures: &[(String, PictureView)],
) -> RewardCard {
    let subject = pictured(row.id);
    RewardCard {
        units: units
            .iter()
            .find(|(id, _)| *id == row.id)
            .map_or(0, |(_, units)| *units),
        picture: pictures
            .iter()
            .find(|(known, _)| *known == subject)
            .map(|(_, picture)| picture.clone()),
        id: row.id,
        title: row.title,
        price: row.price,
        sponsor: row.sponsor,
    }
}

/// A reward with the shops that have it.
pub async fn reward(cx: &Cx, id: RewardId) -> Result<RewardView> {
    let row = rewards_table::Entity::find_by_id(id)
        .filter(rewards_table::Column::Open.eq(true))
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let stocked: Vec<(ShopId, i64)> = stock::Entity::find()
        .select_only()
        .columns([stock::Column::ShopId, stock::Column::Units])
        .filter(stock::Column::RewardId.eq(id))
        .into_tuple()
        .all(cx.read())
        .await?;
    let shops = shop::Entity::find()
        .filter(shop::Column::Id.is_in(stocked.iter().map(|(shop, _)| *shop)))
        .order_by_asc(shop::Column::Id)
        .all(cx.read())
        .await?;
    let units_of = |shop: ShopId| {
        let mut known = stocked.iter();
        known
            .find(|(id, _)| *id == shop)
            .map_or(0, |(_, units)| *units)
    };
    let pictures = pictures::shown(cx, &pictured(id)).await?;
    let total = stocked.iter().map(|(_, units)| units).sum();
    let balance = match cx.actor.volunteer {
        Some(me) => Some(points::balance(cx, me).await?),
        None => None,
    };
    let shown: Vec<_> = pictures
        .first()
        .map(|picture| (pictured(id), picture.clone()))
        .into_iter()
        .collect();
    Ok(RewardView {
        summary: row.summary.clone(),
        per_person: row.per_person,
        per_days: row.per_days,
        held_days: rules::today(cx, Number::HeldDays).await?,
        card: card(row, &[(id, total)], &shown),
        pictures,
        shops: shops
            .into_iter()
            .map(|shop| ShopStock {
                units: units_of(shop.id),
                id: shop.id,
                name: shop.name,
                place: shop.place,
            })
            .collect(),
        balance,
        request_id: cx.form_id(),
    })
}

/// What one has redeemed, the newest first.
pub async fn mine(cx: &Cx, key: Option<&str>) -> Result<Page<RedemptionView>> {
    signed_in(&cx.actor)?;
    let Some(me) = cx.actor.volunteer else {
        return Ok(Page::default());
    };
    let mine = redemption::Entity::of(me);
    let page = newest_first(cx, mine, redemption::Column::Id, key, |row| row.id.0).await?;
    let shops = shop::Entity::find()
        .filter(shop::Column::Id.is_in(page.rows.iter().map(|row| row.shop_id)))
        .all(cx.read())
        .await?;
    Ok(page.map(|row| RedemptionView {
        title: row.title,
        shop: shops
            .iter()
            .find(|shop| shop.id == row.shop_id)
            .map(|shop| format!("{} · {}", shop.name, shop.place))
            .unwrap_or_default(),
        code: (row.state == State::Held).then_some(row.code),
        id: row.id,
        state: row.state,
        points: row.points,
        at: row.at,
        until: row.until_at,
    }))
}
