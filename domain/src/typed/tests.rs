use super::*;
use crate::account::{BirthMonth, PersonName, Phone, login_code, parse_volunteer_no, volunteer_no};
use crate::certificates::parse_certificate_no;
use crate::error::{Code, number, text};
use crate::orders::{order_no, parse_order_no};
use crate::shop::parse_code;
use crate::time::{CountyDate, Timestamp};
use proptest::prelude::*;

#[test]
fn a_phone_is_read_however_it_was_copied() {
    for raw in [
        "13800010002",
        "１３８０００１０００２",
        "\u{202D}13800010002\u{202C}",
        "\u{2066}13800010002\u{2069}",
        "\u{FEFF}13800010002",
        "13800010002\u{200B}",
        "138\u{2011}0001\u{2011}0002",
        "138–0001–0002",
        "138—0001—0002",
        "138－0001－0002",
        "138\u{2212}0001\u{2212}0002",
        "138ー0001ー0002",
        "138.0001.0002",
        "138。0001。0002",
        "138·0001·0002",
        "138\u{A0}0001\u{A0}0002",
        "138\u{3000}0001\u{3000}0002",
        "138\u{2009}0001\u{2009}0002",
        "008613800010002",
        "0086 138 0001 0002",
        "8613800010002",
        "+8613800010002",
        "(+86)138 0001 0002",
        "（+86）13800010002",
        "＋８６１３８０００１０００２",
        "+86-138-0001-0002",
        "013800010002",
        "138/0001/0002",
        "138_0001_0002",
        "tel:+8613800010002",
        "手机：13800010002",
        "电话 138 0001 0002。",
        "(138) 0001-0002",
        "13800010002\t",
        "\r\n13800010002\r\n",
        "𝟏𝟑𝟖𝟎𝟎𝟎𝟏𝟎𝟎𝟎𝟐",
        "13800010002\u{FE0F}",
    ] {
        assert_eq!(
            Phone::parse(raw).as_ref().map(Phone::as_str),
            Ok("13800010002"),
            "{raw:?}"
        );
    }
    for raw in [
        "1380001000",
        "138000100022",
        "+1 380 001 0002",
        "+4413800010002",
        "12800010002",
        "1380001000a",
        "一三八",
        "--",
        "05963320001",
        "138\u{0661}0001000",
        "13800010002 13800010003",
    ] {
        assert_eq!(Phone::parse(raw), Err(Code::NOT_A_PHONE), "{raw:?}");
    }
    for raw in ["", " ", "\u{200B}\u{200B}", "\u{3000}", "\u{2800}"] {
        assert_eq!(Phone::parse(raw), Err(Code::REQUIRED), "{raw:?}");
    }
}

#[test]
fn a_name_is_one_name_however_it_is_typed() {
    for (raw, name) in [
        ("张　三", "张三"),
        ("张 三", "张三"),
        (" 张三\u{200B}", "张三"),
        ("\u{FEFF}张三", "张三"),
        ("张\u{AD}三", "张三"),
        ("买买提•阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提・阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提･阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提‧阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提∙阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提⋅阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提·阿卜杜拉", "买买提·阿卜杜拉"),
        ("买买提 · 阿卜杜拉", "买买提·阿卜杜拉"),
        ("Jose\u{301}", "José"),
        ("Ｊｏｓé", "José"),
        ("Mary  Ann", "Mary Ann"),
        ("O’Neil", "O'Neil"),
        ("Anne‑Marie", "Anne-Marie"),
        ("Martin L. King Jr.", "Martin L. King Jr."),
        ("叶\u{E0100}子", "叶子"),
        ("𠮷田", "𠮷田"),
    ] {
        assert_eq!(
            PersonName::parse(raw).as_ref().map(PersonName::as_str),
            Ok(name),
            "{raw:?}"
        );
    }
    for raw in [
        "...",
        "···",
        "•••",
        "- -",
        "'",
        "·张三",
        "张三·",
        "张3",
        "<b>",
        "张三😀",
        "张@三",
        "张_三",
    ] {
        assert_eq!(PersonName::parse(raw), Err(Code::NOT_A_NAME), "{raw:?}");
    }
}

