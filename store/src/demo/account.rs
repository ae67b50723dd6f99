//! The demo county's people: they get accounts and roles, and register as volunteers.

use super::county::{CENTRE, CHEN, County, HOME, LEADER, SEAT};
use super::teams::{Kind, plans};
use super::{ACCOUNTS, names};
use crate::error::{Error, Result};
use crate::people::{Card, Person};
use crate::person::grant;
use domain::account::{ADULT, BirthMonth, FreeTime, RegistrationForm, Sex, Skill, YOUNGEST};
use domain::actor::Role;
use domain::ids::{OrgId, VolunteerId};
use domain::orgs::Tier;
use domain::time::{CountyDate, DAY, HOUR, MINUTE, Timestamp};
use futures::future::try_join_all;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use sea_orm::{ActiveModelTrait, DatabaseConnection, Set};

/// A volunteer.
pub(crate) struct Villager {
    pub person: Person,
    pub id: VolunteerId,
    pub village: OrgId,
    pub since: Timestamp,
    /// Under age today.
    pub minor: bool,
    /// Of age when they registered.
    pub grown_up: bool,
    /// The kind of team they mean to join.
    pub kind: Option<Kind>,
}

/// Who of [`ACCOUNTS`] works where.
const STAFF: [(usize, Role, OrgId); 4] = [
    (3, Role::StationStaff, HOME),
    (4, Role::InstituteStaff, SEAT),
    (5, Role::CentreStaff, CENTRE),
    (6, Role::CountyAdmin, CENTRE),
];
/// Volunteers who live in 城内社区 whatever chance says, so that its station has people to send.
const NEIGHBOURS: usize = 10;

/// How long ago the county was opened, in days.
const OPENED: i64 = 1_200;

/// Somebody who will get an account.
struct Newcomer {
    name: String,
    phone: String,
    at: Timestamp,
}

/// Enters everybody: staff with their roles, residents, volunteers.
pub(crate) async fn enter(county: &mut County, bulk: &DatabaseConnection) -> Result<()> {
    let mut rng = county.chance();
    let opening = county.days_ago(OPENED);
    let mut guests = Vec::new();
    for account in ACCOUNTS {
        let newcomer = Newcomer {
            name: account.name.to_owned(),
            phone: account.phone.to_owned(),
            at: opening,
        };
        guests.push(signs_up(county, newcomer).await?);
    }
    county.resident = guests[0].clone();
    let clerks = clerks(county, &mut rng, opening);
    let (places, newcomers): (Vec<_>, Vec<_>) = clerks.into_iter().unzip();
    let hired = sign_up(county, newcomers).await?;
    appoint_the_first(bulk, &guests[6], opening).await?;
    county.admin = guests[6].reloaded().await?;
    let guests_at = STAFF[..3]
        .iter()
        .map(|(at, role, org)| (&guests[*at], *role, *org));
    let hired_at = hired
        .iter()
        .zip(&places)
        .map(|(one, (role, org))| (one, *role, *org));
    for (one, role, org) in guests_at.chain(hired_at) {
        county
            .admin
            .at(opening.plus(DAY))
            .grants(&one.phone, role, org)
            .await?;
        let person = one.reloaded().await?;
        county.staff.entry(org).or_default().push(person);
    }
    settle(county, &mut rng).await?;
    register(county, &guests, rng).await
}

/// Somebody has to be the first who may appoint.
async fn appoint_the_first(bulk: &DatabaseConnection, admin: &Person, at: Timestamp) -> Result<()> {
    let row = grant::ActiveModel {
        account_id: Set(admin.account.ok_or(Error::Closed)?),
        role: Set(Role::CountyAdmin),
        org_id: Set(CENTRE),
        granted_at: Set(at),
        ended_at: Set(None),
        ..Default::default()
    };
    row.insert(bulk).await?;
    Ok(())
}

