//! Attendance and hours 服务时长: minutes are computed by the server, confirmed, shown in public, and only then posted.

mod forms;
mod messages;
mod views;

pub use forms::{ConfirmForm, VerdictForm};
pub use messages::Message;
pub use views::{EntryView, NoticedHours, ReviewView};

use crate::access::Action;
use crate::error::Code;
use crate::notices::{self, CaseState, Deed, Stage};
use crate::time::{MINUTE, Timestamp};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "hours_state": State,
        "review_reason": ReviewReason,
        "verdict": Verdict,
    },
    numbers: &[("CHECK_IN_MINUTES", &(EARLY / MINUTE))],
};

actions! {
    /// Confirm that somebody served.
    CONFIRM_ATTENDANCE = "confirm_attendance", [Leader, OrgHand, StationStaff, InstituteStaff, CentreStaff];
    /// Decide on attendance that is more than a day's hours or overlaps.
    REVIEW_ATTENDANCE = "review_attendance", [StationStaff, InstituteStaff, CentreStaff];
    /// Post hours and points when the public notice is over.
    POST_HOURS = "post_hours", [Clock];
    /// Close service whose end nobody noted.
    CLOSE_FORGOTTEN = "close_forgotten", [Clock];
}

codes! {
    /// A person does not confirm their own attendance.
    OWN_ATTENDANCE = "own_attendance", Conflict;
    /// Who led the team within [`LED_LATELY`] is confirmed by staff, not by whoever leads it meanwhile.
    LED_THE_TEAM = "led_the_team", Conflict;
    /// Somebody serves elsewhere and has not left there.
    SERVES_ELSEWHERE = "serves_elsewhere", Conflict;
    /// Service ends after it began.
    LEFT_BEFORE_COMING = "left_before_coming", Invalid;
    /// The end is noted when it has come.
    NOT_YET_ENDED = "not_yet_ended", Invalid;
}

/// For how long after leading a team its leader does not confirm one's service, in milliseconds: leading can be handed over
/// and back.
pub const LED_LATELY: i64 = 90 * crate::time::DAY;

/// How long before the agreed time somebody may check in, in milliseconds.
pub const EARLY: i64 = crate::time::HOUR;

/// How long after its planned end service is closed whose end nobody noted, in milliseconds.
pub const FORGOTTEN: i64 = 4 * crate::time::HOUR;

/// Whether service that began at `came` can have ended at `left`, which is noted now.
pub fn may_have_left(came: Timestamp, left: Timestamp, now: Timestamp) -> Result<(), Code> {
    if left <= came {
        Err(Code::LEFT_BEFORE_COMING)
    } else if left > now {
        Err(Code::NOT_YET_ENDED)
    } else {
        Ok(())
    }
}

/// When service ended whose end nobody noted, if it is time to close it: as planned, or at once where somebody came after that.
pub fn forgotten(came: Timestamp, planned: Timestamp, now: Timestamp) -> Option<Timestamp> {
    (planned.0 + FORGOTTEN <= now.0).then(|| planned.max(came))
}

/// Whether it is time to check in for a service that starts at `from`.
pub fn may_check_in(from: Timestamp, now: Timestamp) -> Result<(), Code> {
    if now.0 < from.0 - EARLY {
        Err(Code::TOO_SOON_TO_SERVE)
    } else {
        Ok(())
    }
}

words! {
    /// Where attendance stands on its way to the ledger.
    State {
        /// They are there.
        CheckedIn = "checked_in",
        /// They left; the leader has to confirm.
        CheckedOut = "checked_out",
        /// Confirmed, but more than a day's hours or overlapping: staff decide.
        InReview = "in_review",
        /// Confirmed; it hangs in public notice.
        Noticed = "noticed",
        /// In the hours ledger.
        Posted = "posted",
        /// Somebody objected during the notice: frozen until staff decide.
        Objected = "objected",
        /// Struck by staff; it never counts.
        Void = "void",
    }
}

words! {
    /// Why staff look at attendance before it counts.
    ReviewReason {
        /// More hours on one day than count without a review.
        OverDay = "over_day",
        /// At two places at once.
        Overlap = "overlap",
        /// Its end was noted afterwards, behind the one that was planned.
        PastPlan = "past_plan",
    }
}

words! {
    /// What staff decide on reviewed attendance.
    Verdict {
        /// It counts as it stands.
        Approve = "approve",
        /// It does not count.
        Strike = "strike",
    }
}

/// The state that a confirmation leads to: straight into public notice, or to review first.
pub fn confirm(from: State, reason: Option<ReviewReason>) -> Result<State, Code> {
    match (from, reason) {
        (State::CheckedOut, None) => Ok(State::Noticed),
        (State::CheckedOut, Some(_)) => Ok(State::InReview),
        (State::CheckedIn, _) => Err(Code::STILL_SERVING),
        _ => Err(Code::NOT_NOW),
    }
}

impl CaseState for State {
    const STAGES: &'static [(Stage, Self)] = &[
        (Stage::Asked, Self::InReview),
        (Stage::Noticed, Self::Noticed),
        (Stage::Objected, Self::Objected),
        (Stage::Granted, Self::Posted),
        (Stage::Returned, Self::Void),
    ];
    const OWN: Code = Code::OWN_ATTENDANCE;
    const VIEW: Action = Action::VIEW_ORDER;

    fn action(deed: Deed) -> Action {
        match deed {
            Deed::Object => Action::OBJECT,
            Deed::Grant => Action::POST_HOURS,
            Deed::Review(_) | Deed::Withdraw => Action::REVIEW_ATTENDANCE,
        }
    }
}

