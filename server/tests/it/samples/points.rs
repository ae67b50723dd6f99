//! Points.

use super::Sample;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    Some(match function {
        "statement" | "earning" => Sample::default(),
        "desk" => {
            let (asks, whom) = (&county.elsewhere, &county.member);
            county.points_asked(asks, whom).await;
            Sample::default()
        }
        "ask" => Sample::of(&[
            ("no", &county.leader.volunteer_no()),
            ("way", &"grant"),
            ("points", &5),
            ("words", &"防汛值守三个晚上"),
        ]),
        "decide" => {
            let (asks, whom) = (&county.elsewhere, &county.member);
            let id = county.points_asked(asks, whom).await;
            Sample::of(&[("id", &id), ("verdict", &"approve")])
        }
        "enter_rule" => Sample::of(&[
            ("earns", &"hour"),
            ("points", &12),
            ("from", &county.now().date().plus_days(2)),
        ]),
        _ => return None,
    })
}
