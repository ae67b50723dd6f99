//! The life of one order. Every arrow is asked of the machine, and what lies behind `now` has not happened yet: told the
//! whole story, a life stops where the county's clock stands.

use super::service::Service;
use domain::access::{Action, Standing};
use domain::error::Code;
use domain::ids::{AccountId, OrgId, TeamId, VolunteerId};
use domain::orders::{Consent, Contact, OfferFor, Performer, Rating, State, Window, step};
use domain::time::Timestamp;

/// Who takes an arrow, and in whose name.
#[derive(Clone, Copy)]
pub(super) struct By {
    pub standing: Standing,
    pub account: Option<AccountId>,
    /// The team led, or the org worked at.
    pub place: Option<Performer>,
}

impl By {
    pub(super) const CLOCK: Self = Self::somebody(Standing::Clock, None);

    pub(super) const fn requester(account: AccountId) -> Self {
        Self::somebody(Standing::Requester, Some(account))
    }

    pub(super) const fn member(account: AccountId) -> Self {
        Self::somebody(Standing::Member, Some(account))
    }

    pub(super) const fn leader(account: AccountId, team: TeamId) -> Self {
        Self {
            standing: Standing::Leader,
            account: Some(account),
            place: Some(Performer::Team(team)),
        }
    }

    pub(super) const fn staff(standing: Standing, account: AccountId, org: OrgId) -> Self {
        Self {
            standing,
            account: Some(account),
            place: Some(Performer::Org(org)),
        }
    }

    const fn somebody(standing: Standing, account: Option<AccountId>) -> Self {
        Self {
            standing,
            account,
            place: None,
        }
    }
}

/// An arrow that was taken.
pub(super) struct Step {
    pub at: Timestamp,
    pub action: Action,
    pub from: Option<State>,
    pub to: State,
    pub by: By,
    pub reason: &'static str,
    /// Who came, for a check-in: the place in [`Life::services`].
    pub service: Option<u32>,
}

/// An offer and its answer.
pub(super) struct Offer {
    pub to: Performer,
    pub made: Timestamp,
    pub deadline: Timestamp,
    pub answer: Option<(Timestamp, &'static str)>,
}

/// What an order asks for.
pub(super) struct Wish {
    pub no: String,
    /// The place in the menu.
    pub item: usize,
    pub requester: AccountId,
    pub village: OrgId,
    pub contact: Contact,
    pub consent: Option<Consent>,
    pub windows: Vec<Window>,
    pub placed: Timestamp,
}

/// An order with everything that has happened to it.
pub(super) struct Life {
    pub wish: Wish,
    pub state: State,
    pub performer: Option<Performer>,
    pub deadline: Option<Timestamp>,
    pub scheduled: Option<Window>,
    pub delivered: Option<Timestamp>,
    pub report: &'static str,
    pub reopened: bool,
    pub steps: Vec<Step>,
    pub offers: Vec<Offer>,
    pub assigned: Vec<VolunteerId>,
    pub assigned_at: Timestamp,
    pub services: Vec<Service>,
    pub ratings: Vec<(Timestamp, Rating)>,
    now: Timestamp,
    /// Whether the story has reached `now`.
    stopped: bool,
}

impl Life {
    /// The order is placed.
    pub(super) fn begin(wish: Wish, now: Timestamp) -> Self {
        let submitted = Step {
            at: wish.placed,
            action: Action::SUBMIT,
            from: None,
            to: State::Submitted,
            by: By::requester(wish.requester),
            reason: "",
            service: None,
        };
        Self {
            state: State::Submitted,
            performer: None,
            deadline: None,
            scheduled: None,
            delivered: None,
            report: "",
            reopened: false,
            steps: vec![submitted],
            offers: Vec::new(),
            assigned: Vec::new(),
            assigned_at: wish.placed,
            services: Vec::new(),
            ratings: Vec::new(),
            stopped: wish.placed > now,
            wish,
            now,
        }
    }

    /// Whether nothing more happens: it is over, or the story has reached `now`.
    pub(super) fn rests(&self) -> bool {
        self.stopped || self.state.is_over()
    }

    /// When the last arrow was taken.
    pub(super) fn last(&self) -> Timestamp {
        self.steps.last().map_or(self.wish.placed, |step| step.at)
    }

    /// Takes an arrow, if its time has come. Says when it was taken.
    pub(super) fn take(
        &mut self,
        at: Timestamp,
        action: Action,
        by: By,
        reason: &'static str,
    ) -> Result<Option<Timestamp>, Code> {
        self.stopped |= at > self.now;
        if self.stopped {
            return Ok(None);
        }
        let to = step(self.state, action)?;
        // Nothing happens before what it follows.
        let at = at.max(self.last());
        self.steps.push(Step {
            at,
            action,
            from: Some(self.state),
            to,
            by,
            reason,
            service: None,
        });
        self.state = to;
        Ok(Some(at))
    }

