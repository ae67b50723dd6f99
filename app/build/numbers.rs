//! Numbers in texts. A placeholder in capitals is a rule's number, which `domain` holds; any other digit has to be listed in
//! `locales/digits.toml`, so that no text goes on telling a number that its rule has left.

use crate::File;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use toml::Value;

/// The digits that texts may hold: by table and key.
type Digits = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

const DIGITS: &str = "locales/digits.toml";

/// The numbers that texts may hold, and which of them no text has held so far.
pub(crate) struct Numbers {
    rules: BTreeMap<&'static str, String>,
    digits: Digits,
    idle_rules: BTreeSet<&'static str>,
    idle_digits: Digits,
}

impl Numbers {
    pub(crate) fn read() -> Result<Self, String> {
        println!("cargo::rerun-if-changed={DIGITS}");
        let content =
            std::fs::read_to_string(DIGITS).map_err(|error| format!("{DIGITS}: {error}"))?;
        let digits: Digits =
            toml::from_str(&content).map_err(|error| format!("{DIGITS}: {error}"))?;
        let rules: BTreeMap<_, _> = domain::numbers()
            .map(|(name, number)| (name, number.clone()))
            .collect();
        Ok(Self {
            idle_rules: rules.keys().copied().collect(),
            idle_digits: digits.clone(),
            rules,
            digits,
        })
    }

    /// Puts the numbers of rules into the texts of a locale.
    pub(crate) fn fill(&mut self, locale: &str, file: &mut File) -> Result<(), String> {
        for (table, texts) in file {
            for (key, value) in texts {
                let forms: Vec<&mut Value> = match value {
                    Value::Table(forms) => forms.iter_mut().map(|(_, form)| form).collect(),
                    text => vec![text],
                };
                for form in forms {
                    if let Value::String(text) = form {
                        *text = self
                            .filled(table, key, text)
                            .map_err(|fault| format!("{locale} [{table}] {key}: {fault}"))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn filled(&mut self, table: &str, key: &str, text: &str) -> Result<String, String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((typed, name, tail)) = next_placeholder(rest) {
            self.allow(table, key, typed)?;
            filled.push_str(typed);
            if let Some(number) = self.rules.get(name) {
                filled.push_str(number);
                self.idle_rules.remove(name);
            } else if name.starts_with(|c: char| c.is_ascii_uppercase()) {
                return Err(format!("no rule has a number {{{name}}}"));
            } else {
                let _ = write!(filled, "{{{name}}}");
            }
            rest = tail;
        }
        self.allow(table, key, rest)?;
        filled.push_str(rest);
        Ok(filled)
    }

    /// Lets what is typed between two placeholders pass if all its digits are listed.
    fn allow(&mut self, table: &str, key: &str, typed: &str) -> Result<(), String> {
        let found = typed
            .split(|c: char| !c.is_numeric())
            .filter(|digits| !digits.is_empty());
        for digits in found {
            let listed = |list: &Digits| {
                let digits_of_text = list.get(table).and_then(|keys| keys.get(key));
                digits_of_text.is_some_and(|known| known.contains(digits))
            };
            if !listed(&self.digits) {
                return Err(format!(
                    "{digits} is typed in: take it from its rule, or if it is no rule's, list it in {DIGITS}"
                ));
            }
            if let Some(idle) = self
                .idle_digits
                .get_mut(table)
                .and_then(|keys| keys.get_mut(key))
            {
                idle.remove(digits);
            }
        }
        Ok(())
    }

    /// Fails if a number is offered or listed that no text holds.
    pub(crate) fn finish(self) -> Result<(), String> {
        if let Some(name) = self.idle_rules.first() {
            return Err(format!("no text has the number {{{name}}}"));
        }
        for (table, keys) in self.idle_digits {
            for (key, digits) in keys {
                if let Some(digits) = digits.first() {
                    return Err(format!(
                        "{DIGITS} [{table}] {key}: no such text has a {digits}"
                    ));
                }
            }
        }
        Ok(())
    }
}

/// What stands before the next placeholder, its name, and what stands behind it.
fn next_placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (typed, rest) = text.split_once('{')?;
    let (name, tail) = rest.split_once('}')?;
    Some((typed, name, tail))
}
