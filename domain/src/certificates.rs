//! Service certificates 服务证明: a volunteer asks for one, somebody else issues it, and anybody can tell whether it is
//! genuine.
//!
//! The way is that of 民发〔2015〕149号: 申请, 受理, 开具, and "谁记录谁证明、谁证明谁负责": the org whose staff issues it
//! answers for it. What a certificate says is a [`Snapshot`], whose text is signed as it stands and never changes.

mod messages;

pub use messages::Message;

use crate::access::Action;
use crate::check_digit::luhn_32;
use crate::error::{Check, Code, Refusal, text};
use crate::ids::CertificateRequestId;
use crate::spoken::typed;
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "certificate_state": State,
        "certificate_truth": Truth,
    },
    numbers: &[("CERTIFICATE_LETTERS", &NO_LENGTH)],
};

actions! {
    /// Ask for a service certificate.
    ASK_CERTIFICATE = "ask_certificate", [SignedIn];
    /// Issue it.
    ISSUE_CERTIFICATE = "issue_certificate", [StationStaff, InstituteStaff, CentreStaff];
    /// Send the request back with a reason.
    RETURN_CERTIFICATE = "return_certificate", [StationStaff, InstituteStaff, CentreStaff];
    /// Revoke a certificate with a reason.
    REVOKE_CERTIFICATE = "revoke_certificate", [StationStaff, InstituteStaff, CentreStaff];
}

codes! {
    /// No posted service in that period.
    NOTHING_SERVED = "nothing_served", Invalid;
    /// Only who serves as a registered volunteer has hours to certify.
    SERVES_FIRST = "serves_first", Conflict;
    /// Nobody decides on a certificate of their own.
    OWN_CERTIFICATE = "own_certificate", Conflict;
    /// No certificate has this number.
    NO_SUCH_CERTIFICATE = "no_such_certificate", NotFound;
}

words! {
    /// Where a request for a certificate stands.
    State {
        /// Waits for the desk.
        Asked = "asked",
        /// A certificate was issued on it.
        Issued = "issued",
        /// Sent back with a reason.
        Returned = "returned",
        /// The certificate was revoked.
        Revoked = "revoked",
    }
}

/// The one way out of a state for each action; everything else is refused.
pub fn step(from: State, action: Action) -> Result<State, Code> {
    match (from, action) {
        (State::Asked, Action::ISSUE_CERTIFICATE) => Ok(State::Issued),
        (State::Asked, Action::RETURN_CERTIFICATE) => Ok(State::Returned),
        (State::Issued, Action::REVOKE_CERTIFICATE) => Ok(State::Revoked),
        _ => Err(Code::NOT_NOW),
    }
}

words! {
    /// What is to be thought of a certificate.
    Truth {
        /// Issued here, unchanged, and in force.
        Genuine = "genuine",
        /// Issued here, and taken back.
        Revoked = "revoked",
        /// Its signature does not fit what it says.
        Forged = "forged",
    }
}

/// Symbols that cannot be taken for one another, as Douglas Crockford chose them: no I, L, O or U.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many symbols of a number are drawn: 45 bits, so that nobody finds certificates by trying numbers.
pub const DRAWN: usize = 9;
/// How long a number is: the year, what is drawn, and a check symbol.
const NO_LENGTH: usize = 2 + DRAWN + 1;

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

/// Reads a number as people type it: in small letters, in groups, with an O for a 0 and an I or L for a 1.
pub fn parse_certificate_no(raw: &str) -> Result<String, Code> {
    let no = typed(raw).replace('O', "0").replace(['I', 'L'], "1");
    if no.is_empty() {
        return Err(Code::REQUIRED);
    }
    let known = no.len() == NO_LENGTH && no.bytes().all(|symbol| place(symbol).is_some());
    if known && no.ends_with(check_symbol(&no[..NO_LENGTH - 1])) {
        Ok(no)
    } else {
        Err(Code::NO_SUCH_CERTIFICATE)
    }
}

/// The form that asks for a certificate, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// The form's id.
    pub request_id: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// What it is for; only the desk reads it.
    pub purpose: String,
}

