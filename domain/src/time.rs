//! Time: UTC milliseconds in storage, county time (UTC+8) at the edge.

use crate::error::Code;
use crate::typed;
use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset};

/// China keeps one time zone and no summer time.
const COUNTY: UtcOffset = match UtcOffset::from_hms(8, 0, 0) {
    Ok(offset) => offset,
    Err(_) => UtcOffset::UTC,
};

/// One second in milliseconds.
pub const SECOND: i64 = 1000;
/// One minute in milliseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: i64 = 24 * HOUR;

/// An instant: milliseconds since 1970-01-01T00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This instant moved by `millis`.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// The county's calendar day.
    pub fn date(self) -> CountyDate {
        CountyDate(self.local().date())
    }

    /// Hour and minute on the county's clock.
    pub fn clock(self) -> (u8, u8) {
        let local = self.local();
        (local.hour(), local.minute())
    }

    /// `2026-11-23T14:30`, as a `datetime-local` field writes it.
    pub fn to_field(self) -> String {
        let (hour, minute) = self.clock();
        format!("{}T{hour:02}:{minute:02}", self.date())
    }

    /// Reads what a `datetime-local` field wrote, in county time.
    pub fn from_field(raw: &str) -> Result<Self, Code> {
        let text = typed::required(raw)?;
        let (date, clock) = text.rsplit_once(['T', ' ']).ok_or(Code::NOT_A_DATE)?;
        let mut clock = clock.splitn(3, ':').map(|part| part.parse::<u8>().ok());
        let (Some(Some(hour)), Some(Some(minute))) = (clock.next(), clock.next()) else {
            return Err(Code::NOT_A_DATE);
        };
        CountyDate::parse(date)?
            .at(hour, minute)
            .ok_or(Code::NOT_A_DATE)
    }

    fn local(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(COUNTY)
    }
}

/// A day on the county's calendar; it travels as `2026-11-23`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountyDate(Date);

impl TryFrom<String> for CountyDate {
    type Error = Code;

    fn try_from(text: String) -> Result<Self, Code> {
        Self::parse(&text)
    }
}

impl From<CountyDate> for String {
    fn from(day: CountyDate) -> Self {
        day.to_string()
    }
}

