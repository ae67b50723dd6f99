//! Server functions of the points shop.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::page::Page;
use domain::shop::{
    BudgetForm, CancelForm, HandOutForm, PickUpView, RedeemForm, RedemptionView, RewardCard,
    RewardForm, RewardView, ShopDesk, ShopForm, ShopView, StockForm,
};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, go},
    store::shop::{self, RewardFilter},
};

/// One page of the shop window, with one's points.
#[server(endpoint = "shop/rewards", input = GetUrl)]
pub async fn rewards(
    #[server(default)] q: String,
    #[server(default)] affordable: String,
    #[server(default)] after: String,
) -> Result<(Option<i64>, Page<RewardCard>), Fault> {
    let filter = RewardFilter {
        q,
        affordable: !affordable.is_empty(),
        after: Some(after),
    };
    Ok(shop::rewards(&cx()?, &filter).await?)
}

/// A reward.
#[server(endpoint = "shop/reward", input = GetUrl)]
pub async fn reward(#[server(default)] id: String) -> Result<RewardView, Fault> {
    let id = id.parse()?;
    Ok(shop::view(&cx()?, id).await?)
}

/// Has a reward held for points: for the price that the page showed, or not at all.
#[server(endpoint = "shop/redeem")]
pub async fn redeem(#[server(flatten)] form: RedeemForm) -> Result<(), Fault> {
    shop::redeem(&cx()?, form).await?;
    go("/me/rewards");
    Ok(())
}

/// What one has redeemed, and an id for the page's forms.
#[server(endpoint = "shop/mine", input = GetUrl)]
pub async fn mine(
    #[server(default)] after: String,
) -> Result<(Page<RedemptionView>, String), Fault> {
    let cx = cx()?;
    let page = shop::mine(&cx, Some(after.as_str())).await?;
    Ok((page, cx.form_id()))
}

/// Calls a redemption off.
#[server(endpoint = "shop/cancel")]
pub async fn cancel(#[server(flatten)] form: CancelForm) -> Result<(), Fault> {
    Ok(shop::cancel(&cx()?, form).await?)
}

/// What a keeper's page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterPage {
    /// The shops they keep.
    pub shops: Vec<ShopDesk>,
    /// What the code in the URL opens, or why it opens nothing.
    pub found: Option<Result<PickUpView, Fault>>,
    /// The id for this page's forms.
    pub request_id: String,
}

/// The keeper's counter, and what a code opens.
#[server(endpoint = "shop/counter", input = GetUrl)]
pub async fn counter(#[server(default)] code: String) -> Result<CounterPage, Fault> {
    let cx = cx()?;
    let shops = shop::desk(&cx).await?;
    let found = if code.trim().is_empty() {
        None
    } else {
        let found = shop::pick_up(&cx, &code).await;
        Some(found.map_err(|error| Fault(error.refusal())))
    };
    Ok(CounterPage {
        shops,
        found,
        request_id: cx.form_id(),
    })
}

/// Hands a held reward out.
#[server(endpoint = "shop/hand_out")]
pub async fn hand_out(#[server(flatten)] form: HandOutForm) -> Result<(), Fault> {
    Ok(shop::hand_out(&cx()?, form).await?)
}

/// Enters what came into a shop, or was counted there, and with how few its people are told.
#[server(endpoint = "shop/receive")]
pub async fn receive(#[server(flatten)] form: StockForm) -> Result<(), Fault> {
    Ok(shop::receive(&cx()?, form).await?)
}

/// What the administrator's page of rewards shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewardDesk {
    /// Every reward, as a form to change it.
    pub rewards: Vec<RewardForm>,
    /// Ids and names of the orgs that can have a shop.
    pub orgs: Vec<(String, String)>,
    /// The shops there are.
    pub shops: Vec<ShopView>,
    /// The id for this page's forms.
    pub request_id: String,
}

/// The administrator's rewards and shops.
#[server(endpoint = "shop/desk", input = GetUrl)]
pub async fn desk() -> Result<RewardDesk, Fault> {
    let cx = cx()?;
    let (rewards, shops, orgs) = shop::admin(&cx).await?;
    Ok(RewardDesk {
        rewards,
        orgs,
        shops,
        request_id: cx.form_id(),
    })
}

/// Enters a reward, or changes it.
#[server(endpoint = "shop/enter_reward")]
pub async fn enter_reward(#[server(flatten)] form: RewardForm) -> Result<(), Fault> {
    shop::enter_reward(&cx()?, form).await?;
    Ok(())
}

/// Opens a shop.
#[server(endpoint = "shop/open_shop")]
pub async fn open_shop(#[server(flatten)] form: ShopForm) -> Result<(), Fault> {
    shop::open_shop(&cx()?, form).await?;
    Ok(())
}

/// Sets what a shop may hand out in a month.
#[server(endpoint = "shop/set_budget")]
pub async fn set_budget(#[server(flatten)] form: BudgetForm) -> Result<(), Fault> {
    Ok(shop::set_budget(&cx()?, form).await?)
}
