//! The way of a case, and who may take it a step further.

use crate::access::{Action, Standings};
use crate::error::Code;
use crate::time::Timestamp;

/// Where a case stands, whatever its feature calls that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Asked for: staff review it.
    Asked,
    /// Approved. It hangs in public notice, and behind its end waits to be granted.
    Noticed,
    /// Somebody objected during the notice: staff review it again.
    Objected,
    /// It counts.
    Granted,
    /// Returned by staff; it does not count.
    Returned,
    /// Taken back by whose it is.
    Withdrawn,
}

impl Stage {
    /// Whether somebody still has to decide.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Noticed | Self::Objected)
    }
}

words! {
    /// What staff decide on a case.
    Verdict {
        /// It goes into public notice.
        Approve = "approve",
        /// It goes back with a reason.
        Return = "return",
    }
}

/// What is done to a case that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Staff review it, or decide during the notice that it goes back.
    Review(Verdict),
    /// Somebody objects.
    Object,
    /// It is granted.
    Grant,
    /// Whose it is takes it back.
    Withdraw,
}

impl Deed {
    /// A review of which nobody knows yet what it decides: who may approve may return.
    pub const REVIEW: Self = Self::Review(Verdict::Approve);
}

/// The one way out of a stage for each deed; everything else is refused. An approved case is hung out in the same step, and
/// staff may return it while it hangs.
pub fn step(from: Stage, deed: Deed) -> Result<Stage, Code> {
    match (from, deed) {
        (Stage::Asked | Stage::Objected, Deed::Review(Verdict::Approve)) => Ok(Stage::Noticed),
        (from, Deed::Review(Verdict::Return)) if from.is_open() => Ok(Stage::Returned),
        (Stage::Noticed, Deed::Object) => Ok(Stage::Objected),
        (Stage::Noticed, Deed::Grant) => Ok(Stage::Granted),
        (from, Deed::Withdraw) if from.is_open() => Ok(Stage::Withdrawn),
        _ => Err(Code::NOT_NOW),
    }
}

/// Whether the public notice that ends at `until` is over, so that the case may be granted.
pub fn is_over(until: Option<Timestamp>, now: Timestamp) -> Result<(), Code> {
    if until.is_some_and(|until| until <= now) {
        Ok(())
    } else {
        Err(Code::IN_PUBLIC_NOTICE)
    }
}

/// Whether the public notice that ends at `until` still hangs: nobody objects behind its end, however long the grant takes.
pub fn hangs(until: Option<Timestamp>, now: Timestamp) -> Result<(), Code> {
    if until.is_some_and(|until| now < until) {
        Ok(())
    } else {
        Err(Code::NOT_NOW)
    }
}

/// Objections that one account may raise within 24 hours: each stops a case until staff have looked into it.
pub const OBJECTIONS_A_DAY: u64 = 10;

/// Whether whoever has raised so many within 24 hours may raise another.
pub fn few_objections(raised: u64) -> Result<(), Code> {
    if raised < OBJECTIONS_A_DAY {
        Ok(())
    } else {
        Err(Code::OBJECTIONS_USED_UP)
    }
}

/// A feature's words for the stages of its cases, and its rows of the access table.
pub trait CaseState: Copy + PartialEq + 'static {
    /// The word for each stage that its cases reach.
    const STAGES: &'static [(Stage, Self)];
    /// What people are told who would decide on a case of their own.
    const OWN: Code;
    /// Who knows of a case; for everybody else it does not exist.
    const VIEW: Action;

    /// The row of the access table for a deed.
    fn action(deed: Deed) -> Action;

    /// The stage that this word stands for; none before it is a case.
    fn stage(self) -> Option<Stage> {
        let mut stages = Self::STAGES.iter();
        stages
            .find(|(_, word)| *word == self)
            .map(|(stage, _)| *stage)
    }

    /// The word for a stage.
    fn at(stage: Stage) -> Result<Self, Code> {
        let mut stages = Self::STAGES.iter();
        let found = stages.find(|(known, _)| *known == stage);
        found.map(|(_, word)| *word).ok_or(Code::NOT_NOW)
    }

    /// Whether somebody still has to decide.
    fn is_open(self) -> bool {
        self.stage().is_some_and(Stage::is_open)
    }

    /// The words in which somebody still has to decide.
    fn open() -> Vec<Self> {
        let open = Self::STAGES.iter().filter(|(stage, _)| stage.is_open());
        open.map(|(_, word)| *word).collect()
    }

    /// Where a deed leads to.
    fn step(self, deed: Deed) -> Result<Self, Code> {
        Self::at(step(self.stage().ok_or(Code::NOT_NOW)?, deed)?)
    }
}

