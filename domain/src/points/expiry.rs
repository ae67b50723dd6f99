//! How long points last: what was earned before a moment and has not left since expires, the oldest first.
//!
//! The county decides for how many months. Points last as many as its table said on the day they were earned, and never do they
//! expire before older ones: after a line that shortens their life, what is earned lasts until what was earned before it has
//! expired. So what has expired is always all that was earned before one moment, and no lots have to be kept.

use crate::rules::{Number, Numbers};
use crate::time::{CountyDate, Timestamp};

/// Points earned before this moment have expired on the day of `now`.
pub fn expired_before(now: Timestamp, numbers: &Numbers) -> Timestamp {
    let today = now.date();
    for (span, months) in numbers.spans(Number::PointsMonths) {
        let cut = first_that_lasts(today, months).start();
        if cut < span.end {
            return cut.max(span.start);
        }
    }
    now
}

/// The first day whose points last through today, by this many months.
fn first_that_lasts(today: CountyDate, months: i64) -> CountyDate {
    let day = today.plus_months(-months);
    // Where the month is too short for the day, its last one has gone by.
    if day.plus_months(months) < today {
        day.plus_days(1)
    } else {
        day
    }
}

/// The day on which points earned at `earned` expire.
pub fn expires_on(earned: Timestamp, numbers: &Numbers) -> CountyDate {
    let spans = numbers.spans(Number::PointsMonths);
    let begun = spans
        .into_iter()
        .take_while(|(span, _)| span.start <= earned);
    let last = begun.map(|(span, months)| {
        let newest = earned.min(span.end.plus(-1));
        newest.date().plus_months(months)
    });
    last.max().unwrap_or(earned.date()).plus_days(1)
}

/// How many points have expired or are about to: what was earned before a moment and has not left the account since. The
/// oldest points leave first, whatever they leave for.
pub fn expiring(earned_before: i64, left: i64, balance: i64) -> i64 {
    (earned_before - left).clamp(0, balance.max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{CountyRuleId, Line};
    use crate::time::DAY;
    use proptest::prelude::*;

    fn day(year: i32, month: u8, day: u8) -> CountyDate {
        CountyDate::new(year, month, day).unwrap()
    }

    fn noon(year: i32, month: u8, date: u8) -> Timestamp {
        day(year, month, date).at(12, 0).unwrap()
    }

    /// A table in which points last so many months from these days on.
    fn lasting(lines: &[(CountyDate, i64)]) -> Numbers {
        let lines = lines.iter().zip(1..);
        Numbers::new(
            lines
                .map(|((from, value), id)| Line {
                    id: CountyRuleId(id),
                    number: Number::PointsMonths,
                    value: *value,
                    from: from.start(),
                    reason: String::new(),
                    entered: Timestamp(0),
                })
                .collect(),
        )
    }

    #[test]
    fn points_last_twenty_four_months_unless_the_county_decides_otherwise() {
        let usual = Numbers::default();
        let cut = |now| expired_before(now, &usual);
        assert_eq!(cut(noon(2026, 11, 23)), day(2024, 11, 23).start());
        // What was earned on 28 February lasts through the 28th two years later, which has a 29th.
        assert_eq!(cut(noon(2028, 2, 29)), day(2026, 3, 1).start());
        assert_eq!(expires_on(noon(2026, 2, 28), &usual), day(2028, 2, 29));
        assert_eq!(expires_on(noon(2024, 11, 22), &usual), day(2026, 11, 23));
    }

    #[test]
    fn points_keep_the_life_of_the_day_they_were_earned() {
        let longer = lasting(&[(day(2026, 1, 1), 36)]);
        assert_eq!(expires_on(noon(2025, 12, 31), &longer), day(2028, 1, 1));
        assert_eq!(expires_on(noon(2026, 1, 1), &longer), day(2029, 1, 2));
        // In between nothing expires.
        assert_eq!(
            expired_before(noon(2028, 6, 1), &longer),
            day(2026, 1, 1).start()
        );

        let shorter = lasting(&[(day(2026, 1, 1), 12)]);
        assert_eq!(expires_on(noon(2025, 12, 31), &shorter), day(2028, 1, 1));
        assert_eq!(
            expires_on(noon(2026, 1, 1), &shorter),
            day(2028, 1, 1),
            "not before older ones"
        );
        assert_eq!(expires_on(noon(2027, 6, 1), &shorter), day(2028, 6, 2));
    }

    #[test]
    fn a_line_to_come_touches_nothing_that_was_earned() {
        let today = noon(2026, 11, 23);
        let earned = noon(2025, 3, 31);
        let coming = lasting(&[(day(2026, 11, 24), 12)]);
        let usual = Numbers::default();
        assert_eq!(
            expired_before(today, &coming),
            expired_before(today, &usual)
        );
        assert_eq!(expires_on(earned, &coming), expires_on(earned, &usual));
    }

    proptest! {
        /// The day on which something expires and what has expired on a day are two sides of one rule, whatever the county
        /// decides.
        #[test]
        fn what_expires_on_a_day_has_expired_from_it_on(
            lines in proptest::collection::vec((0_i64..2000, 12_i64..120), 0..5),
            earned in 0_i64..2000,
            later in 0_i64..5000,
        ) {
            let first = day(2024, 1, 1);
            let lines: Vec<_> = lines.into_iter().map(|(days, months)| (first.plus_days(days), months)).collect();
            let numbers = lasting(&lines);
            let earned = first.plus_days(earned).start().plus(DAY / 2);
            let now = earned.plus(later * DAY);
            let expired = earned < expired_before(now, &numbers);
            prop_assert_eq!(expired, expires_on(earned, &numbers) <= now.date());
            prop_assert!(expired_before(now, &numbers) <= expired_before(now.plus(DAY), &numbers));
        }

        /// The oldest points leave first: kept as lots or derived from sums, the same number expires.
        #[test]
        fn what_expires_is_what_the_oldest_lots_have_left(
            moves in proptest::collection::vec((any::<bool>(), 1_i64..50), 0..40),
            cut in 0_usize..40,
        ) {
            let mut lots: Vec<(usize, i64)> = Vec::new();
            let (mut before, mut left) = (0, 0);
            for (at, (earned, points)) in moves.into_iter().enumerate() {
                if earned {
                    lots.push((at, points));
                    before += if at < cut { points } else { 0 };
                    continue;
                }
                let mut to_leave = points.min(lots.iter().map(|lot| lot.1).sum());
                left += to_leave;
                for lot in &mut lots {
                    let leaves = to_leave.min(lot.1);
                    lot.1 -= leaves;
                    to_leave -= leaves;
                }
            }
            let balance: i64 = lots.iter().map(|lot| lot.1).sum();
            let old: i64 = lots.iter().filter(|lot| lot.0 < cut).map(|lot| lot.1).sum();
            prop_assert_eq!(expiring(before, left, balance), old);
        }
    }
}
