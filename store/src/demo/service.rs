//! One volunteer's service on one order, on its way to the ledger.

use domain::error::Code;
use domain::hours::{self, ReviewReason, State, Verdict, minutes_between, needs_review};
use domain::ids::{AccountId, AttendanceId, VolunteerId};
use domain::time::{Timestamp, after_working_days};

/// Working days that confirmed service hangs in public notice.
const NOTICE_DAYS: u32 = 3;

/// What was done with a service record.
#[derive(Clone, Copy)]
pub(super) enum Deed {
    Confirm,
    Object,
    Review(Verdict),
    Post,
}

/// A service record with everything that has happened to it.
pub(super) struct Service {
    /// Given once all records of the county stand in their order.
    pub id: AttendanceId,
    pub volunteer: VolunteerId,
    pub state: State,
    pub came: Timestamp,
    pub left: Option<Timestamp>,
    pub minutes: i64,
    pub until: Option<Timestamp>,
    pub reason: Option<ReviewReason>,
    pub objection: &'static str,
    /// Whether a five-star rating has earned points for it.
    pub thanked: bool,
    /// What was done, when and by whom; the clock is nobody.
    pub deeds: Vec<(Timestamp, Deed, Option<AccountId>)>,
}

impl Service {
    pub(super) fn begun(volunteer: VolunteerId, came: Timestamp) -> Self {
        Self {
            id: AttendanceId::default(),
            volunteer,
            state: State::CheckedIn,
            came,
            left: None,
            minutes: 0,
            until: None,
            reason: None,
            objection: "",
            thanked: false,
            deeds: Vec::new(),
        }
    }

    pub(super) const fn is_open(&self) -> bool {
        self.left.is_none()
    }

    pub(super) fn end(&mut self, at: Timestamp) {
        self.state = State::CheckedOut;
        self.left = Some(at);
        self.minutes = minutes_between(self.came, at);
    }

    /// Confirmed, beside what the same person did `others`.
    pub(super) fn confirm(
        &mut self,
        at: Timestamp,
        by: AccountId,
        others: &[(Timestamp, Timestamp)],
    ) -> Result<(), Code> {
        let Some(left) = self.left else {
            return Ok(());
        };
        self.reason = needs_review((self.came, left), others);
        self.state = hours::confirm(self.state, self.reason)?;
        self.deeds.push((at, Deed::Confirm, Some(by)));
        self.put_up(at);
        Ok(())
    }

    fn put_up(&mut self, at: Timestamp) {
        if self.state == State::Noticed {
            self.until = Some(after_working_days(at, NOTICE_DAYS));
        }
    }

    pub(super) fn object(
        &mut self,
        at: Timestamp,
        by: AccountId,
        words: &'static str,
    ) -> Result<(), Code> {
        self.state = hours::object(self.state)?;
        self.objection = words;
        self.deeds.push((at, Deed::Object, Some(by)));
        Ok(())
    }

    pub(super) fn review(
        &mut self,
        at: Timestamp,
        by: AccountId,
        verdict: Verdict,
    ) -> Result<(), Code> {
        self.state = hours::review(self.state, verdict)?;
        self.deeds.push((at, Deed::Review(verdict), Some(by)));
        self.put_up(at);
        Ok(())
    }

    /// Posted as soon as its notice is over.
    pub(super) fn post(&mut self, now: Timestamp) -> Result<(), Code> {
        match self.until {
            Some(until) if self.state == State::Noticed && until <= now => {
                self.state = hours::post(self.state, until, now)?;
                self.deeds.push((until, Deed::Post, None));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Whether it counts for nothing in the end.
    pub(super) fn is_struck(&self) -> bool {
        let mut deeds = self.deeds.iter();
        deeds.any(|(_, deed, _)| matches!(deed, Deed::Review(Verdict::Strike)))
    }
}
