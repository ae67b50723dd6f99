//! The code that signs somebody in.

use super::{CODE_DIGITS, CODE_PAUSE, QUICK_CODES, SLOW_PAUSE};
use crate::error::Code;
use crate::time::{DAY, Timestamp};
use crate::typed;

/// Whether another code may be sent, given when the codes of the last 24 hours were sent to this phone.
pub fn may_send_code(sent: &[Timestamp], now: Timestamp) -> Result<(), Code> {
    let today = sent.iter().filter(|at| now.0 - at.0 < DAY).count();
    let within = |pause| sent.iter().any(|at| now.0 - at.0 < pause);
    if within(CODE_PAUSE) {
        Err(Code::CODE_TOO_SOON)
    } else if today >= QUICK_CODES && within(SLOW_PAUSE) {
        Err(Code::CODES_USED_UP)
    } else {
        Ok(())
    }
}

/// Reads a login code, alone or with the message that brought it.
pub fn login_code(raw: &str) -> Result<String, Code> {
    let known = |code: &str| {
        let whole = code.len() == CODE_DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
        whole.then(|| code.to_owned())
    };
    typed::required_code(raw, Code::WRONG_CODE, known)
}
