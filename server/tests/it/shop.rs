//! The points shop as browsers get it that run no program.

use crate::browser::{Browser, serve};
use axum::http::StatusCode;
use domain::shop::RewardForm;
use store::shop;
use store::testing::{County, Shelf};

#[tokio::test]
async fn a_price_that_has_changed_is_shown_before_anybody_pays_it() {
    let county = County::sqlite().await;
    county.has_served(&county.member, 60).await;
    let Shelf {
        shop: place,
        reward,
        ..
    } = county.shelf(1).await;
    let member = Browser::of(&serve(&county), &county.member).await;
    let page = format!("/rewards/{reward}");
    let answer = member.get(&page).await;
    assert!(answer.body.contains("name=\"price\" value=\"1\""));

    let admin = county.admin.cx().await;
    let (mut forms, ..) = shop::admin(&admin).await.unwrap();
    let dearer = RewardForm {
        request_id: admin.form_id(),
        price: "2".to_owned(),
        ..forms.remove(0)
    };
    shop::enter_reward(&admin, dearer).await.unwrap();
    let form = format!("request_id=x&reward={reward}&shop={place}");
    for shown in ["&price=1", "&price=", ""] {
        let form = format!("{form}{shown}");
        let answer = member.submit(&page, "/api/shop/redeem", &form).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{shown}");
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
