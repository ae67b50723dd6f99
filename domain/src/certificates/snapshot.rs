//! The text of a certificate, which is signed as it stands.

use super::Period;
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// Minutes of one category of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kind {
    /// Minutes.
    pub minutes: i64,
    /// The category's Chinese name on the day of issue.
    pub name_zh: String,
    /// Its English name.
    pub name_en: String,
}

/// What a certificate says in public, once and for all.
///
/// Its text is what is signed: lines that end with a line feed, in the order in which [`Snapshot::text`] writes them.
/// Whoever changes them gives the first line a new number, and goes on reading the old ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The certificate's number.
    pub no: String,
    /// The volunteer's masked name.
    pub who: String,
    /// The last four characters of the volunteer number: they tell two people of one masked name apart.
    pub volunteer: String,
    /// The days it is about.
    pub period: Period,
    /// Minutes in all.
    pub minutes: i64,
    /// Minutes by category, the most first.
    pub kinds: Vec<Kind>,
    /// The org that issued it.
    pub issuer: String,
    /// The masked name of the staff member who did.
    pub handler: String,
    /// The first instant of the day on which they did.
    pub on: Timestamp,
    /// The id of the key that signs it.
    pub key: String,
}

/// The first line of a snapshot's text: what it is, and the version of its lines.
const HEADING: &str = "diandan-certificate 1";

impl Snapshot {
    /// The text that is signed.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADING}\n");
        let mut line = |name: &str, value: &str| {
            let _ = writeln!(text, "{name}={}", one_line(value));
        };
        line("no", &self.no);
        line("who", &self.who);
        line("volunteer", &self.volunteer);
        line("from", &self.period.from.date().to_string());
        line("to", &self.period.to.date().to_string());
        line("minutes", &self.minutes.to_string());
        for kind in &self.kinds {
            let (chinese, english) = (name(&kind.name_zh), name(&kind.name_en));
            line("kind", &format!("{}|{chinese}|{english}", kind.minutes));
        }
        line("issuer", &self.issuer);
        line("handler", &self.handler);
        line("on", &self.on.date().to_string());
        line("key", &self.key);
        text
    }

    /// Reads such a text; nothing if it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_prefix(HEADING)?.strip_prefix('\n')?.lines();
        let mut take = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix('=');
        let day = |raw: &str| CountyDate::parse(raw).ok().map(CountyDate::start);
        let (no, who, volunteer) = (take("no")?, take("who")?, take("volunteer")?);
        let period = Period {
            from: day(take("from")?)?,
            to: day(take("to")?)?,
        };
        let minutes = take("minutes")?.parse().ok()?;
        let (mut kinds, mut issuer) = (Vec::new(), None);
        for line in lines.by_ref() {
            let Some(kind) = line.strip_prefix("kind=") else {
                issuer = line.strip_prefix("issuer=");
                break;
            };
            let (minutes, names) = kind.split_once('|')?;
            let (chinese, english) = names.split_once('|')?;
            kinds.push(Kind {
                minutes: minutes.parse().ok()?,
                name_zh: chinese.to_owned(),
                name_en: english.to_owned(),
            });
        }
        let mut take = |name: &str| lines.next()?.strip_prefix(name)?.strip_prefix('=');
        let (handler, on, key) = (take("handler")?, take("on")?, take("key")?);
        let snapshot = Self {
            no: no.to_owned(),
            who: who.to_owned(),
            volunteer: volunteer.to_owned(),
            period,
            minutes,
            kinds,
            issuer: issuer?.to_owned(),
            handler: handler.to_owned(),
            on: day(on)?,
            key: key.to_owned(),
        };
        // Only what reads and writes the same is such a text.
        (snapshot.text() == text).then_some(snapshot)
    }

    /// Whether the minutes by category make the whole.
    pub fn adds_up(&self) -> bool {
        self.kinds.iter().map(|kind| kind.minutes).sum::<i64>() == self.minutes
    }
}

/// A value on one line, whatever somebody has typed.
fn one_line(value: &str) -> String {
    value.replace(char::is_control, " ")
}

/// A category's name between the bars.
fn name(value: &str) -> String {
    value.replace('|', "/")
}

/// The last four characters of a volunteer number.
pub fn tail(no: &str) -> String {
    let skipped = no.chars().count().saturating_sub(4);
    no.chars().skip(skipped).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Snapshot {
        let day = |month, date| CountyDate::new(2026, month, date).unwrap().start();
        Snapshot {
            no: "2601J8JW6GTP".to_owned(),
            who: "陈*".to_owned(),
            volunteer: "123X".to_owned(),
            period: Period {
                from: day(1, 1),
                to: day(6, 30),
            },
            minutes: 150,
            kinds: vec![
                Kind {
                    minutes: 90,
                    name_zh: "助学支教".to_owned(),
                    name_en: "Tutoring".to_owned(),
                },
                Kind {
                    minutes: 60,
                    name_zh: "医疗服务".to_owned(),
                    name_en: "Health care".to_owned(),
                },
            ],
            issuer: "城内社区新时代文明实践站".to_owned(),
            handler: "许**".to_owned(),
            on: day(7, 1),
            key: "0123abcd".to_owned(),
        }
    }

    #[test]
    fn the_text_that_is_signed_is_the_committed_one() {
        // Certificates that hang on walls are signed over these lines.
        assert_eq!(
            sample().text(),
            "diandan-certificate 1\nno=2601J8JW6GTP\nwho=陈*\nvolunteer=123X\nfrom=2026-01-01\nto=2026-06-30\nminutes=150\n\
             kind=90|助学支教|Tutoring\nkind=60|医疗服务|Health care\nissuer=城内社区新时代文明实践站\nhandler=许**\non=2026-07-01\nkey=0123abcd\n"
        );
        assert_eq!(Snapshot::parse(&sample().text()), Some(sample()));
        for wrong in [
            "",
            "diandan-certificate 2\n",
            "diandan-certificate 1\nno=1\n",
        ] {
            assert_eq!(Snapshot::parse(wrong), None, "{wrong}");
        }
        let longer = format!("{}more=1\n", sample().text());
        assert_eq!(Snapshot::parse(&longer), None);
    }

    proptest! {
        #[test]
        fn whatever_names_there_are_each_stays_on_its_line(zh in ".{0,12}", en in ".{0,12}", issuer in "(.|\n){0,12}", minutes in 0_i64..100_000) {
            let mut snapshot = sample();
            snapshot.kinds[0] = Kind { minutes, name_zh: zh, name_en: en };
            snapshot.minutes = minutes + 60;
            snapshot.issuer = issuer;
            let read = Snapshot::parse(&snapshot.text());
            prop_assert!(read.as_ref().is_some_and(Snapshot::adds_up));
            prop_assert_eq!(read.map(|read| (read.kinds.len(), read.minutes, read.key)), Some((2, minutes + 60, snapshot.key)));
        }
    }
}