impl CountyDate {
    /// The day, if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        Date::from_calendar_date(year, Month::try_from(month).ok()?, day)
            .ok()
            .map(Self)
    }

    /// Reads `2026-11-23`, or as people write it.
    pub fn parse(raw: &str) -> Result<Self, Code> {
        typed::required(raw)?;
        let Some([year, month, day]) = typed::date_parts(raw) else {
            return Err(Code::NOT_A_DATE);
        };
        let (month, day) = (
            u8::try_from(month).map_err(|_| Code::NOT_A_DATE)?,
            u8::try_from(day).map_err(|_| Code::NOT_A_DATE)?,
        );
        Self::new(i32::from(year), month, day)
            .filter(|_| (1900..=2200).contains(&year))
            .ok_or(Code::NOT_A_DATE)
    }

    /// Year, month and day.
    pub fn ymd(self) -> (i32, u8, u8) {
        (self.0.year(), self.0.month().into(), self.0.day())
    }

    /// Days from Monday, 0 to 6.
    pub fn weekday(self) -> u8 {
        self.0.weekday().number_days_from_monday()
    }

    /// The instant at this clock time in the county.
    pub fn at(self, hour: u8, minute: u8) -> Option<Timestamp> {
        let time = Time::from_hms(hour, minute, 0).ok()?;
        Some(Timestamp(
            self.0
                .with_time(time)
                .assume_offset(COUNTY)
                .unix_timestamp()
                * 1000,
        ))
    }

    /// The first instant of the day.
    pub fn start(self) -> Timestamp {
        Timestamp(self.0.midnight().assume_offset(COUNTY).unix_timestamp() * 1000)
    }

    /// The first instants of the day's month and of the one after it.
    pub fn month(self) -> (Timestamp, Timestamp) {
        let (year, month, _) = self.ymd();
        let next = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
        let first = |(year, month)| Self::new(year, month, 1).unwrap_or(self).start();
        (first((year, month)), first(next))
    }

    /// The day `days` later.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(Duration::days(days)))
    }

    /// The same day `months` later, or the last of that month where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        let (year, month, day) = self.ymd();
        let count = 12 * i64::from(year) + i64::from(month) - 1 + months;
        let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
        (0..4)
            .find_map(|short| Self::new(year as i32, month as u8, day - short))
            .unwrap_or(self)
    }

    /// Whether offices work on this day: the State Council's yearly calendar where it is known; else Monday to Friday without
    /// the statutory holidays, which are known for ever.
    #[cfg(feature = "db")]
    pub fn is_working_day(self) -> bool {
        self.is_working_day_by(CALENDARS_UNTIL)
    }

    /// The same as long as calendars were known up to this day.
    #[cfg(feature = "db")]
    fn is_working_day_by(self, known: (i32, u8, u8)) -> bool {
        let (year, month, day) = self.ymd();
        if year >= CALENDARS_FROM && (year, month, day) <= known {
            chinese_holiday::chinese_holiday(chinese_holiday::Ymd::new(year as u16, month, day))
                .is_workday()
        } else {
            self.weekday() < 5 && !self.is_statutory_holiday()
        }
    }

    /// The last day whose calendar is known.
    #[cfg(feature = "db")]
    pub fn calendars_until() -> Self {
        let (year, month, day) = CALENDARS_UNTIL;
        Self::new(year, month, day).unwrap_or(Timestamp(0).date())
    }

    /// The year whose calendar is not known on this day although it is decreed by then, and deadlines reach into it.
    #[cfg(feature = "db")]
    pub fn year_without_calendar(self) -> Option<i32> {
        let ahead = self.plus_days(CALENDAR_AHEAD).ymd();
        let (last, ..) = CALENDARS_UNTIL;
        (ahead > CALENDARS_UNTIL).then(|| ahead.0.max(last + 1))
    }

    /// Whether the whole country is free on this day, whatever the year's calendar adds around it. Source: 全国年节及纪念日放假办法,
    /// as revised for 2025.
    #[cfg(feature = "db")]
    fn is_statutory_holiday(self) -> bool {
        let (year, month, day) = self.ymd();
        match (month, day) {
            // 元旦, 劳动节, 国庆.
            (1, 1) | (5, 1..=2) | (10, 1..=3) => true,
            (4, day) if day == qingming(year) => true,
            // 春节 with the eve of its year, 端午, 中秋.
            _ => {
                self.lunar()
                    .is_some_and(|day| matches!(day, (1, 1..=3) | (5, 5) | (8, 15)))
                    || self.plus_days(1).lunar() == Some((1, 1))
            }
        }
    }

    /// Month and day of the lunar calendar; none in a leap month, in which there are no holidays.
    #[cfg(feature = "db")]
    fn lunar(self) -> Option<(u8, u8)> {
        use icu_calendar::{Date, cal::ChineseTraditional};
        let (year, month, day) = self.ymd();
        let date = Date::try_new_iso(year, month, day).ok()?;
        let date = date.to_calendar(ChineseTraditional::new());
        let month = date.month().to_input();
        (!month.is_leap()).then(|| (month.number(), date.day_of_month().0))
    }
}

impl std::fmt::Display for CountyDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The first year whose working days the library knows.
#[cfg(feature = "db")]
const CALENDARS_FROM: i32 = 2004;
/// The last day that it knows; it panics beyond. The calendar of a year is decreed in the autumn before.
#[cfg(feature = "db")]
const CALENDARS_UNTIL: (i32, u8, u8) = (2026, 12, 25);
/// How many days ahead the calendar is wanted: as far as notices reach.
#[cfg(feature = "db")]
const CALENDAR_AHEAD: i64 = 30;

/// The day in April on which 清明 falls, by the formula that holds for the years 2000 to 2099.
#[cfg(feature = "db")]
fn qingming(year: i32) -> u8 {
    let of_century = i64::from(year.rem_euclid(100));
    // The sun's year is 365.2422 days, of which the calendar's years leave a quarter of a day each to every fourth.
    let day = (of_century * 2422 + 48_100) / 10_000 - of_century / 4;
    u8::try_from(day).unwrap_or(5)
}

