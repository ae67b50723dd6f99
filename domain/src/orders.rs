//! Orders 点单: the form, the number, the state machine and what people see of it.

mod forms;
mod messages;

pub use forms::{
    DeclineForm, DeclineReason, Declined, Delivered, NewOffer, OfferAnswer, OfferForm, Presence,
    Report, Told,
};
pub use messages::Message;

use crate::access::{Action, Standing};
use crate::account::{PersonName, Phone, required_id, ticked};
use crate::catalog::{ItemCard, LEAST_MINUTES, MOST_MINUTES};
use crate::error::{Check, Code, Refusal, public_text, text};
use crate::hours;
use crate::ids::{AttendanceId, ItemId, OfferId, OrderId, OrgId, TeamId, VolunteerId};
use crate::orgs::Places;
use crate::page::Page;
use crate::pictures::PictureView;
use crate::time::{CountyDate, DAY, HOUR, Timestamp};
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "order_state": State,
        "day_part": DayPart,
        "consent": Consent,
        "rating_tag": RatingTag,
        "offer_for": OfferFor,
        "decline_reason": DeclineReason,
    },
    numbers: &[
        ("HORIZON_DAYS", &HORIZON_DAYS),
        ("REOPEN_DAYS", &(REOPEN_WITHIN / DAY)),
        ("MOST_STARS", &MOST_STARS),
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
    /// Call it off before it starts.
    CANCEL = "cancel", [Requester, LinkHolder, StationStaff, InstituteStaff, CentreStaff];
    /// Ask for it to be done properly, once.
    REOPEN = "reopen", [Requester, LinkHolder, StationStaff, InstituteStaff, CentreStaff];
    /// The offer's deadline passes.
    EXPIRE = "expire", [Clock];
    /// Nobody rated for seven days.
    CLOSE = "close", [Clock];
    /// See the order.
    VIEW_ORDER = "view_order", [Requester, LinkHolder, Member, Leader, OrgHand, StationStaff, InstituteStaff, CentreStaff, CountyAdmin];
    /// See whole name, phone and address on it.
    VIEW_CONTACT = "view_contact", [Requester, LinkHolder, Member, Leader, OrgHand, StationStaff, InstituteStaff, CentreStaff];
}

