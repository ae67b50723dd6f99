//! Points: earned for confirmed hours and good ratings, posted as transfers between two accounts.

mod messages;

pub use messages::Message;

use crate::account::{parse_volunteer_no, required_id};
use crate::error::{Check, Code, Refusal, number, text};
use crate::hours::DAILY_MINUTES;
use crate::ids::{CategoryId, EarningRuleId, PointsRequestId};
use crate::time::{CountyDate, DAY, Timestamp};
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "points_rule": Rule,
        "owner": Owner,
        "earns": Earns,
        "points_verdict": Verdict,
    },
    numbers: &[
        ("POINTS_MONTHS", &(12 * LAST_YEARS)),
        ("EXPIRY_WARNING_DAYS", &WARNED_DAYS),
    ],
};

actions! {
    /// Add a line to the earning rules.
    SET_EARNING = "set_earning", [CountyAdmin];
    /// Ask for points to be granted or taken back.
    ASK_POINTS = "ask_points", [StationStaff, InstituteStaff, CentreStaff];
    /// Decide on what somebody else has asked for.
    DECIDE_POINTS = "decide_points", [StationStaff, InstituteStaff, CentreStaff];
    /// Let points expire.
    EXPIRE_POINTS = "expire_points", [Clock];
}

codes! {
    /// Who asked for points does not decide on them as well.
    SECOND_PERSON = "second_person", Conflict;
    /// Nobody asks for or decides on points of their own.
    OWN_POINTS = "own_points", Conflict;
    /// More points than are at hand.
    NOT_ENOUGH_POINTS = "not_enough_points", Conflict;
    /// Only registered volunteers have points.
    VOLUNTEERS_ONLY = "volunteers_only", Forbidden;
}

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
        /// Twenty-four months have passed.
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
            let of = |minutes: i64| minutes.clamp(0, DAILY_MINUTES) * points / 60;
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

/// How long points last, in years: 24 months.
const LAST_YEARS: i32 = 2;
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

/// The form that adds a line to the earning rules, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    /// The form's id.
    pub request_id: String,
    /// What it sets.
    pub earns: String,
    /// How many points.
    pub points: String,
    /// A campaign's category; empty means every service.
    pub category: String,
    /// A campaign's name.
    pub title: String,
    /// Its first day.
    pub from: String,
    /// A campaign's last day.
    pub until: String,
}

/// A line of the earning rules that is about to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRule {
    /// What it sets.
    pub earns: Earns,
    /// How many points.
    pub points: i64,
    /// A campaign's category.
    pub category: Option<CategoryId>,
    /// A campaign's name.
    pub title: String,
    /// The start of its first day.
    pub from: Timestamp,
    /// The end of its last day.
    pub until: Option<Timestamp>,
}

impl RuleForm {
    /// Reads the form. The first day lies ahead, so that no line touches the past or the day that is under way.
    pub fn read(&self, today: CountyDate) -> Result<NewRule, Refusal> {
        let mut check = Check::default();
        let earns = check.take("earns", self.earns.parse::<Earns>());
        let points = check.take("points", number(&self.points, 0, MOST));
        let first = CountyDate::parse(&self.from);
        let from = check.take(
            "from",
            first.and_then(|day| {
                if day > today {
                    Ok(day)
                } else {
                    Err(Code::IN_THE_PAST)
                }
            }),
        );
        let (mut title, mut category, mut until) = (None, None, None);
        if earns == Some(Earns::Campaign) {
            title = check.take("title", text(&self.title, 2, 40));
            category = check.take("category", optional(&self.category));
            let last = CountyDate::parse(&self.until);
            let last = last.and_then(|day| match first {
                Ok(first) if day < first => Err(Code::ENDS_BEFORE_START),
                _ => Ok(day),
            });
            until = check.take("until", last);
        }
        check.finish(|| {
            Some(NewRule {
                earns: earns?,
                points: points?,
                category: category.flatten(),
                title: title.unwrap_or_default(),
                from: from?.start(),
                until: until.map(|day: CountyDate| day.plus_days(1).start()),
            })
        })
    }
}

fn optional(raw: &str) -> Result<Option<CategoryId>, Code> {
    if raw.trim().is_empty() {
        Ok(None)
    } else {
        required_id(raw).map(Some)
    }
}

