//! 点单: the form that places an order, when it suits, and who is served.

use super::HORIZON_DAYS;
use crate::account::{PersonName, Phone, required_id, ticked};
use crate::error::{Check, Code, Refusal, text};
use crate::ids::{ItemId, OrgId};
use crate::time::{CountyDate, HOUR, Timestamp};
use serde::{Deserialize, Serialize};

words! {
    /// A part of the day in which a service suits.
    DayPart {
        /// 08:00 to 12:00.
        Morning = "morning",
        /// 14:00 to 18:00.
        Afternoon = "afternoon",
        /// 18:30 to 21:00.
        Evening = "evening",
    }
}

impl DayPart {
    /// Its hours on a day.
    pub fn on(self, date: CountyDate) -> Option<Window> {
        let ((from_hour, from_minute), (to_hour, to_minute)) = match self {
            Self::Morning => ((8, 0), (12, 0)),
            Self::Afternoon => ((14, 0), (18, 0)),
            Self::Evening => ((18, 30), (21, 0)),
        };
        Some(Window {
            from: date.at(from_hour, from_minute)?,
            to: date.at(to_hour, to_minute)?,
        })
    }
}

/// A span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Its start.
    pub from: Timestamp,
    /// Its end.
    pub to: Timestamp,
}

impl Window {
    /// The part of a day that it is, if it is one.
    fn part(self) -> Option<DayPart> {
        let is_it = |part: &DayPart| part.on(self.from.date()) == Some(self);
        DayPart::ALL.iter().copied().find(is_it)
    }

    /// When the same service may be wanted again: on this day of the week and in this part of the day, as soon as the service's
    /// notice allows. Nothing where it was no part of a day.
    pub fn again(self, lead_hours: i64, now: Timestamp) -> Option<(CountyDate, DayPart)> {
        /// A week in which the day may still be too near, and one more.
        const DAYS: i64 = 14;
        let part = self.part()?;
        let weekday = self.from.date().weekday();
        let days = (0..DAYS).map(|days| now.date().plus_days(lead_hours / 24 + days));
        days.filter(|day| day.weekday() == weekday)
            .find(|day| {
                let window = part.on(*day);
                window.is_some_and(|window| is_ahead(&window, lead_hours, now))
            })
            .map(|day| (day, part))
    }
}

/// Whether a window is not over, and leaves a service this much notice.
fn is_ahead(window: &Window, lead_hours: i64, now: Timestamp) -> bool {
    window.to > now && window.to.0 - now.0 >= lead_hours * HOUR
}

words! {
    /// How somebody who is ordered for has agreed.
    Consent {
        /// They said so in person.
        InPerson = "in_person",
        /// They said so over the phone.
        ByPhone = "by_phone",
        /// They cannot ask themselves; their family decides.
        Family = "family",
    }
}

/// The order form as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The service.
    pub item: String,
    /// `on` when somebody else is ordered for.
    pub on_behalf: String,
    /// Who is served.
    pub name: String,
    /// Their phone.
    pub phone: String,
    /// How they agreed, when somebody else orders for them.
    pub consent: String,
    /// The first day that suits.
    pub day1: String,
    /// The part of it.
    pub part1: String,
    /// A second day.
    pub day2: String,
    /// The part of it.
    pub part2: String,
    /// A third day.
    pub day3: String,
    /// The part of it.
    pub part3: String,
    /// The township's org.
    pub town: String,
    /// The village's org.
    pub village: String,
    /// Where exactly.
    pub address: String,
    /// Anything else.
    pub note: String,
}

/// Who is served and where: personal data, encrypted at rest as one piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their name.
    pub name: PersonName,
    /// Their phone.
    pub phone: Phone,
    /// Where exactly.
    pub address: String,
    /// Anything else they said.
    pub note: String,
}

/// An order that can be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrder {
    /// The service.
    pub item: ItemId,
    /// Who is served, and where.
    pub contact: Contact,
    /// How they agreed; present exactly when ordered on behalf.
    pub consent: Option<Consent>,
    /// When it suits, one to three windows.
    pub windows: Vec<Window>,
    /// The village's org, which owns the order.
    pub village: OrgId,
}

impl PlaceForm {
    /// Reads the form. The service's notice period is checked once the service is loaded: see [`in_time`].
    pub fn read(&self, now: Timestamp) -> Result<NewOrder, Refusal> {
        let mut check = Check::default();
        let item = check.take("item", required_id(&self.item));
        let on_behalf = ticked(&self.on_behalf).is_ok();
        let name = check.take("name", PersonName::parse(&self.name));
        let phone = check.take("phone", Phone::parse(&self.phone));
        let consent = if on_behalf {
            let read = if self.consent.is_empty() {
                Err(Code::REQUIRED)
            } else {
                self.consent.parse()
            };
            check.take("consent", read)
        } else {
            None
        };
        let mut windows = Vec::new();
        let asked = [
            ("day1", &self.day1, &self.part1),
            ("day2", &self.day2, &self.part2),
            ("day3", &self.day3, &self.part3),
        ];
        for (field, day, part) in asked {
            if field == "day1" || !day.trim().is_empty() {
                windows.extend(check.take(field, window(day, part, now)));
            }
        }
        windows.dedup();
        let village = check.take("village", required_id(&self.village));
        let address = check.take("address", text(&self.address, 2, 100));
        let note = check.take("note", text(&self.note, 0, 500));
        check.finish(|| {
            Some(NewOrder {
                item: item?,
                contact: Contact {
                    name: name?,
                    phone: phone?,
                    address: address?,
                    note: note?,
                },
                consent,
                windows,
                village: village?,
            })
        })
    }
}

fn window(day: &str, part: &str, now: Timestamp) -> Result<Window, Code> {
    let date = CountyDate::parse(day)?;
    let part: DayPart = if part.is_empty() {
        DayPart::Morning
    } else {
        part.parse()?
    };
    let window = part.on(date).ok_or(Code::NOT_A_DATE)?;
    if window.to <= now {
        Err(Code::IN_THE_PAST)
    } else if date > now.date().plus_days(HORIZON_DAYS) {
        Err(Code::TOO_FAR_AHEAD)
    } else {
        Ok(window)
    }
}

/// Whether each window leaves the service its notice period.
pub fn in_time(windows: &[Window], lead_hours: i64, now: Timestamp) -> Result<(), Refusal> {
    let mut check = Check::default();
    for (window, field) in windows.iter().zip(["day1", "day2", "day3"]) {
        let enough = is_ahead(window, lead_hours, now);
        check.take(field, if enough { Ok(()) } else { Err(Code::TOO_SOON) });
    }
    check.finish(|| Some(()))
}
