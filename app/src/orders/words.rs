//! What messages about orders say.

use crate::locale::text;
use crate::ui::{date_time, order_no};
use crate::words::{Words, clip};
use domain::orders::Message;

impl Words for Message {
    fn in_app(&self) -> String {
        use text::message as say;
        match self {
            Self::OrderPlaced { no, title } => say::order_placed(title, order_no(no)),
            Self::OrderWaits { no, title } => say::order_waits(title, order_no(no)),
            Self::InfoAsked { title, reason, .. } => say::info_asked(title, reason),
            Self::InfoGiven { no, title } => say::info_given(title, order_no(no)),
            Self::OrderRejected { title, reason, .. } => say::order_rejected(title, reason),
            Self::OfferMade {
                title, deadline, ..
            } => say::offer_made(title, date_time(*deadline)),
            Self::OfferWithdrawn { no, title } => say::offer_withdrawn(title, order_no(no)),
            Self::OfferReturned { no, title, by } => say::offer_returned(by, title, order_no(no)),
            Self::OrderAccepted { title, by, .. } => say::order_accepted(title, by),
            Self::OrderScheduled { title, from, .. } => {
                say::order_scheduled(title, date_time(*from))
            }
            Self::CheckOutForgotten { title, .. } => say::check_out_forgotten(title),
            Self::ShiftAssigned { title, from, .. } => say::shift_assigned(title, date_time(*from)),
            Self::ServiceStarted { title, .. } => say::service_started(title),
            Self::OrderDelivered { title, .. } => say::order_delivered(title),
            Self::OrderRated { title, stars, .. } => say::order_rated(*stars, title),
            Self::WordsWait { no, title } => say::words_wait(title, order_no(no)),
            Self::WordsHidden { title, reason, .. } => say::words_hidden(title, reason),
            Self::WordsShown { title, .. } => say::words_shown(title),
            Self::OrderClosed { title, .. } => say::order_closed(title),
            Self::OrderCancelled { title, reason, .. } => say::order_cancelled(title, reason),
            Self::OrderReopened { title, reason, .. } => say::order_reopened(title, reason),
        }
    }

    fn in_short(&self) -> String {
        use text::sms as say;
        match self {
            Self::OrderPlaced { no, title } => say::order_placed(clip(title), order_no(no)),
            Self::OrderWaits { no, title } => say::order_waits(clip(title), order_no(no)),
            Self::InfoAsked { title, .. } => say::info_asked(clip(title)),
            Self::InfoGiven { no, title } => say::info_given(clip(title), order_no(no)),
            Self::OrderRejected { title, .. } => say::order_rejected(clip(title)),
            Self::OfferMade {
                title, deadline, ..
            } => say::offer_made(clip(title), date_time(*deadline)),
            Self::OfferWithdrawn { no, title } => say::offer_withdrawn(clip(title), order_no(no)),
            Self::OfferReturned { no, title, by } => {
                say::offer_returned(clip(by), clip(title), order_no(no))
            }
            Self::OrderAccepted { title, by, .. } => say::order_accepted(clip(title), clip(by)),
            Self::OrderScheduled { title, from, .. } => {
                say::order_scheduled(clip(title), date_time(*from))
            }
            Self::CheckOutForgotten { title, .. } => say::check_out_forgotten(clip(title)),
            Self::ShiftAssigned { title, from, .. } => {
                say::shift_assigned(clip(title), date_time(*from))
            }
            Self::ServiceStarted { title, .. } => say::service_started(clip(title)),
            Self::OrderDelivered { title, .. } => say::order_delivered(clip(title)),
            Self::OrderRated { title, stars, .. } => say::order_rated(*stars, clip(title)),
            Self::WordsWait { no, title } => say::words_wait(clip(title), order_no(no)),
            Self::WordsHidden { title, .. } => say::words_hidden(clip(title)),
            Self::WordsShown { title, .. } => say::words_shown(clip(title)),
            Self::OrderClosed { title, .. } => say::order_closed(clip(title)),
            Self::OrderCancelled { title, .. } => say::order_cancelled(clip(title)),
            Self::OrderReopened { title, .. } => say::order_reopened(clip(title)),
        }
    }

    fn leads_to(&self) -> String {
        match self {
            Self::OrderWaits { no, .. }
            | Self::InfoGiven { no, .. }
            | Self::OfferReturned { no, .. } => {
                format!("/desk/orders/{no}")
            }
            Self::WordsWait { .. } => "/desk/words".to_owned(),
            Self::ShiftAssigned { .. } => "/me/shifts".to_owned(),
            // The page has the card of the team whose answer is waited for.
            Self::OfferMade { .. } => "/me".to_owned(),
            Self::OrderPlaced { no, .. }
            | Self::InfoAsked { no, .. }
            | Self::OrderRejected { no, .. }
            | Self::OfferWithdrawn { no, .. }
            | Self::OrderAccepted { no, .. }
            | Self::OrderScheduled { no, .. }
            | Self::ServiceStarted { no, .. }
            | Self::OrderDelivered { no, .. }
            | Self::OrderRated { no, .. }
            | Self::WordsHidden { no, .. }
            | Self::WordsShown { no, .. }
            | Self::OrderClosed { no, .. }
            | Self::OrderCancelled { no, .. }
            | Self::CheckOutForgotten { no, .. }
            | Self::OrderReopened { no, .. } => format!("/orders/{no}"),
        }
    }
}
