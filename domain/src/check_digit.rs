//! Check characters of ISO 7064, and one of Luhn: a number misheard over the phone is found out before it is looked up.

/// The check digit of MOD 11,10 (digits only): finds every wrong digit and nearly every swap of two.
pub fn mod11_10(digits: &str) -> char {
    let rest = digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(10, |product, digit| {
            let sum = (product + u32::from(digit - b'0')) % 10;
            (if sum == 0 { 10 } else { sum }) * 2 % 11
        });
    char::from_digit((11 - rest) % 10, 10).unwrap_or('0')
}

/// The check character of MOD 11-2 (0 to 9 or X), the one that ends Chinese identity numbers.
pub fn mod11_2(digits: &str) -> char {
    let rest = digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0, |product, digit| {
            (product + u32::from(digit - b'0')) * 2 % 11
        });
    match (12 - rest) % 11 {
        10 => 'X',
        value => char::from_digit(value, 10).unwrap_or('0'),
    }
}

/// The check symbol of Luhn's method for 32 symbols, of and as places in their alphabet: finds every wrong symbol and
/// nearly every swap of two.
pub fn luhn_32(places: &[u32]) -> u32 {
    let sum: u32 = places
        .iter()
        .rev()
        .enumerate()
        .map(|(at, place)| {
            let weighed = if at % 2 == 0 { place * 2 } else { *place };
            weighed / 32 + weighed % 32
        })
        .sum();
    (32 - sum % 32) % 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_examples() {
        assert_eq!(mod11_10("0794"), '5', "the example of ISO 7064");
        assert_eq!(mod11_2("0794"), '0', "the example of ISO 7064");
        assert_eq!(mod11_2("11010519491231002"), 'X', "the example of GB 11643");
    }

    proptest! {
        #[test]
        fn one_wrong_digit_never_passes(number in "[0-9]{9}", at in 0_usize..9, by in 1_u8..10) {
            let mut wrong = number.clone().into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
            let wrong = String::from_utf8(wrong).unwrap();
            prop_assert_ne!(mod11_10(&number), mod11_10(&wrong));
            prop_assert_ne!(mod11_2(&number), mod11_2(&wrong));
        }

        #[test]
        fn one_wrong_symbol_never_passes_luhn(mut places in prop::collection::vec(0_u32..32, 11), at in 0_usize..11, by in 1_u32..32) {
            let right = luhn_32(&places);
            places[at] = (places[at] + by) % 32;
            prop_assert_ne!(luhn_32(&places), right);
        }

        #[test]
        fn two_swapped_digits_never_pass_mod_11_2(number in "[0-9]{12}", at in 0_usize..11) {
            let mut swapped = number.clone().into_bytes();
            swapped.swap(at, at + 1);
            let swapped = String::from_utf8(swapped).unwrap();
            prop_assume!(swapped != number);
            prop_assert_ne!(mod11_2(&number), mod11_2(&swapped));
        }
    }
}