    /// Offers it; a submitted one is released for dispatch in the same step.
    pub(super) fn offer(
        &mut self,
        at: Timestamp,
        to: Performer,
        within: OfferFor,
        by: By,
    ) -> Result<(), Code> {
        if self.state == State::Submitted {
            self.take(at, Action::RELEASE, by, "")?;
        }
        if let Some(at) = self.take(at, Action::OFFER, by, "")? {
            self.put_offer(at, to, within);
        }
        Ok(())
    }

    /// Takes it back from who holds it and offers it to somebody else.
    pub(super) fn take_back(
        &mut self,
        at: Timestamp,
        to: Performer,
        within: OfferFor,
        by: By,
        reason: &'static str,
    ) -> Result<(), Code> {
        if let Some(at) = self.take(at, Action::OVERRIDE, by, reason)? {
            self.answer(at, "withdrawn");
            self.assigned.clear();
            self.put_offer(at, to, within);
        }
        Ok(())
    }

    fn put_offer(&mut self, made: Timestamp, to: Performer, within: OfferFor) {
        let deadline = made.plus(within.millis());
        self.performer = Some(to);
        self.deadline = Some(deadline);
        self.scheduled = None;
        self.offers.push(Offer {
            to,
            made,
            deadline,
            answer: None,
        });
    }

    fn answer(&mut self, at: Timestamp, answer: &'static str) {
        self.deadline = None;
        if let Some(open) = self.offers.iter_mut().find(|offer| offer.answer.is_none()) {
            open.answer = Some((at, answer));
        }
    }

    pub(super) fn accept(&mut self, at: Timestamp, by: By) -> Result<(), Code> {
        if let Some(at) = self.take(at, Action::ACCEPT, by, "")? {
            self.answer(at, "accepted");
        }
        Ok(())
    }

    pub(super) fn decline(
        &mut self,
        at: Timestamp,
        by: By,
        reason: &'static str,
    ) -> Result<(), Code> {
        if let Some(at) = self.take(at, Action::DECLINE, by, reason)? {
            self.answer(at, "declined");
            self.performer = None;
        }
        Ok(())
    }

    /// Nobody answers until the deadline.
    pub(super) fn expire(&mut self) -> Result<(), Code> {
        let Some(deadline) = self.deadline else {
            return Ok(());
        };
        if let Some(at) = self.take(deadline, Action::EXPIRE, By::CLOCK, "")? {
            self.answer(at, "expired");
            self.performer = None;
        }
        Ok(())
    }

    pub(super) fn schedule(
        &mut self,
        at: Timestamp,
        window: Window,
        members: Vec<VolunteerId>,
        by: By,
    ) -> Result<(), Code> {
        if let Some(at) = self.take(at, Action::SCHEDULE, by, "")? {
            self.scheduled = Some(window);
            self.assigned = members;
            self.assigned_at = at;
        }
        Ok(())
    }

    /// Somebody arrives.
    pub(super) fn check_in(
        &mut self,
        at: Timestamp,
        volunteer: VolunteerId,
        by: By,
    ) -> Result<(), Code> {
        if let Some(at) = self.take(at, Action::CHECK_IN, by, "")? {
            let service = self.services.len() as u32;
            self.services.push(Service::begun(volunteer, at));
            if let Some(step) = self.steps.last_mut() {
                step.service = Some(service);
            }
        }
        Ok(())
    }

    /// Somebody leaves.
    pub(super) fn check_out(
        &mut self,
        at: Timestamp,
        volunteer: VolunteerId,
        by: By,
    ) -> Result<(), Code> {
        if let Some(at) = self.take(at, Action::CHECK_OUT, by, "")? {
            let mut served = self.services.iter_mut();
            let open = served.find(|service| service.volunteer == volunteer && service.is_open());
            if let Some(service) = open {
                service.end(at);
            }
        }
        Ok(())
    }

    pub(super) fn deliver(
        &mut self,
        at: Timestamp,
        by: By,
        report: &'static str,
    ) -> Result<(), Code> {
        if let Some(at) = self.take(at, Action::DELIVER, by, "")? {
            self.report = report;
            self.delivered = Some(at);
        }
        Ok(())
    }

    pub(super) fn rate(&mut self, at: Timestamp, rating: Rating) -> Result<(), Code> {
        let by = By::requester(self.wish.requester);
        if let Some(at) = self.take(at, Action::RATE, by, "")? {
            self.ratings.push((at, rating));
        }
        Ok(())
    }

    pub(super) fn reopen(&mut self, at: Timestamp, reason: &'static str) -> Result<(), Code> {
        let by = By::requester(self.wish.requester);
        if self.take(at, Action::REOPEN, by, reason)?.is_some() {
            self.reopened = true;
            self.scheduled = None;
        }
        Ok(())
    }

    pub(super) fn cancel(
        &mut self,
        at: Timestamp,
        by: By,
        reason: &'static str,
    ) -> Result<(), Code> {
        if let Some(at) = self.take(at, Action::CANCEL, by, reason)? {
            self.answer(at, "withdrawn");
        }
        Ok(())
    }
}
