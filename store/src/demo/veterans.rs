//! The veterans of 蜗牛之家: whole days of respite for families, so that some of them have reached a star.

use super::county::LEADER;
use super::stage::{Asks, RELIEF, SNAIL};
use super::world::World;
use domain::error::Code;
use domain::ids::VolunteerId;
use domain::orders::Window;
use domain::time::{HOUR, Timestamp};

/// Minutes of a whole day's service: the most that counts without a review.
const WHOLE_DAY: i64 = 8 * 60;
/// Days between two of them, and how far back the first of them may lie.
const EVERY: i64 = 4;
const DAYS: i64 = 80;

/// Who serves how many whole days: a hundred hours and more, three hundred, six hundred.
const VETERANS: [(VolunteerId, usize); 8] = [
    (LEADER, 13),
    (VolunteerId(3), 13),
    (VolunteerId(4), 13),
    (VolunteerId(5), 13),
    (VolunteerId(6), 38),
    (VolunteerId(7), 13),
    (VolunteerId(8), 75),
    (VolunteerId(9), 13),
];

impl World {
    /// Their whole days, each one order that those of them who are free serve together.
    pub(super) fn veterans(&mut self) -> Result<(), Code> {
        let mut left = VETERANS;
        for n in 0..DAYS {
            let day = self.now().date().plus_days(-(30 + EVERY * n));
            let from = day.at(8, 0).unwrap_or_else(|| day.start());
            let window = Window {
                from,
                to: from.plus(8 * HOUR),
            };
            let going: Vec<VolunteerId> = left
                .iter()
                .filter(|(id, days)| *days > 0 && self.is_free(*id, window))
                .map(|(id, _)| *id)
                .collect();
            if going.is_empty() {
                continue;
            }
            for (id, days) in &mut left {
                *days -= usize::from(going.contains(id));
            }
            self.whole_day(from, window, &going)?;
        }
        Ok(())
    }

    fn whole_day(
        &mut self,
        from: Timestamp,
        window: Window,
        going: &[VolunteerId],
    ) -> Result<(), Code> {
        for id in going {
            self.take(*id, window);
        }
        let mut life = self.scheduled(RELIEF, Asks::InTown, SNAIL, from, going)?;
        life.assigned.retain(|id| going.contains(id));
        let served: Vec<_> = going.iter().map(|id| (*id, from, WHOLE_DAY)).collect();
        self.serve_as(&mut life, &served)?;
        let rating = self.rating_of(4);
        life.rate(life.last().plus(3 * HOUR), rating)?;
        self.settle_plainly(&mut life)?;
        self.keep(life);
        Ok(())
    }
}
