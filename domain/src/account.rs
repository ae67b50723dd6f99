//! People: phones, names, login codes, devices and the registration of volunteers.

mod messages;

pub use messages::Message;

use crate::actor::Role;
use crate::error::{Check, Code, Refusal, text};
use crate::ids::{GrantId, OrgId, SessionId, VolunteerId};
use crate::time::{CountyDate, DAY, MINUTE, SECOND, Timestamp};
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "sex": Sex,
        "skill": Skill,
        "free_time": FreeTime,
    },
    numbers: &[
        ("ADULT", &ADULT),
        ("YOUNGEST", &YOUNGEST),
        ("PHONE_DIGITS", &PHONE_DIGITS),
        ("VOLUNTEER_NO_LETTERS", &NUMBER_LENGTH),
        ("CODE_DIGITS", &CODE_DIGITS),
        ("CODES_A_DAY", &CODES_A_DAY),
        ("CODE_PAUSE_SECONDS", &(CODE_PAUSE / SECOND)),
    ],
};

actions! {
    /// Register as a volunteer.
    REGISTER = "register", [SignedIn];
    /// Grant a role or take it back.
    GRANT_ROLE = "grant_role", [CountyAdmin];
}

codes! {
    /// Minors are neither ranked nor named in public.
    NO_MINORS = "no_minors", Conflict;
    /// The person is registered as a volunteer already.
    REGISTERED_ALREADY = "registered_already", Conflict;
    /// Under [`YOUNGEST`] nobody registers without their guardian coming in person.
    TOO_YOUNG = "too_young", Invalid;
    /// No volunteer has this number.
    NO_SUCH_VOLUNTEER = "no_such_volunteer", Invalid;
    /// No account has this phone.
    NO_SUCH_ACCOUNT = "no_such_account", Invalid;
    /// The code is wrong, used or too old.
    WRONG_CODE = "wrong_code", Invalid;
    /// A code was sent less than [`CODE_PAUSE`] ago.
    CODE_TOO_SOON = "code_too_soon", Limited((CODE_PAUSE / SECOND) as u32);
    /// [`CODES_A_DAY`] codes were sent to this phone today.
    CODES_USED_UP = "codes_used_up", Limited(3600);
}

/// How long a login code is good for, in milliseconds.
pub const CODE_LIFE: i64 = 5 * MINUTE;
/// Digits of a login code.
pub const CODE_DIGITS: usize = 6;
/// How often a login code may be tried.
pub const CODE_TRIES: i32 = 5;
/// The least time between two codes to one phone, in milliseconds.
pub const CODE_PAUSE: i64 = MINUTE;
/// Codes to one phone in 24 hours.
pub const CODES_A_DAY: usize = 10;
/// How long a device stays signed in without being used, in milliseconds.
pub const SESSION_LIFE: i64 = 30 * DAY;
/// Digits of a mobile number.
pub const PHONE_DIGITS: usize = 11;
/// Characters of a volunteer's number.
pub const NUMBER_LENGTH: usize = 15;
/// Below this age a guardian has to consent.
pub const ADULT: i32 = 18;
/// The birth month, `2008-11`, before which somebody is grown up on a day.
pub fn grown_up_before(day: CountyDate) -> String {
    let (year, month, _) = day.ymd();
    format!("{:04}-{month:02}", year - ADULT)
}

/// Below this age nobody registers online: school pupils come with their guardian. Source: 中国注册志愿者管理办法.
pub const YOUNGEST: i32 = 14;
/// The version of the volunteer agreement that a registration consents to.
pub const AGREEMENT: &str = "2026-11";

/// A mainland mobile number, eleven digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people write it: spaces, hyphens and +86 are taken away.
    pub fn parse(raw: &str) -> Result<Self, Code> {
        let digits: String = raw
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        if digits.is_empty() {
            return Err(Code::REQUIRED);
        }
        let digits = digits.strip_prefix("+86").unwrap_or(&digits);
        let mobile = digits.len() == PHONE_DIGITS
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.starts_with('1')
            && !matches!(digits.as_bytes()[1], b'0'..=b'2');
        if mobile {
            Ok(Self(digits.to_owned()))
        } else {
            Err(Code::NOT_A_PHONE)
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `138****5678`.
    pub fn masked(&self) -> String {
        format!("{}****{}", &self.0[..3], &self.0[7..])
    }
}

/// A phone never appears in a log by accident.
impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(…)")
    }
}

