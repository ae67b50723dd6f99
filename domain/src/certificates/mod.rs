//! Service certificates 服务证明: a volunteer asks for one, somebody else issues it, and anybody can tell whether it is
//! genuine.
//!
//! The way is that of 民发〔2015〕149号: 申请, 受理, 开具, and "谁记录谁证明、谁证明谁负责": the org whose staff issues it
//! answers for it. What a certificate says is a [`Snapshot`], whose text is signed as it stands and never changes.

mod forms;
mod machine;
mod messages;
mod number;
mod snapshot;
mod views;

pub use forms::{AskForm, IssueForm, Period, ReturnForm, RevokeForm};
pub use machine::{State, Truth, decides, step};
pub use messages::Message;
pub use number::{DRAWN, certificate_no, parse_certificate_no};
pub use snapshot::{Kind, Snapshot, tail};
pub use views::{CertificateView, DeskView, PublicKey, RequestView, Trusted, VerifiedView};

use number::NO_LENGTH;

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "certificate_state": State,
        "certificate_truth": Truth,
    },
    numbers: &[("CERTIFICATE_LETTERS", &NO_LENGTH)],
};

actions! {
    /// Ask for a service certificate.
    ASK_CERTIFICATE = "ask_certificate", [SignedIn];
    /// Issue it.
    ISSUE_CERTIFICATE = "issue_certificate", [StationStaff, InstituteStaff, CentreStaff];
    /// Send the request back with a reason.
    RETURN_CERTIFICATE = "return_certificate", [StationStaff, InstituteStaff, CentreStaff];
    /// Revoke a certificate with a reason.
    REVOKE_CERTIFICATE = "revoke_certificate", [StationStaff, InstituteStaff, CentreStaff];
}

codes! {
    /// No posted service in that period.
    NOTHING_SERVED = "nothing_served", Invalid;
    /// Only who serves as a registered volunteer has hours to certify.
    SERVES_FIRST = "serves_first", Conflict;
    /// Nobody decides on a certificate of their own.
    OWN_CERTIFICATE = "own_certificate", Conflict;
    /// No certificate has this number.
    NO_SUCH_CERTIFICATE = "no_such_certificate", NotFound;
}
