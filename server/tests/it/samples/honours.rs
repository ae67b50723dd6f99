//! Honours: nominations of the member, whose leader has nominated them and whose township reviews them.

use super::Sample;
use domain::honours::Kind;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    Some(match function {
        "awarded" | "notices" | "mine" => Sample::default(),
        "desk" => {
            county.nomination().await;
            Sample::default()
        }
        "choices" => Sample::of(&[("campaign", &county.campaign(Kind::Volunteer).await)]),
        "approve" => Sample::of(&[("id", &county.nomination().await)]),
        "give_back" => Sample::of(&[("id", &county.nomination().await), ("words", &"材料要补充")]),
        "case" | "award" => Sample::of(&[("id", &county.nomination_to_award().await)]),
        "nominate" => Sample::of(&[
            ("campaign", &county.campaign(Kind::Volunteer).await),
            ("subject", &county.member.volunteer_id()),
            ("reason", &"风里来雨里去，一年没有歇过"),
        ]),
        "answer" => {
            let campaign = county.campaign(Kind::Volunteer).await;
            let theirs = county
                .nominated(&county.station, campaign, &county.minor)
                .await;
            Sample::of(&[("id", &county.nomination().await), ("agree", &"yes")])
                .but_for("minor", &[("id", &theirs), ("agree", &"yes")])
        }
        "object" => Sample::of(&[
            ("id", &county.nomination_in_notice().await),
            ("words", &"这些事不是他做的"),
        ]),
        "open" => {
            let today = county.now().date();
            Sample::of(&[
                ("title", &"最美志愿服务队"),
                ("about", &"一年里服务最多"),
                ("kind", &"team"),
                ("from", &today.plus_days(-300)),
                ("to", &today),
                ("until", &today.plus_days(10)),
                ("places", &1),
                ("hours", &1),
                ("orders", &1),
                ("approval", &1),
            ])
        }
        _ => return None,
    })
}