/// Who is hired beside the demo's own: at the centre, at every institute, and at the county town's stations.
fn clerks(county: &County, rng: &mut StdRng, at: Timestamp) -> Vec<((Role, OrgId), Newcomer)> {
    let mut hired = Vec::new();
    for org in &county.orgs {
        let (role, count) = match org.tier {
            Tier::Centre => (Role::CentreStaff, 2),
            Tier::Institute => (Role::InstituteStaff, 2),
            Tier::Station if org.parent_id == Some(SEAT) => (Role::StationStaff, 1),
            Tier::Station => continue,
        };
        for _ in 0..count {
            let sex = names::either(rng, Sex::Female, Sex::Male);
            let newcomer = Newcomer {
                name: names::name(rng, sex),
                phone: names::phone(ACCOUNTS.len() + hired.len()),
                at,
            };
            hired.push(((role, org.id), newcomer));
        }
    }
    hired
}

async fn signs_up(county: &County, newcomer: Newcomer) -> Result<Person> {
    let mut card = Card::nameless(&newcomer.name);
    card.phone = newcomer.phone;
    let visitor = Person::of(&county.world, card.clone()).at(newcomer.at);
    card.account = Some(visitor.signs_up().await?);
    Person::known(&county.world, card).await
}

async fn sign_up(county: &County, newcomers: Vec<Newcomer>) -> Result<Vec<Person>> {
    let each = newcomers.into_iter().map(|one| signs_up(county, one));
    try_join_all(each).await
}

/// Residents who order and are not volunteers.
async fn settle(county: &mut County, rng: &mut StdRng) -> Result<()> {
    let villages = county.crowded_villages();
    let (mut homes, mut newcomers) = (Vec::new(), Vec::new());
    for at in 0..county.sizes.residents {
        homes.push(villages.choose(rng).copied().unwrap_or(HOME));
        let sex = names::either(rng, Sex::Female, Sex::Male);
        newcomers.push(Newcomer {
            name: names::name(rng, sex),
            phone: names::phone(1_000 + at),
            at: county.ago(rng.random_range(366 * DAY..1_000 * DAY)),
        });
    }
    let residents = sign_up(county, newcomers).await?;
    county.residents = residents.into_iter().zip(homes).collect();
    Ok(())
}

/// Registers the volunteers, the longest-standing first.
async fn register(county: &mut County, guests: &[Person], mut rng: StdRng) -> Result<()> {
    let count = county.sizes.volunteers;
    let mut since: Vec<Timestamp> = (0..count).map(|_| some_day(county, &mut rng)).collect();
    since.sort_unstable();
    let villages = county.crowded_villages();
    let mut drafts = Vec::new();
    let mut newcomers = Vec::new();
    for (at, since) in since.into_iter().enumerate() {
        let (guest, sex, age) = match at {
            LEADER => (Some(2), Sex::Male, 51),
            CHEN => (Some(1), Sex::Female, 25),
            _ if at + 1 == count => (Some(7), Sex::Female, 16),
            _ => {
                let sex = names::either(&mut rng, Sex::Female, Sex::Male);
                (None, sex, some_age(&mut rng, at))
            }
        };
        let village = match guest {
            None if at >= NEIGHBOURS => villages.choose(&mut rng).copied().unwrap_or(HOME),
            _ => HOME,
        };
        if guest.is_none() {
            newcomers.push(Newcomer {
                name: names::name(&mut rng, sex),
                phone: names::phone(100_000 + at),
                at: since.plus(-20 * MINUTE),
            });
        }
        drafts.push((guest, sex, age, village, since));
    }
    let mut strangers = sign_up(county, newcomers).await?.into_iter();
    let mut registering = Vec::new();
    for (guest, sex, age, village, since) in drafts {
        let person = match guest {
            Some(guest) => guests[guest].clone(),
            None => strangers.next().ok_or(Error::Closed)?,
        };
        let born = born(&mut rng, since.date(), age);
        let kind = plans_to_join(county, &mut rng, village);
        let form = form(&mut rng, (&person, sex, born), village, kind)?;
        let minor = born.age(county.now.date()) < ADULT;
        let grown_up = born.age(since.date()) >= ADULT;
        registering.push((person, form, village, since, (minor, grown_up), kind));
    }
    // The first two are the demo's own: numbers 1 and 2.
    let others = registering.split_off(2);
    for one in registering {
        let known = registers(county, one).await?;
        county.volunteers.push(known);
    }
    let others = others.into_iter().map(|one| registers(county, one));
    let others = try_join_all(others).await?;
    county.volunteers.extend(others);
    Ok(())
}

