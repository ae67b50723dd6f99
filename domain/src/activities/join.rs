//! Whether somebody may join a session: never a bare no, but everything that stands in the way, so that it can be mended at once.
//!
//! It is one function for a page, a form, the line of those who wait, the lot, and a leader's phone without a network.

use super::overlap;
use crate::account::{ADULT, Skill};
use crate::orders::Window;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A session, to those who want to join it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// When it takes place.
    pub at: Window,
    /// From when on people join.
    pub opens: Timestamp,
    /// Until when they do.
    pub closes: Timestamp,
    /// Whether it takes place at all.
    pub cancelled: bool,
    /// The youngest who may take part, in years.
    pub from_age: Option<i32>,
    /// The oldest.
    pub to_age: Option<i32>,
    /// What whoever serves there has to know.
    pub skills: Vec<Skill>,
}

/// Somebody who wants to join, or a companion of theirs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// In years, on the day of the session; not everybody has said it.
    pub age: Option<i32>,
    /// Whether the guardian of a minor has agreed.
    pub consent: bool,
    /// What they know.
    pub skills: Vec<Skill>,
    /// When they are to be elsewhere, and what for.
    pub busy: Vec<(Window, String)>,
    /// Whether they have joined it already, or wait to.
    pub joined: bool,
}

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Obstacle {
    /// It does not take place.
    Cancelled,
    /// They have joined it, or wait to.
    Joined,
    /// People join from this time on.
    TooEarly(Timestamp),
    /// People joined until this time.
    TooLate(Timestamp),
    /// They are younger than this.
    TooYoung(i32),
    /// They are older than this.
    TooOld(i32),
    /// It is for some ages only, and theirs is not known.
    AgeUnknown,
    /// They are a minor, and their guardian has not agreed.
    NoConsent,
    /// They do not know what it takes.
    Lacks(Vec<Skill>),
    /// They are to be elsewhere then.
    Overlaps(Window, String),
}

