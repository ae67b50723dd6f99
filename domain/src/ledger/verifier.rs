//! Verifying a file of the open books, with nothing but the file.

use super::chain::parse_first_line;
use super::{Closing, Day, Line, Root};
use crate::points::Owner;
use crate::time::CountyDate;
use std::fmt;

/// What a file says that holds together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Where it begins.
    pub before: Root,
    /// Days it has.
    pub days: u64,
    /// Transfers it has.
    pub transfers: u64,
    /// The last day and its root, to be compared with the published one.
    pub last: Option<(CountyDate, Root)>,
    /// What the transfers leave in the accounts of the county, of rewards on hold, and of all volunteers; they sum to zero.
    pub balances: [i64; 3],
}

/// What is wrong with a file, and in which line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong.
    pub fault: BrokenBy,
}

/// What can be wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BrokenBy {
    /// It does not begin as a ledger does.
    NoLedger,
    /// A line that cannot be read.
    Unreadable,
    /// A transfer that is not behind the one before it, or not of the day that it stands in.
    OutOfOrder,
    /// A transfer of nothing, or from an account to itself.
    NoTransfer,
    /// A day's figures are not those of its lines.
    Figures,
    /// A day's root is not that of its lines and its date: something in the day was changed.
    Root,
    /// It ends before its last day does.
    CutShort,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self.fault {
            BrokenBy::NoLedger => "this is no ledger of Diandan",
            BrokenBy::Unreadable => "this line cannot be read",
            BrokenBy::OutOfOrder => "this line does not belong here",
            BrokenBy::NoTransfer => "this line moves nothing",
            BrokenBy::Figures => "the day's figures are not those of its lines",
            BrokenBy::Root => "the day's root is not that of its lines",
            BrokenBy::CutShort => "the file ends within a day",
        };
        write!(f, "line {}: {words}", self.line)
    }
}

/// Reads a file line by line, and says whether it holds together.
#[derive(Debug)]
pub struct Verifier {
    found: Verified,
    at: u64,
    root: Root,
    number: i64,
    last_day: Option<CountyDate>,
    open: Option<Day>,
    /// How the file's last day was closed: behind a dated one none is undated.
    closing: Closing,
    /// What a line that begins with `day` means in this format.
    day_is: Closing,
}

impl Verifier {
    /// Begins with the first line of a file.
    pub fn begin(first: &str) -> Result<Self, Broken> {
        let (before, day_is) = parse_first_line(first).ok_or(Broken {
            line: 1,
            fault: BrokenBy::NoLedger,
        })?;
        Ok(Self {
            found: Verified {
                before,
                days: 0,
                transfers: 0,
                last: None,
                balances: [0; 3],
            },
            at: 1,
            root: before,
            number: 0,
            last_day: None,
            open: None,
            closing: Closing::Undated,
            day_is,
        })
    }

    /// Reads the next line.
    pub fn read(&mut self, line: &str) -> Result<(), Broken> {
        self.at += 1;
        let outcome = if line.starts_with("transfer,") {
            self.transfer(line)
        } else {
            self.day(line)
        };
        outcome.map_err(|fault| Broken {
            line: self.at,
            fault,
        })
    }

    fn transfer(&mut self, text: &str) -> Result<(), BrokenBy> {
        let line: Line = text.parse().map_err(|()| BrokenBy::Unreadable)?;
        let day = self.open.get_or_insert(Day::empty(line.day));
        // Numbers grow within a day. A request that waited over midnight may stand behind some of the next day.
        let behind = day.transfers == 0 || line.number > self.number;
        if !behind || line.day != day.day || self.last_day.is_some_and(|last| line.day <= last) {
            return Err(BrokenBy::OutOfOrder);
        }
        if line.amount <= 0 || (line.from == line.to && line.from != Owner::Volunteer) {
            return Err(BrokenBy::NoTransfer);
        }
        day.add(&line);
        for (owner, change) in [(line.from, -line.amount), (line.to, line.amount)] {
            let balance = match owner {
                Owner::Issuer => 0,
                Owner::Held => 1,
                Owner::Volunteer => 2,
            };
            self.found.balances[balance] += change;
        }
        self.number = line.number;
        self.found.transfers += 1;
        self.root = self.root.then(text);
        Ok(())
    }

