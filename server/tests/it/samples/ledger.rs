//! The open books.

use super::Sample;
use store::testing::County;

pub(super) async fn sample(_: &County, function: &str) -> Option<Sample> {
    (function == "books").then(Sample::default)
}
