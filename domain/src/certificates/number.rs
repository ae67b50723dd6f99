//! The number of a certificate: drawn, checked, and read as people type it.

use crate::check_digit::luhn_32;
use crate::error::Code;
use crate::typed;

/// Symbols that cannot be taken for one another, as Douglas Crockford chose them: no I, L, O or U.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many symbols of a number are drawn: 45 bits, so that nobody finds certificates by trying numbers.
pub const DRAWN: usize = 9;

/// How long a number is: the year, what is drawn, and a check symbol.
pub(super) const NO_LENGTH: usize = 2 + DRAWN + 1;

/// The number of a certificate of this year, of as many random bytes.
pub fn certificate_no(year: i32, random: [u8; DRAWN]) -> String {
    let mut no = format!("{:02}", year.rem_euclid(100));
    no.extend(random.map(|byte| char::from(SYMBOLS[usize::from(byte % 32)])));
    no.push(check_symbol(&no));
    no
}

fn check_symbol(symbols: &str) -> char {
    let places: Vec<u32> = symbols.bytes().filter_map(place).collect();
    char::from(SYMBOLS[luhn_32(&places) as usize % 32])
}

fn place(symbol: u8) -> Option<u32> {
    let at = SYMBOLS.iter().position(|known| *known == symbol)?;
    u32::try_from(at).ok()
}

/// Reads a number as people type it: in small letters, in groups, with an O for a 0 and an I or L for a 1, alone or as the end of
/// the address that its QR holds.
pub fn parse_certificate_no(raw: &str) -> Result<String, Code> {
    let known = |no: &str| {
        let no = no.replace('O', "0").replace(['I', 'L'], "1");
        let whole = no.len() == NO_LENGTH && no.bytes().all(|symbol| place(symbol).is_some());
        (whole && no.ends_with(check_symbol(&no[..NO_LENGTH - 1]))).then_some(no)
    };
    typed::required_code(raw, Code::NO_SUCH_CERTIFICATE, known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spoken::spoken;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        let no = certificate_no(2026, [0, 1, 18, 40, 50, 60, 70, 80, 90]);
        assert_eq!(no, "2601J8JW6GTP");
        assert_eq!(spoken(&no), "2601-J8JW-6GTP");
        assert_eq!(parse_certificate_no(" 26oi-j8jw-6gtp "), Ok(no));
        assert_eq!(parse_certificate_no(" "), Err(Code::REQUIRED));
        for wrong in [
            "2601J8JW6GT",
            "2601J8JW6GTZ",
            "2601J8JW6GTPY",
            "2601J8JW6GU1",
            "二六01J8JW6GT",
        ] {
            assert_eq!(
                parse_certificate_no(wrong),
                Err(Code::NO_SUCH_CERTIFICATE),
                "{wrong}"
            );
        }
    }

    proptest! {
        #[test]
        fn whatever_is_drawn_can_be_read_back(random: [u8; DRAWN], year in 2026_i32..2100) {
            let no = certificate_no(year, random);
            prop_assert_eq!(parse_certificate_no(&spoken(&no)), Ok(no));
        }
    }
}
