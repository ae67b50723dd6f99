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
            Some(category) => text::earning::campaign_of(&rule.title, category, points),
            None => text::earning::campaign(&rule.title, points),
        },
        Earns::DayCap => text::earning::day_cap(points),
        Earns::MonthCap => text::earning::month_cap(points),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::locale::{Locale, with};
    use domain::ids::EarningRuleId;
    use domain::time::Timestamp;

    #[test]
    fn a_campaign_says_for_what_it_gives_how_much() {
        let rule = EarningRule {
            id: EarningRuleId(1),
            earns: Earns::Campaign,
            points: 3,
            category: None,
            title: "重阳敬老".to_owned(),
            from: Timestamp(0),
            until: None,
        };
        for (locale, category, words) in [
            (
                Locale::ZhCn,
                Some("助老"),
                "重阳敬老：助老，每次服务再得3分。",
            ),
            (Locale::ZhCn, None, "重阳敬老：每次服务再得3分。"),
            (
                Locale::En,
                Some("助老"),
                "重阳敬老: 3 points more for each service of 助老.",
            ),
        ] {
            assert_eq!(with(locale, || in_words(&rule, category)), words);
        }
    }
}
