//! The earning rules in words.

use crate::locale::text;
use domain::points::{EarningRule, Earns};

/// A line of the table, as people say it. A campaign's category has a name.
pub(super) fn in_words(rule: &EarningRule, category: Option<&str>) -> String {
    let points = rule.points;
    match rule.earns {
        Earns::Hour => text::earning::hour(points),
        Earns::LeaderHour if points == 0 => text::earning::leader_for_nothing().to_owned(),
        Earns::LeaderHour => text::earning::leader_hour(points),
        Earns::FiveStars => text::earning::five_stars(points),
        Earns::Referral => text::earning::referral(points),
        Earns::Campaign => match category {
            Some(category) => text::earning::campaign_of(&rule.title, points, category),
            None => text::earning::campaign(&rule.title, points),
        },
        Earns::DayCap => text::earning::day_cap(points),
        Earns::MonthCap => text::earning::month_cap(points),
    }
}
