//! Who and what there is in the demo county before anybody orders anything: orgs, people, teams.

use super::places::orgs;
use super::teams::{self, Kind};
use super::{Options, names};
use crate::account::grant;
use crate::orgs::entity as org;
use domain::account::{BirthMonth, FreeTime, Sex, Skill};
use domain::ids::{AccountId, OrgId, TeamId, VolunteerId};
use domain::orgs::Tier;
use domain::time::{DAY, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use std::collections::HashMap;

/// What the county has at scale 1. Source of the first two: the county's own big screen, August 2022.
const VOLUNTEERS: f64 = 88_410.0;
const TEAMS: f64 = 533.0;
/// Residents who order and are not volunteers.
const RESIDENTS: f64 = 20_000.0;
/// Below these a county is too small to have every kind of thing once.
const FEWEST_VOLUNTEERS: usize = 240;
const FEWEST_RESIDENTS: usize = 60;

/// The centre.
pub(super) const CENTRE: OrgId = OrgId(1);
/// 南诏镇, the county town: the demo's institute.
pub(super) const SEAT: OrgId = OrgId(2);
/// 城内社区: the demo's station.
pub(super) const HOME: OrgId = OrgId(18);

/// The demo's people, in the order of [`ACCOUNTS`].
pub(super) const RESIDENT: AccountId = AccountId(1);
/// The county administrator, who has entered the menu and granted the roles.
pub(super) const ADMIN: AccountId = AccountId(7);
/// 许秀兰, at her station.
pub(super) const STATION_CLERK: AccountId = AccountId(4);
/// 林建平, at his institute.
pub(super) const INSTITUTE_CLERK: AccountId = AccountId(5);
/// 吴幼盛.
pub(super) const LEADER: VolunteerId = VolunteerId(1);
/// 陈倩.
pub(super) const CHEN: VolunteerId = VolunteerId(2);

/// Somebody with an account; the account's id is the place in the list plus one.
pub(super) struct Person {
    pub name: String,
    pub phone: String,
    pub village: OrgId,
    pub since: Timestamp,
}

/// A volunteer; the id is the place in the list plus one.
pub(super) struct Volunteer {
    pub account: AccountId,
    pub born: BirthMonth,
    pub sex: Sex,
    pub village: OrgId,
    pub skills: Vec<Skill>,
    pub free_times: Vec<FreeTime>,
    pub since: Timestamp,
    /// Under age when registering, so with a guardian.
    pub with_guardian: bool,
    /// Under age today.
    pub minor: bool,
}

/// A team; the id is the place in the list plus one.
pub(super) struct Team {
    pub kind: Kind,
    pub org: OrgId,
    pub name: String,
    pub leader: VolunteerId,
    pub founded: Timestamp,
    /// Who serves in it, and since when; the leader first.
    pub roster: Vec<(VolunteerId, Timestamp)>,
}

/// The county.
pub(super) struct County {
    pub now: Timestamp,
    /// When the year of orders begins.
    pub year: Timestamp,
    pub orgs: Vec<org::Model>,
    pub people: Vec<Person>,
    pub volunteers: Vec<Volunteer>,
    pub residents: Vec<AccountId>,
    pub grants: Vec<grant::Model>,
    pub teams: Vec<Team>,
    /// The staff of each org, by the org's place in the list.
    pub staff: Vec<Vec<AccountId>>,
    /// Who lives in each org's place, by the org's place in the list.
    pub locals: Vec<Vec<VolunteerId>>,
    /// The teams of a kind at an org.
    pub near: HashMap<(Kind, OrgId), Vec<TeamId>>,
}

impl County {
    pub(super) fn found(options: Options, now: Timestamp, rng: &mut StdRng) -> Self {
        let sized = |at_one: f64, fewest| ((at_one * options.scale).round() as usize).max(fewest);
        let mut county = Self {
            now,
            year: now.plus(-365 * DAY),
            orgs: orgs(),
            people: Vec::new(),
            volunteers: Vec::new(),
            residents: Vec::new(),
            grants: Vec::new(),
            teams: Vec::new(),
            staff: Vec::new(),
            locals: Vec::new(),
            near: HashMap::new(),
        };
        county.staff = vec![Vec::new(); county.orgs.len()];
        county.locals = vec![Vec::new(); county.orgs.len()];
        county.employ(rng);
        county.register(sized(VOLUNTEERS, FEWEST_VOLUNTEERS), rng);
        let villages = county.crowded_villages();
        for _ in 0..sized(RESIDENTS, FEWEST_RESIDENTS) {
            let since = now.plus(-rng.random_range(366 * DAY..1_000 * DAY));
            let village = villages.choose(rng).copied().unwrap_or(HOME);
            let sex = names::either(rng, Sex::Female, Sex::Male);
            let account = county.enter(names::name(rng, sex), village, since);
            county.residents.push(account);
        }
        county.found_teams(sized(TEAMS, teams::FEWEST), rng);
        county.fill_rosters(rng);
        county
    }

    pub(super) fn org(&self, id: OrgId) -> &org::Model {
        &self.orgs[id.0 as usize - 1]
    }

    /// The township a village lies in.
    pub(super) fn town_of(&self, village: OrgId) -> OrgId {
        self.org(village).parent_id.unwrap_or(SEAT)
    }

    pub(super) fn person(&self, id: AccountId) -> &Person {
        &self.people[id.0 as usize - 1]
    }

    pub(super) fn volunteer(&self, id: VolunteerId) -> &Volunteer {
        &self.volunteers[id.0 as usize - 1]
    }

    pub(super) fn team(&self, id: TeamId) -> &Team {
        &self.teams[id.0 as usize - 1]
    }

    /// 沈小禾, the minor, registered last.
    pub(super) fn minor(&self) -> VolunteerId {
        VolunteerId(self.volunteers.len() as i64)
    }

    /// The villages, those of the county town five times over: that is how many people live there.
    pub(super) fn crowded_villages(&self) -> Vec<OrgId> {
        let stations = self.orgs.iter().filter(|org| org.tier == Tier::Station);
        stations
            .flat_map(|org| {
                let crowd = if org.parent_id == Some(SEAT) { 5 } else { 1 };
                std::iter::repeat_n(org.id, crowd)
            })
            .collect()
    }
}
