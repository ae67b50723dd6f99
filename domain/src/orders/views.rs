//! What people see of an order, each as far as it is theirs to see.

use super::{Consent, Contact, DeclineReason, Performer, PlaceForm, RatingView, State, Window};
use crate::access::{Action, Standing};
use crate::catalog::ItemCard;
use crate::hours;
use crate::ids::{AttendanceId, ItemId, OfferId, OrderId, OrgId, VolunteerId};
use crate::orgs::Places;
use crate::page::Page;
use crate::pictures::PictureView;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// An order in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCard {
    /// Its number.
    pub no: String,
    /// The service.
    pub title: String,
    /// Where it stands.
    pub state: State,
    /// Township and village.
    pub place: String,
    /// When it was placed.
    pub placed: Timestamp,
    /// When it is to happen, once that is fixed; else the first window that suits.
    pub when: Option<Window>,
    /// Who is served, masked where the viewer has no need of the name.
    pub who: String,
    /// Until when an offer waits for an answer.
    pub deadline: Option<Timestamp>,
    /// The team or org that holds it or its offer.
    pub performer: Option<String>,
    /// When it was looked at: what has waited or is left is told from here, the same on the server as in the browser.
    pub now: Timestamp,
}

/// A sentence of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    /// When.
    pub at: Timestamp,
    /// What was done.
    pub action: Action,
    /// In what standing.
    pub standing: Standing,
    /// By whom, as this viewer may know them.
    pub by: String,
    /// Why a team declined, where it chose a reason.
    pub because: Option<DeclineReason>,
    /// Why, where a reason was given in words.
    pub reason: String,
}

/// An order a volunteer is assigned to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShiftView {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub no: String,
    /// The service.
    pub title: String,
    /// When.
    pub when: Option<Window>,
    /// Township and village.
    pub place: String,
    /// What the volunteer may do now: check in, or check out.
    pub next: Option<Action>,
}

/// Somebody who can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanGo {
    /// Who.
    pub id: VolunteerId,
    /// Their name.
    pub name: String,
    /// What else they are to serve on in the time that is fixed, or that suits first: what and when.
    pub busy: Vec<(String, Window)>,
}

/// A volunteer assigned to an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignedView {
    /// The volunteer.
    pub volunteer: VolunteerId,
    /// Their name, masked for the resident.
    pub name: String,
    /// Their attendance, once they checked in.
    pub attendance: Option<AttendanceView>,
    /// Whether it is the person who looks.
    pub me: bool,
}

/// Attendance as the leader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttendanceView {
    /// Its id.
    pub id: AttendanceId,
    /// Where it stands.
    pub state: hours::State,
    /// When they came.
    pub from: Timestamp,
    /// When they left.
    pub to: Option<Timestamp>,
    /// Minutes, computed by the server.
    pub minutes: i64,
}

/// An offer that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferView {
    /// Its id.
    pub id: OfferId,
    /// To whom.
    pub to: String,
    /// Until when.
    pub deadline: Timestamp,
    /// Whether the menu names this team for the service.
    pub named: bool,
    /// How many of the team have a skill that the service needs.
    pub skilled: i64,
}

/// Who is responsible now, with a number to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsible {
    /// The team or org that looks after it.
    pub name: String,
    /// The institute that answers the phone.
    pub institute: String,
    /// Its number.
    pub phone: String,
}

/// An order with everything its viewer may know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// Its number.
    pub no: String,
    /// The key of its link, for those who may pass it on.
    pub key: Option<String>,
    /// Where it stands.
    pub state: State,
    /// The service's id.
    pub item: ItemId,
    /// The service.
    pub title: String,
    /// Usual length in minutes.
    pub minutes: i64,
    /// Volunteers who usually come.
    pub volunteers: i64,
    /// The risk note.
    pub risk: String,
    /// Township and village.
    pub place: String,
    /// When it was placed.
    pub placed: Timestamp,
    /// How the person served has agreed, when somebody else ordered.
    pub consent: Option<Consent>,
    /// When it suits.
    pub windows: Vec<Window>,
    /// When it is to happen.
    pub scheduled: Option<Window>,
    /// Name, phone and address: only for those who need them.
    pub contact: Option<Contact>,
    /// The name, masked.
    pub who: String,
    /// The offer that waits.
    pub offer: Option<OfferView>,
    /// Who is responsible now.
    pub responsible: Responsible,
    /// Who goes.
    pub assigned: Vec<AssignedView>,
    /// What was delivered.
    pub report: String,
    /// Pictures of the report.
    pub pictures: Vec<PictureView>,
    /// How it was rated.
    pub rating: Option<RatingView>,
    /// Once it is delivered: when it is closed if nobody rates it.
    pub closes: Option<Timestamp>,
    /// Once it is delivered: until when it can be reopened.
    pub reopens_until: Option<Timestamp>,
    /// What happened, oldest first.
    pub events: Vec<EventView>,
    /// What this viewer may do now.
    pub actions: Vec<Action>,
    /// What this viewer is to it.
    pub standing: Standing,
    /// Whom it can be offered to, for those who may offer.
    pub candidates: Vec<Candidate>,
    /// Who can be sent, for those who may schedule.
    pub roster: Vec<CanGo>,
    /// The id for this page's forms.
    pub request_id: String,
    /// When it was looked at.
    pub now: Timestamp,
}

/// A team or an org an order can be offered to. Ranking comes with the dispatching rules; until then: those that offer
/// the service first, then by nearness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Who.
    pub performer: Performer,
    /// Their name.
    pub name: String,
    /// Whether the menu names them for this service.
    pub offers_it: bool,
    /// Members with a skill the service needs; none for an org.
    pub skilled: i64,
}

/// What the order form starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOrderView {
    /// The service.
    pub item: ItemCard,
    /// Hours of notice it needs.
    pub lead_hours: i64,
    /// What to know about risks.
    pub risk: String,
    /// The earliest day that can be asked for, `2026-11-23`.
    pub earliest: String,
    /// The last day.
    pub latest: String,
    /// Townships and villages it is offered in.
    pub places: Places,
    /// Earlier answers, offered again.
    pub form: PlaceForm,
    /// Whether they are all that is asked: an order like an earlier one can be sent as it is.
    pub ready: bool,
}

/// An order of one's own that was served, whose service can be ordered again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeatable {
    /// Its number.
    pub no: String,
    /// The service.
    pub item: ItemId,
    /// The service's name.
    pub title: String,
}

/// How many orders of a queue stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueCounts(pub Vec<(State, i64)>);

impl QueueCounts {
    /// Orders in this state.
    pub fn of(&self, state: State) -> i64 {
        self.0
            .iter()
            .find(|(known, _)| *known == state)
            .map_or(0, |(_, count)| *count)
    }
}

/// A desk's queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// How many orders stand where, of those that are not over.
    pub counts: QueueCounts,
    /// The orders, the oldest first.
    pub page: Page<OrderCard>,
    /// The orgs to filter by.
    pub orgs: Vec<(OrgId, String)>,
}
