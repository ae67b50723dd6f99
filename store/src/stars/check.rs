//! Stars, for `diandan check`.

use crate::checking::{Checking, Question};
use crate::error::Result;

const QUESTIONS: &[Question] = &[
    Question {
        what: "applications for stars against their last events",
        table: "star_application",
        sentences: "SELECT 'star_application ' || a.id || ': the state is ' || a.state || ', the last event leads to ' || coalesce(e.to_state, 'nothing')
            FROM star_application AS a
            LEFT JOIN (SELECT application_id, max(id) AS last FROM star_event GROUP BY application_id) AS l ON l.application_id = a.id
            LEFT JOIN star_event AS e ON e.id = l.last
            WHERE e.id IS NULL OR e.to_state <> a.state
            ORDER BY a.id",
    },
    Question {
        what: "applications for stars against the hours they take",
        table: "star_application",
        sentences: "SELECT 'star_application ' || a.id || ': ' || a.minutes || ' minutes for star ' || a.star || ', line '
                || r.id || ' takes ' || r.minutes || ' for star ' || r.star || ', ' || v.minutes || ' are posted'
            FROM star_application AS a JOIN star_rule AS r ON r.id = a.rule_id JOIN volunteer AS v ON v.id = a.volunteer_id
            WHERE r.star <> a.star OR a.minutes < r.minutes OR a.minutes > v.minutes
            ORDER BY a.id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await
}
