//! A year of orders: each is given a whole story, and the county's clock cuts off what has not happened yet.

use super::life::{By, Life};
use super::menu::SERVICES;
use super::names::one;
use super::texts;
use super::world::World;
use domain::access::Action;
use domain::error::Code;
use domain::hours::Verdict;
use domain::ids::{AccountId, OrgId, VolunteerId};
use domain::orders::{CLOSE_AFTER, OfferFor, Performer, Rating, State};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;
use rand::seq::IndexedRandom;

/// When the desk is open.
const OFFICE: (u8, u8) = (8, 18);
/// When people answer their phones.
const AWAKE: (u8, u8) = (7, 22);

impl World {
    /// Lives through `count` orders of a year.
    pub(super) fn live_a_year(&mut self, count: usize) -> Result<(), Code> {
        let (start, end) = (self.county.year, self.now());
        let mut placed: Vec<Timestamp> = (0..count)
            .map(|_| {
                // The menu becomes known: more is ordered at the end of the year than at its beginning.
                let share = self.rng.random::<f64>().powf(0.8);
                let at = start.plus(((end.0 - start.0) as f64 * share) as i64);
                let hour = self.rng.random_range(7 * HOUR..21 * HOUR);
                at.date().start().plus(hour).min(end.plus(-5 * MINUTE))
            })
            .collect();
        placed.sort_unstable();
        for at in placed {
            let life = self.live(at)?;
            self.keep(life);
        }
        Ok(())
    }

    fn live(&mut self, placed: Timestamp) -> Result<Life, Code> {
        // Now and then a clerk orders for somebody who stands at the desk.
        let clerk = self.rng.random_bool(0.05);
        let requester = if clerk {
            let village = self.a_village();
            self.staff_of(village)
        } else {
            self.a_resident()
        };
        let elsewhere = self.rng.random_bool(0.08);
        let village = if elsewhere {
            self.a_village()
        } else {
            self.county.person(requester).village
        };
        let on_behalf = elsewhere || clerk || self.rng.random_bool(0.1);
        let item = self.an_item(village);
        let wish = self.wish(item, requester, village, placed, on_behalf)?;
        let mut life = Life::begin(wish, self.now());
        self.screen(&mut life)?;
        if !life.rests() {
            self.dispatch(&mut life)?;
        }
        if !life.rests() {
            self.fulfil(&mut life)?;
        }
        if !life.rests() {
            self.judge(&mut life)?;
        }
        self.settle(&mut life)?;
        Ok(life)
    }

    pub(super) fn a_resident(&mut self) -> AccountId {
        let residents = &self.county.residents;
        let drawn = residents.choose(&mut self.rng).copied();
        drawn.unwrap_or(super::county::RESIDENT)
    }

    pub(super) fn a_village(&mut self) -> OrgId {
        let villages = &self.villages;
        villages
            .choose(&mut self.rng)
            .copied()
            .unwrap_or(super::county::HOME)
    }

    fn an_item(&mut self, village: OrgId) -> usize {
        let all: u32 = SERVICES.iter().map(|service| service.weight).sum();
        loop {
            let mut left = self.rng.random_range(0..all);
            let drawn = SERVICES.iter().position(|service| {
                let here = left < service.weight;
                left = left.saturating_sub(service.weight);
                here
            });
            if let Some(item) = drawn.filter(|item| self.is_served(*item, village)) {
                return item;
            }
        }
    }

    /// The desk looks at it.
    fn screen(&mut self, life: &mut Life) -> Result<(), Code> {
        let (placed, asker) = (life.wish.placed, By::requester(life.wish.requester));
        let desk = self.desk(life.wish.village);
        match self.rng.random_range(0..1000) {
            0..25 => {
                let at = self.later(placed, 10 * MINUTE..5 * HOUR, AWAKE);
                life.cancel(at, asker, one(&mut self.rng, texts::CALLED_OFF))
            }
            25..60 => {
                let at = self.later(placed, HOUR..24 * HOUR, OFFICE);
                let reason = one(&mut self.rng, texts::REFUSED);
                life.take(at, Action::REJECT, desk, reason).map(|_| ())
            }
            60..66 => {
                let at = self.later(placed, HOUR..24 * HOUR, OFFICE);
                life.take(at, Action::MERGE, desk, "").map(|_| ())
            }
            66..130 => {
                let at = self.later(placed, HOUR..20 * HOUR, OFFICE);
                life.take(at, Action::ASK_INFO, desk, one(&mut self.rng, texts::ASKED))?;
                if self.rng.random_bool(0.85) {
                    let at = self.later(at, HOUR..30 * HOUR, AWAKE);
                    let answer = one(&mut self.rng, texts::ANSWERED);
                    life.take(at, Action::GIVE_INFO, asker, answer).map(|_| ())
                } else {
                    let at = self.later(at, 3 * DAY..6 * DAY, OFFICE);
                    let reason = one(&mut self.rng, texts::REFUSED);
                    life.take(at, Action::REJECT, desk, reason).map(|_| ())
                }
            }
            _ => Ok(()),
        }
    }

