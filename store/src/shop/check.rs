//! The points shop, for `diandan check`.

use crate::checking::{Checking, Question};
use crate::error::Result;

const QUESTIONS: &[Question] = &[
    Question {
        what: "points that are held against the rewards they are held for",
        table: "redemption",
        sentences: "SELECT 'redemption ' || r.id || ': is ' || r.state || ' for ' || r.points || ' points, which its transfers do not say'
            FROM redemption AS r JOIN points_account AS a ON a.volunteer_id = r.volunteer_id
            LEFT JOIN points_transfer AS held ON held.award = 'redemption:' || r.id
            LEFT JOIN points_transfer AS back ON back.award = 'returned:' || r.id
            LEFT JOIN points_transfer AS spent ON spent.award = 'picked_up:' || r.id
            WHERE held.id IS NULL OR held.amount <> r.points OR held.debit_id <> a.id OR held.credit_id <> 2
               OR (r.state IN ('cancelled', 'expired')) <> (back.id IS NOT NULL)
               OR back.amount <> r.points OR back.credit_id <> a.id OR back.debit_id <> 2
               OR (r.state = 'picked_up') <> (spent.id IS NOT NULL)
               OR spent.amount <> r.points OR spent.debit_id <> 2
            ORDER BY r.id",
    },
    Question {
        what: "stock against the lines of its ledger",
        table: "stock",
        sentences: "SELECT 'stock ' || s.shop_id || '/' || s.reward_id || ': has ' || s.units || ' units, its lines make ' || coalesce(moved.units, 0)
            FROM stock AS s LEFT JOIN (SELECT shop_id, reward_id, sum(change) AS units FROM stock_line GROUP BY shop_id, reward_id)
                AS moved ON moved.shop_id = s.shop_id AND moved.reward_id = s.reward_id
            WHERE s.units <> coalesce(moved.units, 0) ORDER BY s.shop_id, s.reward_id",
    },
    Question {
        what: "what shops hold against the redemptions",
        table: "stock",
        sentences: "SELECT 'stock ' || s.shop_id || '/' || s.reward_id || ': ' || coalesce(-moved.units, 0) || ' units were held, '
                || coalesce(held.units, 0) || ' redemptions have them'
            FROM stock AS s
            LEFT JOIN (SELECT shop_id, reward_id, sum(change) AS units FROM stock_line WHERE why IN ('held', 'returned')
                GROUP BY shop_id, reward_id) AS moved ON moved.shop_id = s.shop_id AND moved.reward_id = s.reward_id
            LEFT JOIN (SELECT shop_id, reward_id, count(*) AS units FROM redemption WHERE state IN ('held', 'picked_up')
                GROUP BY shop_id, reward_id) AS held ON held.shop_id = s.shop_id AND held.reward_id = s.reward_id
            WHERE coalesce(-moved.units, 0) <> coalesce(held.units, 0) ORDER BY s.shop_id, s.reward_id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await
}
