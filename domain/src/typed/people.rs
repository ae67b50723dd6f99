//! Words that everybody will read: whether they name somebody, or tell where somebody lives.

use super::publish::digit_said;
use super::{folded, is_han};

/// What people say of a service and what is somebody's name as well: who reads it sees no name.
const ORDINARY: &[&str] = &[
    "高兴", "安静", "温馨", "温暖", "方便", "周到", "平安", "安全", "安心", "安康", "和平", "高明",
    "文静", "高峰", "马上", "时常", "常常", "康复", "关心", "全面", "成功", "明白", "干净", "于是",
    "方才", "容易", "和气", "和善", "费心", "贴心", "开心", "用心", "时间",
];

/// What many addresses have in common, and what is no home.
const PUBLIC: &[&str] = &[
    "新时代文明实践",
    "志愿服务",
    "党群服务中心",
    "社区服务中心",
    "便民服务中心",
    "日间照料中心",
    "老年活动中心",
    "村民委员会",
    "居民委员会",
    "文化活动中心",
    "中心小学",
    "敬老院",
    "幸福院",
    "卫生院",
    "卫生室",
];

/// What is counted, or is a time: a number before it numbers no house.
const COUNTED: &str = "次点个人户年月日分天位岁时元块名遍回小";

/// Ends a sentence or a part of it. Nothing that is looked for goes on behind it.
const STOP: char = '\u{1}';

/// What a run of an address weighs that is told from words by chance: a letter of Latin weighs half of what others do.
const TELLS: usize = 12;

/// A letter or a digit, and whether something that is none stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Letter {
    is: char,
    apart: bool,
}

impl Letter {
    const fn is_digit(self) -> bool {
        self.is.is_ascii_digit()
    }
}

/// A text without what can be put between the characters of a name to hide it: spaces, what shows nothing, dots and dashes.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut apart = true;
    for c in folded(text).to_lowercase().chars() {
        let stops = matches!(c, '。' | '、' | '!' | '?' | ';' | ',' | ':');
        if stops || c.is_alphanumeric() {
            let is = if stops { STOP } else { c };
            letters.push(Letter { is, apart });
        }
        apart = !c.is_alphanumeric();
    }
    letters
}

/// The same with numbers in one spelling: `十二号` is `12号`.
fn places(text: &str) -> Vec<Letter> {
    let mut rest = letters(text).into_iter().peekable();
    let mut written = Vec::new();
    while let Some(first) = rest.next() {
        let Some(part) = numeral(first.is) else {
            written.push(first);
            continue;
        };
        let mut parts = vec![part];
        while let Some(part) = rest.peek().and_then(|next| numeral(next.is)) {
            parts.push(part);
            rest.next();
        }
        written.extend(spelled(&parts).chars().enumerate().map(|(at, is)| Letter {
            is,
            apart: at == 0 && first.apart,
        }));
    }
    written
}

/// A part of a number as it is said.
#[derive(Clone, Copy)]
enum Numeral {
    Digit(u32),
    Times(u32),
}

fn numeral(c: char) -> Option<Numeral> {
    match c {
        '十' | '拾' => Some(Numeral::Times(10)),
        '百' | '佰' => Some(Numeral::Times(100)),
        c => digit_said(c).map(Numeral::Digit),
    }
}

/// A number in digits: one by one, or counted where it has tens or hundreds.
fn spelled(parts: &[Numeral]) -> String {
    if parts.iter().all(|part| matches!(part, Numeral::Digit(_))) {
        let digit = |part: &Numeral| match part {
            Numeral::Digit(digit) => digit.to_string(),
            Numeral::Times(_) => String::new(),
        };
        return parts.iter().map(digit).collect();
    }
    let (mut sum, mut last) = (0_u32, 0_u32);
    for part in parts {
        match part {
            Numeral::Digit(digit) => last = *digit,
            Numeral::Times(times) => {
                sum = sum.saturating_add(last.max(1) * times);
                last = 0;
            }
        }
    }
    sum.saturating_add(last).to_string()
}

/// Where a run of letters stands in others.
fn found<'a>(text: &'a [Letter], part: &'a [Letter]) -> impl Iterator<Item = usize> + use<'a> {
    let same = move |window: &[Letter]| {
        window
            .iter()
            .zip(part)
            .all(|(one, other)| one.is == other.is)
    };
    text.windows(part.len().max(1))
        .enumerate()
        .filter(move |(_, window)| !part.is_empty() && same(window))
        .map(|(at, _)| at)
}