    /// It is offered until somebody takes it on.
    fn dispatch(&mut self, life: &mut Life) -> Result<(), Code> {
        let desk = self.desk(life.wish.village);
        for attempt in 0.. {
            let at = self.later(life.last(), 20 * MINUTE..14 * HOUR, OFFICE);
            let to = self.performer(life.wish.item, life.wish.village);
            let within = match self.rng.random_range(0..20) {
                0..3 => OfferFor::TwoHours,
                3..16 => OfferFor::Day,
                _ => OfferFor::ThreeDays,
            };
            life.offer(at, to, within, desk)?;
            let made = life.last();
            let answered = self.later(made, 5 * MINUTE..within.millis() * 6 / 10, AWAKE);
            let hand = self.hand(to);
            let roll = self.rng.random_range(0..100);
            if attempt >= 3 {
                // The desk rings somebody up.
                return life.accept(made.plus(self.rng.random_range(5..40) * MINUTE), hand);
            }
            if roll < 4 || answered.0 >= made.0 + within.millis() {
                life.expire()?;
            } else if roll < 12 {
                life.decline(answered, hand, one(&mut self.rng, texts::DECLINED))?;
            } else if roll < 13 {
                let asker = By::requester(life.wish.requester);
                return life.cancel(answered, asker, one(&mut self.rng, texts::CALLED_OFF));
            } else {
                return life.accept(answered, hand);
            }
            if life.rests() {
                break;
            }
        }
        Ok(())
    }

