//! The lines of the open books, and the chain of hashes over them.

use crate::error::Code;
use crate::points::{Owner, Rule};
use crate::spoken::{LETTERS, heard};
use crate::time::CountyDate;
use crate::typed;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// What the first line of a file begins with: the format and its version. `docs/ledger.md` describes it.
const FORMAT: &str = "diandan-ledger,2";
/// The format before it, in which no day's root has its date in it.
const UNDATED_FORMAT: &str = "diandan-ledger,1";

/// Letters of a receipt: eighty bits of a keyed hash over everything that the transfer's row holds.
const RECEIPT: usize = 16;

/// The chain's hash behind a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Root(pub [u8; 32]);

impl Root {
    /// Where the chain begins.
    pub const BEGINNING: Self = Self([0; 32]);

    /// The root behind one more line.
    #[must_use]
    pub fn then(self, line: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(line.as_bytes());
        Self(hash.finalize().into())
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Root {
    type Err = Code;

    fn from_str(text: &str) -> Result<Self, Code> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(Code::NOT_FOUND);
        }
        let mut bytes = [0; 32];
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).map_err(|_| Code::NOT_FOUND)?;
        }
        Ok(Self(bytes))
    }
}

/// Writes the receipt for a keyed hash.
pub fn receipt_of(hash: &[u8]) -> String {
    let bit = |at: usize| usize::from(hash.get(at / 8).copied().unwrap_or(0) >> (7 - at % 8) & 1);
    (0..RECEIPT)
        .map(|letter| {
            let number = (0..5).fold(0, |number, at| number * 2 + bit(letter * 5 + at));
            char::from(LETTERS[number])
        })
        .collect()
}

/// Reads a receipt as people type it, in small letters, in groups, or scan it.
pub fn parse_receipt(raw: &str) -> Result<String, Code> {
    typed::required(raw)?;
    heard(raw, RECEIPT).ok_or(Code::NO_SUCH_RECEIPT)
}

/// A transfer as everybody sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number, which grows.
    pub number: i64,
    /// The county's day of it.
    pub day: CountyDate,
    /// Why.
    pub rule: Rule,
    /// Points, more than none.
    pub amount: i64,
    /// Whose account they left.
    pub from: Owner,
    /// Whose account they went to.
    pub to: Owner,
    /// What its owner finds it by.
    pub receipt: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            number,
            day,
            rule,
            amount,
            from,
            to,
            receipt,
        } = self;
        write!(
            f,
            "transfer,{number},{day},{rule},{amount},{from},{to},{receipt}"
        )
    }
}

impl FromStr for Line {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let fields: Vec<&str> = text.split(',').collect();
        let ["transfer", number, day, rule, amount, from, to, receipt] = fields[..] else {
            return Err(());
        };
        let line = Self {
            number: number.parse().map_err(drop)?,
            day: CountyDate::parse(day).map_err(drop)?,
            rule: rule.parse().map_err(drop)?,
            amount: amount.parse().map_err(drop)?,
            from: from.parse().map_err(drop)?,
            to: to.parse().map_err(drop)?,
            receipt: parse_receipt(receipt).map_err(drop)?,
        };
        // Nothing may be written in two ways.
        if line.to_string() == text {
            Ok(line)
        } else {
            Err(())
        }
    }
}

/// A closed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The county's day.
    pub day: CountyDate,
    /// Transfers on it.
    pub transfers: i64,
    /// Points that left the county's account.
    pub issued: i64,
    /// Points that came back to it.
    pub returned: i64,
}

impl Day {
    /// A day on which nothing has been added up yet.
    pub const fn empty(day: CountyDate) -> Self {
        Self {
            day,
            transfers: 0,
            issued: 0,
            returned: 0,
        }
    }

    /// Adds a line.
    pub fn add(&mut self, line: &Line) {
        self.transfers += 1;
        if line.from == Owner::Issuer {
            self.issued += line.amount;
        }
        if line.to == Owner::Issuer {
            self.returned += line.amount;
        }
    }
}

/// How a closed day's root is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closing {
    /// It is the hash behind the day's last transfer, as it was until format 2: that of an empty day is the day's before.
    Undated,
    /// The day's date and figures are hashed behind its transfers, so that no two days have one root.
    Dated,
}

impl Closing {
    /// The root of a day whose last transfer has this hash.
    pub fn root(self, day: &Day, last: Root) -> Root {
        match self {
            Self::Undated => last,
            Self::Dated => last.then(&self.words(day)),
        }
    }

    /// The line of a file that ends a day.
    pub fn line(self, day: &Day, root: Root) -> String {
        format!("{},{root}", self.words(day))
    }

    fn words(self, day: &Day) -> String {
        let kind = match self {
            Self::Undated => "undated",
            Self::Dated => "day",
        };
        format!(
            "{kind},{},{},{},{}",
            day.day, day.transfers, day.issued, day.returned
        )
    }
}

/// The first line of a file: the root that it goes on from.
pub fn first_line(before: Root) -> String {
    format!("{FORMAT},{before}")
}

/// Reads the first line of a file: the root that it goes on from, and how the first of its days are closed.
pub(super) fn parse_first_line(line: &str) -> Option<(Root, Closing)> {
    let (format, root) = line.rsplit_once(',')?;
    let closing = match format {
        FORMAT => Closing::Dated,
        UNDATED_FORMAT => Closing::Undated,
        _ => return None,
    };
    Some((root.parse().ok()?, closing))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spoken::spoken;
    use crate::time::{DAY, Timestamp};

    #[test]
    fn a_receipt_is_read_as_people_type_it() {
        let receipt = receipt_of(&[0x5A; 32]);
        assert_eq!(parse_receipt(&spoken(&receipt).to_lowercase()), Ok(receipt));
        assert_eq!(parse_receipt(" "), Err(Code::REQUIRED));
        assert_eq!(parse_receipt("7K3M"), Err(Code::NO_SUCH_RECEIPT));
    }

    #[test]
    fn an_empty_day_has_a_root_of_its_own() {
        let days = [0, 1].map(|at| Day::empty(Timestamp(at * DAY).date()));
        let root = |closing: Closing, day| closing.root(day, Root::BEGINNING);
        assert_ne!(
            root(Closing::Dated, &days[0]),
            root(Closing::Dated, &days[1])
        );
        assert_eq!(root(Closing::Undated, &days[0]), Root::BEGINNING);
    }

    #[test]
    fn both_formats_begin_with_their_root() {
        let read = |format| parse_first_line(&format!("{format},{}", Root::BEGINNING));
        assert_eq!(
            read("diandan-ledger,2"),
            Some((Root::BEGINNING, Closing::Dated))
        );
        assert_eq!(
            read("diandan-ledger,1"),
            Some((Root::BEGINNING, Closing::Undated))
        );
        assert_eq!(read("diandan-ledger,3"), None);
        assert_eq!(parse_first_line("diandan-ledger,2,00"), None);
    }
}
