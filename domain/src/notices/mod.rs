//! 公示, the public notice: what was asked for and reviewed is shown, masked, before it counts, and anybody may object.
//!
//! A *case* goes one way: asked for, reviewed by somebody else, hung out, granted; or objected to, returned, withdrawn.
//! A feature has its own words for the stages of its cases ([`CaseState`]) and shows its cases with [`NoticeView`] and
//! [`EventView`].

mod forms;
mod machine;
mod views;

pub use forms::{CaseForm, ObjectionForm, ReviewForm, Reviewed};
pub use machine::{
    CaseState, Deed, OBJECTIONS_A_DAY, Party, Stage, Verdict, few_objections, hangs, is_over, step,
};
pub use views::{EventView, May, NoticeView, without_objections};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "case_verdict": Verdict,
    },
    ..crate::gather::Feature::NONE
};

actions! {
    /// Object to something in public notice.
    OBJECT = "object", [SignedIn];
    /// Have a notice hang longer, for its days turned out to be holidays.
    PROLONG_NOTICE = "prolong_notice", [Clock];
}

codes! {
    /// As many objections as one account may raise in a day.
    OBJECTIONS_USED_UP = "objections_used_up", Limited(3600);
    /// The public notice is not over yet.
    IN_PUBLIC_NOTICE = "in_public_notice", Conflict;
}
