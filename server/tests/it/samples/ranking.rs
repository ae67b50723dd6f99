//! Rankings.

use super::Sample;
use store::testing::County;

pub(super) async fn sample(_: &County, function: &str) -> Option<Sample> {
    Some(match function {
        "list" => Sample::default(),
        "choose" => Sample::of(&[("listed", &"listed"), ("name", &"清风")]),
        _ => return None,
    })
}
