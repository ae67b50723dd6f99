//! Why something was refused: codes outside, causes inside.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

words! {
    /// The closed list of reasons a person can be given. Each has a text in every locale; it is the wire contract.
    Code {
        /// It does not exist, or not for this person.
        NotFound = "not_found",
        /// The person has to sign in first.
        SignInFirst = "sign_in_first",
        /// The person sees the thing but may not do this with it.
        NotYours = "not_yours",
        /// The thing's state does not have this action.
        NotNow = "not_now",
        /// Somebody else was quicker: an offer is answered once.
        AlreadyTaken = "already_taken",
        /// The offer's deadline has passed.
        OfferExpired = "offer_expired",
        /// A reopened order cannot be reopened again.
        ReopenedBefore = "reopened_before",
        /// More than 14 days have passed since delivery.
        TooLateToReopen = "too_late_to_reopen",
        /// A volunteer is still checked in.
        StillServing = "still_serving",
        /// Nobody is assigned to the order.
        NobodyAssigned = "nobody_assigned",
        /// Nobody has checked in, so there is nothing to deliver.
        NobodyServed = "nobody_served",
        /// The person is checked in already.
        CheckedInAlready = "checked_in_already",
        /// Nobody rates a service that they took part in themselves.
        OwnService = "own_service",
        /// As many orders as one account may place in a day.
        OrdersUsedUp = "orders_used_up",
        /// As many objections as one account may raise in a day.
        ObjectionsUsedUp = "objections_used_up",
        /// A person does not confirm their own attendance.
        OwnAttendance = "own_attendance",
        /// The form has fields to mend.
        CheckTheForm = "check_the_form",
        /// The field is empty.
        Required = "required",
        /// The text is too long.
        TooLong = "too_long",
        /// The text is too short.
        TooShort = "too_short",
        /// Not one of the choices.
        NotAChoice = "not_a_choice",
        /// Not a mainland mobile number.
        NotAPhone = "not_a_phone",
        /// Not a name a person could have.
        NotAName = "not_a_name",
        /// The whole name, where a part of it or another is wanted.
        WholeName = "whole_name",
        /// What may be a phone number, in a text that is published.
        PhoneInText = "phone_in_text",
        /// Minors are neither ranked nor named in public.
        NoMinors = "no_minors",
        /// Not a number, or out of its range.
        NotANumber = "not_a_number",
        /// Not a date.
        NotADate = "not_a_date",
        /// The date lies in the past.
        InThePast = "in_the_past",
        /// Sooner than the service's notice period allows.
        TooSoon = "too_soon",
        /// Checking in is possible from one hour before the agreed time.
        TooSoonToServe = "too_soon_to_serve",
        /// Further ahead than 60 days.
        TooFarAhead = "too_far_ahead",
        /// The end is not after the start.
        EndsBeforeStart = "ends_before_start",
        /// A box that has to be ticked.
        MustAgree = "must_agree",
        /// The village does not belong to the township.
        VillageNotInTownship = "village_not_in_township",
        /// The service is not offered in that place.
        NotServedThere = "not_served_there",
        /// The service takes no orders at the moment.
        ItemPaused = "item_paused",
        /// The person is registered as a volunteer already.
        RegisteredAlready = "registered_already",
        /// Under 14 nobody registers without their guardian coming in person.
        TooYoung = "too_young",
        /// No volunteer has this number.
        NoSuchVolunteer = "no_such_volunteer",
        /// No account has this phone.
        NoSuchAccount = "no_such_account",
        /// The code is wrong, used or too old.
        WrongCode = "wrong_code",
        /// A code was sent less than a minute ago.
        CodeTooSoon = "code_too_soon",
        /// Ten codes were sent to this phone today.
        CodesUsedUp = "codes_used_up",
        /// Who asked for points does not decide on them as well.
        SecondPerson = "second_person",
        /// Nobody asks for or decides on points of their own.
        OwnPoints = "own_points",
        /// More points than are at hand.
        NotEnoughPoints = "not_enough_points",
        /// Only registered volunteers have points.
        VolunteersOnly = "volunteers_only",
        /// The shop has none left.
        OutOfStock = "out_of_stock",
        /// The reward costs something else than what was shown.
        PriceChanged = "price_changed",
        /// As many as one person may have.
        LimitReached = "limit_reached",
        /// The receipt is none, or its day is not closed yet.
        NoSuchReceipt = "no_such_receipt",
        /// No reward is held under this code here.
        NoSuchCode = "no_such_code",
        /// The reward was handed out before.
        HandedOutAlready = "handed_out_already",
        /// It was not picked up in time.
        PickUpExpired = "pick_up_expired",
        /// A keeper does not hand out a reward of their own.
        OwnReward = "own_reward",
        /// The date lies in the future.
        InTheFuture = "in_the_future",
        /// No posted service in that period.
        NothingServed = "nothing_served",
        /// Only who serves as a registered volunteer has hours to certify.
        ServesFirst = "serves_first",
        /// Nobody decides on a certificate of their own.
        OwnCertificate = "own_certificate",
        /// No certificate has this number.
        NoSuchCertificate = "no_such_certificate",
        /// The public notice is not over yet.
        InPublicNotice = "in_public_notice",
        /// Nobody decides on a star of their own.
        OwnStar = "own_star",
        /// Fewer hours than it takes.
        NotEnoughHours = "not_enough_hours",
        /// An application of theirs is on its way already.
        AppliedAlready = "applied_already",
        /// A higher star would take no more hours than a lower one.
        StarsDoNotClimb = "stars_do_not_climb",
        /// Nobody decides on an honour of their own.
        OwnHonour = "own_honour",
        /// All places of the campaign are awarded.
        NoPlaceLeft = "no_place_left",
        /// The figures do not meet what the campaign asks for.
        BelowCriteria = "below_criteria",
        /// Nominations are over.
        NominationsOver = "nominations_over",
        /// Not a picture, or none of a kind that is taken.
        NotAPicture = "not_a_picture",
        /// A file above the largest that is taken.
        PictureTooLarge = "picture_too_large",
        /// More pictures than one form takes.
        TooManyPictures = "too_many_pictures",
        /// The same thing exists already.
        Duplicate = "duplicate",
        /// More requests than one person makes.
        TooManyRequests = "too_many_requests",
        /// The request took too long.
        TimedOut = "timed_out",
        /// The network broke off; nothing was lost, and sending again does no harm.
        ConnectionLost = "connection_lost",
        /// Our fault; the log has the cause beside the request id.
        Internal = "internal",
    }
}

