//! Points, for `diandan check`.

use super::lines;
use crate::checking::{Checking, Question, field};
use crate::error::Result;
use crate::rule_table;
use domain::ids::{CategoryId, HoursEntryId, OrderId, VolunteerId};
use domain::points::{Earning, Service};
use domain::rules::Number;
use domain::time::Timestamp;
use std::collections::{HashMap, HashSet};

/// Volunteers whose ledgers are looked at together.
const PEOPLE: i64 = 2_000;

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
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await?;
    earnings(check).await
}

/// Points for service: each posting against the rules of its day and what the day and month had earned before it.
async fn earnings(check: &mut Checking) -> Result<()> {
    const LINES: &str = "SELECT e.volunteer_id, e.served_on, e.id, e.minutes, o.category_id, a.checked_in_at,
            CAST((SELECT coalesce(sum(t.amount), 0) FROM points_transfer AS t
                WHERE t.attendance_id = e.attendance_id AND t.rule IN ('service_hours', 'leading', 'campaign')) AS bigint),
            (SELECT count(*) FROM points_transfer AS t WHERE t.attendance_id = e.attendance_id AND t.rule = 'leading'), o.id
        FROM hours_entry AS e JOIN attendance AS a ON a.id = e.attendance_id JOIN orders AS o ON o.id = a.order_id
        WHERE e.volunteer_id > $1 AND e.volunteer_id <= $2 ORDER BY e.volunteer_id, e.id";
    let earning = lines(&check.tx).await?;
    let numbers = rule_table::read(&check.tx).await?;
    let last = check.rows("SELECT max(id) FROM volunteer", []).await?;
    let last: i64 = last
        .first()
        .map_or(Ok(None), |row| field(row, 0))?
        .unwrap_or(0);
    let mut from = 0;
    while from < last && check.room() > 0 {
        // Minutes and points of a day, and points of a month.
        let mut days: HashMap<(VolunteerId, Timestamp), (i64, i64)> = HashMap::new();
        let mut months: HashMap<(VolunteerId, i32, u8), i64> = HashMap::new();
        let mut served: HashSet<(VolunteerId, OrderId)> = HashSet::new();
        for row in check
            .rows(LINES, [from.into(), (from + PEOPLE).into()])
            .await?
        {
            let (volunteer, day): (VolunteerId, Timestamp) = (field(&row, 0)?, field(&row, 1)?);
            let (id, minutes): (HoursEntryId, i64) = (field(&row, 2)?, field(&row, 3)?);
            let (category, came): (CategoryId, Timestamp) = (field(&row, 4)?, field(&row, 5)?);
            let (given, leading): (i64, i64) = (field(&row, 6)?, field(&row, 7)?);
            let order: OrderId = field(&row, 8)?;
            let (year, month, _) = day.date().ymd();
            let of_day = days.entry((volunteer, day)).or_default();
            let of_month = months.entry((volunteer, year, month)).or_default();
            let service = Service {
                minutes,
                before: of_day.0,
                most: 60 * numbers.at(Number::DailyHours, came),
                of_day: of_day.1,
                of_month: *of_month,
                led: leading > 0,
                again: served.contains(&(volunteer, order)),
                category,
            };
            let lines = Earning::at(came, &earning).for_service(&service);
            let earned: i64 = lines.iter().map(|(_, _, points)| points).sum();
            if given != earned {
                check.differs(format!(
                    "hours_entry {id}: {minutes} minutes after {} that day earn {earned} points, {given} were given",
                    of_day.0
                ));
            }
            *of_day = (of_day.0 + minutes, of_day.1 + given);
            *of_month += given;
            if minutes > 0 {
                served.insert((volunteer, order));
            }
        }
        from += PEOPLE;
    }
    check
        .counted(
            "points for service against the earning rules",
            "hours_entry",
        )
        .await
}
