//! What is there without a network.

use super::Sample;
use store::testing::County;

pub(super) async fn sample(_: &County, function: &str) -> Option<Sample> {
    function.is_empty().then(Sample::default)
}
