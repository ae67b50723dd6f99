//! What features add to the lists of the frame, gathered in one line each.

use crate::access::Action;
use crate::error::Code;
use crate::gathered::FEATURES;
use std::fmt::Display;

/// What one feature adds.
pub(crate) struct Feature {
    pub(crate) codes: &'static [Code],
    /// Its rows of the access table.
    pub(crate) actions: &'static [Action],
    /// Its closed sets that have a text for each word.
    pub(crate) words: &'static [WordSet],
    /// The numbers of its rules that texts tell, by the name of their placeholder.
    pub(crate) numbers: &'static [Number],
}

/// The number of a rule, and the placeholder in capitals that stands for it in texts.
type Number = (&'static str, &'static (dyn Display + Sync));

impl Feature {
    pub(crate) const NONE: Self = Self {
        codes: &[],
        actions: &[],
        words: &[],
        numbers: &[],
    };
}

/// Gathers the features, one line each; those that tell people something name what the message is called.
macro_rules! features {
    ($($feature:ident $(: $message:ident)?;)+) => {
        mod gathered {
            use serde::{Deserialize, Serialize};

            pub(crate) const FEATURES: &[crate::gather::Feature] = &[$(crate::$feature::FEATURE),+];

            /// A message. It names services, teams, times and numbers, never a phone, and whole names only to those who serve.
            ///
            /// It is kept as the feature's own message is, told from others by its `kind`.
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[serde(untagged)]
            #[expect(missing_docs, reason = "each is the feature of its name")]
            pub enum Message {
                $($($message(crate::$feature::Message),)?)+
            }

            $($(impl From<crate::$feature::Message> for Message {
                fn from(message: crate::$feature::Message) -> Self {
                    Self::$message(message)
                }
            })?)+

            impl Message {
                /// One of every kind, with these words in its text fields.
                #[cfg(any(test, feature = "testing"))]
                pub fn samples(words: &dyn Fn(&str) -> String) -> Vec<Self> {
                    let mut all = Vec::new();
                    $($(all.extend(crate::$feature::Message::samples(words).into_iter().map(Self::$message));)?)+
                    all
                }
            }
        }
    };
}

/// Every rule's number that texts tell, with its name there.
pub fn numbers() -> impl Iterator<Item = (&'static str, String)> {
    FEATURES
        .iter()
        .flat_map(|feature| feature.numbers)
        .map(|(name, number)| (*name, number.to_string()))
}

/// A closed set whose words have texts.
#[derive(Clone, Copy, Debug)]
pub struct WordSet {
    /// The table of the texts.
    pub table: &'static str,
    /// Where the set is found.
    pub path: &'static str,
    /// Its words, in the order of their places.
    pub words: fn() -> Vec<&'static str>,
}

/// Every closed set that has texts.
pub fn word_sets() -> Vec<WordSet> {
    let frame = [
        WordSet {
            table: "code",
            path: "domain::Code",
            words: || Code::all().map(Code::as_str).collect(),
        },
        WordSet {
            table: "action",
            path: "domain::access::Action",
            words: || Action::all().map(Action::as_str).collect(),
        },
    ];
    let sets = FEATURES.iter().flat_map(|feature| feature.words);
    frame.into_iter().chain(sets.copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_word_is_taken_twice_and_each_is_read_again() {
        let codes: Vec<Code> = Code::all().collect();
        let actions: Vec<Action> = Action::all().collect();
        assert_eq!(
            codes
                .iter()
                .map(|code| code.as_str())
                .collect::<BTreeSet<_>>()
                .len(),
            codes.len()
        );
        assert_eq!(
            actions
                .iter()
                .map(|action| action.as_str())
                .collect::<BTreeSet<_>>()
                .len(),
            actions.len()
        );
        for (place, code) in codes.iter().enumerate() {
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert_eq!(usize::from(code.index()), place);
        }
        for action in &actions {
            assert_eq!(action.as_str().parse(), Ok(*action));
        }
        assert_eq!("nonsense".parse::<Action>(), Err(Code::NOT_A_CHOICE));
    }

    #[test]
    fn each_number_has_a_name_of_its_own() {
        let names: Vec<_> = numbers().map(|(name, _)| name).collect();
        let distinct: BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{names:?}");
    }

    #[test]
    fn every_feature_is_gathered() {
        let written = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
        let gathered: Vec<&str> = include_str!("lib.rs").lines().map(str::trim).collect();
        for file in written.flatten() {
            let path = file.path();
            if path.ends_with("gather.rs") {
                continue;
            }
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let root = if path.is_dir() {
                path.join("mod.rs")
            } else {
                path
            };
            let text = std::fs::read_to_string(root).unwrap_or_default();
            if text.contains("const FEATURE:") {
                let lines = [format!("{name};"), format!("{name}: ")];
                let is_gathered = |line: &&str| *line == lines[0] || line.starts_with(&lines[1]);
                assert!(gathered.iter().any(is_gathered), "{name} is not gathered");
            }
        }
    }
}