/// Whether two letters stand in one word of a script that puts spaces between its words.
fn in_one_word(text: &[Letter], at: usize) -> bool {
    let spaced = |letter: &Letter| letter.is.is_alphabetic() && !is_han(letter.is);
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    match (before, text.get(at)) {
        (Some(before), Some(here)) => !here.apart && spaced(before) && spaced(here),
        _ => false,
    }
}

/// Whether a text has somebody's whole name. A name of one character, or one that is an ordinary word, names nobody.
pub(crate) fn names(text: &str, name: &str) -> bool {
    let name = letters(name);
    let plain: String = name.iter().map(|letter| letter.is).collect();
    if name.len() < 2 || ORDINARY.contains(&plain.as_str()) {
        return false;
    }
    let text = letters(text);
    found(&text, &name).any(|at| !in_one_word(&text, at) && !in_one_word(&text, at + name.len()))
}

/// Whether a text tells an address: a house's number with the street or village before it, a building with a room, or any six
/// characters of it. `around` are the places it lies in, the widest first; everybody may know those.
pub(crate) fn tells_address(text: &str, around: &[String], address: &str) -> bool {
    let text = places(text);
    let village = around.last().map_or("", String::as_str);
    tells_number(&text, &places(&format!("{village} {address}")))
        || tells_run(&text, &without_public(places(address), around))
}

/// An address with a stop in place of what everybody may know.
fn without_public(mut address: Vec<Letter>, around: &[String]) -> Vec<Letter> {
    let known = around
        .iter()
        .map(String::as_str)
        .chain(PUBLIC.iter().copied());
    for known in known.map(places) {
        let stands_at: Vec<usize> = found(&address, &known).collect();
        for at in stands_at {
            for letter in address.iter_mut().skip(at).take(known.len()) {
                letter.is = STOP;
            }
        }
    }
    address
}

/// Whether a number of the address stands in the text behind what it stands behind there.
fn tells_number(text: &[Letter], address: &[Letter]) -> bool {
    let mut tells = false;
    let mut from = 0;
    while let Some(start) = address
        .iter()
        .skip(from)
        .position(|one| one.is_digit())
        .map(|at| from + at)
    {
        let length = address
            .iter()
            .skip(start)
            .take_while(|one| one.is_digit())
            .count();
        let end = start + length;
        tells |= begins(address, start)
            .and_then(|begin| address.get(begin..end))
            .is_some_and(|part| stands(text, part, address.get(end)));
        from = end;
    }
    tells
}

/// Where the part begins that says which number it is: two letters of a street or village, or the number of the building.
fn begins(address: &[Letter], number: usize) -> Option<usize> {
    let before = address.get(..number)?;
    let letters = before
        .iter()
        .rev()
        .take_while(|one| !one.is_digit() && one.is != STOP)
        .count();
    match letters {
        0 => None,
        1 => {
            let building = before
                .iter()
                .rev()
                .skip(1)
                .take_while(|one| one.is_digit())
                .count();
            (building > 0).then(|| number - 1 - building)
        }
        // `第` counts, so that it takes one letter more to say of what.
        _ if before.last().is_some_and(|one| one.is == '第') => number.checked_sub(letters.min(3)),
        _ => Some(number - 2),
    }
}

/// Whether the part stands in the text, and its number is neither a part of another there nor counts something.
fn stands(text: &[Letter], part: &[Letter], then: Option<&Letter>) -> bool {
    found(text, part).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let longer = before.is_some_and(|one| one.is_digit())
            && part.first().is_some_and(|one| one.is_digit());
        let next = text.get(at + part.len());
        let counts = next.is_some_and(|next| {
            let as_there = then.is_some_and(|then| then.is == next.is);
            next.is_digit() || !next.apart && COUNTED.contains(next.is) && !as_there
        });
        !longer && !counts
    })
}

/// Whether a run of the address that weighs enough stands in the text.
fn tells_run(text: &[Letter], address: &[Letter]) -> bool {
    (0..address.len()).any(|start| {
        let mut weight = 0;
        for (at, letter) in address.iter().enumerate().skip(start) {
            if letter.is == STOP {
                return false;
            }
            weight += if letter.is.is_ascii_alphabetic() {
                1
            } else {
                2
            };
            if weight >= TELLS {
                return address
                    .get(start..=at)
                    .is_some_and(|run| found(text, run).next().is_some());
            }
        }
        false
    })
}

#[cfg(test)]
mod tests;
