//! Who and what there is in the demo county, and who is free when.

use super::account::Villager;
use super::menu::{Area, SERVICES};
use super::teams::Team;
use super::time::{Story, Time};
use super::{Options, account, catalog, places, teams};
use crate::Key;
use crate::clock_mark::{self, DEMO_BEGAN};
use crate::db::{Database, Store};
use crate::error::Result;
use crate::orgs::entity as org;
use crate::people::{Card, Person, World};
use crate::pictures;
use domain::ids::{ItemId, OrgId, TeamId, VolunteerId};
use domain::orders::{Performer, Window};
use domain::orgs::Tier;
use domain::pictures::PictureView;
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use futures::FutureExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use sea_orm::EntityTrait;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// What the county has at scale 1. Source of the first two: the county's own big screen, August 2022.
pub(crate) const VOLUNTEERS: f64 = 88_410.0;
pub(crate) const TEAMS: f64 = 533.0;
/// Residents who order and are not volunteers.
const RESIDENTS: f64 = 20_000.0;
/// Orders of a year.
const ORDERS: f64 = 60_000.0;
/// Below these a county is too small to have every kind of thing once.
const FEWEST_VOLUNTEERS: usize = 240;
const FEWEST_RESIDENTS: usize = 60;
const FEWEST_ORDERS: usize = 200;

/// The centre.
pub(crate) const CENTRE: OrgId = OrgId(1);
/// 南诏镇, the county town: the demo's institute.
pub(crate) const SEAT: OrgId = OrgId(2);
/// 城内社区: the demo's station.
pub(crate) const HOME: OrgId = OrgId(18);

/// So long before and after a service nobody is sent elsewhere.
const BEFORE: i64 = 20 * MINUTE;
const AFTER: i64 = 30 * MINUTE;

/// How many there are of everything.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    pub volunteers: usize,
    pub residents: usize,
    pub orders: usize,
}

impl Sizes {
    pub(crate) fn of(scale: f64) -> Self {
        let sized = |at_one: f64, fewest| ((at_one * scale).round() as usize).max(fewest);
        Self {
            volunteers: sized(VOLUNTEERS, FEWEST_VOLUNTEERS),
            residents: sized(RESIDENTS, FEWEST_RESIDENTS),
            orders: sized(ORDERS, FEWEST_ORDERS),
        }
    }
}

/// The county.
pub(crate) struct County {
    pub world: Arc<World>,
    pub now: Timestamp,
    pub seed: u64,
    pub sizes: Sizes,
    pub time: Time,
    pub pictures: Vec<PictureView>,
    /// A picture belongs to whoever sent it last: one at a time sends one and uses it.
    pub camera: Mutex<()>,
    pub orgs: Vec<org::Model>,
    /// 沈毅斌.
    pub resident: Person,
    pub admin: Person,
    pub staff: HashMap<OrgId, Vec<Person>>,
    pub residents: Vec<(Person, OrgId)>,
    /// 吴幼盛, 陈倩 and their team's veterans come first, and the minor last.
    pub volunteers: Vec<Villager>,
    pub teams: Vec<Team>,
    pub items: Vec<ItemId>,
    /// When each volunteer is taken.
    taken: RefCell<Vec<Vec<(Timestamp, Timestamp)>>>,
    told: Cell<u64>,
}

/// 吴幼盛's and 陈倩's places among the volunteers.
pub(crate) const LEADER: usize = 0;
pub(crate) const CHEN: usize = 1;

impl County {
    /// Founds the county, long ago: its orgs are written, and all else is entered by its people.
    pub(crate) async fn found(
        database: &Database,
        key: &Key,
        options: Options,
        now: Timestamp,
        pictures: Vec<PictureView>,
    ) -> Result<Self> {
        let orgs = places::orgs();
        let bulk = Store::bulk(database).await?;
        clock_mark::remember(&bulk, DEMO_BEGAN, now).await?;
        org::Entity::insert_many(orgs.iter().cloned().map(org::ActiveModel::from))
            .exec_without_returning(&bulk)
            .await?;
        super::move_sequences(&bulk, &["org"]).await?;
        let store = Store::open_to_fill(database, key.clone()).await?;
        let world = World::new(store, now, "demo");
        let nobody = Person::of(&world, Card::nameless(""));
        let mut county = Self {
            world,
            now,
            seed: options.seed,
            sizes: Sizes::of(options.scale.min(super::BY_DEEDS)),
            time: Time::default(),
            pictures,
            camera: Mutex::default(),
            orgs,
            resident: nobody.clone(),
            admin: nobody,
            staff: HashMap::new(),
            residents: Vec::new(),
            volunteers: Vec::new(),
            teams: Vec::new(),
            items: Vec::new(),
            taken: RefCell::default(),
            told: Cell::new(0),
        };
        account::enter(&mut county, &bulk).await?;
        bulk.close().await?;
        teams::found(&mut county).await?;
        catalog::enter(&mut county).await?;
        county.taken = RefCell::new(vec![Vec::new(); county.volunteers.len()]);
        Ok(county)
    }

