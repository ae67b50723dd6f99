//! Rankings, for `diandan check`.

use crate::checking::{Checking, Question};
use crate::error::Result;

const QUESTIONS: &[Question] = &[
    Question {
        what: "who is ranked against their consents",
        table: "volunteer",
        sentences: "SELECT 'volunteer ' || v.id || ': is or is not ranked against their last word'
            FROM volunteer AS v WHERE (v.ranked_as IS NOT NULL) <> coalesce((SELECT c.given FROM consent AS c
                WHERE c.account_id = v.account_id AND c.purpose = 'ranking' ORDER BY c.id DESC LIMIT 1), false) ORDER BY v.id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await
}
