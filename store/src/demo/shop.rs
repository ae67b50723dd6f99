//! The demo county's points shops: opened, stocked and visited by the use-cases themselves.

use super::county::{ADMIN, CENTRE, CHEN, HOME, SEAT, STATION_CLERK};
use crate::error::{Error, Result};
use crate::points::ledger_account;
use crate::{Store, account, shop};
use domain::actor::{Actor, Grant, Role};
use domain::ids::{AccountId, OrgId, RewardId, ShopId, VolunteerId};
use domain::pictures::PictureView;
use domain::shop::{RewardForm, ShopForm, StockForm};
use domain::time::{DAY, HOUR, Timestamp};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// The shops: whose, name, where and when.
const SHOPS: [(OrgId, &str, &str); 2] = [
    (HOME, "城内社区积分超市", "社区服务中心一楼，每天9点到17点"),
    (SEAT, "南诏镇积分超市", "镇文化站旁，周一到周五8点到17点半"),
];

/// Rewards: name, what it is, price, who gives it, how many there are in each shop.
const REWARDS: [(&str, &str, i64, &str, i64); 10] = [
    (
        "抽纸一提",
        "三包装抽纸，家里常用。",
        30,
        "城内社区居委会",
        40,
    ),
    ("洗衣液", "两公斤一瓶，薰衣草香。", 60, "惠民超市", 24),
    (
        "诏安青梅蜜饯",
        "本地青梅做的蜜饯，半斤一盒。",
        50,
        "红星乡青梅合作社",
        18,
    ),
    (
        "八仙茶一罐",
        "诏安八仙茶，一百克装。",
        120,
        "白洋乡茶叶协会",
        10,
    ),
    ("大米五公斤", "本地晚稻米，真空装。", 150, "惠民超市", 12),
    (
        "保温杯",
        "五百毫升不锈钢保温杯，刻有志愿者标志。",
        180,
        "县新时代文明实践中心",
        6,
    ),
    (
        "理发券一张",
        "凭券到爱心理发店剪一次头发。",
        40,
        "爱心理发店",
        30,
    ),
    (
        "书法春联一副",
        "县书法协会现场书写，腊月领取。",
        80,
        "县书法协会",
        15,
    ),
    ("雨伞", "晴雨两用折叠伞。", 90, "县新时代文明实践中心", 2),
    (
        "体检套餐",
        "乡镇卫生院基础体检一次，需提前预约。",
        400,
        "深桥镇卫生院",
        3,
    ),
];

/// The rewards with a picture.
const PICTURED: [&str; 2] = ["诏安青梅蜜饯", "八仙茶一罐"];

