//! The points shops: opened, stocked and visited. A redemption is held, picked up, called off, forgotten.

use crate::demo::county::{CHEN, County, HOME, SEAT, story};
use crate::demo::time::Story;
use crate::error::{Error, Result};
use crate::people::Person;
use domain::actor::Role;
use domain::ids::{OrgId, RewardId, ShopId};
use domain::shop::{RewardForm, ShopForm, StockForm};
use domain::time::{DAY, HOUR};
use std::cell::OnceCell;
use std::rc::Rc;

/// The shops: whose, name, where and when.
const SHOPS: [(OrgId, &str, &str); 2] = [
    (HOME, "城内社区积分超市", "社区服务中心一楼，每天9点到17点"),
    (SEAT, "南诏镇积分超市", "镇文化站旁，周一到周五8点到17点半"),
];
/// Opened so many days ago.
const OPENED: i64 = 40;

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
const UMBRELLA: usize = 8;
/// The rewards with a picture: where the plums and the tea grow.
const PICTURED: [usize; 2] = [2, 3];

/// What becomes of a redemption.
#[derive(Clone, Copy)]
enum End {
    /// Its code waits for somebody to come, or is forgotten in the end.
    Waits,
    PickedUp,
    CalledOff,
}

/// Who redeems what in which shop, how many hours ago.
const VISITS: [(usize, usize, usize, i64, End); 12] = [
    (2, 0, 0, 700, End::PickedUp),
    (4, 1, 0, 640, End::PickedUp),
    (7, 4, 1, 600, End::PickedUp),
    (5, 5, 1, 480, End::CalledOff),
    (6, 2, 0, 420, End::PickedUp),
    (8, 6, 0, 360, End::PickedUp),
    (3, 3, 1, 300, End::PickedUp),
    // 陈倩 has forgotten an umbrella: the clock gives her points back.
    (CHEN, UMBRELLA, 0, 8 * 24, End::Waits),
    (7, 7, 0, 150, End::PickedUp),
    (4, 6, 1, 75, End::CalledOff),
    (2, 2, 0, 50, End::Waits),
    (5, 4, 1, 20, End::Waits),
];

/// The opened shops and what they have.
type Shops = Rc<OnceCell<(Vec<ShopId>, Vec<RewardId>)>>;

pub(crate) fn stories(county: &County) -> Vec<Story<'_>> {
    let shops = Shops::default();
    let mut all = vec![story(open(county, shops.clone()))];
    all.extend(VISITS.map(|visit| story(redeem(county, shops.clone(), visit))));
    all
}

/// Who keeps a shop: 许秀兰 her community's, and a colleague at the institute the town's.
fn keeper(county: &County, org: OrgId) -> &Person {
    let nth = usize::from(org == SEAT);
    &county.staff_of(org)[nth]
}

async fn open(county: &County, opened: Shops) -> Result<()> {
    let at = county.days_ago(OPENED);
    county.time.comes(at).await;
    let admin = county.admin.at(at);
    let mut shops = Vec::new();
    for (org, name, place) in SHOPS {
        let phone = &keeper(county, org).phone;
        admin.grants(phone, Role::ShopKeeper, org).await?;
        let form = ShopForm {
            org: org.to_string(),
            name: name.to_owned(),
            place: place.to_owned(),
            ..ShopForm::default()
        };
        shops.push(admin.opens_shop(form).await?);
    }
    let mut rewards = Vec::new();
    for (nth, (title, summary, price, sponsor, units)) in REWARDS.into_iter().enumerate() {
        let form = RewardForm {
            title: title.to_owned(),
            summary: summary.to_owned(),
            price: price.to_string(),
            sponsor: sponsor.to_owned(),
            per_person: "2".to_owned(),
            per_days: "30".to_owned(),
            pictures: pictures(county, &admin, nth).await?,
            open: "open".to_owned(),
            ..RewardForm::default()
        };
        let reward = admin.enters_reward(form).await?;
        for ((org, ..), shop) in SHOPS.iter().zip(&shops) {
            let came_in = StockForm {
                change: units.to_string(),
                ..StockForm::default()
            };
            let keeper = keeper(county, *org).reloaded().await?.at(at.plus(DAY));
            keeper.receives((*shop, reward), &came_in).await?;
        }
        rewards.push(reward);
    }
    opened.set((shops, rewards)).map_err(|_| Error::Closed)
}

async fn pictures(county: &County, admin: &Person, reward: usize) -> Result<String> {
    if !PICTURED.contains(&reward) || county.pictures.is_empty() {
        return Ok(String::new());
    }
    let _one_at_a_time = county.camera.lock().await;
    county.sends_pictures(admin, &mut county.chance(), 1).await
}

async fn redeem(
    county: &County,
    opened: Shops,
    (whom, reward, shop, hours, end): (usize, usize, usize, i64, End),
) -> Result<()> {
    let at = county.ago(hours * HOUR);
    county.time.comes(at).await;
    let Some((shops, rewards)) = opened.get() else {
        return Ok(());
    };
    let buyer = county.volunteers[whom].person.at(at);
    let wanted = (rewards[reward], shops[shop]);
    let redeemed = buyer.redeems(wanted, REWARDS[reward].2).await?;
    match end {
        End::Waits => Ok(()),
        End::PickedUp => {
            let at = at.plus(2 * DAY);
            county.time.comes(at).await;
            let code = buyer.pick_up_code(redeemed).await?;
            let keeper = keeper(county, SHOPS[shop].0).reloaded().await?;
            keeper.at(at).hands_out(&code).await
        }
        End::CalledOff => {
            let at = at.plus(DAY);
            county.time.comes(at).await;
            buyer.at(at).cancels_redemption(redeemed).await
        }
    }
}
