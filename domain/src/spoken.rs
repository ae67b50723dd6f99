//! Codes that people read out to one another and type: receipts, pick-up codes, numbers of certificates.

/// Letters and digits of a drawn code: none that looks like another, and as many as five bits can choose from.
pub(crate) const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// How many letters are read out in one breath.
const GROUP: usize = 4;

/// A code in the groups in which it is read out: `7K3M-Q2ZP`.
pub fn spoken(code: &str) -> String {
    let mut groups = String::with_capacity(code.len() + code.len() / GROUP);
    for (at, letter) in code.chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            groups.push('-');
        }
        groups.push(letter);
    }
    groups
}

/// A drawn code of so many letters in what somebody typed, copied or scanned.
pub(crate) fn heard(raw: &str, length: usize) -> Option<String> {
    crate::typed::code(raw, |code| is_drawn(code, length).then(|| code.to_owned()))
}

/// Whether it is made of the letters of a drawn code, and of so many.
fn is_drawn(code: &str, length: usize) -> bool {
    code.len() == length && code.bytes().all(|letter| LETTERS.contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_are_read_out_in_fours() {
        for (code, said) in [
            ("", ""),
            ("7K3M", "7K3M"),
            ("7K3MQ2ZP", "7K3M-Q2ZP"),
            ("2601J8JW6GTP", "2601-J8JW-6GTP"),
            ("7K3MQ", "7K3M-Q"),
        ] {
            assert_eq!(spoken(code), said);
        }
    }

    proptest! {
        #[test]
        fn what_is_read_out_is_heard_again(code in "[2-9A-HJ-NP-Z]{16}") {
            prop_assert_eq!(heard(&spoken(&code).to_lowercase(), 16), Some(code));
        }
    }
}