    pub(crate) fn ago(&self, millis: i64) -> Timestamp {
        self.now.plus(-millis)
    }

    pub(crate) fn days_ago(&self, days: i64) -> Timestamp {
        self.ago(days * DAY)
    }

    /// Chance for one story, whatever the others do.
    pub(crate) fn chance(&self) -> StdRng {
        let nth = self.told.replace(self.told.get() + 1);
        StdRng::seed_from_u64(self.seed.rotate_left(17) ^ nth)
    }

    pub(crate) fn org(&self, id: OrgId) -> &org::Model {
        &self.orgs[id.0 as usize - 1]
    }

    /// The township a village lies in.
    pub(crate) fn town_of(&self, village: OrgId) -> OrgId {
        self.org(village).parent_id.unwrap_or(SEAT)
    }

    /// The villages, those of the county town five times over: that is how many people live there.
    pub(crate) fn crowded_villages(&self) -> Vec<OrgId> {
        let stations = self.orgs.iter().filter(|org| org.tier == Tier::Station);
        let crowd = |org: &org::Model| if org.parent_id == Some(SEAT) { 5 } else { 1 };
        stations
            .flat_map(|org| std::iter::repeat_n(org.id, crowd(org)))
            .collect()
    }

    /// 沈小禾, the minor.
    pub(crate) fn minor(&self) -> usize {
        self.volunteers.len() - 1
    }

    /// Who works at an org; where nobody does, at the one above it.
    pub(crate) fn staff_of(&self, org: OrgId) -> &[Person] {
        match self.staff.get(&org) {
            Some(staff) => staff,
            None => &self.staff[&self.town_of(org)],
        }
    }

    /// The first of them: the demo's own, where there is one.
    pub(crate) fn clerk_of(&self, org: OrgId) -> &Person {
        &self.staff_of(org)[0]
    }

    /// Whoever answers for a team or an org.
    pub(crate) fn hand(&self, performer: Performer) -> &Person {
        match performer {
            Performer::Team(id) => {
                let team = self.teams.iter().find(|team| team.id == id);
                let leader = team.map_or(LEADER, |team| team.leader);
                &self.volunteers[leader].person
            }
            Performer::Org(id) => self.clerk_of(id),
        }
    }

    /// The teams of these orgs that offer a service, in the order of the orgs.
    pub(crate) fn teams_for(&self, item: usize, orgs: &[OrgId]) -> Vec<TeamId> {
        let kinds = SERVICES[item].kinds;
        let of = |org: &OrgId| {
            let teams = self.teams.iter();
            let suitable = teams.filter(|team| team.org == *org && kinds.contains(&team.kind));
            suitable.map(|team| team.id).collect::<Vec<_>>()
        };
        orgs.iter().flat_map(of).collect()
    }

    /// Whether a service is offered in a village.
    pub(crate) fn is_served(&self, item: usize, village: OrgId) -> bool {
        match SERVICES[item].area {
            Area::County => true,
            Area::Town(code) => self.org(self.town_of(village)).code == code,
        }
    }

    pub(crate) fn volunteer_ids(&self, members: &[usize]) -> Vec<VolunteerId> {
        let ids = members.iter().map(|at| self.volunteers[*at].id);
        ids.collect()
    }

