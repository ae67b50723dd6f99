//! The people of the demo county: its staff, its volunteers, and those who order.

use super::county::{ADMIN, CENTRE, CHEN, County, HOME, LEADER, Person, SEAT, Volunteer};
use super::{ACCOUNTS, names};
use crate::account::grant;
use domain::account::{ADULT, BirthMonth, FreeTime, Sex, Skill, YOUNGEST};
use domain::actor::Role;
use domain::ids::{AccountId, GrantId, OrgId, VolunteerId};
use domain::orgs::Tier;
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

/// Who of the demo's people has which account: the places in [`ACCOUNTS`].
const CHEN_ACCOUNT: AccountId = AccountId(2);
const LEADER_ACCOUNT: AccountId = AccountId(3);
const MINOR_ACCOUNT: AccountId = AccountId(8);
const STAFF: [(AccountId, Role, OrgId); 4] = [
    (AccountId(4), Role::StationStaff, HOME),
    (AccountId(5), Role::InstituteStaff, SEAT),
    (AccountId(6), Role::CentreStaff, CENTRE),
    (ADMIN, Role::CountyAdmin, CENTRE),
];

impl County {
    pub(super) fn enter(&mut self, name: String, village: OrgId, since: Timestamp) -> AccountId {
        self.people.push(Person {
            name,
            phone: names::phone(self.people.len()),
            village,
            since,
        });
        AccountId(self.people.len() as i64)
    }

    /// The demo's people, and staff for every org.
    pub(super) fn employ(&mut self, rng: &mut StdRng) {
        let opening = self.now.plus(-1_200 * DAY);
        for account in ACCOUNTS {
            self.enter(account.name.to_owned(), HOME, opening);
            if let Some(person) = self.people.last_mut() {
                account.phone.clone_into(&mut person.phone);
            }
        }
        for (account, role, org) in STAFF {
            self.grant(account, role, org, opening);
        }
        for at in 0..self.orgs.len() {
            let (id, tier) = (self.orgs[at].id, self.orgs[at].tier);
            let (role, count) = match tier {
                Tier::Centre => (Role::CentreStaff, 2),
                Tier::Institute => (Role::InstituteStaff, 2),
                Tier::Station => (Role::StationStaff, 1),
            };
            for _ in 0..count {
                let sex = names::either(rng, Sex::Female, Sex::Male);
                let account = self.enter(names::name(rng, sex), id, opening.plus(DAY));
                self.grant(account, role, id, opening.plus(DAY));
            }
        }
    }

    fn grant(&mut self, account_id: AccountId, role: Role, org_id: OrgId, granted_at: Timestamp) {
        self.grants.push(grant::Model {
            id: GrantId(self.grants.len() as i64 + 1),
            account_id,
            role,
            org_id,
            granted_at,
            ended_at: None,
        });
        if role.is_staff() {
            self.staff[org_id.0 as usize - 1].push(account_id);
        }
    }

    /// Registers volunteers, the longest-standing first.
    pub(super) fn register(&mut self, count: usize, rng: &mut StdRng) {
        let villages = self.crowded_villages();
        let mut since: Vec<Timestamp> = (0..count)
            .map(|_| {
                // Most were there before the year of orders; the county also wins new ones all the time.
                let days = if rng.random_bool(0.7) {
                    rng.random_range(405..1_100)
                } else {
                    rng.random_range(2..405)
                };
                let day = self.now.plus(-days * DAY).date().start();
                day.plus(rng.random_range(8 * HOUR..21 * HOUR) / MINUTE * MINUTE)
            })
            .collect();
        since.sort_unstable();
        for (at, since) in since.into_iter().enumerate() {
            let id = VolunteerId(at as i64 + 1);
            let volunteer = if id == LEADER {
                newcomer(rng, (LEADER_ACCOUNT, HOME), Sex::Male, 51, since)
            } else if id == CHEN {
                newcomer(rng, (CHEN_ACCOUNT, HOME), Sex::Female, 25, since)
            } else if at + 1 == count {
                newcomer(rng, (MINOR_ACCOUNT, HOME), Sex::Female, 16, since)
            } else {
                let sex = names::either(rng, Sex::Female, Sex::Male);
                // The demo's station has people to send at any scale.
                let village = if at < 10 {
                    HOME
                } else {
                    villages.choose(rng).copied().unwrap_or(HOME)
                };
                let account = self.enter(names::name(rng, sex), village, since.plus(-20 * MINUTE));
                let age = match rng.random_range(0..100) {
                    0..2 => rng.random_range(YOUNGEST + 1..ADULT),
                    2..45 => rng.random_range(ADULT + 1..35),
                    45..85 => rng.random_range(35..60),
                    _ => rng.random_range(60..74),
                };
                newcomer(rng, (account, village), sex, age, since)
            };
            let village = volunteer.village;
            let town = self.town_of(village);
            for place in [village, town, CENTRE] {
                self.locals[place.0 as usize - 1].push(id);
            }
            self.volunteers.push(Volunteer {
                minor: volunteer.born.age(self.now.date()) < ADULT,
                ..volunteer
            });
        }
    }
}

/// Somebody who registers at this age.
fn newcomer(
    rng: &mut StdRng,
    (account, village): (AccountId, OrgId),
    sex: Sex,
    age: i32,
    since: Timestamp,
) -> Volunteer {
    let (year, ..) = since.date().ymd();
    let month = rng.random_range(1..=12);
    let mut born = BirthMonth {
        year: year - age,
        month,
    };
    if born.age(since.date()) < age {
        born.year -= 1;
    }
    let count = rng.random_range(0..3);
    Volunteer {
        account,
        born,
        sex,
        village,
        skills: Skill::ALL.choose_multiple(rng, count).copied().collect(),
        free_times: FreeTime::ALL
            .choose_multiple(rng, 1 + count)
            .copied()
            .collect(),
        since,
        with_guardian: born.age(since.date()) < ADULT,
        minor: false,
    }
}
