//! Orders, for `diandan check`.

use super::entity;
use crate::checking::{CHUNK, Checking, Question};
use crate::error::Result;
use domain::ids::OrderId;
use domain::orders::{ARROWS, Contact};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

const QUESTIONS: &[Question] = &[
    Question {
        what: "ratings against the orders they rate",
        table: "rating",
        sentences: "SELECT 'rating ' || r.id || ': order ' || r.order_id || ' has not been rated, or for another service or place'
            FROM rating AS r JOIN orders AS o ON o.id = r.order_id
            WHERE o.item_id <> r.item_id OR o.path <> r.path
               OR NOT EXISTS (SELECT 1 FROM order_event AS e WHERE e.order_id = r.order_id AND e.action = 'rate')
            ORDER BY r.id",
    },
    Question {
        what: "whether words are shown against what was decided on them",
        table: "rating",
        sentences: "SELECT 'rating ' || r.id || ': the words are ' || r.words_state || ', the last decision is ' || coalesce(e.to_state, 'none')
            FROM rating AS r
            LEFT JOIN rating_event AS e ON e.id = (SELECT max(last.id) FROM rating_event AS last WHERE last.rating_id = r.id)
            WHERE e.to_state <> r.words_state OR (e.id IS NULL AND r.words_state = 'hidden') ORDER BY r.id",
    },
    Question {
        what: "orders' states against their last events",
        table: "orders",
        sentences: "SELECT 'orders ' || o.id || ': the state is ' || o.state || ', the last event leads to ' || coalesce(e.to_state, 'nowhere')
            FROM orders AS o
            LEFT JOIN order_event AS e ON e.id = (SELECT max(last.id) FROM order_event AS last WHERE last.order_id = o.id)
            WHERE e.id IS NULL OR e.to_state <> o.state ORDER BY o.id",
    },
    Question {
        what: "offered orders against open offers",
        table: "orders WHERE state = 'offered'",
        sentences: "SELECT 'orders ' || o.id || ': is ' || o.state || ', '
                || CASE WHEN f.id IS NULL THEN 'without an open offer' ELSE 'its open offer ' || f.id || ' says otherwise' END
            FROM orders AS o LEFT JOIN offer AS f ON f.order_id = o.id AND f.answered_at IS NULL
            WHERE (o.state <> 'offered' AND f.id IS NOT NULL)
               OR (o.state = 'offered' AND (f.id IS NULL OR f.deadline <> coalesce(o.deadline, 0)
                  OR coalesce(f.team_id, 0) <> coalesce(o.team_id, 0) OR coalesce(f.org_id, 0) <> coalesce(o.org_id, 0)))
            ORDER BY o.id",
    },
    Question {
        what: "orders' states against who holds them and when",
        table: "orders",
        sentences: "SELECT 'orders ' || id || ': is ' || state || ' with '
                || CASE WHEN team_id IS NULL AND org_id IS NULL THEN 'nobody' ELSE 'somebody' END || ' to do it, '
                || CASE WHEN deadline IS NULL THEN 'no' ELSE 'a' END || ' deadline, '
                || CASE WHEN scheduled_from IS NULL THEN 'no' ELSE 'a' END || ' time, '
                || CASE WHEN delivered_at IS NULL THEN 'no' ELSE 'a' END || ' delivery'
            FROM orders
            WHERE (state IN ('submitted', 'needs_info', 'rejected', 'merged', 'dispatchable') AND (team_id IS NOT NULL OR org_id IS NOT NULL))
               OR (state IN ('offered', 'accepted', 'scheduled', 'in_service', 'delivered', 'rated', 'auto_closed') AND team_id IS NULL AND org_id IS NULL)
               OR ((state = 'offered') <> (deadline IS NOT NULL))
               OR (state IN ('scheduled', 'in_service', 'delivered', 'rated', 'auto_closed') AND (scheduled_from IS NULL OR scheduled_to <= scheduled_from))
               OR (state IN ('delivered', 'rated', 'auto_closed') AND delivered_at IS NULL)
            ORDER BY id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await?;
    events(check).await?;
    contacts(check).await
}

/// Events: each follows the one before it by an arrow of the machine.
async fn events(check: &mut Checking) -> Result<()> {
    let arrows: Vec<String> = ARROWS
        .iter()
        .map(|(from, by, to)| format!("'{from} {by} {to}'"))
        .collect();
    let arrows = arrows.join(", ");
    let sentences = format!(
        "SELECT 'order_event ' || id || ': ' || action || ' from ' || coalesce(from_state, 'nothing') || ' to ' || to_state
                || ' does not follow ' || coalesce(earlier, 'nothing') || ' (order ' || order_id || ')'
            FROM (SELECT id, order_id, action, from_state, to_state,
                    lag(to_state) OVER (PARTITION BY order_id ORDER BY id) AS earlier,
                    row_number() OVER (PARTITION BY order_id ORDER BY id) AS place
                  FROM order_event) AS story
            WHERE CASE WHEN place = 1
                THEN NOT (action = 'submit' AND from_state IS NULL AND to_state = 'submitted')
                ELSE from_state IS NULL OR from_state <> earlier OR (from_state || ' ' || action || ' ' || to_state) NOT IN ({arrows}) END
            ORDER BY id"
    );
    check
        .ask_one(
            "order events against the arrows of the machine",
            "order_event",
            &sentences,
        )
        .await
}

/// Orders: the sealed contact can be opened, and the name that is shown is its mask.
async fn contacts(check: &mut Checking) -> Result<()> {
    let mut after = OrderId(0);
    while check.room() > 0 {
        let rows: Vec<(OrderId, Vec<u8>, String)> = entity::Entity::find()
            .select_only()
            .columns([
                entity::Column::Id,
                entity::Column::Contact,
                entity::Column::Who,
            ])
            .filter(entity::Column::Id.gt(after))
            .order_by_asc(entity::Column::Id)
            .limit(CHUNK)
            .into_tuple()
            .all(&check.tx)
            .await?;
        let seen = rows.len() as u64;
        for (id, sealed, who) in rows {
            after = id;
            match check.key.open_json::<Contact>(&sealed, "contact") {
                Err(_) => check.differs(format!("orders {id}: the contact cannot be opened")),
                Ok(contact) if contact.name.masked() != who => {
                    check.differs(format!(
                        "orders {id}: is shown as {who}, not as {}",
                        contact.name.masked()
                    ));
                }
                Ok(_) => {}
            }
        }
        if seen < CHUNK {
            break;
        }
    }
    check
        .counted(
            "orders' sealed contacts against what is shown of them",
            "orders",
        )
        .await
}
