//! Stars 星级评定: thresholds in a table whose lines are only added, and the way from an application to the award.
//!
//! The platform awards nothing above what the county may: for the higher stars it nominates, publishes, and records which
//! body decided. Sources: hours for one to five stars, 中国注册志愿者管理办法 (gov.cn, 2012-09-27); who may award which,
//! Fujian's practice (东南网文明风, 2013-12-17); five working days of public notice are other counties' practice.

mod messages;

pub use messages::Message;

use crate::access::Action;
use crate::error::{Check, Code, Refusal, number, text};
use crate::ids::{StarApplicationId, StarRuleId, TeamId, VolunteerId};
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "star_state": State,
        "star_body": Body,
        "star_verdict": Verdict,
    },
    ..crate::gather::Feature::NONE
};

actions! {
    /// Apply for a star of one's own.
    APPLY_FOR_STAR = "apply_for_star", [SignedIn];
    /// Apply for a star of a member.
    NOMINATE_FOR_STAR = "nominate_for_star", [Leader];
    /// Approve an application for a star, or return it.
    REVIEW_STAR = "review_star", [InstituteStaff, CentreStaff];
    /// Award a star, or record which body did.
    AWARD_STAR = "award_star", [CentreStaff];
    /// Take one's own application back.
    WITHDRAW_STAR = "withdraw_star", [SignedIn];
    /// Add a line to the table of stars.
    SET_STARS = "set_stars", [CentreStaff, CountyAdmin];
}

codes! {
    /// Nobody decides on a star of their own.
    OWN_STAR = "own_star", Conflict;
    /// Fewer hours than it takes.
    NOT_ENOUGH_HOURS = "not_enough_hours", Conflict;
    /// An application of theirs is on its way already.
    APPLIED_ALREADY = "applied_already", Conflict;
    /// A higher star would take no more hours than a lower one.
    STARS_DO_NOT_CLIMB = "stars_do_not_climb", Invalid;
}

/// Posted minutes at which somebody has come a step further, below the first star: 5, 10, 30 and 50 hours. They are no
/// honour and nobody decides on them, so they are constants; we chose them, that beginners see something.
pub const MILESTONES: [i64; 4] = [5 * 60, 10 * 60, 30 * 60, 50 * 60];
/// The highest star.
pub const HIGHEST: i64 = 5;

words! {
    /// The level of the body that may award a star.
    Body {
        /// The county's centre, on this platform.
        County = "county",
        /// The city; the county records what it decided.
        City = "city",
        /// The province; likewise.
        Province = "province",
    }
}

words! {
    /// Where an application stands.
    State {
        /// Asked for by the volunteer, or by the leader of a team of theirs; staff review it.
        Applied = "applied",
        /// Approved. It hangs in public notice, and behind its end waits for the award.
        Noticed = "noticed",
        /// Somebody objected during the notice: staff review it again.
        Objected = "objected",
        /// Awarded by the body that may.
        Awarded = "awarded",
        /// Returned by staff, with a reason.
        Returned = "returned",
        /// Taken back by the volunteer.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// Whether it is still on its way. One volunteer has one such application at most.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Applied | Self::Noticed | Self::Objected)
    }

    /// Those that are.
    pub const OPEN: [Self; 3] = [Self::Applied, Self::Noticed, Self::Objected];
}

words! {
    /// What staff decide on an application.
    Verdict {
        /// It goes into public notice.
        Approve = "approve",
        /// It goes back with a reason.
        Return = "return",
    }
}

/// What is done to an application that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Staff review it, or decide during the notice that it goes back.
    Review(Verdict),
    /// Somebody objects.
    Object,
    /// It is awarded, or another body's award is recorded.
    Award,
    /// The volunteer takes it back.
    Withdraw,
}

impl Deed {
    /// The action that the access table knows it by.
    pub const fn action(self) -> Action {
        match self {
            Self::Review(_) => Action::REVIEW_STAR,
            Self::Object => Action::OBJECT,
            Self::Award => Action::AWARD_STAR,
            Self::Withdraw => Action::WITHDRAW_STAR,
        }
    }
}