/// The form that asks for points to be granted or taken back, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestForm {
    /// The form's id.
    pub request_id: String,
    /// The volunteer's number.
    pub no: String,
    /// `grant` or `deduction`.
    pub way: String,
    /// How many points.
    pub points: String,
    /// Why.
    pub words: String,
}

/// A grant or deduction that is about to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRequest {
    /// The volunteer's number.
    pub no: String,
    /// Points, negative where they are taken back.
    pub amount: i64,
    /// Why.
    pub words: String,
}

impl RequestForm {
    /// Reads the form.
    pub fn read(&self) -> Result<NewRequest, Refusal> {
        let mut check = Check::default();
        let no = check.take("no", parse_volunteer_no(&self.no));
        let way = match self.way.parse::<Rule>() {
            Ok(way @ (Rule::Grant | Rule::Deduction)) => Ok(way),
            Ok(_) | Err(_) => Err(Code::NOT_A_CHOICE),
        };
        let way = check.take("way", way);
        let points = check.take("points", number(&self.points, 1, MOST));
        let words = check.take("words", text(&self.words, 5, 200));
        check.finish(|| {
            let sign = if way? == Rule::Grant { 1 } else { -1 };
            Some(NewRequest {
                no: no?,
                amount: sign * points?,
                words: words?,
            })
        })
    }
}

/// The form that decides on what a colleague has asked for, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecideForm {
    /// The form's id.
    pub request_id: String,
    /// The id of what was asked for.
    pub id: String,
    /// `approve` or `refuse`.
    pub verdict: String,
}

impl DecideForm {
    /// Reads the form.
    pub fn read(&self) -> Result<(PointsRequestId, Verdict), Refusal> {
        Ok((self.id.parse()?, self.verdict.parse()?))
    }
}

/// A grant or deduction that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// Its id.
    pub id: PointsRequestId,
    /// The volunteer's name.
    pub name: String,
    /// Their number.
    pub no: String,
    /// Points, negative where they are taken back.
    pub amount: i64,
    /// Why.
    pub words: String,
    /// Who asks.
    pub asked_by: String,
    /// When they asked.
    pub asked_at: Timestamp,
    /// Whether the viewer may decide.
    pub mine: bool,
}

/// A line of somebody's points statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// Whether its day is closed, so that it stands in the open books.
    pub closed: bool,
    /// When it was posted.
    pub at: Timestamp,
    /// Points gained (positive) or given (negative).
    pub amount: i64,
    /// Why.
    pub rule: Rule,
    /// The service it stems from.
    pub title: String,
    /// The number of the order it stems from.
    pub order_no: String,
    /// Why, where staff said it in words; or a campaign's name.
    pub words: String,
    /// What the line is found by in the open books.
    pub receipt: String,
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
    fn what_is_asked_for_is_granted_or_taken_back() {
        let form = |no: &str, way: &str, points: &str, words: &str| RequestForm {
            no: no.to_owned(),
            way: way.to_owned(),
            points: points.to_owned(),
            words: words.to_owned(),
            ..RequestForm::default()
        };
        let no = crate::account::volunteer_no(2026, 7);
        let read = form(&no, "deduction", "30", "重复发放的积分").read();
        assert_eq!(
            read,
            Ok(NewRequest {
                no: no.clone(),
                amount: -30,
                words: "重复发放的积分".to_owned()
            })
        );
        let granted = form(&no, "grant", "30", "防汛值守一夜").read().unwrap();
        assert_eq!(granted.amount, 30);
        let refused = form("", "expiry", "10001", "短").read().unwrap_err();
        let faults: Vec<_> = refused
            .fields
            .iter()
            .map(|fault| (fault.field.as_ref(), fault.code))
            .collect();
        assert_eq!(
            faults,
            [
                ("no", Code::REQUIRED),
                ("way", Code::NOT_A_CHOICE),
                ("points", Code::NOT_A_NUMBER),
                ("words", Code::TOO_SHORT)
            ]
        );
    }

    #[test]
    fn a_verdict_is_one_of_two_on_something_asked_for() {
        let form = |id: &str, verdict: &str| DecideForm {
            id: id.to_owned(),
            verdict: verdict.to_owned(),
            ..DecideForm::default()
        };
        let approved = form("7", "approve").read();
        assert_eq!(approved, Ok((PointsRequestId(7), Verdict::Approve)));
        assert_eq!(form("7", "maybe").read(), Err(Code::NOT_A_CHOICE.into()));
        assert_eq!(form("seven", "refuse").read(), Err(Code::NOT_FOUND.into()));
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
