//! Honours 评先树优: campaigns with criteria computed from the books, nominations, which go the way of a
//! case in public notice, and awards within the places.

mod figures;
mod forms;
mod messages;
mod views;

pub use figures::{Criteria, Figures};
pub use forms::{AnswerForm, CampaignForm, Named, NewCampaign, NewNomination, NominationForm};
pub use messages::Message;
pub use views::{AwardView, CampaignView, MyHonour, NominationCase, NominationRow, NoticedHonour};

use crate::access::Action;
use crate::error::Code;
use crate::notices::{CaseState, Deed, Stage};
use figures::{PRIOR_PERCENT, PRIOR_RATINGS};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "honour_kind": Kind,
        "honour_state": State,
        "honour_publish": Publish,
    },
    numbers: &[
        ("PRIOR_RATINGS", &PRIOR_RATINGS),
        ("PRIOR_PERCENT", &PRIOR_PERCENT),
        ("PRIOR_GOOD", &(PRIOR_RATINGS * PRIOR_PERCENT / 100)),
    ],
};

actions! {
    /// Open a campaign that honours people.
    OPEN_CAMPAIGN = "open_campaign", [CentreStaff, CountyAdmin];
    /// Nominate oneself.
    NOMINATE_SELF = "nominate_self", [SignedIn];
    /// Nominate a member, a team, a service or a station.
    NOMINATE_OTHER = "nominate_other", [Leader, StationStaff, InstituteStaff, CentreStaff];
    /// Let one's own honour be published, or not.
    CONSENT_TO_HONOUR = "consent_to_honour", [SignedIn];
    /// Approve a nomination, or return it.
    REVIEW_HONOUR = "review_honour", [InstituteStaff, CentreStaff];
    /// Award an honour.
    AWARD_HONOUR = "award_honour", [CentreStaff];
}

codes! {
    /// Nobody decides on an honour of their own.
    OWN_HONOUR = "own_honour", Conflict;
    /// All places of the campaign are awarded.
    NO_PLACE_LEFT = "no_place_left", Conflict;
    /// The figures do not meet what the campaign asks for.
    BELOW_CRITERIA = "below_criteria", Conflict;
    /// Nominations are over.
    NOMINATIONS_OVER = "nominations_over", Conflict;
}

words! {
    /// What a campaign honours.
    Kind {
        /// A volunteer.
        Volunteer = "volunteer",
        /// A team.
        Team = "team",
        /// A project: a service of the menu.
        Project = "project",
        /// A station.
        Station = "station",
    }
}

words! {
    /// Where a nomination stands.
    State {
        /// Staff review it.
        Nominated = "nominated",
        /// Reviewed and approved; it hangs in public notice, and behind its end waits for the award.
        Noticed = "noticed",
        /// Somebody objected during the notice: staff review it again.
        Objected = "objected",
        /// Awarded by the centre.
        Awarded = "awarded",
        /// Returned by staff, with a reason.
        Returned = "returned",
    }
}

impl CaseState for State {
    // Nobody withdraws a nomination.
    const STAGES: &'static [(Stage, Self)] = &[
        (Stage::Asked, Self::Nominated),
        (Stage::Noticed, Self::Noticed),
        (Stage::Objected, Self::Objected),
        (Stage::Granted, Self::Awarded),
        (Stage::Returned, Self::Returned),
    ];
    const OWN: Code = Code::OWN_HONOUR;
    const VIEW: Action = Action::REVIEW_HONOUR;

    fn action(deed: Deed) -> Action {
        match deed {
            Deed::Object => Action::OBJECT,
            Deed::Grant => Action::AWARD_HONOUR,
            Deed::Review(_) | Deed::Withdraw => Action::REVIEW_HONOUR,
        }
    }
}

words! {
    /// Whether the person nominated lets their whole name and picture be published. A consent of its own, which they give
    /// or refuse themselves. Source: 个人信息保护法 art. 25.
    Publish {
        /// No person is concerned: a team, a project, a station.
        NotAsked = "not_asked",
        /// They have not answered.
        Asked = "asked",
        /// They agree.
        Given = "given",
        /// They do not.
        Refused = "refused",
    }
}

/// Whether there is a place left when so many are awarded.
pub fn place_left(awarded: i64, places: i64) -> Result<(), Code> {
    if awarded < places {
        Ok(())
    } else {
        Err(Code::NO_PLACE_LEFT)
    }
}

/// Whether a whole name may stand in public: with consent, and never a minor's.
pub fn shows_whole_name(publish: Publish, adult: bool) -> bool {
    publish == Publish::NotAsked || (publish == Publish::Given && adult)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_name_needs_consent_and_eighteen_years() {
        assert!(shows_whole_name(Publish::NotAsked, false));
        assert!(shows_whole_name(Publish::Given, true));
        for (publish, adult) in [
            (Publish::Given, false),
            (Publish::Asked, true),
            (Publish::Refused, true),
        ] {
            assert!(!shows_whole_name(publish, adult));
        }
    }

    #[test]
    fn places_are_not_exceeded() {
        assert_eq!(place_left(1, 2), Ok(()));
        assert_eq!(place_left(2, 2), Err(Code::NO_PLACE_LEFT));
    }
}
