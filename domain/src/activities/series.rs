//! The sessions of an activity: once, or again and again, as people say it: every Saturday afternoon, on working days, on days off.

use crate::orders::Window;
use crate::time::CountyDate;
use serde::{Deserialize, Serialize};
#[cfg(feature = "db")]
use {
    super::{LONGEST, MOST_SESSIONS},
    crate::error::Code,
    crate::time::{DAY, MINUTE, Timestamp},
};

words! {
    /// How often an activity takes place.
    Repeat {
        /// One time.
        Once = "once",
        /// Every day.
        Daily = "daily",
        /// Every week, on the same day of the week.
        Weekly = "weekly",
    }
}

words! {
    /// On which of those days. A Saturday on which offices work for a bridge day (调休) is a working day.
    Days {
        /// On all.
        All = "all",
        /// On working days.
        Working = "working",
        /// On days off.
        Off = "off",
    }
}

#[cfg(feature = "db")]
impl Days {
    fn has(self, day: CountyDate) -> bool {
        match self {
            Self::All => true,
            Self::Working => day.is_working_day(),
            Self::Off => !day.is_working_day(),
        }
    }
}

/// When an activity takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The day of the first session.
    pub day: CountyDate,
    /// When a session begins, in minutes of the day.
    pub from: u16,
    /// How long it lasts, in minutes; it may end on the next day.
    pub minutes: u16,
    /// How often it takes place.
    pub repeat: Repeat,
    /// On which of those days.
    pub days: Days,
    /// The last day on which a session may begin.
    pub until: CountyDate,
}

#[cfg(feature = "db")]
impl Series {
    /// Its sessions, the first one first, none of which begins before now.
    pub fn sessions(&self, now: Timestamp) -> Result<Vec<Window>, Code> {
        if self.minutes == 0 {
            return Err(Code::ENDS_BEFORE_START);
        }
        if i64::from(self.minutes) * MINUTE > LONGEST {
            return Err(Code::SESSION_TOO_LONG);
        }
        if self.window(self.day)?.from <= now {
            return Err(Code::IN_THE_PAST);
        }
        let mut sessions = Vec::new();
        for day in self.dates() {
            if !self.days.has(day) {
                continue;
            }
            if sessions.len() == MOST_SESSIONS {
                return Err(Code::TOO_MANY_SESSIONS);
            }
            sessions.push(self.window(day)?);
        }
        if sessions.is_empty() {
            return Err(Code::NO_SUCH_DAY);
        }
        Ok(sessions)
    }

    fn dates(&self) -> impl Iterator<Item = CountyDate> + use<> {
        let (step, until) = match self.repeat {
            Repeat::Once => (1, self.day),
            Repeat::Daily => (1, self.until),
            Repeat::Weekly => (7, self.until),
        };
        std::iter::successors(Some(self.day), move |day| Some(day.plus_days(step)))
            // The calendar ends somewhere, and then each day is the last one.
            .scan(None, move |before, day| {
                (*before < Some(day)).then(|| *before = Some(day))?;
                Some(day)
            })
            .take_while(move |day| *day <= until)
    }

    fn window(&self, day: CountyDate) -> Result<Window, Code> {
        let minute = |minute: i64| Timestamp(day.start().0 + minute * MINUTE);
        if i64::from(self.from) * MINUTE >= DAY {
            return Err(Code::NOT_A_DATE);
        }
        let from = i64::from(self.from);
        Ok(Window {
            from: minute(from),
            to: minute(from + i64::from(self.minutes)),
        })
    }
}

/// Whether two spans of time have an instant in common.
pub const fn overlap(one: Window, other: Window) -> bool {
    one.from.0 < other.to.0 && other.from.0 < one.to.0
}

#[cfg(test)]
#[cfg(feature = "db")]
mod tests {
    use super::*;
    use crate::time::HOUR;
    use proptest::prelude::*;
    use time::{Date, Duration, Month, Weekday};

    const NOW: Timestamp = Timestamp(1_764_547_200_000); // 2025-12-01T08:00 in the county.

    fn day(year: i32, month: u8, day: u8) -> CountyDate {
        CountyDate::new(year, month, day).unwrap()
    }

    fn series(repeat: Repeat, days: Days, until: CountyDate) -> Series {
        Series {
            day: day(2026, 1, 3),
            from: 14 * 60,
            minutes: 120,
            repeat,
            days,
            until,
        }
    }

    fn dates(sessions: &[Window]) -> Vec<String> {
        let days = sessions
            .iter()
            .map(|session| session.from.date().to_string());
        days.collect()
    }

    #[test]
    fn every_saturday_afternoon() {
        let sessions = series(Repeat::Weekly, Days::All, day(2026, 1, 24)).sessions(NOW);
        let sessions = sessions.unwrap();
        assert_eq!(
            dates(&sessions),
            ["2026-01-03", "2026-01-10", "2026-01-17", "2026-01-24"]
        );
        assert!(
            sessions
                .iter()
                .all(|session| session.from.clock() == (14, 0)
                    && session.to.0 - session.from.0 == 2 * HOUR)
        );
    }

