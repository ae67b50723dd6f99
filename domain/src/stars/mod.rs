//! Stars 星级评定: thresholds in a table whose lines are only added, and applications, which go the way of a
//! case in public notice.
//!
//! The platform awards nothing above what the county may: for the higher stars it nominates, publishes, and records which
//! body decided. Sources: hours for one to five stars, 中国注册志愿者管理办法 (gov.cn, 2012-09-27); who may award which,
//! Fujian's practice (东南网文明风, 2013-12-17); five working days of public notice are other counties' practice.

mod forms;
mod messages;
mod rules;
mod views;

pub use forms::{ApplyForm, AwardForm, Decision, NewStarRule, NomineeForm, StarRuleForm};
pub use messages::Message;
pub use rules::{
    BEGINNING, Goal, HIGHEST, MILESTONES, StarRule, climbs, in_force, next_goal, reached,
};
pub use views::{ApplicationView, MyStars, Nominee, NoticedStar, StarCase};

use crate::access::Action;
use crate::error::Code;
use crate::notices::{CaseState, Deed, Stage};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "star_state": State,
        "star_body": Body,
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

impl CaseState for State {
    const STAGES: &'static [(Stage, Self)] = &[
        (Stage::Asked, Self::Applied),
        (Stage::Noticed, Self::Noticed),
        (Stage::Objected, Self::Objected),
        (Stage::Granted, Self::Awarded),
        (Stage::Returned, Self::Returned),
        (Stage::Withdrawn, Self::Withdrawn),
    ];
    const OWN: Code = Code::OWN_STAR;
    const VIEW: Action = Action::REVIEW_STAR;

    fn action(deed: Deed) -> Action {
        match deed {
            Deed::Review(_) => Action::REVIEW_STAR,
            Deed::Object => Action::OBJECT,
            Deed::Grant => Action::AWARD_STAR,
            Deed::Withdraw => Action::WITHDRAW_STAR,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Standing, Standings};

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
}
