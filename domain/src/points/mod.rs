//! Points: earned for confirmed hours and good ratings, posted as transfers between two accounts.

mod expiry;
mod forms;
mod messages;
mod rules;
mod views;

pub use expiry::{expired_before, expires_on, expiring};
pub use forms::{DecideForm, NewRequest, NewRule, RequestForm, RuleForm};
pub use messages::Message;
pub use rules::{Earning, EarningRule, Earns, MOST, Owner, Rule, Service, Verdict, decides};
pub use views::{EntryView, RequestView};

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
    ..crate::gather::Feature::NONE
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
