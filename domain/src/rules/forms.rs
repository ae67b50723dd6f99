//! The form of a line, as it arrives and as it is read.

use super::{Number, Numbers};
use crate::error::{Check, Code, Refusal, number, text};
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};

/// The form that adds a line, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    /// The form's id.
    pub request_id: String,
    /// A [`Number`].
    pub number: String,
    /// To what it is set.
    pub value: String,
    /// The first day.
    pub from: String,
    /// Why.
    pub reason: String,
}

/// A line that is about to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// What it sets.
    pub number: Number,
    /// To what.
    pub value: i64,
    /// The start of its first day.
    pub from: Timestamp,
    /// Why.
    pub reason: String,
}

impl RuleForm {
    /// Reads the form. The first day lies ahead, so that no line touches the past or the day that is under way.
    pub fn read(&self, today: CountyDate) -> Result<NewLine, Refusal> {
        // The page has a form for each number: one that names none came from elsewhere.
        let number_of: Number = self.number.parse()?;
        let terms = number_of.terms();
        let mut check = Check::default();
        let value = check.take("value", number(&self.value, terms.least, terms.most));
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
        let reason = check.take("reason", text(&self.reason, 5, 200));
        check.finish(|| {
            Some(NewLine {
                number: number_of,
                value: value?,
                from: from?.start(),
                reason: reason?,
            })
        })
    }
}

impl NewLine {
    /// Refuses a line that changes nothing: its value holds on its first day without it.
    pub fn changes(&self, numbers: &Numbers) -> Result<(), Refusal> {
        if numbers.at(self.number, self.from) == self.value {
            Err(Refusal::field("value", Code::HOLDS_ALREADY))
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{CountyRuleId, Line};

    fn form(value: &str, from: CountyDate, reason: &str) -> RuleForm {
        RuleForm {
            number: "hours_notice".to_owned(),
            value: value.to_owned(),
            from: from.to_string(),
            reason: reason.to_owned(),
            ..RuleForm::default()
        }
    }

    #[test]
    fn a_line_is_for_a_day_to_come_and_within_its_bounds() {
        let today = CountyDate::new(2026, 11, 23).unwrap();
        let tomorrow = today.plus_days(1);
        let read = form("5", tomorrow, "县中心会议决定").read(today).unwrap();
        assert_eq!((read.value, read.from), (5, tomorrow.start()));
        let refused = form("2", today, "急").read(today).unwrap_err();
        let faults: Vec<_> = refused
            .fields
            .iter()
            .map(|fault| (fault.field.as_ref(), fault.code))
            .collect();
        assert_eq!(
            faults,
            [
                ("value", Code::NOT_A_NUMBER),
                ("from", Code::IN_THE_PAST),
                ("reason", Code::TOO_SHORT)
            ]
        );
        assert_eq!(
            RuleForm::default().read(today),
            Err(Code::NOT_A_CHOICE.into())
        );
    }

    #[test]
    fn a_line_changes_something() {
        let today = CountyDate::new(2026, 11, 23).unwrap();
        let line = |value: &str, days| {
            let form = form(value, today.plus_days(days), "县中心会议决定");
            form.read(today).unwrap()
        };
        let already = Err(Refusal::field("value", Code::HOLDS_ALREADY));
        let none = Numbers::default();
        assert_eq!(line("3", 9).changes(&none), already);
        assert_eq!(line("5", 9).changes(&none), Ok(()));
        let NewLine {
            number,
            value,
            from,
            reason,
        } = line("5", 9);
        let numbers = Numbers::new(vec![Line {
            id: CountyRuleId(1),
            number,
            value,
            from,
            reason,
            entered: today.start(),
        }]);
        assert_eq!(line("5", 9).changes(&numbers), already);
        assert_eq!(line("5", 8).changes(&numbers), Ok(()), "a day sooner");
        assert_eq!(line("3", 9).changes(&numbers), Ok(()), "called off");
    }
}
