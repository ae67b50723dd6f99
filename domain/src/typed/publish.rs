//! Words that everybody will read: whether they tell how somebody can be reached or found.

use super::folded;
use regex_lite::Regex;
use std::sync::LazyLock;

/// Digits as they are said and written out: each character is that digit.
const SAID: [&str; 10] = [
    "〇零○",
    "一幺壹",
    "二贰",
    "三叁",
    "四肆",
    "五伍",
    "六陆",
    "七柒",
    "八捌",
    "九玖",
];

/// Stands for a letter of any script but Latin: the patterns need not tell one from another.
const LETTER: char = '\u{1}';

/// None would be a pattern that does not compile: nothing passes it.
type Pattern = LazyLock<Option<Regex>>;

fn finds(pattern: &Pattern, text: &str) -> bool {
    pattern
        .as_ref()
        .is_none_or(|pattern| pattern.is_match(text))
}

/// What says when: a day, a span of years, a time of day. Its digits are nobody's phone.
static WHEN: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \b(?:19|20)\d\d \s?[-/.]\s? (?:1[0-2]|0?[1-9]) \s?[-/.]\s? (?:3[01]|[12]\d|0?[1-9])\b
        | \b(?:19|20)\d\d \s?[-/~]\s? (?:19|20)\d\d\b
        | \b(?:2[0-4]|[01]?\d) \s?:\s? [0-5]\d (?:\s?:\s?[0-5]\d)?\b",
    )
    .ok()
});

/// A mobile number, whatever stands between its digits so long as it is no letter.
static MOBILE: Pattern =
    LazyLock::new(|| Regex::new(r"1[^\d\x01a-z]*[3-9](?:[^\d\x01a-z]*\d){9}").ok());

/// Seven digits in a row may be a phone: a landline without its area code has no more. Identity cards have more.
static NUMBER: Pattern = LazyLock::new(|| Regex::new(r"(?:\d[- .·*()_/|\\]{0,3}){6}\d").ok());

/// What people call the place where they chat, and a name there behind it.
static CHAT: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        (?: [微薇威徽v]\ ?[信xⅩ] | wechat | weixin | \bwx | \bqq | 扣扣 | 加\ ?[v微薇] )
        [^a-z\d]{0,12} (?: id [^a-z\d]{1,4} )?
        [a-z\d] [-_a-z\d]{4}",
    )
    .ok()
});

/// An address of mail.
static MAIL: Pattern =
    LazyLock::new(|| Regex::new(r"[a-z0-9_%+-] ?@ ?[a-z0-9-]+(?: ?\. ?[a-z0-9-]+)+").ok());

/// An address on the web.
static LINK: Pattern = LazyLock::new(|| {
    Regex::new(
        r"(?:://|\bwww ?\.|[a-z0-9] ?\. ?(?:com|cn|net|org|top|xyz|vip|cc|io|app|shop|link)\b)",
    )
    .ok()
});

/// So many digits are unusual in what is said of a service, days and times left out.
const MANY_DIGITS: usize = 6;

/// Whether it is odd enough to be looked at first: it has a link, many digits, or no letter at all.
pub(crate) fn is_odd(text: &str) -> bool {
    let text = folded(text).to_lowercase();
    let numbers = WHEN
        .as_ref()
        .map_or(text.as_str().into(), |when| when.replace_all(&text, " "));
    let digits = numbers.chars().filter(char::is_ascii_digit).count();
    finds(&LINK, &text) || digits >= MANY_DIGITS || !text.chars().any(char::is_alphabetic)
}

/// Whether it tells a phone, the number of an identity card, a name to chat with or an address of mail.
pub(crate) fn tells_contact(text: &str) -> bool {
    let text = folded(text).to_lowercase();
    let written: String = text.chars().map(plain).collect();
    // A phone may stand right behind a date, so that what says when leaves a letter in its place.
    let numbers = WHEN.as_ref().map_or(written.as_str().into(), |when| {
        when.replace_all(&written, "\u{1}")
    });
    finds(&MOBILE, &numbers)
        || finds(&NUMBER, &numbers)
        || finds(&CHAT, &text)
        || finds(&MAIL, &written)
}

