//! Figures from the books, and what a campaign asks of them.

use crate::error::Code;
use serde::{Deserialize, Serialize};

/// What the books say about somebody or something in the period of a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Posted minutes.
    pub minutes: i64,
    /// Orders served.
    pub orders: i64,
    /// Ratings of these orders.
    pub ratings: i64,
    /// Those of four or five stars.
    pub good: i64,
}

/// Ratings that every approval begins with, and how many of them are good: few ratings say little.
/// Source: the product's figures, (good + k·prior) ÷ (n + k).
pub(crate) const PRIOR_RATINGS: i64 = 5;
pub(crate) const PRIOR_PERCENT: i64 = 80;

impl Figures {
    /// The approval in whole percent, rounded down.
    pub fn approval(&self) -> i64 {
        (self.good * 100 + PRIOR_RATINGS * PRIOR_PERCENT) / (self.ratings + PRIOR_RATINGS)
    }
}

/// What a campaign asks for at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria {
    /// Posted minutes.
    pub minutes: i64,
    /// Orders served.
    pub orders: i64,
    /// Approval in percent.
    pub approval: i64,
}

impl Criteria {
    /// Whether these figures meet it.
    pub fn met_by(&self, figures: &Figures) -> Result<(), Code> {
        if figures.minutes >= self.minutes
            && figures.orders >= self.orders
            && figures.approval() >= self.approval
        {
            Ok(())
        } else {
            Err(Code::BELOW_CRITERIA)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn few_ratings_say_little() {
        let approval = |good, ratings| {
            let figures = Figures {
                ratings,
                good,
                ..Figures::default()
            };
            figures.approval()
        };
        assert_eq!(approval(0, 0), 80);
        assert_eq!(approval(1, 1), 83);
        assert_eq!(approval(95, 95), 99);
        assert_eq!(approval(0, 5), 40);
    }

    proptest! {
        #[test]
        fn approval_is_a_percentage(ratings in 0_i64..100_000, share in 0_i64..=100) {
            let good = ratings * share / 100;
            let figures = Figures { ratings, good, ..Figures::default() };
            prop_assert!((0..=100).contains(&figures.approval()));
        }
    }
}
