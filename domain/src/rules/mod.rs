//! 县里的规定: the numbers that the county decides on, in a table whose lines are only added. Each holds from a day on.
//!
//! What happens goes by the value of the day it happened on, and keeps it: a line that comes later changes nothing about it.
//! Which day that is, each [`Number`] says.

mod forms;
mod table;
mod views;

pub use forms::{NewLine, RuleForm};
pub use table::{Line, Numbers};
pub use views::{LineView, NumberView};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "rule": Number,
        "rule_day": Number,
        "rule_stands": Stands,
    },
    ..crate::gather::Feature::NONE
};

ids! {
    /// A line of the county's rules.
    CountyRuleId,
}

actions! {
    /// Add a line to the county's rules, and look at them at the desk.
    SET_RULES = "set_rules", [CentreStaff];
}

codes! {
    /// The value is what holds on that day without the line.
    HOLDS_ALREADY = "holds_already", Invalid;
}

words! {
    /// A number that the county decides on. Its name is kept in the table.
    Number {
        /// How long points last. By the day they were earned; never do points expire before older ones.
        PointsMonths = "points_months",
        /// How long ahead of it somebody hears that points expire. By the day they hear of it.
        WarnedDays = "warned_days",
        /// How many days lie between two such warnings at least. By the day of the later one.
        WarnedEvery = "warned_every",
        /// Hours of service on one day that count without a review, and the most that earn points. By the day of service.
        DailyHours = "daily_hours",
        /// How long after its delivery an order can be reopened. By the day of delivery.
        ReopenDays = "reopen_days",
        /// When a delivery that nobody rates is closed. By the day of delivery.
        CloseDays = "close_days",
        /// How long a reward is held. By the day it was redeemed.
        HeldDays = "held_days",
        /// Working days of public notice before hours count. By the day they are hung out.
        HoursNotice = "hours_notice",
        /// Working days of public notice before stars and honours are awarded. By the day they are hung out.
        AwardsNotice = "awards_notice",
        /// Orders of somebody who works at no desk within a day; 0 sets no limit. By the day of the order.
        OrdersADay = "orders_a_day",
    }
}

words! {
    /// Where a line of the table stands on a day.
    Stands {
        /// It holds from a day to come.
        Coming = "coming",
        /// It holds.
        Holds = "holds",
        /// It held, until another took its place.
        Past = "past",
        /// Another took its place before its day came.
        Replaced = "replaced",
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Hours.
    Hours,
    /// Days of the calendar.
    Days,
    /// Days on which offices work.
    WorkingDays,
    /// Months.
    Months,
    /// Orders.
    Orders,
}

/// What a number counts, what it is where no line says otherwise, and within which bounds the county may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// What it counts.
    pub unit: Unit,
    /// What holds before the first line.
    pub usual: i64,
    /// The least that a line may set.
    pub least: i64,
    /// The most that a line may set: what is more is a slip of the finger.
    pub most: i64,
}

impl Number {
    /// Its terms. Where no source is named we chose them; the county decides.
    pub fn terms(self) -> Terms {
        let terms = |unit, usual, least, most| Terms {
            unit,
            usual,
            least,
            most,
        };
        match self {
            // Some counties let points expire and name no term; a year at least keeps what is earned worth earning.
            Self::PointsMonths => terms(Unit::Months, 24, 12, 120),
            Self::WarnedDays => terms(Unit::Days, 60, 7, 180),
            Self::WarnedEvery => terms(Unit::Days, 30, 7, 90),
            Self::DailyHours => terms(Unit::Hours, 8, 1, 12),
            Self::ReopenDays => terms(Unit::Days, 14, 1, 90),
            Self::CloseDays => terms(Unit::Days, 7, 1, 90),
            Self::HeldDays => terms(Unit::Days, 7, 1, 90),
            // 福建省's rules of recording: service is shown for three working days at least before it is entered.
            Self::HoursNotice => terms(Unit::WorkingDays, 3, 3, 30),
            // Five working days are other counties' practice (stars, honours).
            Self::AwardsNotice => terms(Unit::WorkingDays, 5, 1, 30),
            Self::OrdersADay => terms(Unit::Orders, 20, 0, 1000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_lies_within_its_bounds() {
        for number in Number::ALL {
            let terms = number.terms();
            assert!(
                (terms.least..=terms.most).contains(&terms.usual),
                "{number}"
            );
        }
    }

    #[test]
    fn service_hangs_as_long_as_the_law_asks() {
        assert_eq!(Number::HoursNotice.terms().least, 3);
    }
}