    /// Whom a performer may send.
    fn ranks(&self, performer: Performer, at: Timestamp) -> Vec<usize> {
        match performer {
            Performer::Team(id) => {
                let team = self.teams.iter().find(|team| team.id == id);
                let roster = team.map_or(&[][..], |team| &team.roster[..]);
                let joined = roster.iter().filter(|(_, joined)| *joined < at);
                joined.map(|(member, _)| *member).collect()
            }
            Performer::Org(id) => {
                let path = &self.org(id).path;
                let volunteers = self.volunteers.iter().enumerate();
                let locals = volunteers
                    .filter(|(_, one)| one.since < at && path.holds(&self.org(one.village).path));
                locals.map(|(member, _)| member).collect()
            }
        }
    }

    /// Draws members who are free then, at most so many, and keeps them free of anything else. 陈倩's year is told to the
    /// minute: she goes where she is named.
    pub(crate) fn draw(
        &self,
        rng: &mut StdRng,
        (performer, at): (Performer, Timestamp),
        window: Window,
        most: usize,
    ) -> Vec<usize> {
        let ranks = self.ranks(performer, at);
        let mut found: Vec<usize> = Vec::new();
        for _ in 0..12 * most {
            if found.len() >= most {
                break;
            }
            // Some serve much more than others.
            let skew = rng.random::<f64>().powf(1.6);
            let drawn = ranks.get((skew * ranks.len() as f64) as usize).copied();
            let fits = |one: &usize| *one != CHEN && !found.contains(one);
            if let Some(one) = drawn.filter(fits).filter(|one| self.is_free(*one, window)) {
                found.push(one);
            }
        }
        for one in &found {
            self.take(*one, window);
        }
        found
    }

    /// Somebody who has nothing at all that day, which is theirs from now on.
    pub(crate) fn draw_for_a_day(&self, performer: Performer, day: Timestamp) -> usize {
        let window = Window {
            from: day.date().start().plus(BEFORE),
            to: day.date().start().plus(DAY - AFTER - 1),
        };
        let idle = |one: &usize| {
            let taken = &self.taken.borrow()[*one];
            taken
                .iter()
                .all(|(from, to)| *to < window.from || window.to < *from)
        };
        let ranks = self.ranks(performer, day.plus(-30 * DAY)).into_iter();
        let grown_up = ranks.filter(|one| *one != CHEN && !self.volunteers[*one].minor);
        // A team whose members all serve on one day sends its leader.
        let one = grown_up.rev().find(idle);
        let one = one.unwrap_or_else(|| self.first_of(performer));
        self.take(one, window);
        one
    }

    /// Who goes if nobody else can.
    pub(crate) fn first_of(&self, performer: Performer) -> usize {
        let first = self.ranks(performer, self.now).into_iter().next();
        first.unwrap_or(LEADER)
    }

    /// Whether somebody can serve then: nowhere else, within eight hours a day, and as a minor not in the evening.
    fn is_free(&self, one: usize, window: Window) -> bool {
        let (from, to) = (window.from.plus(-BEFORE), window.to.plus(AFTER));
        let taken = &self.taken.borrow()[one];
        let clear = taken
            .iter()
            .all(|(start, end)| to <= *start || *end <= from);
        let same_day = taken.iter().filter(|(start, end)| {
            start.date() <= window.from.date() && window.from.date() <= end.date()
        });
        let day: i64 = same_day.map(|(start, end)| end.0 - start.0).sum();
        let grown_up = !self.volunteers[one].minor || window.to.clock().0 < 18;
        clear && day + to.0 - from.0 <= 8 * HOUR && grown_up
    }

    /// Keeps somebody free of anything else then.
    pub(crate) fn take(&self, one: usize, window: Window) {
        let span = (window.from.plus(-BEFORE), window.to.plus(AFTER));
        self.taken.borrow_mut()[one].push(span);
    }

    /// One or two of the county's pictures, sent in by whoever will show them; and their names for a form.
    pub(crate) async fn sends_pictures(
        &self,
        by: &Person,
        rng: &mut StdRng,
        most: usize,
    ) -> Result<String> {
        let count = rng.random_range(1..=most);
        let chosen: Vec<_> = self.pictures.choose_multiple(rng, count).collect();
        let cx = by.request().await?;
        for picture in &chosen {
            pictures::note(&cx, (*picture).clone()).await?;
        }
        let names = chosen.iter().map(|picture| picture.name.to_string());
        Ok(names.collect::<Vec<_>>().join(","))
    }
}

/// A story from what happens in it.
pub(crate) fn story<'a>(told: impl Future<Output = Result<()>> + 'a) -> Story<'a> {
    told.boxed_local()
}