/// Opens the shops, fills them, and lets some people redeem: a few rewards are still waiting for them.
pub async fn open(store: &Store, pictures: &[PictureView], now: Timestamp) -> Result<()> {
    let at = |actor: Actor, at: Timestamp| store.cx(actor, at, "demo");
    let root = store
        .orgs
        .get(CENTRE)
        .map(|org| org.path.clone())
        .ok_or(Error::Closed)?;
    let grant = |role, org, path| Grant { role, org, path };
    let admin = Actor {
        account: Some(ADMIN),
        grants: vec![grant(Role::CountyAdmin, CENTRE, root)],
        ..Actor::default()
    };
    let keeper = Actor {
        account: Some(STATION_CLERK),
        grants: SHOPS
            .iter()
            .filter_map(|(org, ..)| {
                let path = store.orgs.get(*org)?.path.clone();
                Some(grant(Role::ShopKeeper, *org, path))
            })
            .collect(),
        ..Actor::default()
    };
    keep_shop(store, now).await?;
    let opening = now.plus(-40 * DAY);
    let mut shops: Vec<ShopId> = Vec::new();
    for (org, name, place) in SHOPS {
        let form = ShopForm {
            org: org.to_string(),
            name: name.to_owned(),
            place: place.to_owned(),
            ..ShopForm::default()
        };
        shops.push(shop::open_shop(&at(admin.clone(), opening), form).await?);
    }
    let mut rewards: Vec<(RewardId, i64)> = Vec::new();
    for (nth, (title, summary, price, sponsor, units)) in REWARDS.into_iter().enumerate() {
        let form = RewardForm {
            title: title.to_owned(),
            summary: summary.to_owned(),
            price: price.to_string(),
            sponsor: sponsor.to_owned(),
            per_person: "2".to_owned(),
            per_days: "30".to_owned(),
            // The demo's pictures are hills: where the plums and the tea grow.
            pictures: pictures
                .get(nth % pictures.len().max(1))
                .filter(|_| PICTURED.contains(&title))
                .map(|picture| picture.name.to_string())
                .unwrap_or_default(),
            open: "open".to_owned(),
            ..RewardForm::default()
        };
        let reward = shop::enter_reward(&at(admin.clone(), opening), form).await?;
        for shop in &shops {
            let cx = at(keeper.clone(), opening.plus(DAY));
            let came_in = StockForm {
                change: units.to_string(),
                ..StockForm::default()
            };
            shop::receive(&cx, "", (*shop, reward), &came_in).await?;
        }
        rewards.push((reward, price));
    }
    // 陈倩 has forgotten an umbrella: the clock gives her points back as soon as the county is served.
    let forgetful = Actor {
        account: Some(AccountId(CHEN.0)),
        volunteer: Some(CHEN),
        ..Actor::default()
    };
    let umbrella = REWARDS.iter().position(|reward| reward.0 == "雨伞");
    if let (Some(umbrella), Some(first)) = (umbrella, shops.first()) {
        let forgetful = at(forgetful, now.plus(-8 * DAY));
        let (reward, price) = rewards[umbrella];
        shop::redeem(&forgetful, "", reward, *first, Some(price)).await?;
    }
    for (nth, actor) in buyers(store).await?.into_iter().enumerate() {
        // Some came long ago and took it home; the latest have not come yet.
        let when = now.plus(-((nth as i64 * 29) % 600) * HOUR);
        let buyer = at(actor, when);
        let (reward, price) = rewards[nth % rewards.len()];
        let place = shops[nth % shops.len()];
        let redeemed = shop::redeem(&buyer, "", reward, place, Some(price)).await;
        if redeemed.is_err() {
            continue;
        }
        let mine = shop::mine(&buyer, None).await?;
        let code = mine.rows.into_iter().find_map(|row| row.code);
        if let Some(code) = code.filter(|_| when < now.plus(-3 * DAY)) {
            shop::hand_out(&at(keeper.clone(), when.plus(2 * DAY)), "", &code).await?;
        }
    }
    Ok(())
}

/// 许秀兰 keeps her community's shop.
async fn keep_shop(store: &Store, now: Timestamp) -> Result<()> {
    let cx = store.cx(Actor::clock(), now, "demo");
    cx.write((), |tx, ()| {
        Box::pin(async move {
            let row = account::grant::ActiveModel {
                account_id: sea_orm::Set(STATION_CLERK),
                role: sea_orm::Set(Role::ShopKeeper),
                org_id: sea_orm::Set(HOME),
                granted_at: sea_orm::Set(tx.now()),
                ended_at: sea_orm::Set(None),
                ..Default::default()
            };
            sea_orm::ActiveModelTrait::insert(row, &**tx).await?;
            Ok(())
        })
    })
    .await
}

/// Volunteers with points to spend, other than those whom the demo's guests sign in as.
async fn buyers(store: &Store) -> Result<Vec<Actor>> {
    const BUYERS: u64 = 24;
    const GUESTS: i64 = 20;
    let rich: Vec<(Option<VolunteerId>, AccountId)> = ledger_account::Entity::find()
        .select_only()
        .column(ledger_account::Column::VolunteerId)
        .column(account::volunteer::Column::AccountId)
        .join_rev(
            sea_orm::JoinType::InnerJoin,
            account::volunteer::Entity::belongs_to(ledger_account::Entity)
                .from(account::volunteer::Column::Id)
                .to(ledger_account::Column::VolunteerId)
                .into(),
        )
        .filter(ledger_account::Column::Balance.gte(200))
        .filter(ledger_account::Column::VolunteerId.gt(GUESTS))
        .order_by_asc(ledger_account::Column::Id)
        .limit(BUYERS)
        .into_tuple()
        .all(&store.read)
        .await?;
    Ok(rich
        .into_iter()
        .map(|(volunteer, account)| Actor {
            account: Some(account),
            volunteer,
            ..Actor::default()
        })
        .collect())
}