    #[test]
    fn a_saturday_on_which_offices_work_is_no_day_off() {
        // 2026-01-04, a Sunday, is worked for 元旦; 2026-01-01 to 03 are off.
        let until = day(2026, 1, 11);
        let off = series(Repeat::Daily, Days::Off, until)
            .sessions(NOW)
            .unwrap();
        assert_eq!(dates(&off), ["2026-01-03", "2026-01-10", "2026-01-11"]);
        let working = series(Repeat::Daily, Days::Working, until).sessions(NOW);
        assert_eq!(
            dates(&working.unwrap()),
            [
                "2026-01-04",
                "2026-01-05",
                "2026-01-06",
                "2026-01-07",
                "2026-01-08",
                "2026-01-09"
            ]
        );
    }

    #[test]
    fn what_cannot_take_place_is_refused() {
        let good = series(Repeat::Weekly, Days::All, day(2026, 12, 31));
        let refused = |series: Series| series.sessions(NOW).unwrap_err();
        assert_eq!(
            refused(Series { minutes: 0, ..good }),
            Code::ENDS_BEFORE_START
        );
        assert_eq!(
            refused(Series {
                minutes: 24 * 60 + 1,
                ..good
            }),
            Code::SESSION_TOO_LONG
        );
        assert_eq!(
            refused(Series {
                from: 24 * 60,
                ..good
            }),
            Code::NOT_A_DATE
        );
        assert_eq!(
            refused(Series {
                day: NOW.date(),
                from: 8 * 60,
                ..good
            }),
            Code::IN_THE_PAST
        );
        assert_eq!(
            refused(Series {
                until: day(2026, 1, 2),
                ..good
            }),
            Code::NO_SUCH_DAY
        );
        assert_eq!(
            refused(Series {
                days: Days::Working,
                until: day(2026, 1, 3),
                ..good
            }),
            Code::NO_SUCH_DAY
        );
        let most = |until| {
            Series {
                repeat: Repeat::Daily,
                until,
                ..good
            }
            .sessions(NOW)
        };
        assert_eq!(most(good.day.plus_days(199)).unwrap().len(), MOST_SESSIONS);
        assert_eq!(most(good.day.plus_days(200)), Err(Code::TOO_MANY_SESSIONS));
        assert!(
            Series {
                minutes: 24 * 60,
                ..good
            }
            .sessions(NOW)
            .is_ok()
        );
    }

    /// The same days, looked at one by one, whether each is wanted.
    fn counted(series: &Series) -> Vec<Date> {
        let date = |day: CountyDate| {
            let (year, month, day) = day.ymd();
            Date::from_calendar_date(year, Month::try_from(month).unwrap(), day).unwrap()
        };
        let (mut at, mut found) = (date(series.day), Vec::new());
        let last = if series.repeat == Repeat::Once {
            at
        } else {
            date(series.until)
        };
        let weekday: Weekday = at.weekday();
        while at <= last {
            let fits = series.repeat != Repeat::Weekly || at.weekday() == weekday;
            let here = CountyDate::new(at.year(), at.month().into(), at.day()).unwrap();
            let works = here.is_working_day();
            let wanted = match series.days {
                Days::All => true,
                Days::Working => works,
                Days::Off => !works,
            };
            if fits && wanted {
                found.push(at);
            }
            at += Duration::days(1);
        }
        found
    }

    proptest! {
        #[test]
        fn sessions_are_what_a_calendar_says(
            start in 0_i64..3650, length in -3_i64..900, from in 0_u16..1440, minutes in 1_u16..=1440,
            repeat in 0_usize..3, days in 0_usize..3,
        ) {
            let first = day(2026, 1, 2).plus_days(start);
            let series = Series {
                day: first,
                from,
                minutes,
                repeat: Repeat::ALL[repeat],
                days: Days::ALL[days],
                until: first.plus_days(length),
            };
            let expected = counted(&series);
            match series.sessions(NOW) {
                Ok(sessions) => {
                    prop_assert_eq!(sessions.len(), expected.len());
                    for (session, date) in sessions.iter().zip(&expected) {
                        prop_assert_eq!(session.from.date().to_string(), date.to_string());
                        let (hour, minute) = session.from.clock();
                        prop_assert_eq!(u16::from(hour) * 60 + u16::from(minute), from);
                        prop_assert_eq!(session.to.0 - session.from.0, i64::from(minutes) * MINUTE);
                    }
                    // A day's session may reach into the next day, and never into the session after it.
                    prop_assert!(sessions.windows(2).all(|pair| !overlap(pair[0], pair[1])));
                }
                Err(Code::NO_SUCH_DAY) => prop_assert!(expected.is_empty()),
                Err(Code::TOO_MANY_SESSIONS) => prop_assert!(expected.len() > MOST_SESSIONS),
                Err(other) => prop_assert!(false, "{other}"),
            }
        }

        #[test]
        fn spans_overlap_when_an_instant_is_in_both(from in 0_i64..40, long in 1_i64..20, other in 0_i64..40, as_long in 1_i64..20) {
            let span = |from, long| Window { from: Timestamp(from), to: Timestamp(from + long) };
            let (one, two) = (span(from, long), span(other, as_long));
            let common = (0..80).any(|at| (from..from + long).contains(&at) && (other..other + as_long).contains(&at));
            prop_assert_eq!(overlap(one, two), common);
            prop_assert_eq!(overlap(two, one), common);
        }
    }
}