/// Everything that stands in the way of somebody who wants to join now; nothing where they may.
pub fn obstacles(wanted: &Wanted, who: &Candidate, now: Timestamp) -> Vec<Obstacle> {
    let limited = wanted.from_age.is_some() || wanted.to_age.is_some();
    let age = |is_out: &dyn Fn(i32, i32) -> bool, limit: Option<i32>| {
        limit.filter(|limit| who.age.is_some_and(|age| is_out(age, *limit)))
    };
    let lacking = wanted
        .skills
        .iter()
        .filter(|skill| !who.skills.contains(skill));
    let lacking: Vec<_> = lacking.copied().collect();
    let busy = who.busy.iter().filter(|(at, _)| overlap(*at, wanted.at));
    [
        wanted.cancelled.then_some(Obstacle::Cancelled),
        who.joined.then_some(Obstacle::Joined),
        (now < wanted.opens).then_some(Obstacle::TooEarly(wanted.opens)),
        (now >= wanted.closes).then_some(Obstacle::TooLate(wanted.closes)),
        age(&|age, youngest| age < youngest, wanted.from_age).map(Obstacle::TooYoung),
        age(&|age, oldest| age > oldest, wanted.to_age).map(Obstacle::TooOld),
        (limited && who.age.is_none()).then_some(Obstacle::AgeUnknown),
        (who.age.is_some_and(|age| age < ADULT) && !who.consent).then_some(Obstacle::NoConsent),
        (!lacking.is_empty()).then_some(Obstacle::Lacks(lacking)),
    ]
    .into_iter()
    .flatten()
    .chain(busy.map(|(at, what)| Obstacle::Overlaps(*at, what.clone())))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(from: i64, to: i64) -> Window {
        Window {
            from: Timestamp(from),
            to: Timestamp(to),
        }
    }

    fn class() -> Wanted {
        Wanted {
            at: at(100, 200),
            opens: Timestamp(10),
            closes: Timestamp(90),
            cancelled: false,
            from_age: Some(9),
            to_age: Some(12),
            skills: Vec::new(),
        }
    }

    fn pupil() -> Candidate {
        Candidate {
            age: Some(10),
            consent: true,
            ..Candidate::default()
        }
    }

    #[test]
    fn each_obstacle_is_told_and_what_it_is_about() {
        let skill = Skill::ALL[0];
        let elsewhere = (at(150, 300), "理发".to_owned());
        let now = Timestamp(50);
        assert_eq!(obstacles(&class(), &pupil(), now), []);
        for (wanted, who, now, told) in [
            (
                Wanted {
                    cancelled: true,
                    ..class()
                },
                pupil(),
                now,
                Obstacle::Cancelled,
            ),
            (
                class(),
                Candidate {
                    joined: true,
                    ..pupil()
                },
                now,
                Obstacle::Joined,
            ),
            (
                class(),
                pupil(),
                Timestamp(9),
                Obstacle::TooEarly(Timestamp(10)),
            ),
            (
                class(),
                pupil(),
                Timestamp(90),
                Obstacle::TooLate(Timestamp(90)),
            ),
            (
                class(),
                Candidate {
                    age: Some(8),
                    ..pupil()
                },
                now,
                Obstacle::TooYoung(9),
            ),
            (
                class(),
                Candidate {
                    age: Some(13),
                    ..pupil()
                },
                now,
                Obstacle::TooOld(12),
            ),
            (
                class(),
                Candidate {
                    age: None,
                    ..pupil()
                },
                now,
                Obstacle::AgeUnknown,
            ),
            (
                class(),
                Candidate {
                    consent: false,
                    ..pupil()
                },
                now,
                Obstacle::NoConsent,
            ),
            (
                Wanted {
                    skills: vec![skill],
                    ..class()
                },
                pupil(),
                now,
                Obstacle::Lacks(vec![skill]),
            ),
            (
                class(),
                Candidate {
                    busy: vec![elsewhere.clone(), (at(200, 300), String::new())],
                    ..pupil()
                },
                now,
                Obstacle::Overlaps(elsewhere.0, elsewhere.1.clone()),
            ),
        ] {
            assert_eq!(obstacles(&wanted, &who, now), [told]);
        }
    }

    #[test]
    fn all_that_is_in_the_way_is_told_at_once() {
        let who = Candidate {
            age: Some(15),
            ..Candidate::default()
        };
        assert_eq!(
            obstacles(&class(), &who, Timestamp(95)),
            [
                Obstacle::TooLate(Timestamp(90)),
                Obstacle::TooOld(12),
                Obstacle::NoConsent
            ]
        );
    }

    proptest! {
        #[test]
        fn no_minor_joins_without_consent(
            age in 0_i32..ADULT, from in prop::option::of(0_i32..30), to in prop::option::of(0_i32..90), now in 0_i64..120,
            joined: bool, cancelled: bool,
        ) {
            let wanted = Wanted { from_age: from, to_age: to, cancelled, ..class() };
            let who = Candidate { age: Some(age), joined, ..Candidate::default() };
            prop_assert!(obstacles(&wanted, &who, Timestamp(now)).contains(&Obstacle::NoConsent));
        }

        #[test]
        fn nothing_is_in_the_way_of_whoever_fits(
            age in 0_i32..90, from in 0_i32..30, span in 0_i32..60, now in 0_i64..120, begins in 0_i64..300, lasts in 1_i64..100,
        ) {
            let wanted = Wanted { from_age: Some(from), to_age: Some(from + span), ..class() };
            let busy = vec![(at(begins, begins + lasts), String::new())];
            let who = Candidate { age: Some(age), consent: true, busy, ..Candidate::default() };
            let fits = (10..90).contains(&now) && (from..=from + span).contains(&age) && (begins >= 200 || begins + lasts <= 100);
            prop_assert_eq!(obstacles(&wanted, &who, Timestamp(now)).is_empty(), fits);
        }
    }
}
