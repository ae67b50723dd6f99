//! The menu, for `diandan check`.

use crate::checking::{Checking, Question};
use crate::error::Result;

const QUESTIONS: &[Question] = &[
    Question {
        what: "services' stars against the ratings",
        table: "item",
        sentences: "SELECT 'item ' || i.id || ': has ' || i.ratings || ' ratings with ' || i.stars || ' stars, the rows make '
                || coalesce(given.ratings, 0) || ' with ' || coalesce(given.stars, 0)
            FROM item AS i
            LEFT JOIN (SELECT item_id, count(*) AS ratings, sum(stars) AS stars FROM rating GROUP BY item_id) AS given ON given.item_id = i.id
            WHERE i.ratings <> coalesce(given.ratings, 0) OR i.stars <> coalesce(given.stars, 0) ORDER BY i.id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await
}
