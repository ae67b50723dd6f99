//! The veterans of 蜗牛之家: whole days of respite for families, so that some of them have reached a star.

use super::county::LEADER;
use super::stage::{Asks, RELIEF, SNAIL};
use super::world::World;
use domain::error::Code;
use domain::ids::VolunteerId;
use domain::orders::Window;
use domain::time::{HOUR, Timestamp};

/// Minutes of a whole day's service; with the way there and back no more than eight hours.
const WHOLE_DAY: i64 = 7 * 60;
/// Days between two of them, and how far back the first of them may lie.
const EVERY: i64 = 3;
const DAYS: i64 = 110;

/// Who serves how many whole days: a hundred hours and more, three hundred, six hundred.
const VETERANS: [(VolunteerId, usize); 8] = [
    (LEADER, 15),
    (VolunteerId(3), 15),
    (VolunteerId(4), 15),
    (VolunteerId(5), 15),
    (VolunteerId(6), 44),
    (VolunteerId(7), 15),
    (VolunteerId(8), 87),
    (VolunteerId(9), 15),
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
                to: from.plus(7 * HOUR),
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