type Registering = (
    Person,
    RegistrationForm,
    OrgId,
    Timestamp,
    (bool, bool),
    Option<Kind>,
);

async fn registers(
    county: &County,
    (person, form, village, since, (minor, grown_up), kind): Registering,
) -> Result<Villager> {
    let no = person.at(since).hands_in_registration(form).await?;
    let card = Card {
        no: Some(no),
        ..person.card()
    };
    let person = Person::known(&county.world, card).await?;
    Ok(Villager {
        id: person.volunteer.ok_or(Error::Closed)?,
        person,
        village,
        since,
        minor,
        grown_up,
        kind,
    })
}

/// Most were there before the year of orders; the county also wins new ones all the time.
fn some_day(county: &County, rng: &mut StdRng) -> Timestamp {
    let days = if rng.random_bool(0.7) {
        rng.random_range(405..1_100)
    } else {
        rng.random_range(2..405)
    };
    let day = county.days_ago(days).date().start();
    day.plus(rng.random_range(8 * HOUR..21 * HOUR) / MINUTE * MINUTE)
}

/// Those whom the demo's other stories name are grown up.
fn some_age(rng: &mut StdRng, at: usize) -> i32 {
    match rng.random_range(0..100) {
        0..2 if at >= NEIGHBOURS => rng.random_range(YOUNGEST + 1..ADULT),
        2..45 => rng.random_range(ADULT + 3..35),
        45..85 => rng.random_range(35..60),
        _ => rng.random_range(60..74),
    }
}

/// When somebody of this age was born.
fn born(rng: &mut StdRng, today: CountyDate, age: i32) -> BirthMonth {
    let month = rng.random_range(1..=12);
    let mut born = BirthMonth {
        year: today.ymd().0 - age,
        month,
    };
    if born.age(today) < age {
        born.year -= 1;
    }
    born
}

fn plans_to_join(county: &County, rng: &mut StdRng, village: OrgId) -> Option<Kind> {
    let plans = plans(county);
    let town = county.town_of(village);
    let near = plans
        .iter()
        .filter(|plan| plan.org == town || plan.org == CENTRE);
    let kinds: Vec<Kind> = near.map(|plan| plan.kind).collect();
    kinds.choose(rng).copied().filter(|_| rng.random_bool(0.95))
}

fn form(
    rng: &mut StdRng,
    (person, sex, born): (&Person, Sex, BirthMonth),
    village: OrgId,
    kind: Option<Kind>,
) -> Result<RegistrationForm> {
    let count = rng.random_range(0..3);
    let mut skills: Vec<Skill> = Skill::ALL.choose_multiple(rng, count).copied().collect();
    let useful = kind.and_then(|kind| kind.skills().first().copied());
    skills.extend(useful.filter(|useful| !skills.contains(useful)));
    let free_times = FreeTime::ALL.choose_multiple(rng, 1 + count);
    let free_times: Vec<FreeTime> = free_times.copied().collect();
    let (relative, phone) = (names::other_name(rng)?, names::other_phone(rng)?);
    let (relative, phone) = (relative.as_str().to_owned(), phone.as_str().to_owned());
    let ticked = |yes: bool| if yes { "on" } else { "" }.to_owned();
    Ok(RegistrationForm {
        name: person.name.clone(),
        birth_month: format!("{:04}-{:02}", born.year, born.month),
        sex: sex.to_string(),
        village: village.to_string(),
        skills: domain::account::join(&skills),
        free_times: domain::account::join(&free_times),
        // Read of a minor only.
        guardian_name: relative.clone(),
        guardian_phone: phone.clone(),
        guardian_consent: ticked(true),
        emergency_name: relative,
        emergency_phone: phone,
        agree: ticked(true),
        consent_ranking: ticked(rng.random_bool(0.6)),
        consent_photos: ticked(rng.random_bool(0.7)),
        ..RegistrationForm::default()
    })
}
