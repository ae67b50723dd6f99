//! How long points last: what was earned before a moment and has not left since expires, the oldest first.

use crate::time::{CountyDate, DAY, Timestamp};

/// How long points last, in years: 24 months.
pub(super) const LAST_YEARS: i32 = 2;

/// How long ahead of it somebody hears that points expire, in days.
pub const WARNED_DAYS: i64 = 60;

/// How often somebody hears of it at most, in milliseconds.
pub const WARNED_EVERY: i64 = 30 * DAY;

/// Points earned before this moment have expired on the day of `now`.
pub fn expired_before(now: Timestamp) -> Timestamp {
    let (year, month, day) = now.date().ymd();
    // 29 February: two years before there was none.
    let date = CountyDate::new(year - LAST_YEARS, month, day)
        .or_else(|| CountyDate::new(year - LAST_YEARS, month, day - 1));
    date.map_or(Timestamp(0), CountyDate::start)
}

/// The day on which points earned at `earned` expire.
pub fn expires_on(earned: Timestamp) -> Option<CountyDate> {
    let (year, month, day) = earned.date().ymd();
    let date = CountyDate::new(year + LAST_YEARS, month, day)
        .or_else(|| CountyDate::new(year + LAST_YEARS, month, day - 1))?;
    Some(date.plus_days(1))
}

/// How many points have expired or are about to: what was earned before a moment and has not left the account since. The
/// oldest points leave first, whatever they leave for.
pub fn expiring(earned_before: i64, left: i64, balance: i64) -> i64 {
    (earned_before - left).clamp(0, balance.max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn points_last_twenty_four_months() {
        let at = |year, month, day| {
            CountyDate::new(year, month, day)
                .and_then(|date| date.at(10, 0))
                .unwrap_or_default()
        };
        let start = |year, month, day| CountyDate::new(year, month, day).map(CountyDate::start);
        assert_eq!(Some(expired_before(at(2026, 11, 23))), start(2024, 11, 23));
        assert_eq!(Some(expired_before(at(2028, 2, 29))), start(2026, 2, 28));
        assert_eq!(expires_on(at(2024, 11, 22)), CountyDate::new(2026, 11, 23));
        assert!(at(2024, 11, 22) < expired_before(at(2026, 11, 23)));
        assert!(at(2024, 11, 23) >= expired_before(at(2026, 11, 23)));
    }

    proptest! {
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
