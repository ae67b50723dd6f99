//! Everything that happened, in the order of time: from it follow ids, totals and points.

use super::county::County;
use super::life::Life;
use super::menu::{CATEGORIES, SERVICES};
use super::service::Deed;
use domain::access::Action;
use domain::ids::{AttendanceId, CategoryId, EarningRuleId, VolunteerId};
use domain::insights::Approval;
use domain::points::{Earning, Earns, Rule, Service};
use domain::time::{DAY, Timestamp};
use std::collections::HashMap;

/// Something that left an audit row. Places in lists are 32 bits wide: there are more than a million of these.
#[derive(Clone, Copy)]
pub(super) enum What {
    Granted(u32),
    Category(u32),
    Item(u32),
    Founded(u32),
    Registered(u32),
    /// A life and its step.
    Step(u32, u32),
    /// A life, its service and what was done with that.
    Deed(u32, u32, u32),
}

/// Points that were awarded.
pub(super) struct Award {
    pub rule: Rule,
    pub line: EarningRuleId,
    pub source: AttendanceId,
    pub volunteer: VolunteerId,
    pub amount: i64,
    pub at: Timestamp,
}

/// The county's books, before they are written.
pub(super) struct Books {
    pub county: County,
    /// In the order in which they were placed.
    pub lives: Vec<Life>,
    pub moments: Vec<(Timestamp, What)>,
    pub awards: Vec<Award>,
    /// Posted minutes and points, by the volunteer's place in the list.
    pub minutes: Vec<i64>,
    pub points: Vec<i64>,
    /// How each service is rated, by its place in the menu.
    pub approval: Vec<Approval>,
}

impl Books {
    pub(super) fn keep(county: County, mut lives: Vec<Life>) -> Self {
        lives.sort_by_key(|life| life.wish.placed);
        let moments = in_order(&county, &lives);
        let volunteers = county.volunteers.len();
        let mut books = Self {
            county,
            lives,
            moments,
            awards: Vec::new(),
            minutes: vec![0; volunteers],
            points: vec![0; volunteers],
            approval: vec![Approval::default(); SERVICES.len()],
        };
        books.add_up();
        books
    }

    /// When the county's menu was entered.
    pub(super) fn opening(&self) -> Timestamp {
        opening(&self.county)
    }

    /// Walks through time once: numbers the service records, counts stars, minutes and points.
    fn add_up(&mut self) {
        let earning = Earning::beginning();
        let bonus = (
            earning.line(Earns::FiveStars),
            earning.points(Earns::FiveStars),
        );
        let mut served = 0;
        // Minutes and points of a day, and points of a month.
        let mut days: HashMap<(VolunteerId, Timestamp), (i64, i64)> = HashMap::new();
        let mut months: HashMap<(VolunteerId, i32, u8), i64> = HashMap::new();
        for (at, what) in &self.moments {
            match *what {
                What::Step(life, step) => {
                    let life = &mut self.lives[life as usize];
                    let step = &life.steps[step as usize];
                    if let Some(service) = step.service {
                        served += 1;
                        life.services[service as usize].id = AttendanceId(served);
                    }
                    if step.action == Action::RATE {
                        let stars = stars_at(life, *at);
                        self.approval[life.wish.item].n += 1;
                        self.approval[life.wish.item].stars += stars;
                        if stars == 5 {
                            thank(life, *at, bonus, &mut self.awards);
                        }
                    }
                }
                What::Deed(life, service, deed) => {
                    let service = &self.lives[life as usize].services[service as usize];
                    if !matches!(service.deeds[deed as usize].1, Deed::Post) {
                        continue;
                    }
                    let (year, month, _) = service.came.date().ymd();
                    let of_day = days
                        .entry((service.volunteer, service.came.date().start()))
                        .or_default();
                    let of_month = months.entry((service.volunteer, year, month)).or_default();
                    let posted = Service {
                        minutes: service.minutes,
                        before: of_day.0,
                        of_day: of_day.1,
                        of_month: *of_month,
                        led: false,
                        again: false,
                        category: CategoryId::default(),
                    };
                    of_day.0 += service.minutes;
                    self.minutes[service.volunteer.0 as usize - 1] += service.minutes;
                    for (rule, line, amount) in earning.for_service(&posted) {
                        of_day.1 += amount;
                        *of_month += amount;
                        self.awards.push(Award {
                            rule,
                            line,
                            source: service.id,
                            volunteer: service.volunteer,
                            amount,
                            at: *at,
                        });
                    }
                }
                _ => {}
            }
        }
        for award in &self.awards {
            self.points[award.volunteer.0 as usize - 1] += award.amount;
        }
    }
}

fn opening(county: &County) -> Timestamp {
    county.now.plus(-1_190 * DAY)
}

fn in_order(county: &County, lives: &[Life]) -> Vec<(Timestamp, What)> {
    let mut moments: Vec<(Timestamp, What)> = Vec::new();
    let places = |count: usize| 0..count as u32;
    let opening = opening(county);
    for (place, grant) in places(county.grants.len()).zip(&county.grants) {
        moments.push((grant.granted_at, What::Granted(place)));
    }
    moments.extend(places(CATEGORIES.len()).map(|place| (opening, What::Category(place))));
    moments.extend(places(SERVICES.len()).map(|place| (opening.plus(DAY), What::Item(place))));
    for (place, team) in places(county.teams.len()).zip(&county.teams) {
        moments.push((team.founded, What::Founded(place)));
    }
    for (place, volunteer) in places(county.volunteers.len()).zip(&county.volunteers) {
        moments.push((volunteer.since, What::Registered(place)));
    }
    for (life, story) in places(lives.len()).zip(lives) {
        for (place, step) in places(story.steps.len()).zip(&story.steps) {
            moments.push((step.at, What::Step(life, place)));
        }
        for (service, record) in places(story.services.len()).zip(&story.services) {
            for (deed, (at, ..)) in places(record.deeds.len()).zip(&record.deeds) {
                moments.push((*at, What::Deed(life, service, deed)));
            }
        }
    }
    // Stable: what happened to one order at one time stays in its order.
    moments.sort_by_key(|(at, _)| *at);
    moments
}

pub(super) fn stars_at(life: &Life, at: Timestamp) -> i64 {
    let given = life.ratings.iter().find(|(when, _)| *when == at);
    given.map_or(0, |(_, rating)| rating.stars)
}

/// Gives the points of a five-star rating to each who has served by then, once an order, under their first coming. Whose
/// service is struck later would give them back: here they do not get them.
fn thank(
    life: &mut Life,
    at: Timestamp,
    (rule, amount): (EarningRuleId, i64),
    awards: &mut Vec<Award>,
) {
    for place in 0..life.services.len() {
        let service = &life.services[place];
        let volunteer = service.volunteer;
        if service.came > at || service.is_struck() {
            continue;
        }
        let mut comings = life.services.iter_mut();
        let first = comings.find(|service| service.volunteer == volunteer);
        if let Some(first) = first.filter(|first| !first.thanked) {
            first.thanked = true;
            awards.push(Award {
                rule: Rule::FiveStars,
                line: rule,
                source: first.id,
                volunteer,
                amount,
                at,
            });
        }
    }
}
