//! The forms about a case that every feature has.

use super::Verdict;
use crate::error::{Code, Refusal, text};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A button about one case: to award it, to take it back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseForm {
    /// The form's id.
    pub request_id: String,
    /// The case.
    pub id: String,
}

impl CaseForm {
    /// The case.
    pub fn case<Id: FromStr<Err = Code>>(&self) -> Result<Id, Code> {
        self.id.parse()
    }
}

/// The form that approves a case or returns it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    /// The form's id.
    pub request_id: String,
    /// The case.
    pub id: String,
    /// A [`Verdict`].
    pub verdict: String,
    /// Why it goes back.
    pub words: String,
}

/// A review that is about to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// What was decided.
    pub verdict: Verdict,
    /// Why it goes back; of an approval nothing has to be said.
    pub words: String,
}

impl ReviewForm {
    /// The same with this verdict, where the button says which.
    #[must_use]
    pub fn with(self, verdict: Verdict) -> Self {
        Self {
            verdict: verdict.to_string(),
            ..self
        }
    }

    /// The case.
    pub fn case<Id: FromStr<Err = Code>>(&self) -> Result<Id, Code> {
        self.id.parse()
    }

    /// Reads what is decided on it: who gets a case back is told why.
    pub fn read(&self) -> Result<Reviewed, Refusal> {
        let verdict: Verdict = self.verdict.parse()?;
        let least = if verdict == Verdict::Return { 2 } else { 0 };
        let words = text(&self.words, least, 200).map_err(|code| Refusal::field("words", code))?;
        Ok(Reviewed { verdict, words })
    }
}

/// The form that objects to a case in public notice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ObjectionForm {
    /// The form's id.
    pub request_id: String,
    /// The case; of hours, attendance.
    #[serde(alias = "attendance")]
    pub id: String,
    /// What is wrong.
    pub words: String,
}

impl ObjectionForm {
    /// The case.
    pub fn case<Id: FromStr<Err = Code>>(&self) -> Result<Id, Code> {
        self.id.parse()
    }

    /// Reads what is said about it.
    pub fn read(&self) -> Result<String, Refusal> {
        text(&self.words, 5, 300).map_err(|code| Refusal::field("words", code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::StarApplicationId as Id;

    #[test]
    fn what_is_no_id_is_not_there() {
        let id = "x".to_owned();
        let review = ReviewForm {
            id: id.clone(),
            ..ReviewForm::default()
        };
        assert_eq!(review.case::<Id>(), Err(Code::NOT_FOUND));
        let objection = ObjectionForm {
            id: id.clone(),
            ..ObjectionForm::default()
        };
        assert_eq!(objection.case::<Id>(), Err(Code::NOT_FOUND));
        let button = CaseForm {
            id,
            ..CaseForm::default()
        };
        assert_eq!(button.case::<Id>(), Err(Code::NOT_FOUND));
    }

    #[test]
    fn only_a_return_needs_a_reason() {
        let form = ReviewForm {
            id: "3".to_owned(),
            ..ReviewForm::default()
        };
        assert_eq!(form.case(), Ok(Id(3)));
        let approved = form.clone().with(Verdict::Approve).read().unwrap();
        assert_eq!(approved.words, "");
        let unsaid = Refusal::field("words", Code::REQUIRED);
        assert_eq!(form.clone().with(Verdict::Return).read(), Err(unsaid));
        assert_eq!(
            form.read(),
            Err(Refusal::from(Code::NOT_A_CHOICE)),
            "no verdict"
        );
    }

    #[test]
    fn an_objection_says_what_is_wrong() {
        let objects = |words: &str| {
            let form = ObjectionForm {
                words: words.to_owned(),
                ..ObjectionForm::default()
            };
            form.read()
        };
        assert_eq!(
            objects("不对"),
            Err(Refusal::field("words", Code::TOO_SHORT))
        );
        assert_eq!(
            objects("那几天他不在村里"),
            Ok("那几天他不在村里".to_owned())
        );
    }
}
