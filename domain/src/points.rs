//! Points: earned for confirmed hours and good ratings, posted as transfers between two accounts.

use serde::{Deserialize, Serialize};

words! {
    /// Why points moved.
    Rule {
        /// Confirmed hours of service.
        ServiceHours = "service_hours",
        /// A five-star rating of the service.
        FiveStars = "five_stars",
        /// The reversal of an earlier transfer.
        Reversal = "reversal",
    }
}

words! {
    /// Whose account it is.
    Owner {
        /// The county, which issues points: the one account that goes below zero.
        Issuer = "issuer",
        /// A volunteer.
        Volunteer = "volunteer",
    }
}

/// What service earns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earning {
    /// Points for a confirmed hour.
    pub per_hour: i64,
    /// Minutes of a day that earn points.
    pub daily_minutes: i64,
    /// Points for a five-star rating, to each who served.
    pub five_stars: i64,
}

impl Default for Earning {
    fn default() -> Self {
        Self {
            per_hour: 10,
            daily_minutes: 8 * 60,
            five_stars: 5,
        }
    }
}

impl Earning {
    /// Points for `minutes` of service on a day with `before` minutes posted already.
    ///
    /// Counted on the day's running total, so that a day earns the same however its service is cut into pieces.
    pub fn for_service(&self, before: i64, minutes: i64) -> i64 {
        self.of_day(before + minutes) - self.of_day(before)
    }

    fn of_day(&self, minutes: i64) -> i64 {
        minutes.clamp(0, self.daily_minutes) * self.per_hour / 60
    }
}

/// A line of somebody's points statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// When it was posted.
    pub at: crate::time::Timestamp,
    /// Points gained (positive) or given (negative).
    pub amount: i64,
    /// Why.
    pub rule: Rule,
    /// The service it stems from.
    pub title: String,
    /// The number of the order it stems from.
    pub order_no: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_hour_is_ten_points_and_a_day_at_most_eighty() {
        let earning = Earning::default();
        assert_eq!(earning.for_service(0, 60), 10);
        assert_eq!(earning.for_service(0, 90), 15);
        assert_eq!(earning.for_service(0, 600), 80);
        assert_eq!(earning.for_service(470, 60), 2);
        assert_eq!(earning.for_service(480, 60), 0);
    }

    proptest! {
        #[test]
        fn a_day_earns_the_same_however_it_is_cut(pieces in proptest::collection::vec(0_i64..300, 0..12)) {
            let earning = Earning::default();
            let (total, points) = pieces.iter().fold((0, 0), |(before, points), &minutes| {
                let earned = earning.for_service(before, minutes);
                assert!(earned >= 0);
                (before + minutes, points + earned)
            });
            prop_assert_eq!(points, earning.for_service(0, total));
            prop_assert!(points <= 80);
        }
    }
}