codes! {
    /// Somebody else was quicker: an offer is answered once.
    ALREADY_TAKEN = "already_taken", Conflict;
    /// The offer's deadline has passed.
    OFFER_EXPIRED = "offer_expired", Conflict;
    /// A reopened order cannot be reopened again.
    REOPENED_BEFORE = "reopened_before", Conflict;
    /// More than 14 days have passed since delivery.
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
/// An order can be reopened for so long after its delivery, in milliseconds.
pub const REOPEN_WITHIN: i64 = 14 * DAY;
/// An unrated delivery is closed after so long, in milliseconds.
pub const CLOSE_AFTER: i64 = 7 * DAY;

words! {
    /// Where an order stands.
    State {
        /// Waits to be screened.
        Submitted = "submitted",
        /// Waits for the requester to say more.
        NeedsInfo = "needs_info",
        /// Refused with a reason.
        Rejected = "rejected",
        /// Folded into another order.
        Merged = "merged",
        /// Waits to be offered.
        Dispatchable = "dispatchable",
        /// Waits for a team's or an org's answer.
        Offered = "offered",
        /// Taken on; the time is still to be fixed.
        Accepted = "accepted",
        /// Time and people are fixed.
        Scheduled = "scheduled",
        /// People are there.
        InService = "in_service",
        /// Done, and waits to be rated.
        Delivered = "delivered",
        /// Rated.
        Rated = "rated",
        /// Closed without a rating.
        AutoClosed = "auto_closed",
        /// Called off.
        Cancelled = "cancelled",
    }
}

impl State {
    /// Whether nothing is left to do.
    pub const fn is_over(self) -> bool {
        matches!(
            self,
            Self::Rejected | Self::Merged | Self::Rated | Self::AutoClosed | Self::Cancelled
        )
    }
}

use Action as A;
use State as S;

/// Every arrow of the machine: from, by, to. What is not listed is refused.
pub const ARROWS: &[(State, Action, State)] = &[
    (S::Submitted, A::ASK_INFO, S::NeedsInfo),
    (S::NeedsInfo, A::GIVE_INFO, S::Submitted),
    (S::Submitted, A::REJECT, S::Rejected),
    (S::NeedsInfo, A::REJECT, S::Rejected),
    (S::Dispatchable, A::REJECT, S::Rejected),
    (S::Submitted, A::MERGE, S::Merged),
    (S::Dispatchable, A::MERGE, S::Merged),
    (S::Submitted, A::RELEASE, S::Dispatchable),
    (S::Dispatchable, A::OFFER, S::Offered),
    (S::Dispatchable, A::CLAIM, S::Accepted),
    (S::Offered, A::ACCEPT, S::Accepted),
    (S::Offered, A::DECLINE, S::Dispatchable),
    (S::Offered, A::EXPIRE, S::Dispatchable),
    (S::Offered, A::OVERRIDE, S::Offered),
    (S::Accepted, A::OVERRIDE, S::Offered),
    (S::Scheduled, A::OVERRIDE, S::Offered),
    (S::Accepted, A::SCHEDULE, S::Scheduled),
    (S::Scheduled, A::SCHEDULE, S::Scheduled),
    (S::Scheduled, A::CHECK_IN, S::InService),
    (S::InService, A::CHECK_IN, S::InService),
    (S::InService, A::CHECK_OUT, S::InService),
    (S::InService, A::DELIVER, S::Delivered),
    (S::Delivered, A::RATE, S::Rated),
    (S::Delivered, A::CLOSE, S::AutoClosed),
    (S::Delivered, A::REOPEN, S::Accepted),
    (S::Rated, A::REOPEN, S::Accepted),
    (S::AutoClosed, A::REOPEN, S::Accepted),
    (S::Submitted, A::CANCEL, S::Cancelled),
    (S::NeedsInfo, A::CANCEL, S::Cancelled),
    (S::Dispatchable, A::CANCEL, S::Cancelled),
    (S::Offered, A::CANCEL, S::Cancelled),
    (S::Accepted, A::CANCEL, S::Cancelled),
    (S::Scheduled, A::CANCEL, S::Cancelled),
];

/// The state an action leads to.
pub fn step(from: State, action: Action) -> Result<State, Code> {
    ARROWS
        .iter()
        .find(|(state, by, _)| *state == from && *by == action)
        .map(|(_, _, to)| *to)
        .ok_or(match (from, action) {
            // Whoever answers an offer late learns that it is gone, not that the button is wrong.
            (
                S::Accepted | S::Scheduled | S::InService | S::Dispatchable,
                A::ACCEPT | A::DECLINE | A::CLAIM,
            ) => Code::ALREADY_TAKEN,
            _ => Code::NOT_NOW,
        })
}

/// Whether somebody of this standing needs name, phone and address while the order stands so: those who serve do from
/// the moment they take it on until it is over, and not while they only consider an offer.
pub const fn needs_contact(standing: Standing, state: State) -> bool {
    match standing {
        Standing::Requester
        | Standing::LinkHolder
        | Standing::StationStaff
        | Standing::InstituteStaff
        | Standing::CentreStaff => true,
        Standing::Member | Standing::Leader | Standing::OrgHand => {
            matches!(
                state,
                S::Accepted | S::Scheduled | S::InService | S::Delivered
            )
        }
        _ => false,
    }
}

/// Whether the words that go with an action may say who asks, where they live or how to reach them: they are shown to whom the
/// contact is shown to.
pub fn speaks_of_contact(action: Action) -> bool {
    matches!(
        action,
        Action::ASK_INFO | Action::GIVE_INFO | Action::CANCEL | Action::REOPEN
    )
}

/// The actions the machine has in a state, in the order pages show them.
pub fn actions(from: State) -> impl Iterator<Item = Action> {
    ARROWS
        .iter()
        .filter(move |(state, ..)| *state == from)
        .map(|(_, action, _)| *action)
}

/// Whether a delivered order may be reopened: once, and within 14 days.
pub fn may_reopen(delivered: Timestamp, reopened_before: bool, now: Timestamp) -> Result<(), Code> {
    if reopened_before {
        Err(Code::REOPENED_BEFORE)
    } else if now.0 - delivered.0 > REOPEN_WITHIN {
        Err(Code::TOO_LATE_TO_REOPEN)
    } else {
        Ok(())
    }
}

/// The shortest reason an action has to give, in characters; none means that it takes no reason.
pub fn reason_length(action: Action) -> Option<usize> {
    match action {
        A::ASK_INFO | A::GIVE_INFO | A::REJECT | A::OVERRIDE | A::REOPEN | A::CANCEL => Some(2),
        A::DECLINE => Some(0),
        _ => None,
    }
}

/// An order's number: two digits of the year, seven digits, a check digit.
///
/// Read out over the phone in three groups: `2612-345-678`. The seven digits are drawn, not counted, so that a number
/// tells nobody how many orders there are.
pub fn order_no(year: i32, drawn: u32) -> String {
    let digits = format!("{:02}{:07}", year.rem_euclid(100), drawn % 10_000_000);
    let check = crate::check_digit::mod11_10(&digits);
    format!("{digits}{check}")
}

/// Reads an order number as somebody typed or heard it.
pub fn parse_order_no(raw: &str) -> Result<String, Code> {
    let digits: String = raw
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    let well_formed = digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if well_formed && digits.ends_with(crate::check_digit::mod11_10(&digits[..9])) {
        Ok(digits)
    } else {
        Err(Code::NOT_FOUND)
    }
}

/// The number in groups that can be read out: `2612-345-678`.
pub fn spoken_no(no: &str) -> String {
    if no.len() == 10 && no.is_ascii() {
        format!("{}-{}-{}", &no[..4], &no[4..7], &no[7..])
    } else {
        no.to_owned()
    }
}

words! {
    /// A part of the day in which a service suits.
    DayPart {
        /// 08:00 to 12:00.
        Morning = "morning",
        /// 14:00 to 18:00.
        Afternoon = "afternoon",
        /// 18:30 to 21:00.
        Evening = "evening",
    }
}

impl DayPart {
    /// Its hours on a day.
    pub fn on(self, date: CountyDate) -> Option<Window> {
        let ((from_hour, from_minute), (to_hour, to_minute)) = match self {
            Self::Morning => ((8, 0), (12, 0)),
            Self::Afternoon => ((14, 0), (18, 0)),
            Self::Evening => ((18, 30), (21, 0)),
        };
        Some(Window {
            from: date.at(from_hour, from_minute)?,
            to: date.at(to_hour, to_minute)?,
        })
    }
}

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Its start.
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
}

