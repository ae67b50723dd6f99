//! The number of an order, as it is drawn, typed and read out.

use crate::error::Code;
use crate::typed;

/// Digits of an order's number.
pub(super) const NO_DIGITS: usize = 10;

/// An order's number: two digits of the year, seven digits, a check digit.
///
/// Read out over the phone in three groups: `2612-345-678`. The seven digits are drawn, not counted, so that a number
/// tells nobody how many orders there are.
pub fn order_no(year: i32, drawn: u32) -> String {
    let digits = format!("{:02}{:07}", year.rem_euclid(100), drawn % 10_000_000);
    let check = crate::check_digit::mod11_10(&digits);
    format!("{digits}{check}")
}

/// Reads an order number as somebody typed, heard or scanned it.
pub fn parse_order_no(raw: &str) -> Result<String, Code> {
    let known = |no: &str| {
        let well_formed = no.len() == NO_DIGITS
            && no.bytes().all(|byte| byte.is_ascii_digit())
            && no.ends_with(crate::check_digit::mod11_10(&no[..NO_DIGITS - 1]));
        well_formed.then(|| no.to_owned())
    };
    typed::code(raw, known).ok_or(Code::NOT_FOUND)
}

/// The number in groups that can be read out: `2612-345-678`.
pub fn spoken_no(no: &str) -> String {
    if no.len() == NO_DIGITS && no.is_ascii() {
        format!("{}-{}-{}", &no[..4], &no[4..7], &no[7..])
    } else {
        no.to_owned()
    }
}