impl Verdict {
    /// What it means for the case that attendance is.
    pub const fn deed(self) -> Deed {
        match self {
            Self::Approve => Deed::Review(notices::Verdict::Approve),
            Self::Strike => Deed::Review(notices::Verdict::Return),
        }
    }
}

/// Whether staff decide on attendance now: what hangs in public notice without an objection they leave alone.
pub fn may_review(from: State) -> Result<(), Code> {
    match from {
        State::InReview | State::Objected => Ok(()),
        _ => Err(Code::NOT_NOW),
    }
}

/// Whole minutes served; a started minute does not count.
pub fn minutes_between(from: Timestamp, to: Timestamp) -> i64 {
    ((to.0 - from.0) / MINUTE).max(0)
}

/// Why staff have to look at this attendance, if they have to: `others` are the same person's other spans that day, of which
/// `most` minutes count without a review.
pub fn needs_review(
    span: (Timestamp, Timestamp),
    others: &[(Timestamp, Timestamp)],
    most: i64,
) -> Option<ReviewReason> {
    if others
        .iter()
        .any(|other| span.0 < other.1 && other.0 < span.1)
    {
        return Some(ReviewReason::Overlap);
    }
    let day = std::iter::once(&span)
        .chain(others)
        .map(|(from, to)| minutes_between(*from, *to))
        .sum::<i64>();
    (day > most).then_some(ReviewReason::OverDay)
}

/// Hours with one decimal at most, as people read them: 90 minutes are `1.5`, 120 are `2`. Half a tenth rounds down:
/// nobody is given time they did not serve.
pub fn in_hours(minutes: i64) -> String {
    let (hours, tenth) = (minutes / 60, minutes % 60 / 6);
    match tenth {
        0 => hours.to_string(),
        _ => format!("{hours}.{tenth}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;
    use proptest::prelude::*;

    #[test]
    fn attendance_is_confirmed_once_and_reviewed_when_it_waits() {
        for &state in State::ALL {
            let left = state == State::CheckedOut;
            assert_eq!(confirm(state, None).is_ok(), left, "{state}");
            let reviewed = confirm(state, Some(ReviewReason::Overlap));
            assert_eq!(reviewed.is_ok(), left, "{state}");
            let waits = matches!(state, State::InReview | State::Objected);
            assert_eq!(may_review(state).is_ok(), waits, "{state}");
        }
        assert_eq!(confirm(State::CheckedIn, None), Err(Code::STILL_SERVING));
        assert_eq!(
            State::Objected.step(Verdict::Strike.deed()),
            Ok(State::Void)
        );
        assert_eq!(
            State::InReview.step(Verdict::Approve.deed()),
            Ok(State::Noticed)
        );
    }

    #[test]
    fn an_end_is_noted_behind_the_beginning_and_not_ahead() {
        let (came, now) = (Timestamp(5 * HOUR), Timestamp(9 * HOUR));
        for (left, allowed) in [
            (came, Err(Code::LEFT_BEFORE_COMING)),
            (came.plus(1), Ok(())),
            (now, Ok(())),
            (now.plus(1), Err(Code::NOT_YET_ENDED)),
        ] {
            assert_eq!(may_have_left(came, left, now), allowed);
        }
    }

    #[test]
    fn forgotten_service_ends_as_planned() {
        let (came, planned) = (Timestamp(5 * HOUR), Timestamp(7 * HOUR));
        let due = planned.plus(FORGOTTEN);
        assert_eq!(forgotten(came, planned, due.plus(-1)), None);
        assert_eq!(forgotten(came, planned, due), Some(planned));
        let late = planned.plus(HOUR);
        assert_eq!(forgotten(late, planned, due), Some(late), "never negative");
    }

    #[test]
    fn nobody_serves_ahead_of_time() {
        let from = Timestamp(10 * HOUR);
        assert_eq!(may_check_in(from, from.plus(-EARLY)), Ok(()));
        assert_eq!(
            may_check_in(from, from.plus(-EARLY - 1)),
            Err(Code::TOO_SOON_TO_SERVE)
        );
    }

    #[test]
    fn hours_have_one_decimal_at_most_and_are_never_too_many() {
        for (minutes, shown) in [
            (0, "0"),
            (5, "0"),
            (6, "0.1"),
            (59, "0.9"),
            (60, "1"),
            (90, "1.5"),
            (605, "10"),
        ] {
            assert_eq!(in_hours(minutes), shown);
        }
    }

    #[test]
    fn long_days_and_two_places_at_once_are_looked_at() {
        let at = |hour: i64| Timestamp(hour * HOUR);
        let reason = |from, to, others: &[_]| needs_review((at(from), at(to)), others, 8 * 60);
        assert_eq!(reason(8, 16, &[]), None);
        assert_eq!(reason(8, 17, &[]), Some(ReviewReason::OverDay));
        let morning = [(at(8), at(13))];
        assert_eq!(reason(14, 18, &morning), Some(ReviewReason::OverDay));
        assert_eq!(reason(12, 14, &morning), Some(ReviewReason::Overlap));
        assert_eq!(reason(13, 14, &morning), None);
    }

    proptest! {
        #[test]
        fn minutes_never_exceed_the_span(from in 0_i64..2_000_000_000_000, span in -10_000_000_i64..100_000_000) {
            let minutes = minutes_between(Timestamp(from), Timestamp(from + span));
            prop_assert!(minutes >= 0 && minutes * MINUTE <= span.max(0));
        }
    }
}
