//! What people are told about orders.

use crate::time::Timestamp;

messages! {
    /// What people are told about orders.
    Message {
        /// To the requester: we have your order.
        OrderPlaced { no: String, title: String },
        /// To the desk: an order waits to be screened.
        OrderWaits { no: String, title: String },
        /// To the requester: please say more.
        InfoAsked { no: String, title: String, reason: String },
        /// To the desk: the requester has said more.
        InfoGiven { no: String, title: String },
        /// To the requester: we cannot do it.
        OrderRejected { no: String, title: String, reason: String },
        /// To a leader or an org's staff: will you take it?
        OfferMade { no: String, title: String, deadline: Timestamp },
        /// To a leader, an org's staff, and those who were to go: it was taken back.
        OfferWithdrawn { no: String, title: String },
        /// To the desk: the offer was declined or not answered.
        OfferReturned { no: String, title: String, by: String },
        /// To the requester: somebody takes it on.
        OrderAccepted { no: String, title: String, by: String },
        /// To the requester: this is when.
        OrderScheduled { no: String, title: String, from: Timestamp },
        /// To a volunteer: you are asked to go.
        ShiftAssigned { no: String, title: String, from: Timestamp },
        /// To who holds the order: the end of somebody's service was not noted, so the one that was planned stands.
        CheckOutForgotten { no: String, title: String },
        /// To the requester: it has begun.
        ServiceStarted { no: String, title: String },
        /// To the requester: it is done; please rate it.
        OrderDelivered { no: String, title: String },
        /// To whoever holds it: it was rated.
        OrderRated { no: String, title: String, stars: i64 },
        /// To the desk: what was said of a service waits to be looked at.
        WordsWait { no: String, title: String },
        /// To the requester: what was said of the service is no longer shown.
        WordsHidden { no: String, title: String, reason: String },
        /// To the requester: it is shown.
        WordsShown { no: String, title: String },
        /// To the requester: closed without a rating.
        OrderClosed { no: String, title: String },
        /// To those who hold it, or to the requester: called off.
        OrderCancelled { no: String, title: String, reason: String },
        /// To those who hold it, and to the org above: it has to be done again.
        OrderReopened { no: String, title: String, reason: String },
    }
}