    fn day(&mut self, text: &str) -> Result<(), BrokenBy> {
        let fields: Vec<&str> = text.split(',').collect();
        let [kind, day, transfers, issued, returned, root] = fields[..] else {
            return Err(BrokenBy::Unreadable);
        };
        let closing = match (kind, self.day_is) {
            ("day", closing) => closing,
            ("undated", Closing::Dated) => Closing::Undated,
            _ => return Err(BrokenBy::Unreadable),
        };
        let day = CountyDate::parse(day).map_err(|_| BrokenBy::Unreadable)?;
        let root: Root = root.parse().map_err(|_| BrokenBy::Unreadable)?;
        let number = |text: &str| text.parse::<i64>().map_err(|_| BrokenBy::Unreadable);
        let said = Day {
            day,
            transfers: number(transfers)?,
            issued: number(issued)?,
            returned: number(returned)?,
        };
        if self.last_day.is_some_and(|last| day <= last) || closing < self.closing {
            return Err(BrokenBy::OutOfOrder);
        }
        if self.open.take().unwrap_or(Day::empty(day)) != said {
            return Err(BrokenBy::Figures);
        }
        // Nothing may be written in two ways.
        if behind_kind(&closing.line(&said, root)) != behind_kind(text) {
            return Err(BrokenBy::Unreadable);
        }
        if root != closing.root(&said, self.root) {
            return Err(BrokenBy::Root);
        }
        (self.root, self.closing) = (root, closing);
        self.last_day = Some(day);
        self.found.days += 1;
        self.found.last = Some((day, root));
        Ok(())
    }

    /// Ends with the file.
    pub fn finish(self) -> Result<Verified, Broken> {
        if self.open.is_some() {
            return Err(Broken {
                line: self.at,
                fault: BrokenBy::CutShort,
            });
        }
        Ok(self.found)
    }
}

