//! Stars: the member's, who has reached the first one and whose township reviews it.

use super::Sample;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    Some(match function {
        "mine" | "notices" => Sample::default(),
        "desk" => {
            county.star_to_award().await;
            Sample::default()
        }
        "apply" => {
            county.star_in_reach().await;
            Sample::of(&[("star", &1)])
        }
        "withdraw" => Sample::of(&[("id", &county.star_application().await)]),
        "review" => Sample::of(&[
            ("id", &county.star_application().await),
            ("verdict", &"approve"),
        ]),
        "object" => Sample::of(&[
            ("id", &county.star_in_notice().await),
            ("words", &"这些时长不是本人服务的"),
        ]),
        "award" => Sample::of(&[("application", &county.star_to_award().await)]),
        "enter_rule" => Sample::of(&[
            ("star", &5),
            ("hours", &1700),
            ("body", &"province"),
            ("from", &county.now().date().plus_days(2)),
        ]),
        "nominees" => {
            county.star_in_reach().await;
            Sample::of(&[("team", &county.teams.barbers)])
        }
        "nominate" => {
            county.star_in_reach().await;
            Sample::of(&[
                ("team", &county.teams.barbers),
                ("volunteer", &county.member.volunteer_id()),
            ])
        }
        _ => return None,
    })
}
