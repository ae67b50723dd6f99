//! Fields that many forms have: a choice, a box, a group of boxes.

use crate::error::Code;

/// Reads a comma-separated set of words, as a group of check boxes sends it.
pub fn set_of<T: std::str::FromStr<Err = Code> + PartialEq>(raw: &str) -> Result<Vec<T>, Code> {
    let mut set = Vec::new();
    for word in raw
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
    {
        let value = word.parse().map_err(|_| Code::NOT_A_CHOICE)?;
        if !set.contains(&value) {
            set.push(value);
        }
    }
    Ok(set)
}

/// Words as one text that [`set_of`] reads.
pub fn join(words: &[impl std::fmt::Display]) -> String {
    let words = words.iter().map(ToString::to_string);
    words.collect::<Vec<_>>().join(",")
}

/// An id chosen in a select; the empty choice is a missing one.
pub fn required_id<T: std::str::FromStr<Err = Code>>(raw: &str) -> Result<T, Code> {
    if raw.trim().is_empty() {
        Err(Code::REQUIRED)
    } else {
        raw.parse().map_err(|_| Code::NOT_A_CHOICE)
    }
}

/// A ticked box.
pub fn ticked(raw: &str) -> Result<(), Code> {
    if matches!(raw, "on" | "true" | "1") {
        Ok(())
    } else {
        Err(Code::MUST_AGREE)
    }
}
