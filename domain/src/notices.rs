//! 公示, the public notice: a period in which a record is shown, masked, before it counts.

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    ..crate::gather::Feature::NONE
};

codes! {
    /// As many objections as one account may raise in a day.
    OBJECTIONS_USED_UP = "objections_used_up", Limited(3600);
    /// The public notice is not over yet.
    IN_PUBLIC_NOTICE = "in_public_notice", Conflict;
}
