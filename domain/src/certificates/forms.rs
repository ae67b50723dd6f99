//! The forms of certificates, as they arrive and as they are read.

use super::parse_certificate_no;
use crate::error::{Check, Code, Refusal, text};
use crate::ids::CertificateRequestId;
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};

/// The form that asks for a certificate, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// The form's id.
    pub request_id: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// What it is for; only the desk reads it.
    pub purpose: String,
}

/// Whole days, as the first instants of the first and of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Timestamp,
    /// The last day, which belongs to it.
    pub to: Timestamp,
}

impl AskForm {
    /// Reads the form on this day: what has not been yet cannot be certified.
    pub fn read(&self, today: CountyDate) -> Result<(Period, String), Refusal> {
        let day = |raw: &str| {
            let day = CountyDate::parse(raw)?;
            if day > today {
                return Err(Code::IN_THE_FUTURE);
            }
            Ok(day.start())
        };
        let mut check = Check::default();
        let from = check.take("from", day(&self.from));
        let to = day(&self.to).and_then(|to| match from {
            Some(from) if to < from => Err(Code::ENDS_BEFORE_START),
            _ => Ok(to),
        });
        let to = check.take("to", to);
        let purpose = check.take("purpose", text(&self.purpose, 0, 100));
        check.finish(|| {
            let (from, to) = (from?, to?);
            Some((Period { from, to }, purpose?))
        })
    }
}

/// The form that issues what was asked for, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueForm {
    /// The form's id.
    pub request_id: String,
    /// The request.
    pub id: String,
}

impl IssueForm {
    /// The request.
    pub fn request(&self) -> Result<CertificateRequestId, Code> {
        self.id.parse()
    }
}

/// The form that sends a request back, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnForm {
    /// The form's id.
    pub request_id: String,
    /// The request.
    pub id: String,
    /// Why.
    pub reason: String,
}

impl ReturnForm {
    /// The request.
    pub fn request(&self) -> Result<CertificateRequestId, Code> {
        self.id.parse()
    }

    /// Reads why it is sent back.
    pub fn read(&self) -> Result<String, Refusal> {
        reason(&self.reason)
    }
}

/// The form that revokes a certificate, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevokeForm {
    /// The form's id.
    pub request_id: String,
    /// The certificate's number.
    pub no: String,
    /// Why.
    pub reason: String,
}

impl RevokeForm {
    /// The certificate's number.
    pub fn certificate(&self) -> Result<String, Code> {
        parse_certificate_no(&self.no).map_err(|_| Code::NOT_FOUND)
    }

    /// Reads why it is revoked.
    pub fn read(&self) -> Result<String, Refusal> {
        reason(&self.reason)
    }
}

fn reason(raw: &str) -> Result<String, Refusal> {
    text(raw, 2, 200).map_err(|code| Refusal::field("reason", code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(from: &str, to: &str) -> Result<(Period, String), Refusal> {
        let form = AskForm {
            from: from.to_owned(),
            to: to.to_owned(),
            ..AskForm::default()
        };
        form.read(CountyDate::new(2026, 11, 23).unwrap())
    }

    #[test]
    fn a_period_is_whole_days_that_have_been() {
        let one_day = asks("2026-11-23", "2026-11-23").unwrap().0;
        assert_eq!(one_day.from, one_day.to);
        for (from, to, field, code) in [
            ("", "2026-11-01", "from", Code::REQUIRED),
            ("2026-11-01", "", "to", Code::REQUIRED),
            ("2026-11-01", "2026-11-24", "to", Code::IN_THE_FUTURE),
            ("2026-11-02", "2026-11-01", "to", Code::ENDS_BEFORE_START),
            ("2026-02-30", "2026-11-01", "from", Code::NOT_A_DATE),
        ] {
            assert_eq!(
                asks(from, to),
                Err(Refusal::field(field, code)),
                "{from} {to}"
            );
        }
    }

    #[test]
    fn nothing_is_sent_back_or_revoked_without_a_reason() {
        let sent_back = |id: &str, reason: &str| ReturnForm {
            id: id.to_owned(),
            reason: reason.to_owned(),
            ..ReturnForm::default()
        };
        let revoked = |no: &str, reason: &str| RevokeForm {
            no: no.to_owned(),
            reason: reason.to_owned(),
            ..RevokeForm::default()
        };
        let why = Ok("期间有误".to_owned());
        let returned = sent_back("4", " 期间有误 ");
        assert_eq!(returned.request(), Ok(CertificateRequestId(4)));
        assert_eq!(returned.read(), why);
        let taken_back = revoked("2601-j8jw-6gtp", "期间有误");
        assert_eq!(taken_back.certificate(), Ok("2601J8JW6GTP".to_owned()));
        assert_eq!(taken_back.read(), why);
        let silent = Err(Refusal::field("reason", Code::REQUIRED));
        assert_eq!(sent_back("4", " ").read(), silent);
        assert_eq!(revoked("2601J8JW6GTP", "").read(), silent);
        assert_eq!(sent_back("", "期间有误").request(), Err(Code::NOT_FOUND));
        let unknown = revoked("2601", "期间有误");
        assert_eq!(unknown.certificate(), Err(Code::NOT_FOUND));
    }
}
