//! The county's rules.

use super::Sample;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    Some(match function {
        "desk" => Sample::default(),
        "enter" => Sample::of(&[
            ("number", &"reopen_days"),
            ("value", &20),
            ("from", &county.now().date().plus_days(2)),
            ("reason", &"县中心会议决定"),
        ]),
        _ => return None,
    })
}
