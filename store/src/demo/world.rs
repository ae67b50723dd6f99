//! The county at work: who is free, who answers for whom, and when people do things.

use super::county::{CENTRE, County};
use super::life::{By, Life, Wish};
use super::menu::{Area, SERVICES};
use super::names;
use domain::access::Standing;
use domain::account::{PersonName, Phone};
use domain::error::Code;
use domain::ids::{AccountId, OrgId, TeamId, VolunteerId};
use domain::orders::{Consent, Contact, DayPart, Performer, Window, order_no};
use domain::orgs::Tier;
use domain::time::{CountyDate, DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use std::collections::HashSet;

/// The county with its dice, and the lives it has seen.
pub(super) struct World {
    pub county: County,
    pub rng: StdRng,
    pub lives: Vec<Life>,
    pub villages: Vec<OrgId>,
    numbers: HashSet<u32>,
    /// When each volunteer is taken, by their place in the list.
    taken: Vec<Vec<(Timestamp, Timestamp)>>,
}

/// So long before and after a service nobody is sent elsewhere.
const BEFORE: i64 = 20 * MINUTE;
const AFTER: i64 = 30 * MINUTE;

impl World {
    pub(super) fn new(county: County, rng: StdRng) -> Self {
        Self {
            villages: county.crowded_villages(),
            taken: vec![Vec::new(); county.volunteers.len()],
            county,
            rng,
            lives: Vec::new(),
            numbers: HashSet::new(),
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.county.now
    }

    /// Keeps a life that has been told; there are many, so no more of it than there is.
    pub(super) fn keep(&mut self, mut life: Life) {
        life.steps.shrink_to_fit();
        life.services.shrink_to_fit();
        life.offers.shrink_to_fit();
        self.lives.push(life);
    }

    // ---- when ---------------------------------------------------------------------------------------------------

    /// Some time within these spans later, moved into hours of the day: nobody works the desk at night.
    pub(super) fn later(
        &mut self,
        at: Timestamp,
        span: std::ops::Range<i64>,
        (open, shut): (u8, u8),
    ) -> Timestamp {
        let at = at.plus(self.rng.random_range(span));
        let (hour, _) = at.clock();
        let date = if hour >= shut {
            at.date().plus_days(1)
        } else if hour < open {
            at.date()
        } else {
            return at;
        };
        date.start()
            .plus(i64::from(open) * HOUR + self.rng.random_range(0..2 * HOUR))
    }

    /// Windows that suit and leave the service its notice.
    pub(super) fn windows(&mut self, placed: Timestamp, notice_hours: i64) -> Vec<Window> {
        let count = self.rng.random_range(1..=3);
        let earliest = placed.plus(notice_hours * HOUR).date();
        let mut day = earliest.plus_days(1 + self.rng.random_range(0..4));
        let mut windows = Vec::new();
        for _ in 0..count {
            let part = match self.rng.random_range(0..10) {
                0..5 => DayPart::Morning,
                5..9 => DayPart::Afternoon,
                _ => DayPart::Evening,
            };
            windows.extend(part.on(day));
            day = day.plus_days(self.rng.random_range(1..3));
        }
        windows
    }

    /// A time for a service within a window that suits, after `at`.
    pub(super) fn time_within(
        &mut self,
        windows: &[Window],
        at: Timestamp,
        minutes: i64,
    ) -> Window {
        let soonest = at.plus(HOUR);
        let asked = windows.iter().find(|window| window.from > soonest);
        let window = asked.copied().unwrap_or_else(|| {
            let day: CountyDate = at.date().plus_days(1 + self.rng.random_range(0..2));
            let part = names::either(&mut self.rng, DayPart::Morning, DayPart::Afternoon);
            part.on(day).unwrap_or(Window {
                from: soonest,
                to: soonest.plus(4 * HOUR),
            })
        });
        let slack = ((window.to.0 - window.from.0) / MINUTE - minutes).max(0);
        let from = window
            .from
            .plus(self.rng.random_range(0..=slack) / 15 * 15 * MINUTE);
        Window {
            from,
            to: from.plus(minutes * MINUTE),
        }
    }

    // ---- who ----------------------------------------------------------------------------------------------------

    /// A desk that has this village in its subtree: mostly the institute's.
    pub(super) fn desk(&mut self, village: OrgId) -> By {
        let org = match self.rng.random_range(0..20) {
            0..14 => self.county.town_of(village),
            14..17 => village,
            _ => CENTRE,
        };
        self.desk_of(org)
    }

    /// Somebody at the desk of this org.
    pub(super) fn desk_of(&mut self, org: OrgId) -> By {
        let standing = match self.county.org(org).tier {
            Tier::Centre => Standing::CentreStaff,
            Tier::Institute => Standing::InstituteStaff,
            Tier::Station => Standing::StationStaff,
        };
        By::staff(standing, self.staff_of(org), org)
    }

    pub(super) fn staff_of(&mut self, org: OrgId) -> AccountId {
        let staff = &self.county.staff[org.0 as usize - 1];
        staff
            .choose(&mut self.rng)
            .copied()
            .unwrap_or(super::county::ADMIN)
    }

    /// Whoever answers for a team or an org.
    pub(super) fn hand(&mut self, performer: Performer) -> By {
        match performer {
            Performer::Team(id) => {
                let leader = self.county.team(id).leader;
                By::leader(self.county.volunteer(leader).account, id)
            }
            Performer::Org(id) => By::staff(Standing::OrgHand, self.staff_of(id), id),
        }
    }

    /// A team near the village that does this, or the township's institute.
    pub(super) fn performer(&mut self, item: usize, village: OrgId) -> Performer {
        let town = self.county.town_of(village);
        let near: Vec<TeamId> = self.teams_for(item, &[village, town]);
        let far: Vec<TeamId> = self.teams_for(item, &[CENTRE]);
        let first = if self.rng.random_bool(0.65) {
            [&near, &far]
        } else {
            [&far, &near]
        };
        let team = first
            .into_iter()
            .find(|teams| !teams.is_empty())
            .and_then(|teams| teams.choose(&mut self.rng));
        match team {
            Some(team) if !self.rng.random_bool(0.08) => Performer::Team(*team),
            _ => Performer::Org(town),
        }
    }

    /// The teams of these orgs that offer a service.
    pub(super) fn teams_for(&self, item: usize, orgs: &[OrgId]) -> Vec<TeamId> {
        let of = |org: &OrgId| {
            SERVICES[item]
                .kinds
                .iter()
                .filter_map(|kind| self.county.near.get(&(*kind, *org)))
                .flatten()
                .copied()
                .collect::<Vec<_>>()
        };
        orgs.iter().flat_map(of).collect()
    }

    /// Members who are free at that time, at most so many.
    pub(super) fn members(
        &mut self,
        performer: Performer,
        window: Window,
        at: Timestamp,
        most: usize,
    ) -> Vec<VolunteerId> {
        let mut found: Vec<VolunteerId> = Vec::new();
        for _ in 0..12 * most {
            if found.len() == most {
                break;
            }
            // Some serve much more than others.
            let skew = self.rng.random::<f64>().powf(1.6);
            let drawn = match performer {
                Performer::Team(id) => {
                    let roster = &self.county.team(id).roster;
                    let (id, joined) = roster[(skew * roster.len() as f64) as usize];
                    (joined < at).then_some(id)
                }
                Performer::Org(id) => {
                    let locals = &self.county.locals[id.0 as usize - 1];
                    let id = locals.get((skew * locals.len() as f64) as usize).copied();
                    id.filter(|id| self.county.volunteer(*id).since < at)
                }
            };
            // 陈倩's year is told elsewhere, to the minute.
            let fits = |id: &VolunteerId| *id != super::county::CHEN && !found.contains(id);
            if let Some(id) = drawn.filter(fits).filter(|id| self.is_free(*id, window)) {
                found.push(id);
            }
        }
        for id in &found {
            self.take(*id, window);
        }
        found
    }

    /// Whether somebody can serve then: nowhere else, within eight hours a day, and as a minor not in the evening.
    pub(super) fn is_free(&self, id: VolunteerId, window: Window) -> bool {
        let (from, to) = (window.from.plus(-BEFORE), window.to.plus(AFTER));
        let taken = &self.taken[id.0 as usize - 1];
        let clear = taken
            .iter()
            .all(|(start, end)| to <= *start || *end <= from);
        let same_day = taken.iter().filter(|(start, end)| {
            start.date() <= window.from.date() && window.from.date() <= end.date()
        });
        let day: i64 = same_day.map(|(start, end)| end.0 - start.0).sum();
        let grown_up = !self.county.volunteer(id).minor || window.to.clock().0 < 18;
        clear && day + to.0 - from.0 <= 8 * HOUR && grown_up
    }

    /// Keeps somebody free of anything else then.
    pub(super) fn take(&mut self, id: VolunteerId, window: Window) {
        self.taken[id.0 as usize - 1].push((window.from.plus(-BEFORE), window.to.plus(AFTER)));
    }

    /// Keeps somebody free of anything else that day, if they have nothing else.
    pub(super) fn take_day(&mut self, id: VolunteerId, window: Window) -> bool {
        let (start, end) = (
            window.from.date().start(),
            window.from.date().start().plus(DAY),
        );
        let taken = &mut self.taken[id.0 as usize - 1];
        let others = taken
            .iter()
            .filter(|(from, to)| *from < end && start < *to)
            .count();
        if others == 1 {
            taken.push((start, end.plus(-1)));
        }
        others == 1
    }

    // ---- what ---------------------------------------------------------------------------------------------------

    /// An order for this service, there.
    pub(super) fn wish(
        &mut self,
        item: usize,
        requester: AccountId,
        village: OrgId,
        placed: Timestamp,
        on_behalf: bool,
    ) -> Result<Wish, Code> {
        let rng = &mut self.rng;
        let mut drawn = rng.random_range(0..10_000_000);
        while !self.numbers.insert(drawn) {
            drawn = rng.random_range(0..10_000_000);
        }
        let person = self.county.person(requester);
        let (name, phone) = if on_behalf {
            (names::other_name(rng)?, names::other_phone(rng)?)
        } else {
            (
                PersonName::parse(&person.name)?,
                Phone::parse(&person.phone)?,
            )
        };
        let consent = on_behalf.then(|| match rng.random_range(0..4) {
            0 => Consent::InPerson,
            1 => Consent::ByPhone,
            _ => Consent::Family,
        });
        let in_town = self.county.town_of(village) == super::county::SEAT;
        let contact = Contact {
            name,
            phone,
            address: names::address(rng, in_town),
            note: names::note(rng).to_owned(),
        };
        let windows = self.windows(placed, SERVICES[item].notice_hours);
        Ok(Wish {
            no: order_no(placed.date().ymd().0, drawn),
            item,
            requester,
            village,
            contact,
            consent,
            windows,
            placed,
        })
    }

    /// Whether a service is offered in a village.
    pub(super) fn is_served(&self, item: usize, village: OrgId) -> bool {
        match SERVICES[item].area {
            Area::County => true,
            Area::Town(code) => self.county.org(self.county.town_of(village)).code == code,
        }
    }
}
