//! The words of a rating once they are there: whether they stand in public, wait to be looked at, or are hidden.

use super::RatingTag;
use crate::access::Action;
use crate::error::{Code, Refusal, text};
use crate::ids::RatingId;
use crate::page::Page;
use crate::time::Timestamp;
use crate::typed;
use serde::{Deserialize, Serialize};

words! {
    /// Whether everybody reads the words of a rating. Its stars count in any case.
    WordsState {
        /// They stand on the page of the service.
        Shown = "shown",
        /// They do once the desk has looked at them.
        Waits = "waits",
        /// The desk has taken them down.
        Hidden = "hidden",
    }
}

/// Longer words are looked at first, in characters.
pub const LONG_WORDS: usize = 200;

/// The longest reason for hiding words or showing them again, in characters.
const REASON: usize = 200;

impl WordsState {
    /// How new words stand: what is long or odd waits to be looked at.
    pub fn of_new(words: &str) -> Self {
        let long = words.chars().count() > LONG_WORDS;
        if long || !words.is_empty() && typed::is_odd(words) {
            Self::Waits
        } else {
            Self::Shown
        }
    }

    /// How they stand after the desk has decided.
    pub fn step(self, action: Action) -> Result<Self, Code> {
        match (self, action) {
            (Self::Shown | Self::Waits, Action::HIDE_WORDS) => Ok(Self::Hidden),
            (Self::Hidden | Self::Waits, Action::SHOW_WORDS) => Ok(Self::Shown),
            _ => Err(Code::NOT_NOW),
        }
    }
}

/// The form that hides words or shows them again, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WordsForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The rating.
    pub rating: String,
    /// Why, in words.
    pub reason: String,
}

impl WordsForm {
    /// Whose words they are.
    pub fn rating(&self) -> Result<RatingId, Code> {
        self.rating.parse()
    }

    /// Reads the reason. The first look at words that are in order needs none.
    pub fn read(&self, from: WordsState, action: Action) -> Result<String, Refusal> {
        let first_look = from == WordsState::Waits && action == Action::SHOW_WORDS;
        let least = if first_look { 0 } else { 2 };
        text(&self.reason, least, REASON).map_err(|code| Refusal::field("reason", code))
    }
}

/// A rating as those who see the order see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RatingView {
    /// One to five.
    pub stars: i64,
    /// What it says besides.
    pub tags: Vec<RatingTag>,
    /// In words: where they do not stand in public, only for who asked for the service and for the desk.
    pub words: String,
    /// Whether everybody reads them, for those who may know.
    pub state: WordsState,
    /// Why they are hidden, for the same.
    pub because: String,
}

/// Words at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidView {
    /// The rating.
    pub id: RatingId,
    /// The order's number.
    pub no: String,
    /// The service.
    pub title: String,
    /// Township and village.
    pub place: String,
    /// When it was said.
    pub at: Timestamp,
    /// One to five.
    pub stars: i64,
    /// What was said.
    pub words: String,
    /// Whether everybody reads it.
    pub state: WordsState,
    /// Why it was hidden, or shown again.
    pub because: String,
    /// Whether whoever looks decides on it: nobody does on words of their own or about their own service.
    pub may: bool,
}

/// What the desk's page of words has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidAtDesk {
    /// What waits to be looked at, the oldest first; as many as fit on a page.
    pub waiting: Vec<SaidView>,
    /// Everything else, the newest first.
    pub page: Page<SaidView>,
    /// The id for this page's forms.
    pub request_id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_or_odd_waits() {
        for (words, state) in [
            ("", WordsState::Shown),
            ("师傅很细心", WordsState::Shown),
            ("来了3次，每次2小时", WordsState::Shown),
            ("！！！", WordsState::Waits),
            ("看 www.example.com", WordsState::Waits),
            ("房间302，电表45，水表678", WordsState::Waits),
        ] {
            assert_eq!(WordsState::of_new(words), state, "{words}");
        }
        assert_eq!(
            WordsState::of_new(&"好".repeat(LONG_WORDS)),
            WordsState::Shown
        );
        assert_eq!(
            WordsState::of_new(&"好".repeat(LONG_WORDS + 1)),
            WordsState::Waits
        );
    }

    #[test]
    fn every_way_of_words_is_the_one_that_is_meant() {
        use WordsState::{Hidden, Shown, Waits};
        for (from, action, to) in [
            (Shown, Action::HIDE_WORDS, Ok(Hidden)),
            (Shown, Action::SHOW_WORDS, Err(Code::NOT_NOW)),
            (Shown, Action::RATE, Err(Code::NOT_NOW)),
            (Waits, Action::HIDE_WORDS, Ok(Hidden)),
            (Waits, Action::SHOW_WORDS, Ok(Shown)),
            (Waits, Action::RATE, Err(Code::NOT_NOW)),
            (Hidden, Action::HIDE_WORDS, Err(Code::NOT_NOW)),
            (Hidden, Action::SHOW_WORDS, Ok(Shown)),
            (Hidden, Action::RATE, Err(Code::NOT_NOW)),
        ] {
            assert_eq!(from.step(action), to, "{from} {action}");
        }
    }

    #[test]
    fn only_the_first_look_needs_no_reason() {
        let form = |reason: &str| WordsForm {
            reason: reason.to_owned(),
            ..WordsForm::default()
        };
        let refused = Err(Refusal::field("reason", Code::REQUIRED));
        let (hide, show) = (Action::HIDE_WORDS, Action::SHOW_WORDS);
        for (from, action) in [
            (WordsState::Shown, hide),
            (WordsState::Waits, hide),
            (WordsState::Hidden, show),
        ] {
            assert_eq!(form(" ").read(from, action), refused);
            assert_eq!(form("不妥").read(from, action).as_deref(), Ok("不妥"));
        }
        assert_eq!(form("").read(WordsState::Waits, show).as_deref(), Ok(""));
        assert_eq!(
            form(&"长".repeat(201)).read(WordsState::Waits, show),
            Err(Refusal::field("reason", Code::TOO_LONG))
        );
    }
}
