//! Keeping a shop, and redeeming in it.

use crate::error::{Error, Result};
use crate::people::Person;
use crate::shop;
use domain::ids::{RedemptionId, RewardId, ShopId};
use domain::shop::{CancelForm, HandOutForm, RedeemForm, RewardForm, ShopForm, StockForm};

impl Person {
    /// Opens a shop.
    pub async fn opens_shop(&self, form: ShopForm) -> Result<ShopId> {
        shop::open_shop(&self.request().await?, form).await
    }

    /// Enters a reward, or changes it.
    pub async fn enters_reward(&self, form: RewardForm) -> Result<RewardId> {
        shop::enter_reward(&self.request().await?, form).await
    }

    /// Enters goods that came in or were counted.
    pub async fn receives(
        &self,
        (shop, reward): (ShopId, RewardId),
        form: &StockForm,
    ) -> Result<()> {
        let cx = self.request().await?;
        let form = StockForm {
            request_id: cx.form_id(),
            shop: shop.to_string(),
            reward: reward.to_string(),
            ..form.clone()
        };
        shop::receive(&cx, form).await
    }

    /// Redeems a reward at the price they have seen.
    pub async fn redeems(
        &self,
        (reward, shop): (RewardId, ShopId),
        price: i64,
    ) -> Result<RedemptionId> {
        let cx = self.request().await?;
        let form = RedeemForm {
            request_id: cx.form_id(),
            reward: reward.to_string(),
            shop: shop.to_string(),
            price: price.to_string(),
        };
        shop::redeem(&cx, form).await
    }

    /// The code that a redemption of theirs is picked up with.
    pub async fn pick_up_code(&self, id: RedemptionId) -> Result<String> {
        let mine = shop::mine(&self.request().await?, None).await?;
        let mut rows = mine.rows.into_iter().filter(|row| row.id == id);
        let code = rows.find_map(|row| row.code);
        code.ok_or(Error::Unreadable("pick-up code"))
    }

    /// Hands out what a code was redeemed for.
    pub async fn hands_out(&self, code: &str) -> Result<()> {
        let cx = self.request().await?;
        let form = HandOutForm {
            request_id: cx.form_id(),
            code: code.to_owned(),
        };
        shop::hand_out(&cx, form).await
    }

    /// Calls their own redemption off.
    pub async fn cancels_redemption(&self, id: RedemptionId) -> Result<()> {
        let cx = self.request().await?;
        let form = CancelForm {
            request_id: cx.form_id(),
            id: id.to_string(),
        };
        shop::cancel(&cx, form).await
    }
}