/// The one way out of a state for each deed; everything else is refused. An approved application is put up in the same
/// step, and staff may return it while it hangs.
pub fn step(from: State, deed: Deed) -> Result<State, Code> {
    match (from, deed) {
        (State::Applied | State::Objected, Deed::Review(Verdict::Approve)) => Ok(State::Noticed),
        (from, Deed::Review(Verdict::Return)) if from.is_open() => Ok(State::Returned),
        (State::Noticed, Deed::Object) => Ok(State::Objected),
        (State::Noticed, Deed::Award) => Ok(State::Awarded),
        (from, Deed::Withdraw) if from.is_open() => Ok(State::Withdrawn),
        _ => Err(Code::NOT_NOW),
    }
}

/// Whether the public notice that ends at `until` leaves the way free for an award.
pub fn notice_is_over(until: Option<Timestamp>, now: Timestamp) -> Result<(), Code> {
    if until.is_some_and(|until| until <= now) {
        Ok(())
    } else {
        Err(Code::IN_PUBLIC_NOTICE)
    }
}

/// Whether the public notice that ends at `until` still hangs: nobody objects behind its end, however long the award takes.
pub fn notice_hangs(until: Option<Timestamp>, now: Timestamp) -> Result<(), Code> {
    if until.is_some_and(|until| now < until) {
        Ok(())
    } else {
        Err(Code::NOT_NOW)
    }
}

/// Two people decide on a star, and neither is who gets it: `own` for the volunteer themselves, `again` for whoever took
/// the step before.
pub fn by_another(own: bool, again: bool) -> Result<(), Code> {
    if own {
        Err(Code::OWN_STAR)
    } else if again {
        Err(Code::SECOND_PERSON)
    } else {
        Ok(())
    }
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarRule {
    /// Its id.
    pub id: StarRuleId,
    /// One to five.
    pub star: i64,
    /// Posted minutes that it takes.
    pub minutes: i64,
    /// The level of the body that may award it.
    pub body: Body,
    /// From when on it holds.
    pub from: Timestamp,
}

/// What a county begins with: star, hours, and who may award it.
pub const BEGINNING: [(i64, i64, Body); 5] = [
    (1, 100, Body::County),
    (2, 300, Body::County),
    (3, 600, Body::City),
    (4, 1000, Body::City),
    (5, 1500, Body::Province),
];

/// The lines that hold at a moment, from the lowest star to the highest: of each star the latest line that has begun, and
/// of two that began at once the one that was entered last.
pub fn in_force(at: Timestamp, lines: &[StarRule]) -> Vec<StarRule> {
    (1..=HIGHEST)
        .filter_map(|star| {
            let begun = lines
                .iter()
                .filter(|line| line.star == star && line.from <= at);
            begun.max_by_key(|line| (line.from, line.id)).cloned()
        })
        .collect()
}

/// Whether at every moment a higher star takes more hours than a lower one.
pub fn climbs(lines: &[StarRule]) -> bool {
    lines.iter().all(|line| {
        in_force(line.from, lines).is_sorted_by(|lower, higher| lower.minutes < higher.minutes)
    })
}

/// The stars above the one that is held which so many minutes reach.
pub fn reached(minutes: i64, held: i64, in_force: &[StarRule]) -> Vec<StarRule> {
    let above = in_force
        .iter()
        .filter(|line| line.star > held && line.minutes <= minutes);
    above.cloned().collect()
}

/// What somebody serves towards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Minutes at which it is reached.
    pub minutes: i64,
    /// The star; a milestone is none.
    pub star: Option<i64>,
}

/// What comes next above so many minutes: a milestone or a star, whichever is nearer.
pub fn next_goal(minutes: i64, in_force: &[StarRule]) -> Option<Goal> {
    let stars = in_force.iter().map(|line| Goal {
        minutes: line.minutes,
        star: Some(line.star),
    });
    let below = in_force.first().map_or(i64::MAX, |first| first.minutes);
    let milestones = MILESTONES.iter().filter(|step| **step < below);
    milestones
        .map(|step| Goal {
            minutes: *step,
            star: None,
        })
        .chain(stars)
        .filter(|goal| goal.minutes > minutes)
        .min_by_key(|goal| goal.minutes)
}