/// What the actor is to a case.
#[derive(Clone, Debug, Default)]
pub struct Party {
    /// What they are to the place it belongs to.
    pub standings: Standings,
    /// Whether it is their own.
    pub own: bool,
    /// Whether they asked for it.
    pub asked: bool,
    /// Whether they reviewed it last.
    pub reviewed: bool,
}

impl Party {
    /// Whether the deed is theirs to do, whenever that is: two people decide, and neither is whose case it is.
    pub fn demand<S: CaseState>(&self, deed: Deed) -> Result<(), Code> {
        if deed == Deed::Withdraw && !self.own {
            return Err(Code::NOT_FOUND);
        }
        self.standings.demand(S::action(deed), S::VIEW)?;
        match deed {
            Deed::Review(_) => self.is_another(self.asked, S::OWN),
            Deed::Grant => self.is_another(self.reviewed, S::OWN),
            Deed::Object | Deed::Withdraw => Ok(()),
        }
    }

    /// Where the case stands after their deed, if they may do it now.
    pub fn take<S: CaseState>(
        &self,
        deed: Deed,
        from: S,
        until: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<S, Code> {
        self.demand::<S>(deed)?;
        let to = from.step(deed)?;
        match deed {
            Deed::Object => hangs(until, now)?,
            Deed::Grant => is_over(until, now)?,
            Deed::Review(_) | Deed::Withdraw => {}
        }
        Ok(to)
    }

    fn is_another(&self, took_the_step_before: bool, own: Code) -> Result<(), Code> {
        if self.own {
            Err(own)
        } else if took_the_step_before {
            Err(Code::SECOND_PERSON)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Standing;
    use crate::honours::State as Honour;
    use crate::hours::State as Hours;
    use crate::stars::State as Star;

    const STAGES: [Stage; 6] = [
        Stage::Asked,
        Stage::Noticed,
        Stage::Objected,
        Stage::Granted,
        Stage::Returned,
        Stage::Withdrawn,
    ];

    const DEEDS: [Deed; 5] = [
        Deed::Review(Verdict::Approve),
        Deed::Review(Verdict::Return),
        Deed::Object,
        Deed::Grant,
        Deed::Withdraw,
    ];

    #[test]
    fn every_transition_is_allowed_or_not() {
        // What each deed leads to from each stage, in the order of STAGES; a dash is a refusal.
        let expected = [
            "noticed - noticed - - -",
            "returned returned returned - - -",
            "- objected - - - -",
            "- granted - - - -",
            "withdrawn withdrawn withdrawn - - -",
        ];
        for (deed, expected) in DEEDS.into_iter().zip(expected) {
            let led = STAGES.map(|from| match step(from, deed) {
                Ok(to) => format!("{to:?}").to_lowercase(),
                Err(code) => {
                    assert_eq!(code, Code::NOT_NOW);
                    "-".to_owned()
                }
            });
            assert_eq!(led.join(" "), expected, "{deed:?}");
        }
    }

    /// Every word of a feature goes the way of its stage; what is no case yet, or has no word, goes nowhere.
    fn words_follow<S: CaseState + std::fmt::Debug>(all: &[S]) {
        for word in all {
            for deed in DEEDS {
                let led = word.stage().and_then(|from| step(from, deed).ok());
                let led = led.and_then(|to| S::at(to).ok());
                assert_eq!(
                    word.step(deed),
                    led.ok_or(Code::NOT_NOW),
                    "{word:?} {deed:?}"
                );
            }
            assert_eq!(S::open().contains(word), word.is_open(), "{word:?}");
        }
        for (stage, word) in S::STAGES {
            assert_eq!((word.stage(), S::at(*stage)), (Some(*stage), Ok(*word)));
        }
    }

    #[test]
    fn features_have_words_for_the_stages() {
        words_follow(Star::ALL);
        words_follow(Honour::ALL);
        words_follow(Hours::ALL);
        assert_eq!(Star::ALL.len(), STAGES.len());
        assert_eq!(Honour::at(Stage::Withdrawn), Err(Code::NOT_NOW));
        for early in [Hours::CheckedIn, Hours::CheckedOut] {
            assert_eq!(early.stage(), None);
        }
    }

    fn party(standings: impl IntoIterator<Item = Standing>) -> Party {
        Party {
            standings: standings.into_iter().collect(),
            ..Party::default()
        }
    }

    #[test]
    fn a_deed_is_open_to_whom_the_table_says() {
        let now = Timestamp(1000);
        for deed in DEEDS {
            let (from, until) = match deed {
                Deed::Review(_) | Deed::Withdraw => (Star::Applied, None),
                Deed::Object => (Star::Noticed, Some(now.plus(1))),
                Deed::Grant => (Star::Noticed, Some(now)),
            };
            for standing in Standing::ALL {
                let who = Party {
                    own: deed == Deed::Withdraw,
                    ..party([*standing])
                };
                let reviews = matches!(standing, Standing::InstituteStaff | Standing::CentreStaff);
                let may = match deed {
                    Deed::Review(_) => reviews,
                    Deed::Grant => *standing == Standing::CentreStaff,
                    Deed::Object | Deed::Withdraw => *standing == Standing::SignedIn,
                };
                let answer = who.take(deed, from, until, now);
                if may {
                    assert_eq!(answer, from.step(deed), "{deed:?} {standing}");
                } else if reviews {
                    assert_eq!(answer, Err(Code::NOT_YOURS), "{deed:?} {standing}");
                } else {
                    assert_eq!(answer, Err(Code::NOT_FOUND), "{deed:?} {standing}");
                }
            }
        }
    }

    #[test]
    fn two_people_decide_and_neither_is_whose_case_it_is() {
        let now = Timestamp(1000);
        let staff = || party([Standing::CentreStaff, Standing::SignedIn]);
        let own = || Party {
            own: true,
            ..staff()
        };
        let asked = Party {
            asked: true,
            ..staff()
        };
        let reviewed = Party {
            reviewed: true,
            ..staff()
        };
        let review = |who: &Party| {
            let deed = Deed::Review(Verdict::Approve);
            who.take(deed, Honour::Nominated, None, now)
        };
        let grant = |who: &Party| who.take(Deed::Grant, Honour::Noticed, Some(now), now);
        assert_eq!(review(&asked), Err(Code::SECOND_PERSON));
        assert_eq!(grant(&asked), Ok(Honour::Awarded));
        assert_eq!(review(&reviewed), Ok(Honour::Noticed));
        assert_eq!(grant(&reviewed), Err(Code::SECOND_PERSON));
        let both = Party {
            asked: true,
            reviewed: true,
            ..own()
        };
        for who in [own(), both] {
            assert_eq!(review(&who), Err(Code::OWN_HONOUR));
            assert_eq!(grant(&who), Err(Code::OWN_HONOUR));
        }
        // Their own is theirs to take back, and nobody else's.
        let withdraw = |who: &Party| who.take(Deed::Withdraw, Star::Noticed, None, now);
        assert_eq!(withdraw(&own()), Ok(Star::Withdrawn));
        assert_eq!(withdraw(&staff()), Err(Code::NOT_FOUND));
    }

    #[test]
    fn the_end_of_the_notice_parts_objections_from_the_grant() {
        let now = Timestamp(1000);
        let who = party([Standing::CentreStaff, Standing::SignedIn]);
        for (until, object, grant) in [
            (None, Err(Code::NOT_NOW), Err(Code::IN_PUBLIC_NOTICE)),
            (
                Some(now.plus(1)),
                Ok(Star::Objected),
                Err(Code::IN_PUBLIC_NOTICE),
            ),
            (Some(now), Err(Code::NOT_NOW), Ok(Star::Awarded)),
            (Some(now.plus(-1)), Err(Code::NOT_NOW), Ok(Star::Awarded)),
        ] {
            assert_eq!(who.take(Deed::Object, Star::Noticed, until, now), object);
            assert_eq!(who.take(Deed::Grant, Star::Noticed, until, now), grant);
        }
    }

    #[test]
    fn the_tenth_objection_of_a_day_is_the_last() {
        assert_eq!(few_objections(OBJECTIONS_A_DAY - 1), Ok(()));
        assert_eq!(
            few_objections(OBJECTIONS_A_DAY),
            Err(Code::OBJECTIONS_USED_UP)
        );
    }
}
