//! Who somebody is: phone, name, month of birth, volunteer's number.

use super::{ADULT, NUMBER_LENGTH, PHONE_DIGITS};
use crate::error::{Code, text};
use crate::time::CountyDate;
use crate::typed;
use serde::{Deserialize, Serialize};

/// A mainland mobile number, eleven digits.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people write and copy it: what stands between its digits, and the country's code, are taken away.
    pub fn parse(raw: &str) -> Result<Self, Code> {
        typed::required(raw)?;
        let digits = typed::phone_digits(raw);
        let mobile = digits.len() == PHONE_DIGITS
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.starts_with('1')
            && !matches!(digits.as_bytes()[1], b'0'..=b'2');
        if mobile {
            Ok(Self(digits))
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

/// Whether a text that everybody will read leaves somebody's whole name out, however it is written.
pub fn leaves_out(text: &str, name: &str) -> Result<(), Code> {
    if typed::names(text, name) {
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
    /// Reads a name of 1 to 40 characters: letters, and what stands between them.
    pub fn parse(raw: &str) -> Result<Self, Code> {
        let name = text(&typed::name(raw), 1, 40)?;
        if typed::is_name(&name) {
            Ok(Self(name))
        } else {
            Err(Code::NOT_A_NAME)
        }
    }

    /// A name as it was stored. It was read when it was typed, by the rules of then, and is not read by other rules again.
    pub const fn stored(name: String) -> Self {
        Self(name)
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

/// The year and month somebody was born in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BirthMonth {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
}

impl BirthMonth {
    /// Reads `1998-07`, or as people write it; nobody alive was born before 1900 or after today.
    pub fn parse(raw: &str, today: CountyDate) -> Result<Self, Code> {
        typed::required(raw)?;
        let Some([year, month]) = typed::date_parts(raw) else {
            return Err(Code::NOT_A_DATE);
        };
        let first = CountyDate::parse(&format!("{year}-{month}-1"))?;
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

/// The birth month, `2008-11`, before which somebody is grown up on a day.
pub fn grown_up_before(day: CountyDate) -> String {
    let (year, month, _) = day.ymd();
    format!("{:04}-{month:02}", year - ADULT)
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
    let known = |number: &str| {
        let (digits, check) = number.split_at_checked(NUMBER_LENGTH - 1)?;
        check
            .chars()
            .eq([crate::check_digit::mod11_2(digits)])
            .then(|| number.to_owned())
    };
    typed::required_code(raw, Code::NO_SUCH_VOLUNTEER, known)
}