/// The form of a new line as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StarRuleForm {
    /// The form's id.
    pub request_id: String,
    /// One to five.
    pub star: String,
    /// Hours that it takes.
    pub hours: String,
    /// A [`Body`].
    pub body: String,
    /// Its first day.
    pub from: String,
}

/// A line that is about to be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewStarRule {
    /// One to five.
    pub star: i64,
    /// Posted minutes that it takes.
    pub minutes: i64,
    /// The level of the body that may award it.
    pub body: Body,
    /// The start of its first day.
    pub from: Timestamp,
}

impl StarRuleForm {
    /// Reads the form. The first day lies ahead: whoever has reached a star today may still apply for it.
    pub fn read(&self, today: CountyDate) -> Result<NewStarRule, Refusal> {
        let mut check = Check::default();
        let star = check.take("star", number(&self.star, 1, HIGHEST));
        let hours = check.take("hours", number(&self.hours, 1, 10_000));
        let body = check.take("body", self.body.parse::<Body>());
        let from = check.take(
            "from",
            CountyDate::parse(&self.from).and_then(|day| {
                if day > today {
                    Ok(day)
                } else {
                    Err(Code::IN_THE_PAST)
                }
            }),
        );
        check.finish(|| {
            Some(NewStarRule {
                star: star?,
                minutes: hours? * 60,
                body: body?,
                from: from?.start(),
            })
        })
    }
}

/// The form that awards a star, or records who did, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AwardForm {
    /// The form's id.
    pub request_id: String,
    /// The application.
    pub application: String,
    /// The name of the body that decided; the county's own stars need none.
    pub by: String,
    /// The day it decided.
    pub on: String,
    /// The number of its document.
    pub document: String,
}

/// What another body decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its name.
    pub by: String,
    /// The start of the day it decided.
    pub on: Timestamp,
    /// The number of its document.
    pub document: String,
}

impl AwardForm {
    /// Reads what another body decided, on a day that is not to come.
    pub fn read(&self, today: CountyDate) -> Result<Decision, Refusal> {
        let mut check = Check::default();
        let by = check.take("by", text(&self.by, 2, 60));
        let on = check.take(
            "on",
            CountyDate::parse(&self.on).and_then(|day| {
                if day <= today {
                    Ok(day)
                } else {
                    Err(Code::IN_THE_FUTURE)
                }
            }),
        );
        let document = check.take("document", text(&self.document, 2, 60));
        check.finish(|| {
            Some(Decision {
                by: by?,
                on: on?.start(),
                document: document?,
            })
        })
    }
}

/// What happened to an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarEventView {
    /// When.
    pub at: Timestamp,
    /// What.
    pub action: Action,
    /// Where it stood then.
    pub to: State,
    /// What was said: a reason, an objection, or who awarded.
    pub words: String,
}

/// An application as its volunteer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationView {
    /// Its id.
    pub id: StarApplicationId,
    /// The star.
    pub star: i64,
    /// Where it stands.
    pub state: State,
    /// The level of the body that may award it.
    pub body: Body,
    /// Posted minutes when it was asked for.
    pub minutes: i64,
    /// When its public notice ends.
    pub until: Option<Timestamp>,
    /// What happened, the oldest first.
    pub events: Vec<StarEventView>,
}

/// A volunteer's stars, as they see them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyStars {
    /// Whether they are registered as a volunteer.
    pub volunteer: bool,
    /// Posted minutes.
    pub minutes: i64,
    /// The star they hold; 0 for none.
    pub held: i64,
    /// What they serve towards.
    pub next: Option<Goal>,
    /// The stars they may apply for now; none while an application is on its way.
    pub may_apply: Vec<StarRule>,
    /// The lines that hold now.
    pub rules: Vec<StarRule>,
    /// Their applications, the newest first.
    pub applications: Vec<ApplicationView>,
}