/// Whether a text that everybody will read leaves somebody's whole name out, however it is spaced.
pub fn leaves_out(text: &str, name: &str) -> Result<(), Code> {
    let whole = |text: &str| text.split_whitespace().collect::<String>();
    let name = whole(name);
    if !name.is_empty() && whole(text).contains(&name) {
        Err(Code::WHOLE_NAME)
    } else {
        Ok(())
    }
}

/// A person's name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a name of 1 to 40 characters without control characters, digits or markup.
    pub fn parse(raw: &str) -> Result<Self, Code> {
        let name = text(raw, 1, 40)?;
        if name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '·' | '-' | '\'' | '.'))
        {
            Ok(Self(name))
        } else {
            Err(Code::NOT_A_NAME)
        }
    }

    /// The whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The family name with stars: `沈**`, `欧阳*`.
    pub fn masked(&self) -> String {
        const DOUBLE: [&str; 10] = [
            "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒",
        ];
        let length = self.0.chars().count();
        let shown = if length > 2 && DOUBLE.iter().any(|family| self.0.starts_with(family)) {
            2
        } else {
            1
        };
        let hidden = length.saturating_sub(shown).clamp(1, 2);
        self.0
            .chars()
            .take(shown)
            .chain(std::iter::repeat_n('*', hidden))
            .collect()
    }
}

impl std::fmt::Debug for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonName(…)")
    }
}

/// Whether another code may be sent, given when the codes of the last 24 hours were sent to this phone.
pub fn may_send_code(sent: &[Timestamp], now: Timestamp) -> Result<(), Code> {
    let recent = sent.iter().filter(|at| now.0 - at.0 < DAY);
    if sent.iter().any(|at| now.0 - at.0 < CODE_PAUSE) {
        Err(Code::CODE_TOO_SOON)
    } else if recent.count() >= CODES_A_DAY {
        Err(Code::CODES_USED_UP)
    } else {
        Ok(())
    }
}

/// Reads a login code.
pub fn login_code(raw: &str) -> Result<String, Code> {
    let digits: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
    match digits.len() {
        0 => Err(Code::REQUIRED),
        CODE_DIGITS if digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(digits),
        _ => Err(Code::WRONG_CODE),
    }
}

words! {
    /// Sex, as registration records it.
    Sex {
        /// 女
        Female = "female",
        /// 男
        Male = "male",
    }
}

words! {
    /// What a volunteer can do and a service needs.
    Skill {
        /// 理论宣讲
        Lecturing = "lecturing",
        /// 文艺表演
        Performing = "performing",
        /// 课业辅导
        Tutoring = "tutoring",
        /// 医疗护理
        Medical = "medical",
        /// 科普讲解
        Science = "science",
        /// 法律咨询
        Legal = "legal",
        /// 环境清洁
        Cleaning = "cleaning",
        /// 家电维修
        Repairs = "repairs",
        /// 理发
        Haircutting = "haircutting",
        /// 书画
        Calligraphy = "calligraphy",
        /// 心理疏导
        Counselling = "counselling",
        /// 烹饪
        Cooking = "cooking",
        /// 驾驶
        Driving = "driving",
        /// 摄影
        Photography = "photography",
        /// 手语
        SignLanguage = "sign_language",
        /// 应急救护
        FirstAid = "first_aid",
    }
}

words! {
    /// When a volunteer can usually serve.
    FreeTime {
        /// 工作日上午
        WeekdayMorning = "weekday_morning",
        /// 工作日下午
        WeekdayAfternoon = "weekday_afternoon",
        /// 工作日晚上
        WeekdayEvening = "weekday_evening",
        /// 周末上午
        WeekendMorning = "weekend_morning",
        /// 周末下午
        WeekendAfternoon = "weekend_afternoon",
        /// 周末晚上
        WeekendEvening = "weekend_evening",
    }
}

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

/// The year and month somebody was born in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BirthMonth {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
}

impl BirthMonth {
    /// Reads `1998-07`; nobody alive was born before 1900 or after today.
    pub fn parse(raw: &str, today: CountyDate) -> Result<Self, Code> {
        let raw = raw.trim();
        if raw.is_empty() {
            return Err(Code::REQUIRED);
        }
        let first = CountyDate::parse(&format!("{raw}-01"))?;
        let (year, month, _) = first.ymd();
        if first > today {
            Err(Code::NOT_A_DATE)
        } else {
            Ok(Self { year, month })
        }
    }