words! {
    /// How somebody who is ordered for has agreed.
    Consent {
        /// They said so in person.
        InPerson = "in_person",
        /// They said so over the phone.
        ByPhone = "by_phone",
        /// They cannot ask themselves; their family decides.
        Family = "family",
    }
}

/// The order form as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The service.
    pub item: String,
    /// `on` when somebody else is ordered for.
    pub on_behalf: String,
    /// Who is served.
    pub name: String,
    /// Their phone.
    pub phone: String,
    /// How they agreed, when somebody else orders for them.
    pub consent: String,
    /// The first day that suits.
    pub day1: String,
    /// The part of it.
    pub part1: String,
    /// A second day.
    pub day2: String,
    /// The part of it.
    pub part2: String,
    /// A third day.
    pub day3: String,
    /// The part of it.
    pub part3: String,
    /// The township's org.
    pub town: String,
    /// The village's org.
    pub village: String,
    /// Where exactly.
    pub address: String,
    /// Anything else.
    pub note: String,
}

/// Who is served and where: personal data, encrypted at rest as one piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their name.
    pub name: PersonName,
    /// Their phone.
    pub phone: Phone,
    /// Where exactly.
    pub address: String,
    /// Anything else they said.
    pub note: String,
}

/// An order that can be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrder {
    /// The service.
    pub item: ItemId,
    /// Who is served, and where.
    pub contact: Contact,
    /// How they agreed; present exactly when ordered on behalf.
    pub consent: Option<Consent>,
    /// When it suits, one to three windows.
    pub windows: Vec<Window>,
    /// The village's org, which owns the order.
    pub village: OrgId,
}

