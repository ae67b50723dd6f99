//! Service records that wait for a decision of the county town's staff.

use super::county::{LEADER, SEAT};
use super::life::{By, Life};
use super::menu::SERVICES;
use super::stage::{Asks, CLEANING, ESCORT, MEALS, PHONE, PRESSURE};
use super::texts;
use super::world::World;
use domain::access::Action;
use domain::error::Code;
use domain::hours::Verdict;
use domain::ids::VolunteerId;
use domain::orders::Window;
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;

impl World {
    /// Records that are too long, at two places at once, or objected to; and one that was struck.
    pub(super) fn records_to_decide_on(&mut self) -> Result<(), Code> {
        self.too_long()?;
        self.at_two_places()?;
        self.objected_to()
    }

    fn too_long(&mut self) -> Result<(), Code> {
        for (title, days, minutes, struck) in [
            (CLEANING, 2, 560, false),
            (ESCORT, 4, 505, false),
            (PRESSURE, 6, 600, true),
        ] {
            let mut life = self.on_a_morning(title, days)?;
            let (id, came) = first_assigned(&life);
            self.serve_as(&mut life, &[(id, came, minutes)])?;
            let (by, midday) = (self.staff_of(SEAT), came.plus(29 * HOUR));
            if let Some(service) = life.services.first_mut() {
                service.confirm(midday.min(self.now()), by, &[])?;
                if struck {
                    service.review(midday.plus(3 * DAY), by, Verdict::Strike)?;
                }
            }
            self.keep(life);
        }
        Ok(())
    }

    fn at_two_places(&mut self) -> Result<(), Code> {
        let mut first = self.on_a_morning(MEALS, 3)?;
        let (id, came) = first_assigned(&first);
        self.serve_as(&mut first, &[(id, came, 75)])?;
        let mut second = self.on_a_morning(MEALS, 3)?;
        second.assigned = vec![id];
        self.serve_as(&mut second, &[(id, came.plus(50 * MINUTE), 60)])?;
        let (by, others) = (self.staff_of(SEAT), [(came, came.plus(75 * MINUTE))]);
        let next_day = came.plus(26 * HOUR);
        for (life, others) in [(&mut first, &[][..]), (&mut second, &others[..])] {
            if let Some(service) = life.services.first_mut() {
                service.confirm(next_day, by, others)?;
            }
        }
        self.keep(first);
        self.keep(second);
        Ok(())
    }

    fn objected_to(&mut self) -> Result<(), Code> {
        for (title, words) in [(PHONE, texts::OBJECTED[1]), (CLEANING, texts::OBJECTED[0])] {
            let mut life = self.on_a_morning(title, 2)?;
            let (id, came) = first_assigned(&life);
            self.serve_as(&mut life, &[(id, came, 90)])?;
            let (by, objector) = (self.staff_of(SEAT), self.a_resident());
            if let Some(service) = life.services.first_mut() {
                service.confirm(came.plus(9 * HOUR), by, &[])?;
                service.object(self.now().plus(-5 * HOUR), objector, words)?;
            }
            self.keep(life);
        }
        Ok(())
    }

    /// An order scheduled for a morning some days ago, with somebody who has nothing else that day.
    fn on_a_morning(&mut self, title: &str, days: i64) -> Result<Life, Code> {
        let day = self.now().date().plus_days(-days);
        let from = day.at(8, 0).unwrap_or_else(|| day.start());
        let to = self.others(title);
        loop {
            let life = self.scheduled(title, Asks::InTown, to, from, &[])?;
            let window = Window {
                from,
                to: from.plus(HOUR),
            };
            // A team is large enough that somebody is free before long; whoever is not is served by nobody.
            let first = life.assigned.first().copied();
            if first.is_none_or(|id| self.take_day(id, window)) {
                return Ok(life);
            }
        }
    }

    /// They serve exactly so long; then it is delivered.
    pub(super) fn serve_as(
        &mut self,
        life: &mut Life,
        served: &[(VolunteerId, Timestamp, i64)],
    ) -> Result<(), Code> {
        let Some(to) = life.performer else {
            return Ok(());
        };
        let mut passages: Vec<(Timestamp, Action, VolunteerId)> = Vec::new();
        for (id, came, minutes) in served {
            let seconds = self.rng.random_range(0..MINUTE);
            passages.push((*came, Action::CHECK_IN, *id));
            passages.push((
                came.plus(minutes * MINUTE + seconds),
                Action::CHECK_OUT,
                *id,
            ));
        }
        passages.sort_unstable();
        for (at, action, id) in passages {
            let by = By::member(self.county.volunteer(id).account);
            if action == Action::CHECK_IN {
                life.check_in(at, id, by)?;
            } else {
                life.check_out(at, id, by)?;
            }
        }
        let hand = self.hand(to);
        let report = SERVICES[life.wish.item].report;
        life.deliver(life.last().plus(20 * MINUTE), hand, report)
    }
}

/// The first who was to go, and when.
fn first_assigned(life: &Life) -> (VolunteerId, Timestamp) {
    let first = life.assigned.first().copied();
    let from = life.scheduled.map_or(life.last(), |window| window.from);
    (first.unwrap_or(LEADER), from)
}
