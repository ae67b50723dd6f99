//! Honours, for `diandan check`.

use crate::checking::{Checking, Question};
use crate::error::Result;

const QUESTIONS: &[Question] = &[
    Question {
        what: "nominations against their last events",
        table: "honour_nomination",
        sentences: "SELECT 'honour_nomination ' || n.id || ': the state is ' || n.state || ', the last event leads to ' || coalesce(e.to_state, 'nothing')
            FROM honour_nomination AS n
            LEFT JOIN (SELECT nomination_id, max(id) AS last FROM honour_event GROUP BY nomination_id) AS l ON l.nomination_id = n.id
            LEFT JOIN honour_event AS e ON e.id = l.last
            WHERE e.id IS NULL OR e.to_state <> n.state
            ORDER BY n.id",
    },
    Question {
        what: "honours that are awarded against the places of their campaigns",
        table: "honour_campaign",
        sentences: "SELECT 'honour_campaign ' || c.id || ': has ' || c.places || ' places, ' || count(*) || ' are awarded'
            FROM honour_campaign AS c JOIN honour_nomination AS n ON n.campaign_id = c.id AND n.state = 'awarded'
            GROUP BY c.id, c.places HAVING count(*) > c.places
            ORDER BY c.id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await
}
