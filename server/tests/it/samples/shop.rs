//! The points shop, where the member has earned what a reward costs.

use super::Sample;
use domain::actor::Role;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    // Who keeps another shop is nobody in this one.
    let (rival, village) = (&county.rival, county.places.village);
    county
        .admin
        .grants(&rival.phone, Role::ShopKeeper, village)
        .await
        .unwrap();
    Some(match function {
        "rewards" | "mine" | "desk" => Sample::default(),
        "reward" => Sample::of(&[("id", &county.shelf(1).await.reward)]),
        "redeem" => {
            county.has_served(&county.member, 60).await;
            let shelf = county.shelf(1).await;
            Sample::of(&[
                ("reward", &shelf.reward),
                ("shop", &shelf.shop),
                ("price", &shelf.price),
            ])
        }
        "cancel" => Sample::of(&[("id", &county.redemption().await)]),
        "counter" | "hand_out" => {
            let id = county.redemption().await;
            Sample::of(&[("code", &county.member.pick_up_code(id).await.unwrap())])
        }
        "receive" => {
            let shelf = county.shelf(1).await;
            Sample::of(&[
                ("shop", &shelf.shop),
                ("reward", &shelf.reward),
                ("change", &5),
                ("low", &3),
            ])
        }
        "enter_reward" => Sample::of(&[
            ("title", &"洗衣液"),
            ("summary", &"两公斤一瓶"),
            ("price", &40),
            ("per_person", &1),
            ("per_days", &30),
        ]),
        "open_shop" => Sample::of(&[
            ("org", &county.places.village),
            ("name", &"城内社区积分超市"),
            ("place", &"社区服务中心一楼"),
        ]),
        "set_budget" => Sample::of(&[("shop", &county.shelf(1).await.shop), ("budget", &500)]),
        _ => return None,
    })
}