    /// It is scheduled and served; now and then it changes hands or is called off before.
    fn fulfil(&mut self, life: &mut Life) -> Result<(), Code> {
        let at = self.later(life.last(), 10 * MINUTE..16 * HOUR, AWAKE);
        if !self.arrange(life, at)? {
            return Ok(());
        }
        let early = life
            .scheduled
            .map_or(at, |window| window.from.plus(-3 * HOUR));
        if early.0 > at.0 + HOUR {
            let at = at.plus(self.rng.random_range(MINUTE..early.0 - at.0));
            match self.rng.random_range(0..100) {
                0..2 => {
                    let asker = By::requester(life.wish.requester);
                    return life.cancel(at, asker, one(&mut self.rng, texts::CALLED_OFF));
                }
                2 => {
                    let desk = self.desk(life.wish.village);
                    let to = Performer::Org(self.county.town_of(life.wish.village));
                    let reason = one(&mut self.rng, texts::TAKEN_BACK);
                    life.take_back(at, to, OfferFor::Day, desk, reason)?;
                    let hand = self.hand(to);
                    life.accept(at.plus(20 * MINUTE), hand)?;
                    if !self.arrange(life, at.plus(40 * MINUTE))? {
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        self.serve(life)
    }

    /// Fixes time and people; without anybody free the desk calls it off. Says whether it goes on.
    pub(super) fn arrange(&mut self, life: &mut Life, at: Timestamp) -> Result<bool, Code> {
        let Some(to) = life.performer.filter(|_| !life.rests()) else {
            return Ok(false);
        };
        let service = &SERVICES[life.wish.item];
        let minutes = service.minutes * self.rng.random_range(85..=137) / 100 / 5 * 5;
        let mut window = self.time_within(&life.wish.windows, at, minutes);
        // Rather one too many than one too few.
        let beside = [0, 0, 1, 2][self.rng.random_range(0..4)];
        let most = service.volunteers as usize + beside;
        for _ in 0..10 {
            let members = self.members(to, window, at, most);
            if !members.is_empty() {
                let hand = self.hand(to);
                life.schedule(at, window, members, hand)?;
                return Ok(!life.rests());
            }
            window.from = window.from.plus(DAY);
            window.to = window.to.plus(DAY);
        }
        let desk = self.desk(life.wish.village);
        life.cancel(at, desk, texts::NOBODY_FREE)?;
        Ok(false)
    }

    /// They come, work and leave; then the delivery is reported.
    pub(super) fn serve(&mut self, life: &mut Life) -> Result<(), Code> {
        let (Some(window), Some(to)) = (life.scheduled, life.performer) else {
            return Ok(());
        };
        let members = life.assigned.clone();
        let late = self.rng.random_range(-5..20) * MINUTE;
        let mut passages: Vec<(Timestamp, Action, VolunteerId)> = Vec::new();
        for id in &members {
            let came = window
                .from
                .plus(self.rng.random_range(-15 * MINUTE..8 * MINUTE));
            let mut left = window
                .to
                .plus(late + self.rng.random_range(-5 * MINUTE..5 * MINUTE));
            // Somebody forgets to check out: staff will have to look at it.
            let forgot = self.rng.random_bool(0.004) && window.from.clock().0 < 11;
            if forgot && self.take_day(*id, window) {
                left = came.plus(self.rng.random_range(490..640) * MINUTE);
            }
            passages.push((came, Action::CHECK_IN, *id));
            passages.push((left.max(came.plus(5 * MINUTE)), Action::CHECK_OUT, *id));
        }
        passages.sort_unstable();
        for (at, action, id) in passages {
            let by = self.who_notes(to, id, &members);
            if action == Action::CHECK_IN {
                life.check_in(at, id, by)?;
            } else {
                life.check_out(at, id, by)?;
            }
        }
        let at = life.last().plus(self.rng.random_range(5..90) * MINUTE);
        let hand = self.hand(to);
        life.deliver(at, hand, SERVICES[life.wish.item].report)
    }

    /// Most check in by themselves; the leader does it for those without a phone at hand.
    fn who_notes(&mut self, to: Performer, id: VolunteerId, members: &[VolunteerId]) -> By {
        let own = self.county.volunteer(id).account;
        match to {
            Performer::Team(team) if self.rng.random_bool(0.15) => {
                let leader = self.county.team(team).leader;
                let account = self.county.volunteer(leader).account;
                if members.contains(&leader) {
                    By::member(account)
                } else {
                    By::leader(account, team)
                }
            }
            _ => By::member(own),
        }
    }

    /// It is rated, or closed after a week; now and then it has to be done again.
    fn judge(&mut self, life: &mut Life) -> Result<(), Code> {
        let Some(delivered) = life.delivered else {
            return Ok(());
        };
        if self.rng.random_bool(0.72) {
            // Within the week, so that the clock has not closed it.
            let at = self.later(delivered, 20 * MINUTE..5 * DAY, AWAKE);
            let rating = self.rating();
            life.rate(at, rating)?;
        } else {
            life.take(delivered.plus(CLOSE_AFTER), Action::CLOSE, By::CLOCK, "")?;
        }
        let unhappy = life
            .ratings
            .last()
            .is_some_and(|(_, rating)| rating.stars < 4);
        let odds = if unhappy { 0.2 } else { 0.004 };
        let over = matches!(life.state, State::Rated | State::AutoClosed);
        if over && !life.reopened && self.rng.random_bool(odds) {
            let at = self.later(life.last(), 2 * HOUR..3 * DAY, AWAKE);
            life.reopen(at, one(&mut self.rng, texts::ASKED_AGAIN))?;
            let at = self.later(at, 30 * MINUTE..10 * HOUR, AWAKE);
            if self.arrange(life, at)? {
                self.serve(life)?;
                return self.judge(life);
            }
        }
        Ok(())
    }

    pub(super) fn rating(&mut self) -> Rating {
        let stars = match self.rng.random_range(0..100) {
            0..73 => 5,
            73..93 => 4,
            93..97 => 3,
            97..99 => 2,
            _ => 1,
        };
        self.rating_of(stars)
    }

    pub(super) fn rating_of(&mut self, stars: i64) -> Rating {
        let tags = texts::tags(stars);
        let count = self.rng.random_range(0..=tags.len());
        let wordy = self.rng.random_bool(0.4);
        Rating {
            stars,
            tags: tags.iter().copied().take(count).collect(),
            words: if wordy {
                one(&mut self.rng, texts::words(stars)).to_owned()
            } else {
                String::new()
            },
        }
    }

    /// Service records on their way to the ledger.
    pub(super) fn settle(&mut self, life: &mut Life) -> Result<(), Code> {
        let (Some(to), now) = (life.performer, self.now()) else {
            return Ok(());
        };
        let hand = self.hand(to);
        let institute = self.county.town_of(life.wish.village);
        for service in &mut life.services {
            let Some(left) = service.left.filter(|_| service.deeds.is_empty()) else {
                continue;
            };
            // A person does not confirm their own attendance.
            let own = Some(self.county.volunteer(service.volunteer).account) == hand.account;
            let by = match hand.account.filter(|_| !own) {
                Some(account) => account,
                None => self.staff_of(institute),
            };
            let at = self.later(left, 15 * MINUTE..20 * HOUR, AWAKE);
            if at > now {
                continue;
            }
            service.confirm(at, by, &[])?;
            if service.reason.is_none() && self.rng.random_bool(0.0015) {
                let objector = self.a_resident();
                let at = self.later(at, HOUR..2 * DAY, AWAKE);
                if at > now || service.until.is_none_or(|until| until <= at) {
                    service.post(now)?;
                    continue;
                }
                service.object(at, objector, one(&mut self.rng, texts::OBJECTED))?;
            }
            let frozen = service.reason.is_some() || !service.objection.is_empty();
            if frozen {
                let last = service.deeds.last().map_or(at, |(at, ..)| *at);
                let at = self.later(last, 4 * HOUR..4 * DAY, OFFICE);
                let verdict = if self.rng.random_bool(0.75) {
                    Verdict::Approve
                } else {
                    Verdict::Strike
                };
                let desk = self.staff_of(institute);
                if at <= now {
                    service.review(at, desk, verdict)?;
                }
            }
            service.post(now)?;
        }
        Ok(())
    }
}