    /// Full years on this day; in the month of the birthday it counts as still to come, which is the careful side.
    pub fn age(self, today: CountyDate) -> i32 {
        let (year, month, _) = today.ymd();
        year - self.year - i32::from(month <= self.month)
    }
}

/// The registration form as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// Full name.
    pub name: String,
    /// `1998-07`.
    pub birth_month: String,
    /// `female` or `male`.
    pub sex: String,
    /// The township's org.
    pub town: String,
    /// The village's org.
    pub village: String,
    /// Comma-separated [`Skill`]s.
    pub skills: String,
    /// Comma-separated [`FreeTime`]s.
    pub free_times: String,
    /// Whom to call in an emergency.
    pub emergency_name: String,
    /// Their phone.
    pub emergency_phone: String,
    /// Under 18: the guardian.
    pub guardian_name: String,
    /// Their phone.
    pub guardian_phone: String,
    /// Under 18: that the guardian agrees.
    pub guardian_consent: String,
    /// The number of the volunteer who brought them, if somebody did.
    pub brought_by: String,
    /// That the agreement is accepted.
    pub agree: String,
    /// Optional, separate consent: to be named in rankings.
    pub consent_ranking: String,
    /// Optional, separate consent: to appear in pictures.
    pub consent_photos: String,
}

/// A minor's guardian, who has consented.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guardian {
    /// Their name.
    pub name: PersonName,
    /// Their phone.
    pub phone: Phone,
}

/// A registration that can be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// Full name.
    pub name: PersonName,
    /// Year and month of birth.
    pub born: BirthMonth,
    /// Sex.
    pub sex: Sex,
    /// The village's org.
    pub village: OrgId,
    /// What they can do.
    pub skills: Vec<Skill>,
    /// When they usually can.
    pub free_times: Vec<FreeTime>,
    /// Whom to call.
    pub emergency_name: PersonName,
    /// Their phone.
    pub emergency_phone: Phone,
    /// Present exactly when the volunteer is a minor.
    pub guardian: Option<Guardian>,
    /// The number of the volunteer who brought them.
    pub brought_by: Option<String>,
    /// Named in rankings.
    pub consent_ranking: bool,
    /// Shown in pictures.
    pub consent_photos: bool,
}

impl RegistrationForm {
    /// Reads the form; `today` decides who is a minor.
    pub fn read(&self, today: CountyDate) -> Result<Registration, Refusal> {
        let mut check = Check::default();
        let name = check.take("name", PersonName::parse(&self.name));
        let born = check.take("birth_month", BirthMonth::parse(&self.birth_month, today));
        let age = born.map(|born| born.age(today));
        if age.is_some_and(|age| age < YOUNGEST) {
            check.take::<()>("birth_month", Err(Code::TOO_YOUNG));
        }
        let sex = check.take(
            "sex",
            if self.sex.is_empty() {
                Err(Code::REQUIRED)
            } else {
                self.sex.parse()
            },
        );
        let village = check.take("village", required_id(&self.village));
        let skills = check.take("skills", set_of(&self.skills));
        let free_times = check.take("free_times", set_of(&self.free_times));
        let emergency_name = check.take("emergency_name", PersonName::parse(&self.emergency_name));
        let emergency_phone = check.take("emergency_phone", Phone::parse(&self.emergency_phone));
        let guardian = if age.is_some_and(|age| age < ADULT) {
            let name = check.take("guardian_name", PersonName::parse(&self.guardian_name));
            let phone = check.take("guardian_phone", Phone::parse(&self.guardian_phone));
            check.take("guardian_consent", ticked(&self.guardian_consent));
            name.zip(phone)
                .map(|(name, phone)| Guardian { name, phone })
        } else {
            None
        };
        let brought_by = match self.brought_by.trim() {
            "" => None,
            no => check.take("brought_by", parse_volunteer_no(no)),
        };
        check.take("agree", ticked(&self.agree));
        check.finish(|| {
            Some(Registration {
                name: name?,
                born: born?,
                sex: sex?,
                village: village?,
                skills: skills?,
                free_times: free_times?,
                emergency_name: emergency_name?,
                emergency_phone: emergency_phone?,
                guardian,
                brought_by,
                consent_ranking: ticked(&self.consent_ranking).is_ok(),
                consent_photos: ticked(&self.consent_photos).is_ok(),
            })
        })
    }
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

/// A volunteer's number: county code, two digits of the year, a six-digit sequence, a check character.
///
/// Ours, for this county; the nation's own number has its own field once it is known.
pub fn volunteer_no(year: i32, sequence: i64) -> String {
    let digits = format!("350624{:02}{:06}", year.rem_euclid(100), sequence);
    let check = crate::check_digit::mod11_2(&digits);
    format!("{digits}{check}")
}

/// Reads a volunteer's number as somebody typed it; a slip of the finger is found by the check character.
pub fn parse_volunteer_no(raw: &str) -> Result<String, Code> {
    let number: String = raw
        .trim()
        .to_uppercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    match number.char_indices().last() {
        None => Err(Code::REQUIRED),
        Some((at, check))
            if number.len() == NUMBER_LENGTH
                && crate::check_digit::mod11_2(&number[..at]) == check =>
        {
            Ok(number)
        }
        Some(_) => Err(Code::NO_SUCH_VOLUNTEER),
    }
}

/// The signed-in person, as the shell of every page shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each opens a way of its own in the shell"
)]
pub struct Me {
    /// What to call them; the masked phone until they gave a name.
    pub name: String,
    /// Unread messages in the inbox.
    pub unread: i64,
    /// Whether they are registered as a volunteer.
    pub volunteer: bool,
    /// Whether they work at a desk.
    pub desk: bool,
    /// Whether they keep a points shop.
    pub keeper: bool,
    /// Whether they keep the county's menu, people and rules.
    pub admin: bool,
}