/// The digit that a character says, where it is none itself.
pub(super) fn digit_said(c: char) -> Option<u32> {
    let digit = SAID.iter().position(|said| said.contains(c));
    digit.map(|digit| digit as u32)
}

/// Digits as digits, letters of other scripts as [`LETTER`].
fn plain(c: char) -> char {
    match digit_said(c).and_then(|digit| char::from_digit(digit, 10)) {
        Some(digit) => digit,
        None if c.is_alphabetic() && !c.is_ascii() => LETTER,
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&WHEN, &MOBILE, &NUMBER, &CHAT, &MAIL, &LINK] {
            assert!(pattern.is_some());
        }
    }

    #[test]
    fn what_tells_a_contact_is_found_however_it_is_written() {
        for text in [
            "打电话13800000001找他",
            "打１３８００００００１找他",
            "138.0000.0001",
            "138。0000。0001",
            "138 0000 0001",
            "138-0000-0001",
            "138—0000—0001",
            "138,0000,0001",
            "1、3、8、0、0、0、0、0、0、0、1",
            "138/0000/0001",
            "138\u{200B}0000\u{200B}0001",
            "138\u{202D}00000001\u{202C}",
            "138\u{3000}0000\u{3000}0001",
            "①③⑧⓪⓪⓪⓪⓪⓪⓪①",
            "𝟏𝟑𝟖𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟏",
            "一三八零零零零零零零一",
            "幺三八〇〇〇〇〇〇〇幺",
            "138零零零零0001",
            "1*3*8*0*0*0*0*0*0*0*1",
            "(138)0000-0001",
            "+86 138 0000 0001",
            "138★0000★0001",
            "138\n0000\n0001",
            "0596－3320001",
            "座机3320001",
            "（0596）332 0001",
            "身份证350624199807150012",
            "身份证35062419980715001X",
            "3506 2419 9807 1500 1x",
            "2026-11-23 13800000001",
            "微信zhang_san8",
            "微信号：zhangsan",
            "微 信 zhangsan99",
            "加微信 abc12345",
            "加V abc12345",
            "VX：abc12345",
            "wx:zhang-san",
            "WeChat ID zhangsan",
            "薇信zhangsan",
            "ｗｘ：ｚｈａｎｇｓａｎ",
            "qq 123456",
            "zhang@example.com",
            "ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ",
            "zhang @ example . com",
        ] {
            assert!(tells_contact(text), "{text}");
        }
    }

    #[test]
    fn what_tells_when_how_many_or_how_well_passes() {
        for text in [
            "帮了132户人家，来了80次",
            "从2024年到2026年11月23日",
            "2026-11-23来的",
            "2026/11/23 上午9:00－11:30",
            "2026.11.23 14:00到16:00",
            "08:30:15到了",
            "2019-2026年，八年如一日",
            "电话120，火警119，报警110",
            "一次两次三次，次次都来",
            "一九九八年出生，二〇二六年来的",
            "第一、第二、第三组都来了",
            "3个人、2小时、15公里、100元",
            "微信上约的，人很好",
            "在微信群里说了一声就来了",
            "QQ群里约的",
            "服务态度@_@好",
            "五星好评！！！",
            "来了3次，每次2小时，一共6小时",
        ] {
            assert!(!tells_contact(text), "{text}");
        }
    }

    #[test]
    fn what_is_odd_is_told_from_what_people_say() {
        for text in [
            "请看 https://example.com/a",
            "www.example.com 有介绍",
            "上 example.cn 看看",
            "ｗｗｗ．example．com",
            "example . com",
            "房间302，电表45，水表678",
            "！！！！",
            "👍👍👍",
            "5 5 5",
        ] {
            assert!(is_odd(text), "{text}");
        }
        for text in [
            "师傅很细心",
            "来了3次，每次2小时",
            "2026-11-23 上午9:30准时到的",
            "Very kind. Come again",
            "好👍",
            "5星好评",
        ] {
            assert!(!is_odd(text), "{text}");
        }
    }
}
