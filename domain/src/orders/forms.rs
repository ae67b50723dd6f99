//! The forms of an order that is there already, as they arrive, and what they say once they are read.

use super::{OfferFor, Performer, reason_length};
use crate::access::Action;
use crate::account::required_id;
use crate::error::{Check, Code, Refusal, text};
use crate::ids::VolunteerId;
use crate::pictures::PictureName;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The longest reason, in characters.
const REASON: usize = 200;

/// The words that go with an action; none where it takes no reason.
fn reason(raw: &str, action: Action) -> Result<String, Code> {
    reason_length(action).map_or(Ok(String::new()), |min| text(raw, min, REASON))
}

/// A short form about one order: an action, with a reason where it takes one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// The key of the order's link, if it was opened by it.
    pub key: String,
    /// The reason, in words.
    pub reason: String,
}

impl Told {
    /// Reads the reason of the action that the form is for.
    pub fn read(&self, action: Action) -> Result<String, Refusal> {
        reason(&self.reason, action).map_err(|code| Refusal::field("reason", code))
    }
}

/// The form that offers an order, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfferForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// A [`Performer`]: `team-7` or `org-3`.
    pub to: String,
    /// An [`OfferFor`].
    pub within: String,
    /// Why it is taken back from who holds it, where it is.
    pub reason: String,
}

/// An offer that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOffer {
    /// To whom.
    pub to: Performer,
    /// For how long it stands.
    pub within: OfferFor,
    /// Why it is taken back from who holds it, where it is.
    pub reason: String,
}

impl OfferForm {
    /// Reads the form of a first offer, or of one that overrides another.
    pub fn read(&self, action: Action) -> Result<NewOffer, Refusal> {
        let mut check = Check::default();
        let to = check.take("to", self.to.parse());
        let within = check.take("within", self.within.parse());
        let reason = check.take("reason", reason(&self.reason, action));
        check.finish(|| {
            Some(NewOffer {
                to: to?,
                within: within?,
                reason: reason?,
            })
        })
    }
}

words! {
    /// How an offer ended.
    OfferAnswer {
        /// It was taken on.
        Accepted = "accepted",
        /// It was declined.
        Declined = "declined",
        /// Nobody answered in time.
        Expired = "expired",
        /// It was taken back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// Why a team declines, from a short list; it may as well say nothing.
    DeclineReason {
        /// Nobody is free then.
        NobodyFree = "nobody_free",
        /// None of them can do it.
        NoSkill = "no_skill",
        /// It is too far away.
        TooFar = "too_far",
        /// They have taken on enough.
        EnoughToDo = "enough_to_do",
        /// Something else.
        Other = "other",
    }
}

/// The form that declines an offer, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclineForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// A [`DeclineReason`], or nothing.
    pub because: String,
    /// More in words, or nothing.
    pub reason: String,
}

/// Why an offer was declined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// From the list, if it was said.
    pub because: Option<DeclineReason>,
    /// In words, if there are any.
    pub reason: String,
}

impl DeclineForm {
    /// Reads the form.
    pub fn read(&self) -> Result<Declined, Refusal> {
        let mut check = Check::default();
        let because = match self.because.as_str() {
            "" => Some(None),
            word => check.take("because", word.parse().map(Some)),
        };
        let reason = check.take("reason", reason(&self.reason, Action::DECLINE));
        check.finish(|| {
            Some(Declined {
                because: because?,
                reason: reason?,
            })
        })
    }
}

/// The form that checks in or out, as it arrives: the member themselves, or the leader for them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Presence {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// The member, when the leader does it for them.
    pub volunteer: String,
    /// When they left, as a `datetime-local` field writes it, if it is noted afterwards.
    pub left: String,
    /// Why it was not noted then; of somebody who comes, why although they have not left elsewhere.
    pub reason: String,
}

/// An end of service that was not noted when it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedEnd {
    /// When it was.
    pub at: Timestamp,
    /// Why it was not noted then.
    pub reason: String,
}

impl Presence {
    /// Reads whose presence it is; nobody means one's own.
    pub fn read(&self) -> Result<Option<VolunteerId>, Refusal> {
        if self.volunteer.is_empty() {
            return Ok(None);
        }
        required_id(&self.volunteer)
            .map(Some)
            .map_err(|code| Refusal::field("volunteer", code))
    }

    /// Reads why somebody comes although they have not left elsewhere; empty where that is not so.
    pub fn despite(&self) -> Result<String, Refusal> {
        text(&self.reason, 0, REASON).map_err(|code| Refusal::field("reason", code))
    }

