//! People: phones, names, login codes, devices and the registration of volunteers.

mod forms;
mod login;
mod messages;
mod person;
mod register;
mod roles;
mod views;

pub use forms::{join, required_id, set_of, ticked};
pub use login::{login_code, may_send_code};
pub use messages::Message;
pub use person::{
    BirthMonth, PersonName, Phone, grown_up_before, leaves_out, parse_volunteer_no, volunteer_no,
};
pub use register::{FreeTime, Guardian, Registration, RegistrationForm, Sex, Skill};
pub use roles::{GrantForm, GrantView, NewGrant};
pub use views::{DeviceView, Me, VolunteerView};

use crate::time::{DAY, MINUTE, SECOND};

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
        ("QUICK_CODES", &QUICK_CODES),
        ("SLOW_PAUSE_MINUTES", &(SLOW_PAUSE / MINUTE)),
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
    /// [`QUICK_CODES`] codes were sent to this phone today, and the last less than [`SLOW_PAUSE`] ago.
    CODES_USED_UP = "codes_used_up", Limited((SLOW_PAUSE / SECOND) as u32);
}

/// How long a login code is good for, in milliseconds.
pub const CODE_LIFE: i64 = 5 * MINUTE;
/// Digits of a login code.
pub const CODE_DIGITS: usize = 6;
/// How often a login code may be tried.
pub const CODE_TRIES: i32 = 5;
/// The least time between two codes to one phone, in milliseconds.
pub const CODE_PAUSE: i64 = MINUTE;
/// Codes to one phone in 24 hours that are [`CODE_PAUSE`] apart. More come slowly: who asks for others keeps nobody out.
pub const QUICK_CODES: usize = 10;
/// The least time between two codes after that, in milliseconds.
pub const SLOW_PAUSE: i64 = 30 * MINUTE;
/// Within how much time a code that is sent in twice is one click too many, in milliseconds.
pub const DOUBLE_CLICK: i64 = MINUTE;
/// How long a device stays signed in without being used, in milliseconds.
pub const SESSION_LIFE: i64 = 30 * DAY;
/// Digits of a mobile number.
pub const PHONE_DIGITS: usize = 11;
/// Characters of a volunteer's number.
pub const NUMBER_LENGTH: usize = 15;
/// Below this age a guardian has to consent.
pub const ADULT: i32 = 18;
/// Below this age nobody registers online: school pupils come with their guardian. Source: 中国注册志愿者管理办法.
pub const YOUNGEST: i32 = 14;
/// The version of the volunteer agreement that a registration consents to.
pub const AGREEMENT: &str = "2026-11";

#[cfg(test)]
mod tests;
