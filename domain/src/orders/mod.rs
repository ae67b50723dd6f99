//! Orders 点单: the form, the number, the state machine and what people see of it.

mod forms;
mod machine;
mod messages;
mod number;
mod offer;
mod place;
mod rating;
mod said;
mod schedule;
mod views;

pub use forms::{
    DeclineForm, DeclineReason, Declined, Delivered, NewOffer, NotedEnd, OfferAnswer, OfferForm,
    Presence, Report, Told,
};
pub use machine::{
    ARROWS, State, actions, closes_at, may_reopen, reason_length, reopens_until, speaks_of_contact,
    step,
};
pub use messages::Message;
use number::NO_DIGITS;
pub use number::{order_no, parse_order_no, spoken_no};
pub use offer::{OfferFor, Performer};
pub use place::{Consent, Contact, DayPart, NewOrder, PlaceForm, Window, in_time};
pub use rating::{Involved, RateForm, Rating, RatingTag};
pub use said::{LONG_WORDS, RatingView, SaidAtDesk, SaidView, WordsForm, WordsState};
pub use schedule::{Schedule, ScheduleForm};
pub use views::{
    AssignedView, AttendanceView, CanGo, Candidate, EventView, NewOrderView, OfferView, OrderCard,
    OrderView, Queue, QueueCounts, Repeatable, Responsible, ShiftView,
};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "order_state": State,
        "day_part": DayPart,
        "consent": Consent,
        "rating_tag": RatingTag,
        "words_state": WordsState,
        "offer_for": OfferFor,
        "decline_reason": DeclineReason,
    },
    numbers: &[
        ("HORIZON_DAYS", &HORIZON_DAYS),
        ("MOST_STARS", &MOST_STARS),
        ("ORDER_DIGITS", &NO_DIGITS),
        ("LONG_WORDS", &LONG_WORDS),
    ],
};

actions! {
    /// 点单: place an order.
    SUBMIT = "submit", [SignedIn];
    /// Ask the requester for more information.
    ASK_INFO = "ask_info", [StationStaff, InstituteStaff, CentreStaff];
    /// Give it.
    GIVE_INFO = "give_info", [Requester, LinkHolder, StationStaff, InstituteStaff, CentreStaff];
    /// Refuse the order with a reason.
    REJECT = "reject", [StationStaff, InstituteStaff, CentreStaff];
    /// Fold it into another order that asks for the same.
    MERGE = "merge", [StationStaff, InstituteStaff, CentreStaff];
    /// Release it for dispatch.
    RELEASE = "release", [StationStaff, InstituteStaff, CentreStaff];
    /// 派单: offer it to a team or an org.
    OFFER = "offer", [StationStaff, InstituteStaff, CentreStaff];
    /// Take an offer or an assignment back and offer it elsewhere.
    OVERRIDE = "override", [StationStaff, InstituteStaff, CentreStaff];
    /// 接单: accept the offer.
    ACCEPT = "accept", [Leader, OrgHand];
    /// Decline it, without penalty.
    DECLINE = "decline", [Leader, OrgHand];
    /// 抢单: claim it from the open pool.
    CLAIM = "claim", [Leader, OrgHand];
    /// Fix the time and who goes.
    SCHEDULE = "schedule", [Leader, OrgHand];
    /// Start serving.
    CHECK_IN = "check_in", [Member, Leader, OrgHand];
    /// Stop serving.
    CHECK_OUT = "check_out", [Member, Leader, OrgHand];
    /// Report the delivery.
    DELIVER = "deliver", [Leader, OrgHand];
    /// 评单: rate it.
    RATE = "rate", [Requester, LinkHolder, StationStaff, InstituteStaff, CentreStaff];
    /// Take words of a rating down that everybody reads, with a reason.
    HIDE_WORDS = "hide_words", [StationStaff, InstituteStaff, CentreStaff];
    /// Show them: again, or once they have been looked at.
    SHOW_WORDS = "show_words", [StationStaff, InstituteStaff, CentreStaff];
    /// Call it off before it starts.
    CANCEL = "cancel", [Requester, LinkHolder, StationStaff, InstituteStaff, CentreStaff];
    /// Ask for it to be done properly, once.
    REOPEN = "reopen", [Requester, LinkHolder, StationStaff, InstituteStaff, CentreStaff];
    /// The offer's deadline passes.
    EXPIRE = "expire", [Clock];
    /// Nobody rated in time.
    CLOSE = "close", [Clock];
    /// See the order.
    VIEW_ORDER = "view_order", [Requester, LinkHolder, Member, Leader, OrgHand, StationStaff, InstituteStaff, CentreStaff, CountyAdmin];
    /// See whole name, phone and address on it.
    VIEW_CONTACT = "view_contact", [Requester, LinkHolder, StationStaff, InstituteStaff, CentreStaff];
    /// See them from the moment it was taken on until it is over, and not while an offer is only considered.
    VIEW_CONTACT_SERVING = "view_contact_serving", [Member, Leader, OrgHand];
}

codes! {
    /// Somebody else was quicker: an offer is answered once.
    ALREADY_TAKEN = "already_taken", Conflict;
    /// The offer's deadline has passed.
    OFFER_EXPIRED = "offer_expired", Conflict;
    /// A reopened order cannot be reopened again.
    REOPENED_BEFORE = "reopened_before", Conflict;
    /// The delivery was too long ago.
    TOO_LATE_TO_REOPEN = "too_late_to_reopen", Conflict;
    /// A volunteer is still checked in.
    STILL_SERVING = "still_serving", Conflict;
    /// Nobody is assigned to the order.
    NOBODY_ASSIGNED = "nobody_assigned", Invalid;
    /// Nobody has checked in, so there is nothing to deliver.
    NOBODY_SERVED = "nobody_served", Conflict;
    /// The person is checked in already.
    CHECKED_IN_ALREADY = "checked_in_already", Conflict;
    /// Nobody rates a service that they took part in themselves.
    OWN_SERVICE = "own_service", Conflict;
    /// Nobody decides whether words of their own, or about their own service, stand in public.
    OWN_WORDS = "own_words", Conflict;
    /// Nobody is sent to serve themselves.
    SERVES_ONESELF = "serves_oneself", Invalid;
    /// Somebody is to serve elsewhere at that time.
    BUSY_THEN = "busy_then", Invalid;
    /// As many orders as one account may place in a day.
    ORDERS_USED_UP = "orders_used_up", Limited(3600);
    /// Sooner than the service's notice period allows.
    TOO_SOON = "too_soon", Invalid;
    /// Checking in is possible from one hour before the agreed time.
    TOO_SOON_TO_SERVE = "too_soon_to_serve", Conflict;
    /// Further ahead than 60 days.
    TOO_FAR_AHEAD = "too_far_ahead", Invalid;
}

/// The most stars that a rating gives.
pub const MOST_STARS: i64 = 5;
/// How far ahead a service can be ordered, in days.
pub const HORIZON_DAYS: i64 = 60;

#[cfg(test)]
mod tests;
