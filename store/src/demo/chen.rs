//! 陈倩's year: she has the points that the newspaper counts, each from a service that was posted.

use super::county::{CHEN, LEADER, SEAT};
use super::life::Life;
use super::menu::SERVICES;
use super::stage::{ART, Asks, CHAT, ESCORT, HOMEWORK, RELIEF, SNAIL};
use super::world::World;
use domain::error::Code;
use domain::orders::State;
use domain::points::{Earning, Earns};
use domain::time::HOUR;
use rand::Rng;

/// Points that 陈倩 has. Source: `东南网`, 13 August 2022.
const CHENS_POINTS: i64 = 913;

impl World {
    /// 陈倩's year: one service every eight days, and exactly the points the newspaper counts.
    pub(super) fn chens_year(&mut self) -> Result<(), Code> {
        const SERVED: i64 = 40;
        const TITLES: [&str; 5] = [CHAT, ART, HOMEWORK, RELIEF, ESCORT];
        let earning = Earning::beginning();
        let (an_hour, five_stars) = (
            earning.points(Earns::Hour),
            earning.points(Earns::FiveStars),
        );
        let mut left = CHENS_POINTS - SERVED / 2 * five_stars;
        for n in 0..SERVED {
            let even = left / (SERVED - n);
            let points = if n + 1 == SERVED {
                left
            } else {
                even + self.rng.random_range(-4..=4)
            };
            left -= points;
            // Six minutes a point; what is over counts as time, not as points.
            let minutes = points * 60 / an_hour + self.rng.random_range(0..6);
            let day = self.now().date().plus_days(-(20 + 8 * (SERVED - n)));
            let hour = if n % 3 == 0 { 14 } else { 9 };
            let from = day.at(hour, 0).unwrap_or_else(|| day.start());
            let title = TITLES[n as usize % TITLES.len()];
            let mut life = self.scheduled(title, Asks::InTown, SNAIL, from, &[CHEN])?;
            let beside = life.assigned.iter().filter(|id| **id != CHEN).copied();
            let mut served: Vec<_> = beside
                .map(|id| (id, from, SERVICES[life.wish.item].minutes))
                .collect();
            served.push((CHEN, from, minutes));
            self.serve_as(&mut life, &served)?;
            let stars = if n % 2 == 0 { 5 } else { 4 };
            let rating = self.rating_of(stars);
            life.rate(life.last().plus(7 * HOUR), rating)?;
            debug_assert_eq!(life.state, State::Rated);
            self.settle_plainly(&mut life)?;
            self.keep(life);
        }
        Ok(())
    }

    /// Confirmed by the leader, shown, posted: nobody objects.
    pub(super) fn settle_plainly(&mut self, life: &mut Life) -> Result<(), Code> {
        let now = self.now();
        let (leader, staff) = (self.county.volunteer(LEADER).account, self.staff_of(SEAT));
        for service in &mut life.services {
            let own = service.volunteer == LEADER;
            let at = service.left.unwrap_or(now).plus(3 * HOUR);
            service.confirm(at, if own { staff } else { leader }, &[])?;
            service.post(now)?;
        }
        Ok(())
    }
}
