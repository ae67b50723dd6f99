//! Who and what there is in the demo county before anybody orders anything: orgs, people, teams.

use super::names;
use super::teams::{self, Kind, SNAIL_AT};
use super::{ACCOUNTS, Options};
use crate::account::grant;
use crate::orgs::entity as org;
use domain::account::{ADULT, BirthMonth, FreeTime, Sex, Skill, YOUNGEST};
use domain::actor::Role;
use domain::ids::{AccountId, GrantId, OrgId, TeamId, VolunteerId};
use domain::orgs::{OrgPath, Tier};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use std::collections::{HashMap, HashSet};

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
const LEADER_ACCOUNT: AccountId = AccountId(3);
const STAFF: [(AccountId, Role, OrgId); 4] = [
    (AccountId(4), Role::StationStaff, HOME),
    (AccountId(5), Role::InstituteStaff, SEAT),
    (AccountId(6), Role::CentreStaff, CENTRE),
    (AccountId(7), Role::CountyAdmin, CENTRE),
];
/// The county administrator, who has entered the menu and granted the roles.
pub(super) const ADMIN: AccountId = AccountId(7);
const MINOR_ACCOUNT: AccountId = AccountId(8);
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

    fn enter(&mut self, name: String, village: OrgId, since: Timestamp) -> AccountId {
        self.people.push(Person {
            name,
            phone: names::phone(self.people.len()),
            village,
            since,
        });
        AccountId(self.people.len() as i64)
    }

    /// The demo's people, and staff for every org.
    fn employ(&mut self, rng: &mut StdRng) {
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
    fn register(&mut self, count: usize, rng: &mut StdRng) {
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
                newcomer(rng, (AccountId(2), HOME), Sex::Female, 25, since)
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

    fn found_teams(&mut self, count: usize, rng: &mut StdRng) {
        let places = |tier| -> Vec<(OrgId, &str)> {
            let of_tier = self.orgs.iter().filter(move |org| org.tier == tier);
            of_tier.map(|org| (org.id, org.place.as_str())).collect()
        };
        let plans = teams::plans(
            CENTRE,
            &places(Tier::Institute),
            &places(Tier::Station),
            count,
        );
        let mut leading = HashSet::from([LEADER, CHEN]);
        for (at, plan) in plans.into_iter().enumerate() {
            let leader = if at == SNAIL_AT {
                LEADER
            } else {
                self.draw_leader(plan.org, &leading, rng)
            };
            leading.insert(leader);
            let founded = self.volunteer(leader).since.plus(rng.random_range(1..20) * DAY);
            self.near
                .entry((plan.kind, plan.org))
                .or_default()
                .push(TeamId(at as i64 + 1));
            self.teams.push(Team {
                kind: plan.kind,
                org: plan.org,
                name: plan.name,
                leader,
                founded,
                roster: vec![(leader, founded)],
            });
        }
    }

    /// A grown-up of the place who was there before the year began and leads nothing yet; else of anywhere.
    fn draw_leader(
        &self,
        org: OrgId,
        leading: &HashSet<VolunteerId>,
        rng: &mut StdRng,
    ) -> VolunteerId {
        let fits = |id: VolunteerId| {
            let volunteer = self.volunteer(id);
            !volunteer.with_guardian
                && volunteer.since < self.year.plus(-30 * DAY)
                && !leading.contains(&id)
        };
        for place in [org, CENTRE] {
            let locals = &self.locals[place.0 as usize - 1];
            for _ in 0..40 {
                if let Some(id) = locals.choose(rng).copied().filter(|id| fits(*id)) {
                    return id;
                }
            }
        }
        // Leading two teams is possible, if nobody else can be found.
        let known = &self.locals[0];
        known.iter().copied().find(|id| fits(*id)).unwrap_or(LEADER)
    }

    fn fill_rosters(&mut self, rng: &mut StdRng) {
        let mut of_org: Vec<Vec<usize>> = vec![Vec::new(); self.orgs.len()];
        for (at, team) in self.teams.iter().enumerate() {
            of_org[team.org.0 as usize - 1].push(at);
        }
        let snail = [CHEN, self.minor()];
        let neighbours = (3..11).map(VolunteerId);
        for id in snail.into_iter().chain(neighbours) {
            self.join(SNAIL_AT, id);
        }
        for at in 0..self.volunteers.len() {
            let id = VolunteerId(at as i64 + 1);
            if id == LEADER || snail.contains(&id) {
                continue;
            }
            let village = self.volunteers[at].village;
            let times = match rng.random_range(0..20) {
                0 => 0,
                1..4 => 2,
                _ => 1,
            };
            for _ in 0..times {
                let places = match rng.random_range(0..100) {
                    0..25 => [village, self.town_of(village), CENTRE],
                    25..70 => [self.town_of(village), CENTRE, CENTRE],
                    _ => [CENTRE, CENTRE, CENTRE],
                };
                let teams = places
                    .iter()
                    .map(|org| &of_org[org.0 as usize - 1])
                    .find(|teams| !teams.is_empty());
                if let Some(team) = teams.and_then(|teams| teams.choose(rng)) {
                    self.join(*team, id);
                    let useful = self.teams[*team].kind.skills().choose(rng).copied();
                    let skills = &mut self.volunteers[at].skills;
                    if let Some(skill) = useful.filter(|skill| !skills.contains(skill)) {
                        skills.push(skill);
                    }
                }
            }
        }
    }

    fn join(&mut self, team: usize, id: VolunteerId) {
        let since = self.volunteer(id).since;
        let team = &mut self.teams[team];
        if !team.roster.iter().any(|(known, _)| *known == id) {
            let joined = since.max(team.founded).plus(2 * HOUR);
            team.roster.push((id, joined));
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
    let mut born = BirthMonth { year: year - age, month };
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
        free_times: FreeTime::ALL.choose_multiple(rng, 1 + count).copied().collect(),
        since,
        with_guardian: born.age(since.date()) < ADULT,
        minor: false,
    }
}

/// The divisions of the county; see `store/data/README.md`.
const DIVISIONS: &str = include_str!("../../data/zhaoan-divisions.csv");

/// One centre, an institute for each township, a station for each village, in the order of their codes.
fn orgs() -> Vec<org::Model> {
    let mut orgs: Vec<org::Model> = Vec::new();
    for line in DIVISIONS.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let &[level, code, name, parent] = fields.as_slice() else {
            continue;
        };
        let parent = orgs.iter().find(|org| org.code == parent);
        let (tier, suffix) = match level {
            "county" => (Tier::Centre, "新时代文明实践中心"),
            "township" => (Tier::Institute, "新时代文明实践所"),
            _ => (Tier::Station, "新时代文明实践站"),
        };
        let place = place(name);
        let id = OrgId(orgs.len() as i64 + 1);
        orgs.push(org::Model {
            id,
            code: code.to_owned(),
            path: parent.map_or_else(|| OrgPath::root(code), |parent| parent.path.child(code)),
            tier,
            parent_id: parent.map(|parent| parent.id),
            name: format!("{place}{suffix}"),
            place,
            // The county's own area code, with numbers that nobody has looked up.
            phone: format!("0596-33{:05}", id.0 * 7),
        });
    }
    orgs
}

/// What people call a place: without the office that the code belongs to.
fn place(name: &str) -> String {
    if let Some(village) = name.strip_suffix("村委会") {
        return format!("{village}村");
    }
    let place = name.strip_suffix("居委会").unwrap_or(name);
    match place.strip_suffix("社会") {
        // A slip of the source.
        Some(stem) => format!("{stem}社区"),
        None => place.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_county_has_its_three_tiers() {
        let orgs = orgs();
        let count = |tier| orgs.iter().filter(|org| org.tier == tier).count();
        assert_eq!(
            [Tier::Centre, Tier::Institute, Tier::Station].map(count),
            [1, 15, 254]
        );
        assert_eq!(orgs[0].name, "诏安县新时代文明实践中心");
        let named = |id: OrgId| orgs[id.0 as usize - 1].place.as_str();
        assert_eq!((named(SEAT), named(HOME)), ("南诏镇", "城内社区"));
        assert!(orgs.iter().any(|org| org.place == "梅溪村"));
        assert!(orgs.iter().all(|org| org.path.tier() == org.tier));
        assert!(orgs.iter().all(|org| !org.place.contains("委会")));
    }
}