#[test]
fn what_shows_nothing_is_nothing() {
    for raw in [
        "",
        " ",
        "\u{200B}\u{200B}",
        "\u{2063}",
        "\u{2063}\u{2063}",
        "\u{2800}\u{2800}",
        "\u{3164}\u{3164}",
        "\u{FFA0}\u{FFA0}",
        "\u{115F}\u{1160}",
        "\u{AD}\u{AD}",
        "\u{200E}\u{200F}",
        "\u{202A}\u{202E}",
        "\u{FE0F}\u{FE0F}",
        "\u{E0001}\u{E007F}",
        "\u{180E}\u{180E}",
        "\u{34F}\u{34F}",
        "\u{3000}\u{A0}",
        "\u{FFFC}\u{FFFC}",
        "\u{0}\u{7}",
        "\n\r\n\u{2028}",
    ] {
        assert_eq!(text(raw, 2, 100), Err(Code::REQUIRED), "{raw:?}");
        assert_eq!(text(raw, 0, 100), Ok(String::new()), "{raw:?}");
    }
    // A letter and much that shows nothing are a letter.
    assert_eq!(text("路\u{200B}\u{200B}", 2, 100), Err(Code::TOO_SHORT));
    assert_eq!(text("路        。", 3, 100), Err(Code::TOO_SHORT));
}

#[test]
fn a_text_keeps_its_lines_and_loses_what_turns_it_round() {
    for (raw, kept) in [
        ("中山路\u{202E}8号", "中山路8号"),
        ("\u{2067}中山路8号\u{2069}", "中山路8号"),
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("一\u{2028}二\u{2029}三\u{85}四", "一\n二\n三\n四"),
        ("一 \n\n\n\n  二\t。", "一\n\n  二 。"),
        ("\u{3000}\u{3000}各位\u{3000}邻居", "各位\u{3000}邻居"),
        ("cafe\u{301}", "café"),
        ("a\u{A0}b", "a b"),
        ("❤\u{FE0F}谢谢", "❤谢谢"),
    ] {
        assert_eq!(text(raw, 0, 100).as_deref(), Ok(kept), "{raw:?}");
    }
}

#[test]
fn codes_are_found_in_what_stands_around_them() {
    for raw in [
        "123456",
        "１２３４５６",
        "123 456",
        "123-456",
        "123—456",
        "123456。",
        "123456.",
        "验证码123456",
        "验证码：123456",
        "【点单】验证码123456，5分钟内有效，请勿告诉他人。",
        "code 123456",
        "\u{202D}123456\u{202C}",
        "\u{FEFF}123456",
        "1 2 3 4 5 6",
        "“123456”",
    ] {
        assert_eq!(login_code(raw).as_deref(), Ok("123456"), "{raw:?}");
    }
    for raw in ["12345", "1234567", "12345六", "abcdef"] {
        assert_eq!(login_code(raw), Err(Code::WRONG_CODE), "{raw:?}");
    }
    assert_eq!(login_code(" \u{200B}"), Err(Code::REQUIRED));

    let no = order_no(2026, 1_963_011);
    let spoken = format!("{}-{}-{}", &no[..4], &no[4..7], &no[7..]);
    for raw in [
        no.clone(),
        spoken.clone(),
        spoken.replace('-', "–"),
        spoken.replace('-', "－"),
        spoken.replace('-', "\u{2011}"),
        spoken.replace('-', " "),
        format!("单号{no}"),
        format!("单号：{spoken}。"),
        format!("No. {spoken}"),
        format!("#{no}"),
        format!("http://127.0.0.1:3000/orders/{no}"),
        format!("https://diandan.example/orders/{no}?key=abcdef"),
        no.chars()
            .map(|digit| char::from_u32(digit as u32 + 0xFEE0).unwrap())
            .collect(),
    ] {
        assert_eq!(parse_order_no(&raw).as_ref(), Ok(&no), "{raw:?}");
    }

    for raw in [
        "7k3mq2zp",
        "7K3M-Q2ZP",
        "７Ｋ３Ｍ－Ｑ２ＺＰ",
        "7K3M—Q2ZP",
        "7K3M Q2ZP。",
        "领取码7K3MQ2ZP",
        "领取码：7K3M-Q2ZP",
        "http://127.0.0.1:3000/shop?code=7K3MQ2ZP",
        "https://diandan.example/shop?code=7K3M-Q2ZP",
        "https://diandan.example/shop?code=7K3M%2DQ2ZP",
        "HTTPS://DIANDAN.EXAMPLE/SHOP?CODE=7K3MQ2ZP\n",
    ] {
        assert_eq!(parse_code(raw).as_deref(), Ok("7K3MQ2ZP"), "{raw:?}");
    }

    for raw in [
        "2601J8JW6GTP",
        "2601-J8JW-6GTP",
        "２６０１－Ｊ８ＪＷ－６ＧＴＰ",
        "2601‑J8JW‑6GTP",
        "证书编号：2601-J8JW-6GTP。",
        "编号 26oi j8jw 6gtp",
        "https://diandan.example/verify/2601J8JW6GTP",
        "https://diandan.example/verify?no=2601-J8JW-6GTP",
    ] {
        assert_eq!(
            parse_certificate_no(raw).as_deref(),
            Ok("2601J8JW6GTP"),
            "{raw:?}"
        );
    }

    let volunteer = volunteer_no(2026, 123);
    for raw in [
        volunteer.to_lowercase(),
        format!("志愿者编号：{volunteer}"),
        format!("{} {}。", &volunteer[..6], &volunteer[6..]),
        format!("\u{200E}{volunteer}"),
    ] {
        assert_eq!(parse_volunteer_no(&raw).as_ref(), Ok(&volunteer), "{raw:?}");
    }
}

