use super::*;
use crate::error::Code;
use crate::time::{CountyDate, Timestamp};
use proptest::prelude::*;

#[test]
fn a_reason_leaves_out_the_whole_name() {
    let reason = "小张每个周末都来，风雨无阻";
    assert_eq!(leaves_out(reason, "张扬"), Ok(()));
    assert_eq!(leaves_out(reason, ""), Ok(()));
    for told in ["张扬每个周末都来，风雨无阻", "张 扬每个周末都来，风雨无阻"]
    {
        assert_eq!(leaves_out(told, "张扬"), Err(Code::WHOLE_NAME));
    }
}

#[test]
fn phones_as_people_write_them() {
    for raw in ["13806951234", " 138 0695 1234", "+86 138-0695-1234"] {
        assert_eq!(Phone::parse(raw).unwrap().as_str(), "13806951234");
    }
    for raw in [
        "1380695123",
        "23806951234",
        "12806951234",
        "1380695123a",
        "138069512345",
    ] {
        assert_eq!(Phone::parse(raw), Err(Code::NOT_A_PHONE), "{raw}");
    }
    assert_eq!(Phone::parse("").unwrap_err(), Code::REQUIRED);
    assert_eq!(Phone::parse("13806951234").unwrap().masked(), "138****1234");
}

#[test]
fn names_show_the_family_name_only() {
    for (name, masked) in [
        ("沈碧烟", "沈**"),
        ("陈倩", "陈*"),
        ("欧阳修文", "欧阳**"),
        ("李", "李*"),
        ("Zhang San Feng", "Z**"),
    ] {
        assert_eq!(PersonName::parse(name).unwrap().masked(), masked);
    }
    assert_eq!(PersonName::parse("<b>"), Err(Code::NOT_A_NAME));
    assert_eq!(PersonName::parse("陈1"), Err(Code::NOT_A_NAME));
}

#[test]
fn a_stored_name_is_the_one_that_was_read() {
    // What an older version read otherwise, or would be refused today, is shown as it was stored.
    for (name, masked) in [("张 三", "张**"), ("买买提•", "买**"), ("...", ".**")] {
        let stored = PersonName::stored(name.to_owned());
        assert_eq!((stored.as_str(), stored.masked().as_str()), (name, masked));
    }
}

#[test]
fn debug_output_shows_no_personal_data() {
    let phone = Phone::parse("13806951234").unwrap();
    let name = PersonName::parse("沈碧烟").unwrap();
    assert!(!format!("{phone:?}{name:?}").contains(['1', '沈']));
}

#[test]
fn one_code_a_minute_and_after_ten_one_in_half_an_hour() {
    let now = Timestamp(100 * DAY);
    assert_eq!(may_send_code(&[], now), Ok(()));
    assert_eq!(
        may_send_code(&[now.plus(-CODE_PAUSE + 1)], now),
        Err(Code::CODE_TOO_SOON)
    );
    assert_eq!(may_send_code(&[now.plus(-CODE_PAUSE)], now), Ok(()));
    let ten: Vec<_> = (1..=10).map(|n| now.plus(-n * CODE_PAUSE)).collect();
    assert_eq!(may_send_code(&ten[..9], now), Ok(()));
    assert_eq!(may_send_code(&ten, now), Err(Code::CODES_USED_UP));
    let half_an_hour = ten[0].plus(SLOW_PAUSE);
    assert_eq!(
        may_send_code(&ten, half_an_hour.plus(-1)),
        Err(Code::CODES_USED_UP)
    );
    assert_eq!(may_send_code(&ten, half_an_hour), Ok(()));
    assert_eq!(may_send_code(&ten, now.plus(DAY)), Ok(()));
}

#[test]
fn a_minor_needs_a_guardian_and_an_adult_does_not() {
    let today = CountyDate::new(2026, 11, 23).unwrap();
    let adult = RegistrationForm {
        name: "张扬".into(),
        birth_month: "2004-05".into(),
        sex: "male".into(),
        village: "20".into(),
        emergency_name: "张伟".into(),
        emergency_phone: "13806951234".into(),
        agree: "on".into(),
        ..Default::default()
    };
    assert_eq!(adult.read(today).unwrap().guardian, None);
    let minor = RegistrationForm {
        birth_month: "2010-05".into(),
        ..adult.clone()
    };
    let faults: Vec<_> = minor
        .read(today)
        .unwrap_err()
        .fields
        .into_iter()
        .map(|fault| fault.field)
        .collect();
    assert_eq!(
        faults,
        ["guardian_name", "guardian_phone", "guardian_consent"]
    );
    let child = RegistrationForm {
        birth_month: "2014-05".into(),
        ..adult
    };
    assert!(
        child
            .read(today)
            .unwrap_err()
            .fields
            .contains(&FieldFault::too_young())
    );
}

struct FieldFault;
impl FieldFault {
    fn too_young() -> crate::FieldError {
        crate::FieldError {
            field: "birth_month".into(),
            code: Code::TOO_YOUNG,
        }
    }
}

#[test]
fn a_mistyped_volunteer_number_is_found() {
    let number = volunteer_no(2026, 123);
    assert_eq!(number.len(), 15);
    assert_eq!(
        parse_volunteer_no(&number.to_lowercase()),
        Ok(number.clone())
    );
    assert_eq!(
        parse_volunteer_no("350624260001230"),
        Err(Code::NO_SUCH_VOLUNTEER)
    );
}

proptest! {
    #[test]
    fn a_masked_name_never_shows_more_than_the_family_name(name in "[\u{4e00}-\u{9fa5}]{2,6}") {
        let masked = PersonName::parse(&name).unwrap().masked();
        prop_assert!(masked.contains('*'));
        prop_assert!(masked.chars().filter(|c| *c != '*').count() < name.chars().count());
    }

    #[test]
    fn no_input_upsets_the_readers(raw in "\\PC{0,30}") {
        let _ = (Phone::parse(&raw).map(|phone| phone.masked()), PersonName::parse(&raw).map(|name| name.masked()));
        let _ = (parse_volunteer_no(&raw), login_code(&raw), set_of::<Skill>(&raw));
        let _ = (Timestamp::from_field(&raw), CountyDate::parse(&raw));
    }
}

#[test]
fn who_grows_up_this_month_is_not_grown_up_yet() {
    let day = CountyDate::new(2026, 11, 23).unwrap();
    assert_eq!(grown_up_before(day), "2008-11");
    assert!("2008-10" < grown_up_before(day).as_str());
    assert!("2008-11" >= grown_up_before(day).as_str());
}
