//! What messages about account say.

use crate::locale::text;
use crate::words::Words;
use domain::account::CODE_LIFE;
use domain::account::Message;
use domain::time::MINUTE;

impl Words for Message {
    fn in_app(&self) -> String {
        use text::message as say;
        match self {
            Self::LoginCode { code } => say::login_code(code),
            Self::Welcome { no } => say::welcome(no),
        }
    }

    fn in_short(&self) -> String {
        use text::sms as say;
        match self {
            Self::LoginCode { code } => say::login_code(code, CODE_LIFE / MINUTE),
            Self::Welcome { no } => say::welcome(no),
        }
    }

    fn leads_to(&self) -> String {
        "/me".to_owned()
    }
}