impl PlaceForm {
    /// Reads the form. The service's notice period is checked once the service is loaded: see [`in_time`].
    pub fn read(&self, now: Timestamp) -> Result<NewOrder, Refusal> {
        let mut check = Check::default();
        let item = check.take("item", required_id(&self.item));
        let on_behalf = ticked(&self.on_behalf).is_ok();
        let name = check.take("name", PersonName::parse(&self.name));
        let phone = check.take("phone", Phone::parse(&self.phone));
        let consent = if on_behalf {
            let read = if self.consent.is_empty() {
                Err(Code::REQUIRED)
            } else {
                self.consent.parse()
            };
            check.take("consent", read)
        } else {
            None
        };
        let mut windows = Vec::new();
        let asked = [
            ("day1", &self.day1, &self.part1),
            ("day2", &self.day2, &self.part2),
            ("day3", &self.day3, &self.part3),
        ];
        for (field, day, part) in asked {
            if field == "day1" || !day.trim().is_empty() {
                windows.extend(check.take(field, window(day, part, now)));
            }
        }
        windows.dedup();
        let village = check.take("village", required_id(&self.village));
        let address = check.take("address", text(&self.address, 2, 100));
        let note = check.take("note", text(&self.note, 0, 500));
        check.finish(|| {
            Some(NewOrder {
                item: item?,
                contact: Contact {
                    name: name?,
                    phone: phone?,
                    address: address?,
                    note: note?,
                },
                consent,
                windows,
                village: village?,
            })
        })
    }
}

fn window(day: &str, part: &str, now: Timestamp) -> Result<Window, Code> {
    let date = CountyDate::parse(day)?;
    let part: DayPart = if part.is_empty() {
        DayPart::Morning
    } else {
        part.parse()?
    };
    let window = part.on(date).ok_or(Code::NOT_A_DATE)?;
    if window.to <= now {
        Err(Code::IN_THE_PAST)
    } else if date > now.date().plus_days(HORIZON_DAYS) {
        Err(Code::TOO_FAR_AHEAD)
    } else {
        Ok(window)
    }
}

/// Whether each window leaves the service its notice period.
pub fn in_time(windows: &[Window], lead_hours: i64, now: Timestamp) -> Result<(), Refusal> {
    let mut check = Check::default();
    for (window, field) in windows.iter().zip(["day1", "day2", "day3"]) {
        let enough = window.to.0 - now.0 >= lead_hours * HOUR;
        check.take(field, if enough { Ok(()) } else { Err(Code::TOO_SOON) });
    }
    check.finish(|| Some(()))
}

/// The schedule form as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// The start, as a `datetime-local` field writes it.
    pub from: String,
    /// The length in minutes.
    pub minutes: String,
    /// Comma-separated ids of the volunteers who go.
    pub members: String,
}

/// A schedule that can be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// When.
    pub window: Window,
    /// Who goes.
    pub members: Vec<VolunteerId>,
}

impl ScheduleForm {
    /// Reads the form.
    pub fn read(&self, now: Timestamp) -> Result<Schedule, Refusal> {
        let mut check = Check::default();
        let from = check.take(
            "from",
            Timestamp::from_field(&self.from).and_then(|from| future(from, now)),
        );
        let minutes = check.take(
            "minutes",
            crate::error::number(&self.minutes, LEAST_MINUTES, MOST_MINUTES),
        );
        let members = check.take(
            "members",
            crate::account::set_of(&self.members).and_then(somebody),
        );
        check.finish(|| {
            let from = from?;
            Some(Schedule {
                window: Window {
                    from,
                    to: from.plus(minutes? * crate::time::MINUTE),
                },
                members: members?,
            })
        })
    }
}