/// When a notice put up at `from` has hung for `days` full working days: midnight after the last of them.
///
/// Zero days means at once. Source: Fujian's rule that service records are shown for at least three working days
/// before they are entered.
#[cfg(feature = "db")]
pub fn after_working_days(from: Timestamp, days: i64) -> Timestamp {
    if days <= 0 {
        return from;
    }
    let mut date = from.date();
    let mut left = days;
    while left > 0 {
        date = date.plus_days(1);
        if date.is_working_day() {
            left -= 1;
        }
    }
    date.plus_days(1).start()
}

/// When a notice ends whose end, `until`, was counted while calendars were known up to `known`: the working days that are left of it
/// at `now` are counted again. It never ends earlier than people were told.
#[cfg(feature = "db")]
pub fn counted_again(until: Timestamp, now: Timestamp, known: CountyDate) -> Timestamp {
    let (today, known) = (now.date(), known.ymd());
    let days = std::iter::successors(Some(today), |day| Some(day.plus_days(1)));
    let left = days
        .take_while(|day| day.start() < until)
        .filter(|day| day.is_working_day_by(known))
        .count();
    if left == 0 {
        return until;
    }
    let left = i64::try_from(left).unwrap_or(i64::MAX);
    until.max(after_working_days(today.plus_days(-1).start(), left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u8, day: u8) -> CountyDate {
        CountyDate::new(year, month, day).unwrap()
    }

    #[test]
    fn county_time_is_eight_hours_ahead() {
        let instant = day(2026, 11, 23).at(0, 30).unwrap();
        assert_eq!(instant.0, 1_795_365_000_000);
        assert_eq!(instant.to_field(), "2026-11-23T00:30");
    }

    #[test]
    fn impossible_dates_are_refused() {
        for raw in [
            "2026-02-29",
            "2026-13-01",
            "26-1-1",
            "x",
            "2026-01",
            "2026-300-1",
        ] {
            assert_eq!(CountyDate::parse(raw), Err(Code::NOT_A_DATE), "{raw}");
        }
        assert_eq!(CountyDate::parse(" "), Err(Code::REQUIRED));
    }

    #[test]
    #[cfg(feature = "db")]
    fn a_notice_skips_weekends_and_holidays() {
        let friday = day(2026, 11, 20).at(15, 0).unwrap();
        assert_eq!(after_working_days(friday, 3), day(2026, 11, 26).start());
        let before_national_day = day(2026, 9, 30).at(9, 0).unwrap();
        assert!(after_working_days(before_national_day, 1) > day(2026, 10, 7).start());
        assert_eq!(after_working_days(friday, 0), friday);
    }

    #[test]
    #[cfg(feature = "db")]
    fn a_notice_is_counted_again_when_the_years_holidays_are_decreed() {
        // 春节 of 2026: by law four days from 16 February on, as decreed nine from the 15th, with the Saturdays around it worked.
        let known = day(2025, 12, 31);
        let hung = day(2026, 2, 12).at(15, 0).unwrap();
        let by_law = day(2026, 2, 24).start();
        assert_eq!(counted_again(by_law, hung, day(2026, 12, 25)), by_law);
        let moved = counted_again(by_law, hung, known);
        assert!(moved > by_law, "{:?}", moved.date());
        // Over, or of days that were known then: as it was.
        let over = day(2026, 2, 11).start();
        assert_eq!(counted_again(over, by_law, known), over);
        assert_eq!(counted_again(over, hung, known), over);
        let before = day(2025, 12, 20).start();
        assert_eq!(
            counted_again(before, day(2025, 12, 17).start(), known),
            before
        );
    }

    #[test]
    #[cfg(feature = "db")]
    fn years_without_a_decreed_calendar_fall_back_to_weekdays() {
        assert!(day(2027, 3, 1).is_working_day());
        // 2027 and 2028: no list yet. 2033 has a leap month after the eleventh, for which calendars were once wrong.
        for (year, month, of_month) in [
            (2027, 1, 1),
            (2027, 2, 5),
            (2027, 2, 8),
            (2027, 4, 5),
            (2027, 6, 9),
            (2027, 9, 15),
            (2027, 10, 1),
            (2028, 1, 25),
            (2028, 1, 28),
            (2028, 4, 4),
            (2028, 10, 3),
            (2029, 2, 12),
            (2034, 2, 20),
        ] {
            let holiday = day(year, month, of_month);
            assert!(holiday.weekday() < 5, "{holiday} tells something");
            assert!(!holiday.is_working_day(), "{holiday}");
            assert!(holiday.is_statutory_holiday(), "{holiday}");
        }
        for (year, month, of_month) in [(2027, 2, 4), (2027, 2, 10), (2027, 5, 3), (2028, 10, 4)] {
            assert!(day(year, month, of_month).is_working_day());
        }
        assert!(!day(2026, 12, 26).is_working_day());
        assert!(!day(1999, 1, 2).is_working_day());
    }

    #[test]
    fn a_month_later_is_the_same_day_or_the_months_last() {
        assert_eq!(day(2026, 11, 23).plus_months(24), day(2028, 11, 23));
        assert_eq!(day(2026, 12, 31).plus_months(2), day(2027, 2, 28));
        assert_eq!(day(2026, 3, 31).plus_months(-1), day(2026, 2, 28));
        assert_eq!(day(2028, 2, 29).plus_months(-24), day(2026, 2, 28));
        assert_eq!(day(2026, 1, 15).plus_months(-13), day(2024, 12, 15));
    }

    #[test]
    #[cfg(feature = "db")]
    fn the_desk_is_told_in_time_that_a_calendar_is_missing() {
        for (today, missing) in [
            (day(2026, 11, 25), None),
            (day(2026, 11, 26), Some(2027)),
            (day(2026, 12, 31), Some(2027)),
            (day(2027, 11, 1), Some(2027)),
            (day(2027, 12, 3), Some(2028)),
        ] {
            assert_eq!(today.year_without_calendar(), missing, "{today}");
        }
    }

    #[test]
    #[cfg(feature = "db")]
    fn statutory_holidays_agree_with_the_lists_that_are_known() {
        let mut seen = 0;
        let mut date = day(2008, 1, 1);
        while date.ymd().0 < 2026 {
            let (year, month, of_month) = date.ymd();
            // Two days that were added for 2025.
            let eve = date.plus_days(1).lunar() == Some((1, 1));
            let added = eve || (month, of_month) == (5, 2);
            if date.is_statutory_holiday() && (year >= 2025 || !added) {
                assert!(!date.is_working_day(), "{date}");
                seen += 1;
            }
            date = date.plus_days(1);
        }
        // In 2009 and 2020 中秋 fell into 国庆.
        assert_eq!(seen, 17 * 11 + 13 - 2);
    }

    proptest! {
        #[test]
        fn fields_read_back_what_they_wrote(minutes in 0_i64..60_000_000) {
            let instant = Timestamp(minutes * MINUTE);
            prop_assert_eq!(Timestamp::from_field(&instant.to_field()), Ok(instant));
        }

        #[test]
        #[cfg(feature = "db")]
        fn a_notice_lasts_at_least_its_working_days(start in 1_700_000_000_000_i64..1_900_000_000_000, days in 1_i64..20) {
            let end = after_working_days(Timestamp(start), days);
            prop_assert!(end.0 - start > days * DAY);
        }

        #[test]
        #[cfg(feature = "db")]
        fn a_notice_that_is_counted_again_never_shrinks(
            from in 0_i64..700,
            later in 0_i64..20,
            known in 0_i64..700,
            days in 1_i64..15,
        ) {
            let first = day(2025, 2, 1);
            let until = after_working_days(first.plus_days(from).start(), days);
            let now = first.plus_days(from + later).start();
            let counted = counted_again(until, now, first.plus_days(known));
            prop_assert!(counted >= until);
            prop_assert_eq!(counted_again(until, now, CountyDate::calendars_until()), until);
            prop_assert!(counted.0 - until.0 < 15 * DAY);
        }
    }
}
