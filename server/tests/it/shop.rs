//! The points shop as browsers get it that run no program.

use crate::browser::{Browser, serve};
use crate::samples::serve_and_post;
use axum::http::StatusCode;
use domain::account::GrantForm;
use domain::ids::{RewardId, ShopId};
use domain::shop::{RewardForm, ShopForm, StockForm};
use store::testing::County;
use store::{account, shop};

#[tokio::test]
async fn a_price_that_has_changed_is_shown_before_anybody_pays_it() {
    let county = County::sqlite().await;
    serve_and_post(&county).await;
    let (place, reward) = stocked(&county).await;
    let member = Browser::of(&serve(&county), &county.member).await;
    let page = format!("/rewards/{reward}");
    let answer = member.get(&page).await;
    assert!(answer.body.contains("name=\"price\" value=\"1\""));

    let admin = county.admin.cx().await;
    let dearer = RewardForm {
        id: reward.to_string(),
        ..tissues(2)
    };
    shop::enter_reward(&admin, dearer).await.unwrap();
    let form = format!("request_id=x&reward={reward}&shop={place}");
    for shown in ["&price=1", "&price=", ""] {
        let form = format!("{form}{shown}");
        let answer = member.submit(&page, "/api/shop/redeem", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{shown}");
        assert!(answer.body.contains("价格刚刚变了"), "{shown}");
        assert!(
            answer.body.contains("name=\"price\" value=\"2\""),
            "{shown}: the form carries what the page shows now"
        );
    }
    let form = format!("{form}&price=2");
    let answer = member.submit(&page, "/api/shop/redeem", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/me/rewards");
}

/// A shop at the member's village, with tissues in it.
async fn stocked(county: &County) -> (ShopId, RewardId) {
    let admin = county.admin.cx().await;
    let village = county.places.village.to_string();
    let form = ShopForm {
        org: village.clone(),
        name: "城内社区积分超市".to_owned(),
        place: "社区服务中心一楼".to_owned(),
        ..ShopForm::default()
    };
    let place = shop::open_shop(&admin, form).await.unwrap();
    let reward = shop::enter_reward(&admin, tissues(1)).await.unwrap();
    let grant = GrantForm {
        phone: county.station.phone.clone(),
        role: "shop_keeper".to_owned(),
        org: village,
        ..GrantForm::default()
    };
    account::grant_role(&admin, grant).await.unwrap();
    let came_in = StockForm {
        change: "5".to_owned(),
        ..StockForm::default()
    };
    let keeper = county.station.cx().await;
    shop::receive(&keeper, "", (place, reward), &came_in)
        .await
        .unwrap();
    (place, reward)
}

fn tissues(price: i64) -> RewardForm {
    RewardForm {
        title: "抽纸一提".to_owned(),
        summary: "三包装抽纸".to_owned(),
        price: price.to_string(),
        per_person: "2".to_owned(),
        per_days: "30".to_owned(),
        open: "open".to_owned(),
        ..RewardForm::default()
    }
}