/// A signed-in device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Its session.
    pub id: SessionId,
    /// The browser's own description, shortened to browser and system.
    pub label: String,
    /// When it signed in.
    pub since: Timestamp,
    /// When it was last used, to the nearest five minutes.
    pub seen: Timestamp,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// A volunteer, as they see themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolunteerView {
    /// Their id.
    pub id: VolunteerId,
    /// Their number.
    pub no: String,
    /// Posted minutes.
    pub minutes: i64,
    /// Points at hand.
    pub points: i64,
    /// When they registered.
    pub since: Timestamp,
}

/// The form of a grant as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The phone of who gets it.
    pub phone: String,
    /// A [`Role`].
    pub role: String,
    /// The org.
    pub org: String,
}

/// A role that can be granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// The phone of the account that gets it.
    pub phone: Phone,
    /// The role.
    pub role: Role,
    /// The org it is held at.
    pub org: OrgId,
}

impl GrantForm {
    /// Reads the form.
    pub fn read(&self) -> Result<NewGrant, Refusal> {
        let mut check = Check::default();
        let phone = check.take("phone", Phone::parse(&self.phone));
        let role = check.take("role", required_id(&self.role));
        let org = check.take("org", required_id(&self.org));
        check.finish(|| {
            Some(NewGrant {
                phone: phone?,
                role: role?,
                org: org?,
            })
        })
    }
}

/// A role somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantView {
    /// Its id.
    pub id: GrantId,
    /// Who holds it.
    pub name: String,
    /// Their phone, masked.
    pub phone: String,
    /// Which.
    pub role: Role,
    /// Where.
    pub org: String,
    /// Since when.
    pub since: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn debug_output_shows_no_personal_data() {
        let phone = Phone::parse("13806951234").unwrap();
        let name = PersonName::parse("沈碧烟").unwrap();
        assert!(!format!("{phone:?}{name:?}").contains(['1', '沈']));
    }

    #[test]
    fn one_code_a_minute_and_ten_a_day() {
        let now = Timestamp(100 * DAY);
        assert_eq!(may_send_code(&[], now), Ok(()));
        assert_eq!(
            may_send_code(&[now.plus(-CODE_PAUSE + 1)], now),
            Err(Code::CODE_TOO_SOON)
        );
        assert_eq!(may_send_code(&[now.plus(-CODE_PAUSE)], now), Ok(()));
        let ten: Vec<_> = (1..=10).map(|n| now.plus(-n * CODE_PAUSE)).collect();
        assert_eq!(may_send_code(&ten, now), Err(Code::CODES_USED_UP));
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
}
