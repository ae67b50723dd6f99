//! The points shop: what is kept in it, and what is held for whom.

use super::County;
use domain::ids::{RedemptionId, RewardId, ShopId};
use domain::shop::{RewardForm, ShopForm, StockForm};

/// A reward that a shop has in stock.
#[derive(Clone, Copy, Debug)]
pub struct Shelf {
    /// The shop.
    pub shop: ShopId,
    /// The reward.
    pub reward: RewardId,
    /// Its price.
    pub price: i64,
}

impl County {
    /// The shop of 东门社区, with five units of a reward at this price.
    pub async fn shelf(&self, price: i64) -> Shelf {
        let form = ShopForm {
            org: self.places.next_village.to_string(),
            name: "东门社区积分超市".to_owned(),
            place: "社区服务中心一楼".to_owned(),
            ..ShopForm::default()
        };
        let shop = self.admin.opens_shop(form).await.unwrap();
        let form = RewardForm {
            title: "抽纸一提".to_owned(),
            summary: "三包装抽纸".to_owned(),
            price: price.to_string(),
            per_person: "2".to_owned(),
            per_days: "30".to_owned(),
            open: "open".to_owned(),
            ..RewardForm::default()
        };
        let reward = self.admin.enters_reward(form).await.unwrap();
        let came_in = StockForm {
            change: "5".to_owned(),
            ..StockForm::default()
        };
        let goods = (shop, reward);
        self.keeper.receives(goods, &came_in).await.unwrap();
        Shelf {
            shop,
            reward,
            price,
        }
    }

    /// The member has served, and a unit is held for them.
    pub async fn redemption(&self) -> RedemptionId {
        self.has_served(&self.member, 60).await;
        let kept = self.shelf(1).await;
        let goods = (kept.reward, kept.shop);
        self.member.redeems(goods, kept.price).await.unwrap()
    }
}
