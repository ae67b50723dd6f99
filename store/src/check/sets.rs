//! What the database compares by itself: each question answers with sentences about the rows that differ.

use super::{Checking, field};
use crate::error::Result;
use domain::orders::ARROWS;

/// A question: what it compares, the table whose rows it goes through, and the SQL of the sentences.
struct Question {
    what: &'static str,
    table: &'static str,
    sentences: &'static str,
}

const QUESTIONS: &[Question] = &[
    Question {
        what: "points balances against their transfers",
        table: "points_account",
        sentences: "SELECT 'points_account ' || a.id || ': the balance is ' || a.balance || ', its transfers make '
                || (coalesce(gained.points, 0) - coalesce(given.points, 0))
            FROM points_account AS a
            LEFT JOIN (SELECT credit_id, sum(amount) AS points FROM points_transfer GROUP BY credit_id) AS gained ON gained.credit_id = a.id
            LEFT JOIN (SELECT debit_id, sum(amount) AS points FROM points_transfer GROUP BY debit_id) AS given ON given.debit_id = a.id
            WHERE a.balance <> coalesce(gained.points, 0) - coalesce(given.points, 0)
            ORDER BY a.id",
    },
    Question {
        what: "the sum of all balances",
        table: "points_account",
        sentences: "SELECT 'points_account: all balances make ' || points || ', not 0'
            FROM (SELECT coalesce(sum(balance), 0) AS points FROM points_account) AS everybody WHERE points <> 0",
    },
    Question {
        what: "that nobody but the issuer owes points",
        table: "points_account",
        sentences: "SELECT 'points_account ' || id || ': the balance is ' || balance
            FROM points_account WHERE balance < 0 AND owner <> 'issuer' ORDER BY id",
    },
    Question {
        what: "who is ranked against their consents",
        table: "volunteer",
        sentences: "SELECT 'volunteer ' || v.id || ': is or is not ranked against their last word'
            FROM volunteer AS v WHERE (v.ranked_as IS NOT NULL) <> coalesce((SELECT c.given FROM consent AS c
                WHERE c.account_id = v.account_id AND c.purpose = 'ranking' ORDER BY c.id DESC LIMIT 1), false) ORDER BY v.id",
    },
    Question {
        what: "lines of the open books against closed days",
        table: "ledger_line",
        sentences: "SELECT 'ledger_line ' || l.transfer_id || ': its transfer is gone, or its day was never closed'
            FROM ledger_line AS l LEFT JOIN points_transfer AS t ON t.id = l.transfer_id
            WHERE t.id IS NULL OR t.at >= (SELECT coalesce(max(day), 0) + 86400000 FROM ledger_day)
            ORDER BY l.transfer_id",
    },
    Question {
        what: "points transfers against the service they reward",
        table: "points_transfer",
        sentences: "SELECT 'points_transfer ' || t.id || ': does not reward the service it names'
            FROM points_transfer AS t
            LEFT JOIN attendance AS served ON served.id = t.attendance_id
            LEFT JOIN points_account AS a ON a.id = t.credit_id
            LEFT JOIN points_account AS issuer ON issuer.id = t.debit_id
            WHERE t.rule IN ('service_hours', 'leading', 'campaign', 'five_stars')
              AND (served.id IS NULL OR a.volunteer_id IS NULL OR a.volunteer_id <> served.volunteer_id
                OR issuer.owner <> 'issuer'
                OR t.award <> t.rule || ':' || served.id || CASE t.rule WHEN 'campaign' THEN ':' || t.rule_id ELSE '' END)
            ORDER BY t.id",
    },
    Question {
        what: "points transfers against the rules they follow",
        table: "points_transfer WHERE rule_id IS NOT NULL",
        sentences: "SELECT 'points_transfer ' || t.id || ': is ' || t.rule || ', its rule is for ' || r.earns
            FROM points_transfer AS t JOIN earning_rule AS r ON r.id = t.rule_id
            WHERE t.rule <> 'reversal' AND t.rule <> CASE r.earns WHEN 'hour' THEN 'service_hours'
                WHEN 'leader_hour' THEN 'leading' ELSE r.earns END
            ORDER BY t.id",
    },
    Question {
        what: "points that were taken back against those that were given",
        table: "points_transfer WHERE rule = 'reversal'",
        sentences: "SELECT 'points_transfer ' || t.id || ': takes back more than was given, or from somebody else'
            FROM points_transfer AS t LEFT JOIN points_transfer AS given ON t.award = 'reversal:' || given.award
            WHERE t.rule = 'reversal'
              AND (given.id IS NULL OR given.credit_id <> t.debit_id OR given.debit_id <> t.credit_id OR t.amount > given.amount)
            ORDER BY t.id",
    },
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
    Question {
        what: "points that two decided on against what was asked for",
        table: "points_request",
        sentences: "SELECT 'points_request ' || r.id || ': asked for ' || r.amount || ', ' || coalesce(posted.points, 0) || ' were posted'
            FROM points_request AS r
            LEFT JOIN points_account AS a ON a.volunteer_id = r.volunteer_id
            LEFT JOIN (SELECT award, credit_id, debit_id, amount AS points FROM points_transfer WHERE rule IN ('grant', 'deduction'))
                AS posted ON posted.award = 'request:' || r.id
            WHERE (r.verdict = 'approve') <> (posted.award IS NOT NULL)
               OR (r.verdict IS NULL AND posted.award IS NOT NULL)
               OR posted.points <> abs(r.amount)
               OR CASE WHEN r.amount > 0 THEN posted.credit_id ELSE posted.debit_id END <> a.id
            ORDER BY r.id",
    },
    Question {
        what: "points for hours against the hours ledger",
        table: "points_transfer WHERE rule = 'service_hours'",
        sentences: "SELECT 'points_transfer ' || t.id || ': rewards attendance ' || t.attendance_id || ', which is not posted'
            FROM points_transfer AS t LEFT JOIN hours_entry AS e ON e.attendance_id = t.attendance_id
            WHERE t.rule = 'service_hours' AND e.id IS NULL ORDER BY t.id",
    },
    Question {
        what: "points for five stars against the ratings",
        table: "points_transfer WHERE rule = 'five_stars'",
        sentences: "SELECT 'points_transfer ' || t.id || ': order ' || served.order_id || ' has no five stars'
            FROM points_transfer AS t JOIN attendance AS served ON served.id = t.attendance_id
            WHERE t.rule = 'five_stars'
              AND NOT EXISTS (SELECT 1 FROM rating AS r WHERE r.order_id = served.order_id AND r.stars = 5)
            ORDER BY t.id",
    },
    Question {
        what: "volunteers' minutes against the hours ledger",
        table: "volunteer",
        sentences: "SELECT 'volunteer ' || v.id || ': has ' || v.minutes || ' minutes, the ledger has ' || coalesce(posted.minutes, 0)
            FROM volunteer AS v
            LEFT JOIN (SELECT volunteer_id, sum(minutes) AS minutes FROM hours_entry GROUP BY volunteer_id) AS posted ON posted.volunteer_id = v.id
            WHERE v.minutes <> coalesce(posted.minutes, 0) ORDER BY v.id",
    },
    Question {
        what: "certificates' minutes against the hours ledger",
        table: "certificate",
        sentences: "SELECT 'certificate ' || id || ': certifies ' || minutes || ' minutes, the ledger has ' || posted
            FROM (SELECT c.id, c.minutes, (SELECT coalesce(sum(e.minutes), 0) FROM hours_entry AS e
                    WHERE e.volunteer_id = c.volunteer_id AND e.served_on BETWEEN c.from_day AND c.to_day
                      AND e.id <= c.last_entry_id AND e.posted_at <= c.issued_at) AS posted
                  FROM certificate AS c) AS certified
            WHERE minutes <> posted ORDER BY id",
    },
    Question {
        what: "requests for certificates against what was issued and revoked",
        table: "certificate_request",
        sentences: "SELECT 'certificate_request ' || r.id || ': is ' || r.state || ', '
                || CASE WHEN c.id IS NULL THEN 'without a certificate' WHEN taken.at IS NULL THEN 'its certificate is in force'
                        ELSE 'its certificate is revoked, or it is about something else' END
            FROM certificate_request AS r LEFT JOIN certificate AS c ON c.request_id = r.id
            LEFT JOIN certificate_revocation AS taken ON taken.certificate_id = c.id
            WHERE (r.state IN ('issued', 'revoked')) <> (c.id IS NOT NULL) OR (r.state = 'revoked') <> (taken.at IS NOT NULL)
               OR c.volunteer_id <> r.volunteer_id OR c.from_day <> r.from_day OR c.to_day <> r.to_day
            ORDER BY r.id",
    },
    Question {
        what: "services' stars against the ratings",
        table: "item",
        sentences: "SELECT 'item ' || i.id || ': has ' || i.ratings || ' ratings with ' || i.stars || ' stars, the rows make '
                || coalesce(given.ratings, 0) || ' with ' || coalesce(given.stars, 0)
            FROM item AS i
            LEFT JOIN (SELECT item_id, count(*) AS ratings, sum(stars) AS stars FROM rating GROUP BY item_id) AS given ON given.item_id = i.id
            WHERE i.ratings <> coalesce(given.ratings, 0) OR i.stars <> coalesce(given.stars, 0) ORDER BY i.id",
    },
    Question {
        what: "ratings against the orders they rate",
        table: "rating",
        sentences: "SELECT 'rating ' || r.id || ': order ' || r.order_id || ' has not been rated, or for another service'
            FROM rating AS r JOIN orders AS o ON o.id = r.order_id
            WHERE o.item_id <> r.item_id
               OR NOT EXISTS (SELECT 1 FROM order_event AS e WHERE e.order_id = r.order_id AND e.action = 'rate')
            ORDER BY r.id",
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
        what: "order events against the arrows of the machine",
        table: "order_event",
        sentences: "SELECT 'order_event ' || id || ': ' || action || ' from ' || coalesce(from_state, 'nothing') || ' to ' || to_state
                || ' does not follow ' || coalesce(earlier, 'nothing') || ' (order ' || order_id || ')'
            FROM (SELECT id, order_id, action, from_state, to_state,
                    lag(to_state) OVER (PARTITION BY order_id ORDER BY id) AS earlier,
                    row_number() OVER (PARTITION BY order_id ORDER BY id) AS place
                  FROM order_event) AS story
            WHERE CASE WHEN place = 1
                THEN NOT (action = 'submit' AND from_state IS NULL AND to_state = 'submitted')
                ELSE from_state IS NULL OR from_state <> earlier OR (from_state || ' ' || action || ' ' || to_state) NOT IN ({arrows}) END
            ORDER BY id",
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
    Question {
        what: "service records against their orders",
        table: "attendance",
        sentences: "SELECT 'attendance ' || a.id || ': lies elsewhere than order ' || o.id
            FROM attendance AS a JOIN orders AS o ON o.id = a.order_id WHERE a.path <> o.path ORDER BY a.id",
    },
];

/// Asks all of them, until the report is full.
pub(super) async fn compare(check: &mut Checking) -> Result<()> {
    let arrows: Vec<String> = ARROWS
        .iter()
        .map(|(from, by, to)| format!("'{from} {by} {to}'"))
        .collect();
    for question in QUESTIONS {
        if check.room() == 0 {
            break;
        }
        let sentences = question.sentences.replace("{arrows}", &arrows.join(", "));
        let sql = format!("{sentences} LIMIT {}", check.room());
        for row in check.rows(&sql, []).await? {
            let sentence = field(&row, 0)?;
            check.differs(sentence);
        }
        check.counted(question.what, question.table).await?;
    }
    Ok(())
}