#[test]
fn numbers_are_read_of_either_width() {
    for (raw, read) in [
        ("12", 12),
        ("１２", 12),
        (" 12 ", 12),
        ("12。", 12),
        ("12.", 12),
        ("12.0", 12),
        ("+12", 12),
        ("＋１２", 12),
        ("-12", -12),
        ("－12", -12),
        ("−12", -12),
        ("1,200", 1200),
        ("1，200", 1200),
        ("1 200", 1200),
        ("12\u{200B}", 12),
        ("\u{202D}12\u{202C}", 12),
        ("012", 12),
    ] {
        assert_eq!(number(raw, -10_000, 10_000), Ok(read), "{raw:?}");
    }
    for raw in [
        "1.5",
        "1,20",
        "12a",
        "一二",
        "1-2",
        "--1",
        "99999999999999999999",
        ".",
        "1e3",
        "0x10",
    ] {
        assert_eq!(
            number(raw, -10_000, 10_000),
            Err(Code::NOT_A_NUMBER),
            "{raw:?}"
        );
    }
    assert_eq!(number("\u{200B}", 0, 1), Err(Code::REQUIRED));
}

#[test]
fn months_and_days_are_read_as_people_write_them() {
    let today = CountyDate::new(2026, 11, 23).unwrap();
    for raw in [
        "1998-07",
        "1998-7",
        "1998/7",
        "1998/07",
        "1998.7",
        "1998.07",
        "1998年7月",
        "1998年07月",
        "199807",
        "１９９８／７",
        "1998－7",
        "1998 年 7 月",
        "1998—07",
        "1998。7",
    ] {
        let born = BirthMonth::parse(raw, today).unwrap_or_else(|code| panic!("{raw}: {code}"));
        assert_eq!((born.year, born.month), (1998, 7), "{raw}");
    }
    for raw in [
        "1998",
        "1998-13",
        "98-7",
        "1998-07-15",
        "7/1998",
        "1998年",
        "2026-12",
        "19987",
        "一九九八年七月",
    ] {
        assert_eq!(
            BirthMonth::parse(raw, today),
            Err(Code::NOT_A_DATE),
            "{raw}"
        );
    }
    for raw in [
        "2026-11-23",
        "2026/11/23",
        "2026.11.23",
        "2026年11月23日",
        "20261123",
        "２０２６－１１－２３",
        "2026年11月23号",
    ] {
        assert_eq!(CountyDate::parse(raw), Ok(today), "{raw}");
    }
    for raw in [
        "2026-11-23T09:30",
        "2026-11-23 09:30",
        "2026/11/23 9:30",
        "2026年11月23日 09：30",
        "2026-11-23T09:30:00",
    ] {
        assert_eq!(
            Timestamp::from_field(raw),
            Ok(today.at(9, 30).unwrap()),
            "{raw}"
        );
    }
}

#[test]
fn what_shows_nothing_does_not_part_a_letter_from_its_accent() {
    for between in ["\u{fe00}", "\u{200b}", "\u{ad}", "\u{1}"] {
        let typed = format!("d{between}\u{323}");
        assert_eq!(lines(&typed), "\u{1e0d}", "{between:?}");
    }
}

proptest! {
    #[test]
    fn reading_again_changes_nothing(raw in "\\PC{0,40}|[\u{0}-\u{ffff}]{0,40}") {
        let once = lines(&raw);
        prop_assert_eq!(&lines(&once), &once);
        let once = folded(&raw);
        prop_assert_eq!(&folded(&once), &once);
        let once = name(&raw);
        prop_assert_eq!(&name(&once), &once);
    }

    #[test]
    fn what_is_read_holds_nothing_that_cannot_be_seen(raw in "[\u{0}-\u{ffff}]{0,40}") {
        prop_assert!(!lines(&raw).chars().any(|c| shows_nothing(c) || (c.is_control() && c != '\n')));
    }

    #[test]
    fn a_number_is_read_back(n in -1_000_000_i64..1_000_000) {
        prop_assert_eq!(whole_number(&n.to_string()), Some(n));
    }
}