/// Whole days, as the first instants of the first and of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Timestamp,
    /// The last day, which belongs to it.
    pub to: Timestamp,
}

impl AskForm {
    /// Reads the form on this day: what has not been yet cannot be certified.
    pub fn read(&self, today: CountyDate) -> Result<(Period, String), Refusal> {
        let day = |raw: &str| {
            let day = CountyDate::parse(raw)?;
            if day > today {
                return Err(Code::IN_THE_FUTURE);
            }
            Ok(day.start())
        };
        let mut check = Check::default();
        let from = check.take("from", day(&self.from));
        let to = day(&self.to).and_then(|to| match from {
            Some(from) if to < from => Err(Code::ENDS_BEFORE_START),
            _ => Ok(to),
        });
        let to = check.take("to", to);
        let purpose = check.take("purpose", text(&self.purpose, 0, 100));
        check.finish(|| {
            let (from, to) = (from?, to?);
            Some((Period { from, to }, purpose?))
        })
    }
}

/// The form that issues what was asked for, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IssueForm {
    /// The form's id.
    pub request_id: String,
    /// The request.
    pub id: String,
}

impl IssueForm {
    /// Reads the form.
    pub fn read(&self) -> Result<CertificateRequestId, Code> {
        self.id.parse()
    }
}

/// The form that sends a request back, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnForm {
    /// The form's id.
    pub request_id: String,
    /// The request.
    pub id: String,
    /// Why.
    pub reason: String,
}

impl ReturnForm {
    /// Reads the form.
    pub fn read(&self) -> Result<(CertificateRequestId, String), Refusal> {
        Ok((self.id.parse()?, reason(&self.reason)?))
    }
}

/// The form that revokes a certificate, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RevokeForm {
    /// The form's id.
    pub request_id: String,
    /// The certificate's number.
    pub no: String,
    /// Why.
    pub reason: String,
}

impl RevokeForm {
    /// Reads the form.
    pub fn read(&self) -> Result<(String, String), Refusal> {
        let no = parse_certificate_no(&self.no).map_err(|_| Code::NOT_FOUND)?;
        Ok((no, reason(&self.reason)?))
    }
}

fn reason(raw: &str) -> Result<String, Refusal> {
    text(raw, 2, 200).map_err(|code| Refusal::field("reason", code))
}

/// Whether one staff member may decide on a request: nobody certifies their own service.
pub fn decides(own: bool) -> Result<(), Code> {
    if own {
        Err(Code::OWN_CERTIFICATE)
    } else {
        Ok(())
    }
}

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

/// What anybody may know of a certificate whose number they have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedView {
    /// What it says.
    pub snapshot: Snapshot,
    /// What is to be thought of it.
    pub truth: Truth,
    /// When it was revoked. Why it was is no stranger's business.
    pub revoked: Option<Timestamp>,
}

/// A certificate for its owner and for the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateView {
    /// What everybody sees.
    pub public: VerifiedView,
    /// Why it was revoked; empty while it is in force.
    pub reason: String,
    /// The volunteer's whole name on the day of issue.
    pub name: String,
    /// The whole volunteer number.
    pub volunteer_no: String,
    /// Signature and text, as the QR carries them.
    pub payload: String,
    /// Whether the viewer may revoke it.
    pub revocable: bool,
    /// The id for this page's form.
    pub request_id: String,
}

/// A request in its volunteer's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// Its id.
    pub id: CertificateRequestId,
    /// Where it stands.
    pub state: State,
    /// The days it asks for.
    pub period: Period,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Why it was sent back, or its certificate revoked.
    pub reason: String,
    /// The certificate's number, once there is one.
    pub no: Option<String>,
}

/// A request at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskView {
    /// What its volunteer sees.
    pub request: RequestView,
    /// The volunteer's name.
    pub name: String,
    /// Their number.
    pub volunteer_no: String,
    /// What they need it for.
    pub purpose: String,
    /// Minutes: those that are certified, or those that would be now.
    pub minutes: i64,
    /// Whether it is the viewer's own.
    pub own: bool,
}

/// A public key that has signed certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// The first eight hexadecimal digits of its SHA-256.
    pub id: String,
    /// Its 32 bytes in base64url.
    pub key: String,
}