/// A line without its first word, which differs between the formats.
fn behind_kind(line: &str) -> Option<&str> {
    Some(line.split_once(',')?.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::parse_receipt;
    use crate::ledger::{first_line, receipt_of};
    use crate::points::Rule;
    use crate::spoken::spoken;
    use crate::time::{DAY, Timestamp};
    use proptest::prelude::*;

    /// The lines of a file with these amounts on these days.
    fn file(days: &[Vec<i64>]) -> Vec<String> {
        closed(days, 0)
    }

    /// The same; the first days were closed when roots had no date in them.
    fn closed(days: &[Vec<i64>], undated: i64) -> Vec<String> {
        let mut root = Root::BEGINNING;
        let mut lines = vec![first_line(root)];
        let mut number = 0;
        for (at, amounts) in (0_i64..).zip(days) {
            let mut day = Day::empty(Timestamp(at * DAY).date());
            for amount in amounts {
                number += 1;
                let line = Line {
                    number,
                    day: day.day,
                    rule: Rule::ServiceHours,
                    amount: *amount,
                    from: Owner::Issuer,
                    to: Owner::Volunteer,
                    receipt: receipt_of(&root.0),
                };
                day.add(&line);
                root = root.then(&line.to_string());
                lines.push(line.to_string());
            }
            let closing = if at < undated {
                Closing::Undated
            } else {
                Closing::Dated
            };
            root = closing.root(&day, root);
            lines.push(closing.line(&day, root));
        }
        lines
    }

    fn verify(lines: &[String]) -> Result<Verified, Broken> {
        let mut verifier = Verifier::begin(&lines[0])?;
        for line in &lines[1..] {
            verifier.read(line)?;
        }
        verifier.finish()
    }

    fn faulty(lines: &[String]) -> BrokenBy {
        verify(lines).unwrap_err().fault
    }

    #[test]
    fn a_file_holds_together() {
        let found = verify(&file(&[vec![10, 5], vec![], vec![80]])).unwrap();
        assert_eq!((found.days, found.transfers), (3, 3));
        assert_eq!(found.balances, [-95, 0, 95]);
        assert_eq!(found.before, Root::BEGINNING);
    }

    #[test]
    fn days_from_before_they_were_dated_hold_together() {
        let days = [vec![10, 5], vec![], vec![80], vec![]];
        let found = verify(&closed(&days, 2)).unwrap();
        assert_eq!((found.days, found.transfers), (4, 3));
        // As such files were downloaded then.
        let mut then = closed(&days, 4);
        then[0] = then[0].replace("ledger,2", "ledger,1");
        for line in &mut then {
            *line = line.replace("undated,", "day,");
        }
        assert!(verify(&then).is_ok());
        then.extend(closed(&[vec![], vec![], vec![], vec![], vec![]], 5).pop());
        assert_eq!(faulty(&then), BrokenBy::Unreadable);
    }

    #[test]
    fn behind_a_dated_day_none_is_undated() {
        let mut lines = closed(&[vec![], vec![]], 0);
        let day = Day::empty(Timestamp(2 * DAY).date());
        let root = verify(&lines).unwrap().last.unwrap().1;
        lines.push(Closing::Undated.line(&day, root));
        assert_eq!(faulty(&lines), BrokenBy::OutOfOrder);
    }

    #[test]
    fn a_day_cannot_take_the_place_of_another() {
        let lines = file(&[vec![], vec![]]);
        let day = |at: i64| Timestamp(at * DAY).date().to_string();
        let mut moved = lines.clone();
        moved[2] = moved[2].replace(&day(1), &day(2));
        assert_eq!(faulty(&moved), BrokenBy::Root);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let lines = file(&[vec![10, 5], vec![7]]);
        let changed = |at: usize, from: &str, to: &str| {
            let mut lines = lines.clone();
            lines[at] = lines[at].replacen(from, to, 1);
            lines
        };
        assert_eq!(faulty(&changed(0, "diandan", "else")), BrokenBy::NoLedger);
        assert_eq!(faulty(&changed(1, ",10,", ",x,")), BrokenBy::Unreadable);
        assert_eq!(faulty(&changed(1, ",10,", ",0,")), BrokenBy::NoTransfer);
        assert_eq!(faulty(&changed(1, ",10,", ",11,")), BrokenBy::Figures);
        assert_eq!(
            faulty(&changed(1, "service_hours", "five_stars")),
            BrokenBy::Root
        );
        assert_eq!(faulty(&changed(3, ",2,", ",3,")), BrokenBy::Figures);
        assert_eq!(faulty(&lines[..2]), BrokenBy::CutShort);
        let mut swapped = lines.clone();
        swapped.swap(1, 4);
        assert_eq!(faulty(&swapped), BrokenBy::OutOfOrder);
        let twice = [&lines[..], &lines[4..]].concat();
        assert_eq!(faulty(&twice), BrokenBy::OutOfOrder);
        assert_eq!(
            verify(&changed(1, ",10,", ",x,")).unwrap_err().to_string(),
            "line 2: this line cannot be read"
        );
    }

    proptest! {
        #[test]
        fn whatever_is_changed_is_found(
            days in proptest::collection::vec(proptest::collection::vec(1_i64..500, 0..6), 1..6),
            at: prop::sample::Index,
            byte: u8,
        ) {
            let lines = file(&days);
            prop_assert!(verify(&lines).is_ok());
            let mut text = lines.join("\n").into_bytes();
            let at = at.index(text.len());
            prop_assume!(text[at] != byte);
            text[at] = byte;
            if let Ok(text) = String::from_utf8(text) {
                let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
                prop_assert!(verify(&lines).map(|found| found.before) != Ok(Root::BEGINNING));
            }
        }

        #[test]
        fn receipts_can_be_read_back(hash: [u8; 32]) {
            let receipt = receipt_of(&hash);
            prop_assert_eq!(parse_receipt(&spoken(&receipt)), Ok(receipt));
        }
    }
}
