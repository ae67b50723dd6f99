//! What earns points, and who decides on them.

use crate::error::Code;
use crate::ids::{CategoryId, EarningRuleId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// Why points moved.
    Rule {
        /// Confirmed hours of service.
        ServiceHours = "service_hours",
        /// Confirmed hours as the leader of those who served.
        Leading = "leading",
        /// A five-star rating of the service.
        FiveStars = "five_stars",
        /// Somebody whom the volunteer brought has served for the first time.
        Referral = "referral",
        /// A campaign.
        Campaign = "campaign",
        /// Granted by staff, two of them.
        Grant = "grant",
        /// Taken back by staff, two of them.
        Deduction = "deduction",
        /// They have lasted as long as points last.
        Expiry = "expiry",
        /// Held for a reward.
        Redemption = "redemption",
        /// Given back: the reward was not picked up, or called off.
        Returned = "returned",
        /// The reward was handed out.
        PickedUp = "picked_up",
        /// The reversal of an earlier transfer.
        Reversal = "reversal",
    }
}

words! {
    /// Whose account it is.
    Owner {
        /// The county, which issues points: the one account that goes below zero.
        Issuer = "issuer",
        /// Points that are held for rewards until these are picked up.
        Held = "held",
        /// A volunteer.
        Volunteer = "volunteer",
    }
}

words! {
    /// What a line of the table of earning rules sets.
    Earns {
        /// Points for a confirmed hour.
        Hour = "hour",
        /// Points on top for an hour that one led others.
        LeaderHour = "leader_hour",
        /// Points for a five-star rating, to each who served.
        FiveStars = "five_stars",
        /// Points for bringing somebody who has served.
        Referral = "referral",
        /// Points for each service while a campaign lasts, perhaps of one category only.
        Campaign = "campaign",
        /// The most that the service of one day earns.
        DayCap = "day_cap",
        /// The most that the service of one month earns.
        MonthCap = "month_cap",
    }
}

/// A line of the table of earning rules. Lines are added and never changed: a later one takes the place of an earlier one of
/// its kind from its first day on, and what was earned before stays as it is. Campaigns stand beside one another; a later line
/// of the same name takes an earlier one's place, or with no points ends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarningRule {
    /// Its id.
    pub id: EarningRuleId,
    /// What it sets.
    pub earns: Earns,
    /// How many points.
    pub points: i64,
    /// A campaign's category; none means every service.
    pub category: Option<CategoryId>,
    /// A campaign's name.
    pub title: String,
    /// The start of its first day.
    pub from: Timestamp,
    /// The end of its last day: a campaign's.
    pub until: Option<Timestamp>,
}

/// The most that an administrator may set: what is more is a slip of the finger.
pub const MOST: i64 = 10_000;

/// The rules that hold at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earning {
    rules: Vec<EarningRule>,
}

impl Earning {
    /// The rules that hold at `at`, of all there are: the newest of each kind, and of each campaign while it lasts. One that
    /// gives nothing has been ended.
    pub fn at(at: Timestamp, all: &[EarningRule]) -> Self {
        let mut rules: Vec<EarningRule> = Vec::new();
        for rule in all.iter().filter(|rule| rule.from <= at) {
            let same =
                |known: &&mut EarningRule| (known.earns, &known.title) == (rule.earns, &rule.title);
            match rules.iter_mut().find(same) {
                Some(known) if (known.from, known.id) < (rule.from, rule.id) => {
                    *known = rule.clone();
                }
                Some(_) => {}
                None => rules.push(rule.clone()),
            }
        }
        rules.retain(|rule| {
            rule.until.is_none_or(|until| at < until)
                && (rule.earns != Earns::Campaign || rule.points > 0)
        });
        Self { rules }
    }

    /// The rules that a county begins with.
    pub fn beginning() -> Self {
        let first = [
            (Earns::Hour, 10),
            (Earns::LeaderHour, 0),
            (Earns::FiveStars, 5),
            (Earns::Referral, 10),
            (Earns::DayCap, 80),
            (Earns::MonthCap, 1200),
        ];
        let rules = (1_i64..)
            .zip(first)
            .map(|(id, (earns, points))| EarningRule {
                id: EarningRuleId(id),
                earns,
                points,
                category: None,
                title: String::new(),
                from: Timestamp(0),
                until: None,
            });
        Self::at(Timestamp(0), &rules.collect::<Vec<_>>())
    }

    /// Its lines.
    pub fn into_lines(self) -> Vec<EarningRule> {
        self.rules
    }

