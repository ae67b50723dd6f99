//! Why something was refused: codes outside, causes inside.

use crate::typed;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What kind of reason a code is; HTTP and the logs go by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// It does not exist, or not for this person.
    NotFound,
    /// Somebody has to sign in first.
    Unauthenticated,
    /// They see the thing, and may not do this with it.
    Forbidden,
    /// The request was sound, and what is stored says no: as things stand, or to this person.
    Conflict,
    /// The request has to be mended before it is sent again.
    Invalid,
    /// Enough for now: so many seconds later it may be tried again.
    Limited(u32),
    /// There is no answer now.
    Unavailable,
    /// Our fault.
    Broken,
}

/// A reason that a person can be given. Each has one word, which is the wire contract, and a text in every locale.
///
/// The list is closed: it is what the features define with `codes!`, gathered in [`Code::all`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    word: &'static str,
    class: Class,
}

gathered! { Code from codes }

impl Code {
    pub(crate) const fn new(word: &'static str, class: Class) -> Self {
        Self { word, class }
    }

    /// What kind of reason it is.
    pub const fn class(self) -> Class {
        self.class
    }
}

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    ..crate::gather::Feature::NONE
};

codes! {
    /// It does not exist, or not for this person.
    NOT_FOUND = "not_found", NotFound;
    /// The person has to sign in first.
    SIGN_IN_FIRST = "sign_in_first", Unauthenticated;
    /// The person sees the thing but may not do this with it.
    NOT_YOURS = "not_yours", Forbidden;
    /// The thing's state does not have this action.
    NOT_NOW = "not_now", Conflict;
    /// The form has fields to mend.
    CHECK_THE_FORM = "check_the_form", Invalid;
    /// The field is empty.
    REQUIRED = "required", Invalid;
    /// The text is too long.
    TOO_LONG = "too_long", Invalid;
    /// The text is too short.
    TOO_SHORT = "too_short", Invalid;
    /// Not one of the choices.
    NOT_A_CHOICE = "not_a_choice", Invalid;
    /// Not a mainland mobile number.
    NOT_A_PHONE = "not_a_phone", Invalid;
    /// Not a name a person could have.
    NOT_A_NAME = "not_a_name", Invalid;
    /// The whole name, where a part of it or another is wanted.
    WHOLE_NAME = "whole_name", Invalid;
    /// What tells how somebody can be reached, in a text that is published.
    CONTACT_IN_TEXT = "contact_in_text", Invalid;
    /// The whole name of somebody whom a text that is published is about.
    NAME_IN_TEXT = "name_in_text", Invalid;
    /// Where somebody lives, in a text that is published.
    ADDRESS_IN_TEXT = "address_in_text", Invalid;
    /// Not a number, or out of its range.
    NOT_A_NUMBER = "not_a_number", Invalid;
    /// Not a date.
    NOT_A_DATE = "not_a_date", Invalid;
    /// The date lies in the past.
    IN_THE_PAST = "in_the_past", Invalid;
    /// The end is not after the start.
    ENDS_BEFORE_START = "ends_before_start", Invalid;
    /// A box that has to be ticked.
    MUST_AGREE = "must_agree", Invalid;
    /// The date lies in the future.
    IN_THE_FUTURE = "in_the_future", Invalid;
    /// The same thing exists already.
    DUPLICATE = "duplicate", Conflict;
    /// A form that stands on a page of another site.
    FOREIGN_FORM = "foreign_form", Forbidden;
    /// More requests than one person makes.
    TOO_MANY_REQUESTS = "too_many_requests", Limited(60);
    /// The request took too long.
    TIMED_OUT = "timed_out", Unavailable;
    /// The network broke off; nothing was lost, and sending again does no harm.
    CONNECTION_LOST = "connection_lost", Unavailable;
    /// There is no network, and the browser sends the form as soon as there is one.
    KEPT_FOR_LATER = "kept_for_later", Unavailable;
    /// Our fault; the log has the cause beside the request id.
    INTERNAL = "internal", Broken;
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
            code: Code::CHECK_THE_FORM,
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
                code: Code::CHECK_THE_FORM,
                fields: self.faults,
            }),
        }
    }
}

/// Text of at least `min` characters that somebody sees, and of `max` at most, in lines.
pub fn text(raw: &str, min: usize, max: usize) -> Result<String, Code> {
    let text = typed::lines(raw);
    match typed::seen(&text) {
        0 if min > 0 => Err(Code::REQUIRED),
        0 => Ok(String::new()),
        n if n < min => Err(Code::TOO_SHORT),
        _ if text.chars().count() > max => Err(Code::TOO_LONG),
        _ => Ok(text),
    }
}

/// Text that everybody will read: with nothing in it that tells how somebody can be reached.
pub fn public_text(raw: &str, min: usize, max: usize) -> Result<String, Code> {
    let text = text(raw, min, max)?;
    if typed::tells_contact(&text) {
        Err(Code::CONTACT_IN_TEXT)
    } else {
        Ok(text)
    }
}

/// A whole number within `min..=max`; none where nothing is written.
pub fn optional_number(raw: &str, min: i64, max: i64) -> Result<Option<i64>, Code> {
    match number(raw, min, max) {
        Err(Code::REQUIRED) => Ok(None),
        read => read.map(Some),
    }
}

/// A whole number within `min..=max`.
pub fn number(raw: &str, min: i64, max: i64) -> Result<i64, Code> {
    typed::required(raw)?;
    typed::whole_number(raw)
        .filter(|n| (min..=max).contains(n))
        .ok_or(Code::NOT_A_NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_the_committed_class() {
        let lines = Code::all().map(|code| format!("{:<24} {:?}\n", code.as_str(), code.class()));
        insta::assert_snapshot!(lines.collect::<String>());
    }
}