    /// Reads an end that is noted afterwards; none where it is now.
    pub fn noted_end(&self) -> Result<Option<NotedEnd>, Refusal> {
        if self.left.is_empty() && self.reason.is_empty() {
            return Ok(None);
        }
        let mut check = Check::default();
        let at = check.take("left", Timestamp::from_field(&self.left));
        let reason = check.take("reason", text(&self.reason, 2, REASON));
        check.finish(|| {
            Some(Some(NotedEnd {
                at: at?,
                reason: reason?,
            }))
        })
    }
}

/// The report of a delivery, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The order's number.
    pub no: String,
    /// What was done, in words.
    pub report: String,
    /// Names of pictures, joined by commas.
    pub pictures: String,
}

/// What was delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// In words.
    pub report: String,
    /// In pictures.
    pub pictures: Vec<PictureName>,
}

impl Report {
    /// Reads the form.
    pub fn read(&self) -> Result<Delivered, Refusal> {
        let mut check = Check::default();
        let report = check.take("report", text(&self.report, 2, 1000));
        let pictures = check.take("pictures", crate::pictures::read(&self.pictures));
        check.finish(|| {
            Some(Delivered {
                report: report?,
                pictures: pictures?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TeamId;

    #[test]
    fn a_reason_is_asked_for_where_the_action_takes_one() {
        let told = |words: &str| Told {
            reason: words.to_owned(),
            ..Told::default()
        };
        assert_eq!(
            told("").read(Action::REJECT),
            Err(Refusal::field("reason", Code::REQUIRED))
        );
        assert_eq!(
            told("没有人会修").read(Action::REJECT),
            Ok("没有人会修".to_owned())
        );
        assert_eq!(told("随便写写").read(Action::ACCEPT), Ok(String::new()));
    }

    #[test]
    fn an_offer_is_read_whole() {
        let form = OfferForm {
            to: "team-7".into(),
            within: "half_hour".into(),
            reason: "换一队".into(),
            ..OfferForm::default()
        };
        let offer = form.read(Action::OFFER).unwrap();
        assert_eq!(offer.to, Performer::Team(TeamId(7)));
        // A first offer takes nothing back, so it says nothing of why.
        assert_eq!(offer.reason, "");
        assert_eq!(form.read(Action::OVERRIDE).unwrap().reason, "换一队");
        let wrong = OfferForm {
            to: "team-七".into(),
            ..OfferForm::default()
        };
        let faults: Vec<_> = wrong.read(Action::OVERRIDE).unwrap_err().fields;
        let faults: Vec<_> = faults
            .iter()
            .map(|fault| (fault.field.as_ref(), fault.code))
            .collect();
        assert_eq!(
            faults,
            [
                ("to", Code::NOT_A_CHOICE),
                ("within", Code::NOT_A_CHOICE),
                ("reason", Code::REQUIRED)
            ]
        );
    }

    #[test]
    fn declining_needs_no_reason() {
        let form = |because: &str, reason: &str| DeclineForm {
            because: because.to_owned(),
            reason: reason.to_owned(),
            ..DeclineForm::default()
        };
        let said = |because, reason: &str| {
            Ok(Declined {
                because,
                reason: reason.to_owned(),
            })
        };
        assert_eq!(form("", "").read(), said(None, ""));
        assert_eq!(
            form("too_far", "").read(),
            said(Some(DeclineReason::TooFar), "")
        );
        assert_eq!(form("", "车坏了").read(), said(None, "车坏了"));
        assert_eq!(
            form("lazy", "").read(),
            Err(Refusal::field("because", Code::NOT_A_CHOICE))
        );
    }

    #[test]
    fn presence_is_ones_own_unless_it_says_whose() {
        let form = |volunteer: &str| Presence {
            volunteer: volunteer.to_owned(),
            ..Presence::default()
        };
        assert_eq!(form("").read(), Ok(None));
        assert_eq!(form("7").read(), Ok(Some(VolunteerId(7))));
        assert_eq!(
            form("x").read(),
            Err(Refusal::field("volunteer", Code::NOT_A_CHOICE))
        );
    }

    #[test]
    fn an_end_that_is_noted_afterwards_has_a_reason() {
        let read = |left: &str, reason: &str| {
            Presence {
                left: left.to_owned(),
                reason: reason.to_owned(),
                ..Presence::default()
            }
            .noted_end()
        };
        assert_eq!(read("", ""), Ok(None));
        let end = read("2026-11-23T10:30", "手机没电了").unwrap().unwrap();
        assert_eq!(end.at.to_field(), "2026-11-23T10:30");
        assert_eq!(end.reason, "手机没电了");
        for (left, reason, field) in [
            ("2026-11-23T10:30", "", "reason"),
            ("", "手机没电了", "left"),
            ("昨天", "手机没电了", "left"),
        ] {
            let faults = read(left, reason).unwrap_err().fields;
            assert_eq!(faults[0].field, field);
        }
    }
}
