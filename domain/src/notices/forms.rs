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
    pub fn read<Id: FromStr<Err = Code>>(&self) -> Result<Id, Refusal> {
        Ok(self.id.parse()?)
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
pub struct Reviewed<Id> {
    /// The case.
    pub id: Id,
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

    /// Reads the form: who gets a case back is told why.
    pub fn read<Id: FromStr<Err = Code>>(&self) -> Result<Reviewed<Id>, Refusal> {
        let id = self.id.parse()?;
        let verdict: Verdict = self.verdict.parse()?;
        let least = if verdict == Verdict::Return { 2 } else { 0 };
        let words = text(&self.words, least, 200).map_err(|code| Refusal::field("words", code))?;
        Ok(Reviewed { id, verdict, words })
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
    /// The case, and what is said about it.
    pub fn read<Id: FromStr<Err = Code>>(&self) -> Result<(Id, String), Refusal> {
        let id = self.id.parse()?;
        let words = text(&self.words, 5, 300).map_err(|code| Refusal::field("words", code))?;
        Ok((id, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::StarApplicationId as Id;

    #[test]
    fn what_is_no_id_is_not_there() {
        let (id, words) = ("x".to_owned(), "那几天他不在村里".to_owned());
        let review = ReviewForm {
            id: id.clone(),
            words: words.clone(),
            ..ReviewForm::default()
        };
        let not_there = Refusal::from(Code::NOT_FOUND);
        assert_eq!(
            review.with(Verdict::Return).read::<Id>(),
            Err(not_there.clone())
        );
        let objection = ObjectionForm {
            id: id.clone(),
            words,
            ..ObjectionForm::default()
        };
        assert_eq!(objection.read::<Id>(), Err(not_there.clone()));
        let button = CaseForm {
            id,
            ..CaseForm::default()
        };
        assert_eq!(button.read::<Id>(), Err(not_there));
    }

    #[test]
    fn only_a_return_needs_a_reason() {
        let form = ReviewForm {
            id: "3".to_owned(),
            ..ReviewForm::default()
        };
        let approved = form.clone().with(Verdict::Approve).read::<Id>().unwrap();
        assert_eq!((approved.id, approved.words.as_str()), (Id(3), ""));
        let unsaid = Refusal::field("words", Code::REQUIRED);
        assert_eq!(form.clone().with(Verdict::Return).read::<Id>(), Err(unsaid));
        assert_eq!(
            form.read::<Id>(),
            Err(Refusal::from(Code::NOT_A_CHOICE)),
            "no verdict"
        );
    }

    #[test]
    fn an_objection_says_what_is_wrong() {
        let objects = |words: &str| {
            let form = ObjectionForm {
                id: "3".to_owned(),
                words: words.to_owned(),
                ..ObjectionForm::default()
            };
            form.read::<Id>()
        };
        assert_eq!(
            objects("不对"),
            Err(Refusal::field("words", Code::TOO_SHORT))
        );
        assert_eq!(
            objects("那几天他不在村里"),
            Ok((Id(3), "那几天他不在村里".to_owned()))
        );
    }
}