impl std::error::Error for Code {}

/// A field of a form with what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's `name`.
    pub field: Cow<'static, str>,
    /// What is wrong.
    pub code: Code,
}

/// A refused request: one reason, and the fields to mend where it was a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}")]
pub struct Refusal {
    /// The reason.
    pub code: Code,
    /// The fields to mend.
    pub fields: Vec<FieldError>,
}

impl Refusal {
    /// A form with one field to mend.
    pub fn field(field: &'static str, code: Code) -> Self {
        Self {
            code: Code::CheckTheForm,
            fields: vec![FieldError {
                field: field.into(),
                code,
            }],
        }
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self {
            code,
            fields: Vec::new(),
        }
    }
}

/// Reads a form field by field and keeps every fault, so that a person mends all of them at once.
#[derive(Debug, Default)]
pub struct Check {
    faults: Vec<FieldError>,
}

impl Check {
    /// Takes one field's value, or notes what is wrong with it.
    pub fn take<T>(&mut self, field: &'static str, read: Result<T, Code>) -> Option<T> {
        read.map_err(|code| {
            self.faults.push(FieldError {
                field: field.into(),
                code,
            });
        })
        .ok()
    }

    /// The form's value, if no field has a fault.
    pub fn finish<T>(self, build: impl FnOnce() -> Option<T>) -> Result<T, Refusal> {
        match build() {
            Some(value) if self.faults.is_empty() => Ok(value),
            _ => Err(Refusal {
                code: Code::CheckTheForm,
                fields: self.faults,
            }),
        }
    }
}

/// Text of `min..=max` characters, trimmed.
pub fn text(raw: &str, min: usize, max: usize) -> Result<String, Code> {
    // Control characters are no text, and a NUL no database takes.
    let clean: String = raw
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .collect();
    let trimmed = clean.trim();
    match trimmed.chars().count() {
        0 if min > 0 => Err(Code::Required),
        n if n < min => Err(Code::TooShort),
        n if n > max => Err(Code::TooLong),
        _ => Ok(trimmed.to_owned()),
    }
}

/// So many digits in a row may be a phone number; a landline without its area code has no more.
const PHONE_DIGITS: usize = 7;

/// Text of `min..=max` characters that everybody will read: with nothing in it that may be a phone number.
pub fn public_text(raw: &str, min: usize, max: usize) -> Result<String, Code> {
    let text = text(raw, min, max)?;
    if holds_phone(&text) {
        Err(Code::PhoneInText)
    } else {
        Ok(text)
    }
}

/// Whether so many digits, of either width, stand together with nothing but spaces and hyphens between them.
fn holds_phone(text: &str) -> bool {
    let digit = |sign: char| matches!(sign, '0'..='9' | '０'..='９');
    let between = |sign: char| sign.is_whitespace() || matches!(sign, '-' | '－');
    text.split(|sign: char| !digit(sign) && !between(sign))
        .any(|run| run.chars().filter(|sign| digit(*sign)).count() >= PHONE_DIGITS)
}

/// A whole number within `min..=max`; none where nothing is written.
pub fn optional_number(raw: &str, min: i64, max: i64) -> Result<Option<i64>, Code> {
    match raw.trim() {
        "" => Ok(None),
        raw => number(raw, min, max).map(Some),
    }
}

/// A whole number within `min..=max`.
pub fn number(raw: &str, min: i64, max: i64) -> Result<i64, Code> {
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return Err(Code::Required);
    }
    trimmed
        .parse()
        .ok()
        .filter(|n| (min..=max).contains(n))
        .ok_or(Code::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phone_stands_in_public() {
        for raw in [
            "打电话13800000001找他",
            "打１３８００００００１找他",
            "138 0000 0001",
            "138-0000-0001",
            "0596－3320001",
            "座机3320001",
        ] {
            assert_eq!(public_text(raw, 1, 40), Err(Code::PhoneInText), "{raw}");
        }
        for raw in [
            "帮了132户人家，来了80次",
            "从2024年到2026年11月23日",
            "电话120，火警119，报警110",
        ] {
            assert_eq!(public_text(raw, 1, 40), Ok(raw.to_owned()));
        }
        assert_eq!(public_text("短", 2, 40), Err(Code::TooShort));
    }
}