    /// The line that sets something.
    pub fn of(&self, earns: Earns) -> Option<&EarningRule> {
        self.rules.iter().find(|rule| rule.earns == earns)
    }

    /// The id of the line that sets something.
    pub fn line(&self, earns: Earns) -> EarningRuleId {
        self.of(earns)
            .map_or_else(EarningRuleId::default, |rule| rule.id)
    }

    /// How many points it sets; 0 where no line does.
    pub fn points(&self, earns: Earns) -> i64 {
        self.of(earns).map_or(0, |rule| rule.points)
    }

    /// What a service earns, line by line, within what its day and month leave room for.
    ///
    /// Hours are counted on the day's running total, so that a day earns the same however its service is cut into pieces.
    pub fn for_service(&self, service: &Service) -> Vec<(Rule, EarningRuleId, i64)> {
        let mut room = (self.points(Earns::DayCap) - service.of_day)
            .min(self.points(Earns::MonthCap) - service.of_month)
            .max(0);
        let mut earned = Vec::new();
        let mut add = |rule: Rule, line: Option<&EarningRule>, points: i64| {
            let points = points.min(room);
            if let Some(line) = line.filter(|_| points > 0) {
                room -= points;
                earned.push((rule, line.id, points));
            }
        };
        let hours = |points: i64| {
            let of = |minutes: i64| minutes.clamp(0, service.most) * points / 60;
            of(service.before + service.minutes) - of(service.before)
        };
        add(
            Rule::ServiceHours,
            self.of(Earns::Hour),
            hours(self.points(Earns::Hour)),
        );
        if service.led {
            let line = self.of(Earns::LeaderHour);
            add(Rule::Leading, line, hours(self.points(Earns::LeaderHour)));
        }
        // A campaign rewards a service, not each coming to it.
        let rewarded = service.minutes > 0 && !service.again;
        let campaigns = self.rules.iter().filter(|rule| {
            rule.earns == Earns::Campaign
                && rewarded
                && rule
                    .category
                    .is_none_or(|category| category == service.category)
        });
        for campaign in campaigns {
            add(Rule::Campaign, Some(campaign), campaign.points);
        }
        earned
    }
}

/// A service that is posted, with what came before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its minutes.
    pub minutes: i64,
    /// Minutes of the same day that were posted before.
    pub before: i64,
    /// The most minutes of that day that earn anything.
    pub most: i64,
    /// Points that the service of that day has earned before.
    pub of_day: i64,
    /// Points that the service of that month has earned before.
    pub of_month: i64,
    /// Whether they led others.
    pub led: bool,
    /// Whether they have served on the same order before.
    pub again: bool,
    /// The service's category, as it was when it was ordered.
    pub category: CategoryId,
}

words! {
    /// What the second of two staff members says to a grant or a deduction.
    Verdict {
        /// It is posted.
        Approve = "approve",
        /// It is not.
        Refuse = "refuse",
    }
}