/// What verifying without a network needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trusted {
    /// When this was written down.
    pub at: Timestamp,
    /// Every key that has signed certificates.
    pub keys: Vec<PublicKey>,
    /// Revoked certificates, each as the SHA-256 of its signature in hexadecimal, with when.
    ///
    /// Whoever holds a certificate can look it up, for its QR carries the signature. Numbers would be an index to revoked
    /// people, and hashes of numbers could be tried out.
    pub revoked: Vec<(String, Timestamp)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spoken::spoken;
    use proptest::prelude::*;

    #[test]
    fn every_transition_is_allowed_or_not() {
        const ISSUE: Action = Action::ISSUE_CERTIFICATE;
        const RETURN: Action = Action::RETURN_CERTIFICATE;
        const REVOKE: Action = Action::REVOKE_CERTIFICATE;
        for state in State::ALL {
            for action in [ISSUE, RETURN, REVOKE, Action::ASK_CERTIFICATE] {
                let expected = match (state, action) {
                    (State::Asked, ISSUE) => Ok(State::Issued),
                    (State::Asked, RETURN) => Ok(State::Returned),
                    (State::Issued, REVOKE) => Ok(State::Revoked),
                    _ => Err(Code::NOT_NOW),
                };
                assert_eq!(step(*state, action), expected, "{state} {action}");
            }
        }
        assert_eq!(decides(true), Err(Code::OWN_CERTIFICATE));
        assert_eq!(decides(false), Ok(()));
    }

    fn asks(from: &str, to: &str) -> Result<(Period, String), Refusal> {
        let form = AskForm {
            from: from.to_owned(),
            to: to.to_owned(),
            ..AskForm::default()
        };
        form.read(CountyDate::new(2026, 11, 23).unwrap())
    }

    #[test]
    fn a_period_is_whole_days_that_have_been() {
        let one_day = asks("2026-11-23", "2026-11-23").unwrap().0;
        assert_eq!(one_day.from, one_day.to);
        for (from, to, field, code) in [
            ("", "2026-11-01", "from", Code::REQUIRED),
            ("2026-11-01", "", "to", Code::REQUIRED),
            ("2026-11-01", "2026-11-24", "to", Code::IN_THE_FUTURE),
            ("2026-11-02", "2026-11-01", "to", Code::ENDS_BEFORE_START),
            ("2026-02-30", "2026-11-01", "from", Code::NOT_A_DATE),
        ] {
            assert_eq!(
                asks(from, to),
                Err(Refusal::field(field, code)),
                "{from} {to}"
            );
        }
    }

    #[test]
    fn nothing_is_sent_back_or_revoked_without_a_reason() {
        let sent_back = |id: &str, reason: &str| {
            let form = ReturnForm {
                id: id.to_owned(),
                reason: reason.to_owned(),
                ..ReturnForm::default()
            };
            form.read()
        };
        let revoked = |no: &str, reason: &str| {
            let form = RevokeForm {
                no: no.to_owned(),
                reason: reason.to_owned(),
                ..RevokeForm::default()
            };
            form.read()
        };
        let why = "期间有误".to_owned();
        let id = CertificateRequestId(4);
        assert_eq!(sent_back("4", " 期间有误 "), Ok((id, why.clone())));
        assert_eq!(
            revoked("2601-j8jw-6gtp", "期间有误"),
            Ok(("2601J8JW6GTP".to_owned(), why))
        );
        let silent = Refusal::field("reason", Code::REQUIRED);
        assert_eq!(sent_back("4", " "), Err(silent.clone()));
        assert_eq!(revoked("2601J8JW6GTP", ""), Err(silent));
        assert_eq!(sent_back("", "期间有误"), Err(Code::NOT_FOUND.into()));
        assert_eq!(revoked("2601", "期间有误"), Err(Code::NOT_FOUND.into()));
    }

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
        fn whatever_is_drawn_can_be_read_back(random: [u8; DRAWN], year in 2026_i32..2100) {
            let no = certificate_no(year, random);
            prop_assert_eq!(parse_certificate_no(&spoken(&no)), Ok(no));
        }

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
