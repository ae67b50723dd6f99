//! What people type and paste, read as what they meant.
//!
//! Phones put direction marks around numbers, input methods write full-width digits, scanners type whole addresses, and what is
//! copied from a page brings its invisible characters along. Every reader of a form begins here.

mod code;
mod date;
mod people;
mod publish;

pub(crate) use code::code;
pub(crate) use date::parts as date_parts;
pub(crate) use people::{names, tells_address};
pub(crate) use publish::{is_odd, tells_contact};

use crate::error::Code;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters that show nothing: those that Unicode calls default ignorable (`DerivedCoreProperties.txt`), among them zero width,
/// soft hyphen, variation selectors and what changes the direction of writing; annotations, and the place of a pasted object.
pub const fn shows_nothing(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFC}' | '\u{FFFE}'..='\u{FFFF}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Spaces, and the empty pattern of Braille.
const fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{2800}'
}

/// Everything that is written as a dash or minus.
pub(crate) const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{AD}'
            | '\u{58A}'
            | '\u{5BE}'
            | '\u{2010}'..='\u{2015}'
            | '\u{2043}'
            | '\u{2212}'
            | '\u{23AF}'
            | '\u{2500}'
            | '\u{2E3A}'..='\u{2E3B}'
            | '\u{30FC}'
            | '\u{FE58}'
            | '\u{FE63}'
            | '\u{FF0D}'
            | '\u{FF70}'
    )
}

/// Text in several lines: composed, without characters that show nothing, without space at the ends of its lines, and with one empty
/// line at most between two others.
pub(crate) fn lines(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut empty = 0;
    for line in raw.replace("\r\n", "\n").split([
        '\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}',
    ]) {
        let line: String = line
            .chars()
            // Before they are composed, for it would stand between a letter and its accent.
            .filter(|c| !shows_nothing(*c) && (!c.is_control() || *c == '\t'))
            .nfc()
            // The wide space of Chinese text stays what it is.
            .map(|c| {
                if is_blank(c) && c != '\u{3000}' {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        let line = line.trim_end();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        text.push_str(line);
        empty = 0;
    }
    text.trim().to_owned()
}

/// How many characters of a text somebody sees.
pub(crate) fn seen(text: &str) -> usize {
    text.chars()
        .filter(|c| !is_blank(*c) && !is_combining_mark(*c))
        .count()
}

/// What stands in one line and is compared, not read: of half width, in one kind of dash, with single spaces.
pub(crate) fn folded(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let plain = raw
        .chars()
        // Before they are composed: a full-width filler is composed to one that shows as little.
        .filter(|c| !shows_nothing(*c) && *c != '\u{2800}')
        .nfkc()
        .filter(|c| !shows_nothing(*c))
        .map(|c| match c {
            c if is_dash(c) => '-',
            c if is_blank(c) || c.is_control() => ' ',
            c => c,
        });
    for c in plain {
        if c != ' ' || !(text.is_empty() || text.ends_with(' ')) {
            text.push(c);
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The same, of a field that has to say something.
pub(crate) fn required(raw: &str) -> Result<String, Code> {
    match folded(raw) {
        text if text.is_empty() => Err(Code::REQUIRED),
        text => Ok(text),
    }
}

/// The code in what was typed into a field that has to hold one; `unknown` is said where `accept` knows none.
pub(crate) fn required_code<T>(
    raw: &str,
    unknown: Code,
    accept: impl Fn(&str) -> Option<T>,
) -> Result<T, Code> {
    required(raw)?;
    code(raw, accept).ok_or(unknown)
}

/// A whole number: of either width, with a sign, in groups of three, with a full stop behind or a fraction of nothing.
pub(crate) fn whole_number(raw: &str) -> Option<i64> {
    let text = folded(raw).replace(' ', "");
    let (negative, text) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text.as_str()),
    };
    let text = text.trim_end_matches(['。', '、', ',']);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|digit| digit == b'0') {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let digits = groups.try_fold(first.to_owned(), |digits, group| {
        (group.len() == 3 && first.len() <= 3).then(|| digits + group)
    })?;
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    Some(if negative { -number } else { number })
}

/// Whether it is a Chinese character.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// A person's name: one kind of middle dot, hyphen and apostrophe, and no space beside a Chinese character, where it only pads.
pub(crate) fn name(raw: &str) -> String {
    let folded: Vec<char> = folded(raw)
        .chars()
        .map(|c| match c {
            '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22C5}' | '\u{25CF}' | '\u{25E6}'
            | '\u{30FB}' | '\u{387}' | '\u{16EB}' | '\u{2E31}' | '\u{2E33}' => '·',
            '\u{2018}' | '\u{2019}' | '\u{2BC}' => '\'',
            c => c,
        })
        .collect();
    let beside_han = |at: usize| {
        let touches = |c: &char| is_han(*c) || *c == '·';
        at.checked_sub(1)
            .and_then(|before| folded.get(before))
            .is_some_and(touches)
            || folded.get(at + 1).is_some_and(touches)
    };
    folded
        .iter()
        .enumerate()
        .filter(|(at, c)| **c != ' ' || !beside_han(*at))
        .map(|(_, c)| *c)
        .collect()
}

/// Whether it could be a name: letters, with what stands between them.
pub(crate) fn is_name(name: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() || is_combining_mark(c);
    name.starts_with(char::is_alphabetic)
        && name.ends_with(|c: char| letter(c) || c == '.')
        && name
            .chars()
            .all(|c| letter(c) || matches!(c, ' ' | '·' | '-' | '\'' | '.'))
}

/// The digits of a phone number of this country, with whatever stood between and before them taken away.
pub(crate) fn phone_digits(raw: &str) -> String {
    let text: String = folded(raw)
        .to_uppercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '+')
        .collect();
    let text = text.trim_start_matches(is_han);
    let text = text.strip_prefix("TEL").unwrap_or(text);
    // What is left of a mobile number has eleven digits; behind a plus stands a country, and it has to be this one.
    let countries: &[&str] = if text.starts_with('+') {
        &["+86"]
    } else {
        &["0086", "86", "0"]
    };
    countries
        .iter()
        .filter_map(|country| text.strip_prefix(country))
        .find(|rest| rest.len() == crate::account::PHONE_DIGITS && rest.starts_with('1'))
        .unwrap_or(text)
        .to_owned()
}

#[cfg(test)]
mod tests;