/// Whether somebody may decide on a request: neither who asked nor whom it is for, and once.
pub fn decides(asked: bool, own: bool, decided: bool) -> Result<(), Code> {
    match (decided, asked, own) {
        (true, ..) => Err(Code::NOT_NOW),
        (_, true, _) => Err(Code::SECOND_PERSON),
        (.., true) => Err(Code::OWN_POINTS),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CATEGORY: CategoryId = CategoryId(1);

    fn service(before: i64, minutes: i64) -> Service {
        Service {
            minutes,
            before,
            most: 480,
            of_day: 0,
            of_month: 0,
            led: false,
            again: false,
            category: CATEGORY,
        }
    }

    fn total(earning: &Earning, service: &Service) -> i64 {
        let lines = earning.for_service(service);
        lines.iter().map(|(_, _, points)| points).sum()
    }

    fn line(id: i64, earns: Earns, points: i64, from: i64) -> EarningRule {
        EarningRule {
            id: EarningRuleId(id),
            earns,
            points,
            category: None,
            title: String::new(),
            from: Timestamp(from),
            until: None,
        }
    }

    #[test]
    fn an_hour_is_ten_points_and_a_day_at_most_eighty() {
        let earning = Earning::beginning();
        for (before, minutes, points) in [
            (0, 60, 10),
            (0, 90, 15),
            (0, 600, 80),
            (470, 60, 2),
            (480, 60, 0),
        ] {
            assert_eq!(total(&earning, &service(before, minutes)), points);
        }
    }

    #[test]
    fn a_later_line_takes_the_place_of_an_earlier_one_from_its_day_on() {
        let all = [
            line(1, Earns::Hour, 10, 0),
            line(2, Earns::Hour, 12, 1000),
            line(3, Earns::DayCap, 80, 0),
            line(4, Earns::MonthCap, 900, 0),
        ];
        let at = |at| Earning::at(Timestamp(at), &all);
        assert_eq!(at(999).points(Earns::Hour), 10);
        assert_eq!(at(1000).points(Earns::Hour), 12);
        assert_eq!(
            at(1000).for_service(&service(0, 60)),
            [(Rule::ServiceHours, EarningRuleId(2), 12)]
        );
        // Entered twice for one day, the second line counts.
        let twice = [line(1, Earns::Hour, 10, 5), line(2, Earns::Hour, 9, 5)];
        assert_eq!(Earning::at(Timestamp(5), &twice).points(Earns::Hour), 9);
    }

    #[test]
    fn a_campaign_lasts_from_its_first_day_to_its_last_in_its_category() {
        let campaign = EarningRule {
            category: Some(CATEGORY),
            until: Some(Timestamp(2000)),
            ..line(9, Earns::Campaign, 20, 1000)
        };
        let all = [
            line(1, Earns::Hour, 10, 0),
            line(2, Earns::DayCap, 80, 0),
            line(3, Earns::MonthCap, 900, 0),
            campaign,
        ];
        let earns = |at, category| {
            let service = Service {
                category,
                ..service(0, 60)
            };
            total(&Earning::at(Timestamp(at), &all), &service)
        };
        assert_eq!(earns(999, CATEGORY), 10);
        assert_eq!(earns(1000, CATEGORY), 30);
        assert_eq!(earns(1999, CATEGORY), 30);
        assert_eq!(earns(2000, CATEGORY), 10);
        assert_eq!(earns(1000, CategoryId(2)), 10);

        let lasting = Earning::at(Timestamp(1000), &all);
        let second_coming = Service {
            again: true,
            ..service(60, 60)
        };
        assert_eq!(total(&lasting, &second_coming), 10);
        assert_eq!(total(&lasting, &service(0, 0)), 0, "nothing was served");
    }

    #[test]
    fn a_campaign_is_changed_or_ended_by_a_line_of_its_name() {
        let named = |id, title: &str, points, from| EarningRule {
            title: title.to_owned(),
            until: Some(Timestamp(9000)),
            ..line(id, Earns::Campaign, points, from)
        };
        let all = [
            named(1, "重阳", 200, 1000),
            named(2, "重阳", 20, 2000),
            named(3, "清洁", 5, 1000),
            named(4, "重阳", 0, 3000),
        ];
        let points = |at| -> Vec<i64> {
            let lines = Earning::at(Timestamp(at), &all).into_lines();
            lines.into_iter().map(|rule| rule.points).collect()
        };
        assert_eq!(points(1000), [200, 5]);
        assert_eq!(points(2000), [20, 5]);
        assert_eq!(points(3000), [5]);
        assert!(points(9000).is_empty());
    }

    #[test]
    fn a_leader_earns_on_top_and_the_caps_hold_for_everything() {
        let all = [
            line(1, Earns::Hour, 10, 0),
            line(2, Earns::LeaderHour, 4, 0),
            line(3, Earns::DayCap, 80, 0),
            line(4, Earns::MonthCap, 100, 0),
            line(5, Earns::Campaign, 50, 0),
        ];
        let earning = Earning::at(Timestamp(1), &all);
        let led = Service {
            led: true,
            ..service(0, 60)
        };
        assert_eq!(total(&earning, &led), 64);
        let late_in_the_month = Service {
            of_month: 88,
            ..led
        };
        assert_eq!(
            earning.for_service(&late_in_the_month),
            [
                (Rule::ServiceHours, EarningRuleId(1), 10),
                (Rule::Leading, EarningRuleId(2), 2)
            ]
        );
        let after_a_full_day = Service { of_day: 80, ..led };
        assert_eq!(total(&earning, &after_a_full_day), 0);
    }

    proptest! {
        #[test]
        fn a_day_earns_the_same_however_it_is_cut(pieces in proptest::collection::vec(0_i64..300, 0..12)) {
            let earning = Earning::beginning();
            let (minutes, points) = pieces.iter().fold((0, 0), |(before, points), &minutes| {
                let piece = Service { of_day: points, of_month: points, ..service(before, minutes) };
                (before + minutes, points + total(&earning, &piece))
            });
            prop_assert_eq!(points, total(&earning, &service(0, minutes)));
            prop_assert!(points <= 80);
        }
    }
}
