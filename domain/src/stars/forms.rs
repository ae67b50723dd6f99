//! The forms of stars.

use super::{Body, HIGHEST};
use crate::error::{Check, Code, Refusal, number, text};
use crate::ids::{TeamId, VolunteerId};
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};

/// The form that applies for a star of one's own, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplyForm {
    /// The form's id.
    pub request_id: String,
    /// One to five.
    pub star: String,
}

impl ApplyForm {
    /// The star that is asked for.
    pub fn read(&self) -> Result<i64, Refusal> {
        number(&self.star, 1, HIGHEST).map_err(|code| Refusal::field("star", code))
    }
}

/// The form that nominates a member of one's team, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NomineeForm {
    /// The form's id.
    pub request_id: String,
    /// The team.
    pub team: String,
    /// The member.
    pub volunteer: String,
}

impl NomineeForm {
    /// The team and the member.
    pub fn read(&self) -> Result<(TeamId, VolunteerId), Refusal> {
        let team = self.team.parse()?;
        let member = self.volunteer.parse()?;
        Ok((team, member))
    }
}

/// The form of a new line as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StarRuleForm {
    /// The form's id.
    pub request_id: String,
    /// One to five.
    pub star: String,
    /// Hours that it takes.
    pub hours: String,
    /// A [`Body`].
    pub body: String,
    /// Its first day.
    pub from: String,
}

/// A line that is about to be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewStarRule {
    /// One to five.
    pub star: i64,
    /// Posted minutes that it takes.
    pub minutes: i64,
    /// The level of the body that may award it.
    pub body: Body,
    /// The start of its first day.
    pub from: Timestamp,
}

impl StarRuleForm {
    /// Reads the form. The first day lies ahead: whoever has reached a star today may still apply for it.
    pub fn read(&self, today: CountyDate) -> Result<NewStarRule, Refusal> {
        let mut check = Check::default();
        let star = check.take("star", number(&self.star, 1, HIGHEST));
        let hours = check.take("hours", number(&self.hours, 1, 10_000));
        let body = check.take("body", self.body.parse::<Body>());
        let from = check.take(
            "from",
            CountyDate::parse(&self.from).and_then(|day| {
                if day > today {
                    Ok(day)
                } else {
                    Err(Code::IN_THE_PAST)
                }
            }),
        );
        check.finish(|| {
            Some(NewStarRule {
                star: star?,
                minutes: hours? * 60,
                body: body?,
                from: from?.start(),
            })
        })
    }
}

/// The form that awards a star, or records who did, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AwardForm {
    /// The form's id.
    pub request_id: String,
    /// The application.
    pub application: String,
    /// The name of the body that decided; the county's own stars need none.
    pub by: String,
    /// The day it decided.
    pub on: String,
    /// The number of its document.
    pub document: String,
}

/// What another body decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its name.
    pub by: String,
    /// The start of the day it decided.
    pub on: Timestamp,
    /// The number of its document.
    pub document: String,
}

impl AwardForm {
    /// Reads what another body decided, on a day that is not to come.
    pub fn read(&self, today: CountyDate) -> Result<Decision, Refusal> {
        let mut check = Check::default();
        let by = check.take("by", text(&self.by, 2, 60));
        let on = check.take(
            "on",
            CountyDate::parse(&self.on).and_then(|day| {
                if day <= today {
                    Ok(day)
                } else {
                    Err(Code::IN_THE_FUTURE)
                }
            }),
        );
        let document = check.take("document", text(&self.document, 2, 60));
        check.finish(|| {
            Some(Decision {
                by: by?,
                on: on?.start(),
                document: document?,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_with_every_fault() {
        let today = CountyDate::new(2026, 11, 23).unwrap();
        let form = StarRuleForm {
            star: "6".to_owned(),
            from: today.to_string(),
            ..StarRuleForm::default()
        };
        let faults: Vec<_> = form
            .read(today)
            .unwrap_err()
            .fields
            .into_iter()
            .map(|fault| (fault.field, fault.code))
            .collect();
        assert_eq!(
            faults,
            [
                ("star".into(), Code::NOT_A_NUMBER),
                ("hours".into(), Code::REQUIRED),
                ("body".into(), Code::NOT_A_CHOICE),
                ("from".into(), Code::IN_THE_PAST),
            ]
        );
        let form = AwardForm {
            by: "漳州市委社会工作部".to_owned(),
            on: today.plus_days(1).to_string(),
            document: "漳社工〔2026〕12号".to_owned(),
            ..AwardForm::default()
        };
        let fault = form.read(today).unwrap_err();
        assert_eq!(fault, Refusal::field("on", Code::IN_THE_FUTURE));
    }
}