fn future(from: Timestamp, now: Timestamp) -> Result<Timestamp, Code> {
    if from.0 < now.0 - HOUR {
        // An hour of grace: leaders write down at the door what was agreed on the phone.
        Err(Code::IN_THE_PAST)
    } else if from.0 > now.0 + HORIZON_DAYS * DAY {
        Err(Code::TOO_FAR_AHEAD)
    } else {
        Ok(from)
    }
}

fn somebody(members: Vec<VolunteerId>) -> Result<Vec<VolunteerId>, Code> {
    if members.is_empty() {
        Err(Code::NOBODY_ASSIGNED)
    } else {
        Ok(members)
    }
}

words! {
    /// What a rating says besides its stars.
    RatingTag {
        /// 准时
        OnTime = "on_time",
        /// 热心
        Kind = "kind",
        /// 专业
        Skilled = "skilled",
        /// 迟到
        Late = "late",
        /// 没做完
        Unfinished = "unfinished",
    }
}

/// The rating form as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RateForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// The key of the order's link, if it was opened by it.
    pub key: String,
    /// One to five.
    pub stars: String,
    /// Comma-separated [`RatingTag`]s.
    pub tags: String,
    /// In words.
    pub words: String,
}

/// A rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// One to five.
    pub stars: i64,
    /// What it says besides.
    pub tags: Vec<RatingTag>,
    /// In words.
    pub words: String,
}

impl RateForm {
    /// Reads the form. The words stand on the page of the service at once, for everybody.
    pub fn read(&self) -> Result<Rating, Refusal> {
        let mut check = Check::default();
        let stars = check.take("stars", crate::error::number(&self.stars, 1, MOST_STARS));
        let tags = check.take("tags", crate::account::set_of(&self.tags));
        let words = check.take("words", public_text(&self.words, 0, 300));
        check.finish(|| {
            Some(Rating {
                stars: stars?,
                tags: tags?,
                words: words?,
            })
        })
    }
}

words! {
    /// How long an offer stands. Deadlines in working time come with the dispatching rules.
    OfferFor {
        /// Thirty minutes: somebody is waiting at the phone.
        HalfHour = "half_hour",
        /// Two hours.
        TwoHours = "two_hours",
        /// A day.
        Day = "day",
        /// Three days.
        ThreeDays = "three_days",
    }
}

impl OfferFor {
    /// The span in milliseconds.
    pub const fn millis(self) -> i64 {
        match self {
            Self::HalfHour => HOUR / 2,
            Self::TwoHours => 2 * HOUR,
            Self::Day => DAY,
            Self::ThreeDays => 3 * DAY,
        }
    }
}

/// Whom an order is offered to, or who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Performer {
    /// A team.
    Team(TeamId),
    /// An org's own staff.
    Org(OrgId),
}

impl std::fmt::Display for Performer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Team(id) => write!(f, "team-{id}"),
            Self::Org(id) => write!(f, "org-{id}"),
        }
    }
}

impl std::str::FromStr for Performer {
    type Err = Code;

    fn from_str(raw: &str) -> Result<Self, Code> {
        match raw.split_once('-') {
            Some(("team", id)) => required_id(id).map(Self::Team),
            Some(("org", id)) => required_id(id).map(Self::Org),
            _ if raw.is_empty() => Err(Code::REQUIRED),
            _ => Err(Code::NOT_A_CHOICE),
        }
    }
}

// ---- what people see ------------------------------------------------------------------------------------------

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
    pub rating: Option<Rating>,
    /// What happened, oldest first.
    pub events: Vec<EventView>,
    /// What this viewer may do now.
    pub actions: Vec<Action>,
    /// What this viewer is to it.
    pub standing: Standing,
    /// Whom it can be offered to, for those who may offer.
    pub candidates: Vec<Candidate>,
    /// Who can be sent, for those who may schedule.
    pub roster: Vec<(VolunteerId, String)>,
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

#[cfg(test)]
mod tests;