/// An application at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarCase {
    /// Its id.
    pub id: StarApplicationId,
    /// The volunteer's name.
    pub name: String,
    /// Their number.
    pub no: String,
    /// Where they live.
    pub place: String,
    /// The star.
    pub star: i64,
    /// Posted minutes when it was asked for.
    pub minutes: i64,
    /// Minutes that the star took then.
    pub needed: i64,
    /// The level of the body that may award it.
    pub body: Body,
    /// Where it stands.
    pub state: State,
    /// When its public notice ends.
    pub until: Option<Timestamp>,
    /// What happened, the oldest first.
    pub events: Vec<StarEventView>,
    /// Whether the viewer may approve it now.
    pub approve: bool,
    /// Whether they may return it now.
    pub give_back: bool,
    /// Whether they may award it now, or record the award.
    pub award: bool,
}

/// A star in public notice: masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarNoticeView {
    /// The application.
    pub id: StarApplicationId,
    /// The volunteer's masked name.
    pub who: String,
    /// The township.
    pub place: String,
    /// The star.
    pub star: i64,
    /// Posted minutes.
    pub minutes: i64,
    /// When the notice ends.
    pub until: Timestamp,
}

/// A member of one's team who has reached a star.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nominee {
    /// The team.
    pub team: TeamId,
    /// Who.
    pub volunteer: VolunteerId,
    /// Their name.
    pub name: String,
    /// The highest star they have reached and do not hold.
    pub star: i64,
    /// Posted minutes.
    pub minutes: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Standing, Standings};
    use proptest::prelude::*;

    const DEEDS: [Deed; 5] = [
        Deed::Review(Verdict::Approve),
        Deed::Review(Verdict::Return),
        Deed::Object,
        Deed::Award,
        Deed::Withdraw,
    ];

    #[test]
    fn every_transition_is_allowed_or_not_for_everybody() {
        for state in State::ALL {
            for deed in DEEDS {
                let expected = match (state, deed) {
                    (State::Applied | State::Objected, Deed::Review(Verdict::Approve)) => {
                        Ok(State::Noticed)
                    }
                    (
                        State::Applied | State::Noticed | State::Objected,
                        Deed::Review(Verdict::Return),
                    ) => Ok(State::Returned),
                    (State::Noticed, Deed::Object) => Ok(State::Objected),
                    (State::Noticed, Deed::Award) => Ok(State::Awarded),
                    (State::Applied | State::Noticed | State::Objected, Deed::Withdraw) => {
                        Ok(State::Withdrawn)
                    }
                    _ => Err(Code::NOT_NOW),
                };
                assert_eq!(step(*state, deed), expected, "{state} {deed:?}");
                for standing in Standing::ALL {
                    let standings: Standings = [*standing].into_iter().collect();
                    let may = match deed {
                        Deed::Review(_) => {
                            matches!(standing, Standing::InstituteStaff | Standing::CentreStaff)
                        }
                        Deed::Award => *standing == Standing::CentreStaff,
                        Deed::Object | Deed::Withdraw => *standing == Standing::SignedIn,
                    };
                    assert_eq!(standings.may(deed.action()), may, "{deed:?} {standing}");
                }
            }
        }
    }

    #[test]
    fn asking_is_for_the_volunteer_and_their_leader() {
        for standing in Standing::ALL {
            let standings: Standings = [*standing].into_iter().collect();
            assert_eq!(
                standings.may(Action::APPLY_FOR_STAR),
                *standing == Standing::SignedIn
            );
            assert_eq!(
                standings.may(Action::NOMINATE_FOR_STAR),
                *standing == Standing::Leader
            );
        }
    }

    #[test]
    fn nobody_decides_on_their_own_star_or_twice() {
        assert_eq!(by_another(false, false), Ok(()));
        assert_eq!(by_another(true, false), Err(Code::OWN_STAR));
        assert_eq!(by_another(true, true), Err(Code::OWN_STAR));
        assert_eq!(by_another(false, true), Err(Code::SECOND_PERSON));
    }

    #[test]
    fn an_award_waits_for_the_end_of_the_notice() {
        let now = Timestamp(1000);
        assert_eq!(notice_is_over(Some(now), now), Ok(()));
        for until in [None, Some(now.plus(1))] {
            assert_eq!(notice_is_over(until, now), Err(Code::IN_PUBLIC_NOTICE));
        }
    }

    #[test]
    fn an_objection_comes_before_the_end_of_the_notice() {
        let now = Timestamp(1000);
        assert_eq!(notice_hangs(Some(now.plus(1)), now), Ok(()));
        for until in [None, Some(now), Some(now.plus(-1))] {
            assert_eq!(notice_hangs(until, now), Err(Code::NOT_NOW));
        }
    }

    fn beginning() -> Vec<StarRule> {
        let line = |(star, hours, body)| StarRule {
            id: StarRuleId(star),
            star,
            minutes: hours * 60,
            body,
            from: Timestamp(0),
        };
        BEGINNING.into_iter().map(line).collect()
    }

    #[test]
    fn a_line_holds_from_its_day_on() {
        let mut lines = beginning();
        lines.push(StarRule {
            id: StarRuleId(6),
            minutes: 120 * 60,
            from: Timestamp(1000),
            ..lines[0].clone()
        });
        assert!(climbs(&lines));
        assert_eq!(in_force(Timestamp(999), &lines)[0].minutes, 6000);
        assert_eq!(in_force(Timestamp(1000), &lines)[0].minutes, 7200);
        lines.push(StarRule {
            id: StarRuleId(7),
            minutes: 100 * 60,
            from: Timestamp(2000),
            ..lines[1].clone()
        });
        assert!(!climbs(&lines), "two stars for less than one");
    }

    #[test]
    fn beginners_see_a_milestone_and_the_first_star_is_next_to_the_last() {
        let rules = beginning();
        let goal = |minutes| next_goal(minutes, &rules).map(|goal| (goal.minutes / 60, goal.star));
        assert_eq!(goal(0), Some((5, None)));
        assert_eq!(goal(300), Some((10, None)));
        assert_eq!(goal(50 * 60), Some((100, Some(1))));
        assert_eq!(goal(1499 * 60), Some((1500, Some(5))));
        assert_eq!(goal(1500 * 60), None);
    }

    #[test]
    fn forms_are_read_with_every_fault() {
        let today = CountyDate::new(2026, 11, 23).unwrap();
        let form = StarRuleForm {
            star: "6".to_owned(),
            from: today.to_string(),
            ..StarRuleForm::default()
        };
        let faults: Vec<_> = form
            .read(today)
            .unwrap_err()
            .fields
            .into_iter()
            .map(|fault| (fault.field, fault.code))
            .collect();
        assert_eq!(
            faults,
            [
                ("star".into(), Code::NOT_A_NUMBER),
                ("hours".into(), Code::REQUIRED),
                ("body".into(), Code::NOT_A_CHOICE),
                ("from".into(), Code::IN_THE_PAST),
            ]
        );
        let form = AwardForm {
            by: "漳州市委社会工作部".to_owned(),
            on: today.plus_days(1).to_string(),
            document: "漳社工〔2026〕12号".to_owned(),
            ..AwardForm::default()
        };
        let fault = form.read(today).unwrap_err();
        assert_eq!(fault, Refusal::field("on", Code::IN_THE_FUTURE));
    }

    proptest! {
        #[test]
        fn what_is_reached_is_never_next(minutes in 0_i64..200_000, held in 0_i64..=5) {
            let rules = beginning();
            for line in reached(minutes, held, &rules) {
                prop_assert!(line.minutes <= minutes && line.star > held);
            }
            if let Some(goal) = next_goal(minutes, &rules) {
                prop_assert!(goal.minutes > minutes);
            }
        }
    }
}
