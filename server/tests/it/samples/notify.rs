//! Messages.

use super::Sample;
use store::testing::County;

pub(super) async fn sample(_: &County, function: &str) -> Option<Sample> {
    Some(match function {
        "messages" => Sample::default(),
        "mark_read" => Sample::of(&[("up_to", &1)]),
        _ => return None,
    })
}
