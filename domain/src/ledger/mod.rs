//! 账本公开: every transfer of points, a line each, chained by its hash, so that anybody can see that nothing was changed
//! afterwards.
//!
//! A day is closed when it is over: its date and figures are chained behind its last line, and the SHA-256 of that is the day's
//! *root*, which is published.
//! A line names no account. It carries a *receipt*, which only the account's owner knows to be theirs.

mod chain;
mod verifier;
mod views;

pub use chain::{Closing, Day, Line, Root, first_line, parse_receipt, receipt_of};
pub use verifier::{Broken, BrokenBy, Verified, Verifier};
pub use views::{DayView, Found, OpenBooks};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    ..crate::gather::Feature::NONE
};

codes! {
    /// The receipt is none, or its day is not closed yet.
    NO_SUCH_RECEIPT = "no_such_receipt", Invalid;
}
