//! The forms of points, as they arrive and as they are read.

use super::{Earns, MOST, Rule, Verdict};
use crate::account::{parse_volunteer_no, required_id};
use crate::error::{Check, Code, Refusal, number, text};
use crate::ids::{CategoryId, PointsRequestId};
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};

/// The form that adds a line to the earning rules, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleForm {
    /// The form's id.
    pub request_id: String,
    /// What it sets.
    pub earns: String,
    /// How many points.
    pub points: String,
    /// A campaign's category; empty means every service.
    pub category: String,
    /// A campaign's name.
    pub title: String,
    /// Its first day.
    pub from: String,
    /// A campaign's last day.
    pub until: String,
}

/// A line of the earning rules that is about to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRule {
    /// What it sets.
    pub earns: Earns,
    /// How many points.
    pub points: i64,
    /// A campaign's category.
    pub category: Option<CategoryId>,
    /// A campaign's name.
    pub title: String,
    /// The start of its first day.
    pub from: Timestamp,
    /// The end of its last day.
    pub until: Option<Timestamp>,
}

impl RuleForm {
    /// Reads the form. The first day lies ahead, so that no line touches the past or the day that is under way.
    pub fn read(&self, today: CountyDate) -> Result<NewRule, Refusal> {
        let mut check = Check::default();
        let earns = check.take("earns", self.earns.parse::<Earns>());
        let points = check.take("points", number(&self.points, 0, MOST));
        let first = CountyDate::parse(&self.from);
        let from = check.take(
            "from",
            first.and_then(|day| {
                if day > today {
                    Ok(day)
                } else {
                    Err(Code::IN_THE_PAST)
                }
            }),
        );
        let (mut title, mut category, mut until) = (None, None, None);
        if earns == Some(Earns::Campaign) {
            title = check.take("title", text(&self.title, 2, 40));
            category = check.take("category", optional(&self.category));
            let last = CountyDate::parse(&self.until);
            let last = last.and_then(|day| match first {
                Ok(first) if day < first => Err(Code::ENDS_BEFORE_START),
                _ => Ok(day),
            });
            until = check.take("until", last);
        }
        check.finish(|| {
            Some(NewRule {
                earns: earns?,
                points: points?,
                category: category.flatten(),
                title: title.unwrap_or_default(),
                from: from?.start(),
                until: until.map(|day: CountyDate| day.plus_days(1).start()),
            })
        })
    }
}

fn optional(raw: &str) -> Result<Option<CategoryId>, Code> {
    if raw.trim().is_empty() {
        Ok(None)
    } else {
        required_id(raw).map(Some)
    }
}

/// The form that asks for points to be granted or taken back, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestForm {
    /// The form's id.
    pub request_id: String,
    /// The volunteer's number.
    pub no: String,
    /// `grant` or `deduction`.
    pub way: String,
    /// How many points.
    pub points: String,
    /// Why.
    pub words: String,
}

/// A grant or deduction that is about to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRequest {
    /// The volunteer's number.
    pub no: String,
    /// Points, negative where they are taken back.
    pub amount: i64,
    /// Why.
    pub words: String,
}

impl RequestForm {
    /// Reads the form.
    pub fn read(&self) -> Result<NewRequest, Refusal> {
        let mut check = Check::default();
        let no = check.take("no", parse_volunteer_no(&self.no));
        let way = match self.way.parse::<Rule>() {
            Ok(way @ (Rule::Grant | Rule::Deduction)) => Ok(way),
            Ok(_) | Err(_) => Err(Code::NOT_A_CHOICE),
        };
        let way = check.take("way", way);
        let points = check.take("points", number(&self.points, 1, MOST));
        let words = check.take("words", text(&self.words, 5, 200));
        check.finish(|| {
            let sign = if way? == Rule::Grant { 1 } else { -1 };
            Some(NewRequest {
                no: no?,
                amount: sign * points?,
                words: words?,
            })
        })
    }
}

/// The form that decides on what a colleague has asked for, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DecideForm {
    /// The form's id.
    pub request_id: String,
    /// The id of what was asked for.
    pub id: String,
    /// `approve` or `refuse`.
    pub verdict: String,
}

impl DecideForm {
    /// What it decides on.
    pub fn request(&self) -> Result<PointsRequestId, Code> {
        self.id.parse()
    }

    /// Reads how it decides.
    pub fn read(&self) -> Result<Verdict, Code> {
        self.verdict.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_granted_or_taken_back() {
        let form = |no: &str, way: &str, points: &str, words: &str| RequestForm {
            no: no.to_owned(),
            way: way.to_owned(),
            points: points.to_owned(),
            words: words.to_owned(),
            ..RequestForm::default()
        };
        let no = crate::account::volunteer_no(2026, 7);
        let read = form(&no, "deduction", "30", "重复发放的积分").read();
        assert_eq!(
            read,
            Ok(NewRequest {
                no: no.clone(),
                amount: -30,
                words: "重复发放的积分".to_owned()
            })
        );
        let granted = form(&no, "grant", "30", "防汛值守一夜").read().unwrap();
        assert_eq!(granted.amount, 30);
        let refused = form("", "expiry", "10001", "短").read().unwrap_err();
        let faults: Vec<_> = refused
            .fields
            .iter()
            .map(|fault| (fault.field.as_ref(), fault.code))
            .collect();
        assert_eq!(
            faults,
            [
                ("no", Code::REQUIRED),
                ("way", Code::NOT_A_CHOICE),
                ("points", Code::NOT_A_NUMBER),
                ("words", Code::TOO_SHORT)
            ]
        );
    }

    #[test]
    fn a_verdict_is_one_of_two_on_something_asked_for() {
        let form = |id: &str, verdict: &str| DecideForm {
            id: id.to_owned(),
            verdict: verdict.to_owned(),
            ..DecideForm::default()
        };
        let approved = form("7", "approve");
        assert_eq!(approved.request(), Ok(PointsRequestId(7)));
        assert_eq!(approved.read(), Ok(Verdict::Approve));
        assert_eq!(form("7", "maybe").read(), Err(Code::NOT_A_CHOICE));
        assert_eq!(form("seven", "refuse").request(), Err(Code::NOT_FOUND));
    }
}
