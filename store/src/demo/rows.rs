//! The rows of people, teams, menu and points.

use super::county::{
    ADMIN, CENTRE, CHEN, County, INSTITUTE_CLERK, LEADER, STATION_CLERK, Volunteer,
};
use super::ledger::{Books, What};
use super::menu::{Area, CATEGORIES, SERVICES};
use super::names;
use super::service::Deed;
use super::write::Pen;
use crate::account::entity::consent;
use crate::account::{account, grant, join, volunteer};
use crate::catalog::{category, item, item_team};
use crate::error::Result;
use crate::orgs::entity as org;
use crate::points::{ISSUER, account_of, award_key, ledger_account, request, rule, transfer};
use crate::teams::{entity as team, member};
use crate::{Key, audit};
use domain::access::Action;
use domain::account::{AGREEMENT, Guardian, PersonName, volunteer_no};
use domain::ids::{
    AccountId, CategoryId, EarningRuleId, ItemId, OrgId, PointsRequestId, TeamId, TransferId,
    VolunteerId,
};
use domain::points::{Earns, Owner};
use domain::time::{DAY, HOUR};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// Writes everything that does not hang on an order, and then the orders, parents before children.
pub(super) fn write(books: &Books, key: &Key, pen: &Pen) -> Result<()> {
    let county = &books.county;
    pen.rows::<org::Entity, _, _>(county.orgs.iter().cloned())?;
    pen.try_rows::<account::Entity, _, _>(accounts(county, key))?;
    pen.rows::<grant::Entity, _, _>(county.grants.iter().cloned())?;
    pen.try_rows::<volunteer::Entity, _, _>(volunteers(books, key))?;
    pen.rows::<consent::Entity, _, _>(consents(county))?;
    pen.rows::<team::Entity, _, _>(teams(county))?;
    pen.rows::<member::Entity, _, _>(members(county))?;
    pen.rows::<category::Entity, _, _>(categories())?;
    pen.rows::<item::Entity, _, _>(items(books))?;
    pen.rows::<item_team::Entity, _, _>(item_teams(county))?;
    pen.rows::<ledger_account::Entity, _, _>(points_accounts(books))?;
    super::rows_of_orders::write(books, key, pen)?;
    pen.rows::<rule::Entity, _, _>(campaigns(county))?;
    pen.rows::<transfer::Entity, _, _>(transfers(books))?;
    pen.rows::<request::Entity, _, _>(requests(county))?;
    pen.rows::<audit::Entity, _, _>(audit_trail(books))
}

fn accounts(county: &County, key: &Key) -> impl Iterator<Item = Result<account::Model>> {
    county.people.iter().enumerate().map(move |(at, person)| {
        let name = PersonName::parse(&person.name)?;
        Ok(account::Model {
            id: AccountId(at as i64 + 1),
            phone_hash: key.hash(&person.phone),
            phone: key.seal(person.phone.as_bytes()),
            name: Some(key.seal(name.as_str().as_bytes())),
            masked: name.masked(),
            locale: "zh-CN".to_owned(),
            created_at: person.since,
        })
    })
}

fn volunteers(books: &Books, key: &Key) -> impl Iterator<Item = Result<volunteer::Model>> {
    let each = books.county.volunteers.iter().zip(&books.minutes);
    each.enumerate().map(move |(at, (person, minutes))| {
        let id = VolunteerId(at as i64 + 1);
        // Whom to call is asked for nowhere else, so it is drawn here.
        let mut rng = StdRng::seed_from_u64(id.0 as u64);
        let relative = (names::other_name(&mut rng)?, names::other_phone(&mut rng)?);
        let guardian = person.with_guardian.then(|| Guardian {
            name: relative.0.clone(),
            phone: relative.1.clone(),
        });
        Ok(volunteer::Model {
            id,
            no: volunteer_no(person.since.date().ymd().0, id.0),
            account_id: person.account,
            birth_month: format!("{:04}-{:02}", person.born.year, person.born.month),
            sex: person.sex,
            village_id: person.village,
            skills: join(&person.skills),
            free_times: join(&person.free_times),
            emergency: key.seal_json(&relative),
            guardian: guardian.map(|guardian| key.seal_json(&guardian)),
            agreement: AGREEMENT.to_owned(),
            registered_at: person.since,
            minutes: *minutes,
            brought_by: None,
            ranked_as: wants_to_be_ranked(person).then(String::new),
        })
    })
}

/// Three of five do.
fn wants_to_be_ranked(person: &Volunteer) -> bool {
    StdRng::seed_from_u64(person.account.0 as u64 ^ 0x7A).random_bool(0.6)
}

fn consents(county: &County) -> impl Iterator<Item = consent::Model> {
    let of_one = |person: &Volunteer| {
        let mut rng = StdRng::seed_from_u64(person.account.0 as u64);
        let (account_id, at) = (person.account, person.since);
        let purposes = [
            ("agreement", true),
            ("ranking", wants_to_be_ranked(person)),
            ("photos", rng.random_bool(0.7)),
            ("guardian", person.with_guardian),
        ];
        purposes.map(|(purpose, given)| (account_id, purpose, given, at))
    };
    let each = county.volunteers.iter().flat_map(of_one);
    each.zip(1..)
        .map(|((account_id, purpose, given, at), id)| consent::Model {
            id,
            account_id,
            purpose: purpose.to_owned(),
            version: AGREEMENT.to_owned(),
            given,
            at,
        })
}

fn teams(county: &County) -> impl Iterator<Item = team::Model> {
    county.teams.iter().zip(1..).map(|(team, id)| team::Model {
        id: TeamId(id),
        org_id: team.org,
        name: team.name.clone(),
        leader_id: team.leader,
        skills: join(team.kind.skills()),
        founded_at: team.founded,
    })
}

fn members(county: &County) -> impl Iterator<Item = member::Model> {
    county.teams.iter().zip(1..).flat_map(|(team, id)| {
        team.roster
            .iter()
            .map(move |(volunteer_id, joined_at)| member::Model {
                team_id: TeamId(id),
                volunteer_id: *volunteer_id,
                joined_at: *joined_at,
            })
    })
}

fn categories() -> impl Iterator<Item = category::Model> {
    CATEGORIES
        .iter()
        .zip(1..)
        .map(|((name_zh, name_en, icon), id)| category::Model {
            id: CategoryId(i64::from(id)),
            name_zh: (*name_zh).to_owned(),
            name_en: (*name_en).to_owned(),
            icon: *icon,
            position: id,
        })
}

fn items(books: &Books) -> impl Iterator<Item = item::Model> {
    let area = |area: Area| match area {
        Area::County => CENTRE,
        Area::Town(code) => {
            let town = books.county.orgs.iter().find(|org| org.code == code);
            town.map_or(CENTRE, |org| org.id)
        }
    };
    let each = SERVICES.iter().zip(&books.approval);
    each.zip(1..)
        .map(move |((service, approval), id)| item::Model {
            id: ItemId(id),
            category_id: CategoryId(service.category as i64 + 1),
            title: service.title.to_owned(),
            summary: service.summary.to_owned(),
            audience: service.audience,
            minutes: service.minutes,
            area_id: area(service.area),
            skills: join(service.skills),
            volunteers: service.volunteers,
            notice_hours: service.notice_hours,
            risk: service.risk.to_owned(),
            open: true,
            ratings: approval.n,
            stars: approval.stars,
            updated_at: books.opening().plus(DAY),
        })
}

/// The menu names the county's own teams; those of a township are found because they are near.
fn item_teams(county: &County) -> impl Iterator<Item = item_team::Model> {
    SERVICES.iter().zip(1..).flat_map(|(service, id)| {
        let offers = |team: &super::county::Team| {
            let named = team.org == CENTRE || team.name == super::teams::SNAIL;
            named && service.kinds.contains(&team.kind)
        };
        let teams = county
            .teams
            .iter()
            .zip(1..)
            .filter(move |(team, _)| offers(team));
        teams.map(move |(_, team)| item_team::Model {
            item_id: ItemId(id),
            team_id: TeamId(team),
        })
    })
}

fn points_accounts(books: &Books) -> impl Iterator<Item = ledger_account::Model> {
    let issuer = ledger_account::Model {
        id: ISSUER,
        owner: Owner::Issuer,
        volunteer_id: None,
        balance: -books.points.iter().sum::<i64>(),
        warned_at: None,
    };
    let volunteers = books
        .points
        .iter()
        .zip(1..)
        .map(|(balance, id)| ledger_account::Model {
            id: account_of(VolunteerId(id)),
            owner: Owner::Volunteer,
            volunteer_id: Some(VolunteerId(id)),
            balance: *balance,
            warned_at: None,
        });
    std::iter::once(issuer).chain(volunteers)
}

fn transfers(books: &Books) -> impl Iterator<Item = transfer::Model> {
    books
        .awards
        .iter()
        .zip(1..)
        .map(|(award, id)| transfer::Model {
            id: TransferId(id),
            award: award_key(award.rule, award.source),
            debit_id: ISSUER,
            credit_id: account_of(award.volunteer),
            amount: award.amount,
            rule: award.rule,
            attendance_id: Some(award.source),
            at: award.at,
            rule_id: Some(award.line),
            words: String::new(),
        })
}

/// What an administrator has entered beside the rules that every county begins with: a campaign that is to come.
fn campaigns(county: &County) -> impl Iterator<Item = rule::Model> {
    const BEGINNING: i64 = 6;
    let day = |days: i64| county.now.date().plus_days(days).start();
    std::iter::once(rule::Model {
        id: EarningRuleId(BEGINNING + 1),
        earns: Earns::Campaign,
        points: 10,
        category_id: None,
        title: "国际志愿者日".to_owned(),
        from_at: day(7),
        until_at: Some(day(14)),
        entered_by: Some(ADMIN),
        entered_at: county.now.plus(-2 * DAY),
    })
}

/// Points that the station has asked for and the institute decides on, and one that the institute has asked for.
fn requests(county: &County) -> impl Iterator<Item = request::Model> {
    let asked = [
        (
            STATION_CLERK,
            CHEN,
            30,
            "台风“海葵”期间连续两天转移独居老人，没有走点单流程。",
            20,
        ),
        (
            STATION_CLERK,
            LEADER,
            -10,
            "去年九月的一次服务重复登记，多记了积分。",
            5,
        ),
        (
            INSTITUTE_CLERK,
            CHEN,
            15,
            "为全镇新队员培训急救知识一个下午。",
            3,
        ),
    ];
    let now = county.now;
    asked.into_iter().zip(1..).map(
        move |((by, whom, amount, words, hours), id)| request::Model {
            id: PointsRequestId(id),
            volunteer_id: whom,
            amount,
            words: words.to_owned(),
            asked_by: by,
            asked_at: now.plus(-hours * HOUR),
            decided_by: None,
            decided_at: None,
            verdict: None,
        },
    )
}

/// Who did what to which thing. The clock is nobody, under its own name.
fn audit_trail(books: &Books) -> impl Iterator<Item = audit::Model> {
    let county = &books.county;
    books.moments.iter().zip(1..).map(move |((at, what), id)| {
        let (account_id, action, subject) = match *what {
            What::Granted(place) => (
                Some(ADMIN),
                Action::GRANT_ROLE,
                format!("grant:{}", place + 1),
            ),
            What::Category(place) => (
                Some(ADMIN),
                Action::EDIT_CATEGORY,
                format!("category:{}", place + 1),
            ),
            What::Item(place) => (
                Some(ADMIN),
                Action::EDIT_ITEM,
                format!("item:{}", place + 1),
            ),
            What::Founded(place) => {
                let founder = staff(county, county.teams[place as usize].org);
                (founder, Action::FOUND_TEAM, format!("team:{}", place + 1))
            }
            What::Registered(place) => {
                let account = county.volunteers[place as usize].account;
                (
                    Some(account),
                    Action::REGISTER,
                    format!("volunteer:{}", place + 1),
                )
            }
            What::Step(life, step) => {
                let step = &books.lives[life as usize].steps[step as usize];
                (step.by.account, step.action, format!("order:{}", life + 1))
            }
            What::Deed(life, service, deed) => {
                let service = &books.lives[life as usize].services[service as usize];
                let (_, deed, account) = service.deeds[deed as usize];
                let subject = format!("attendance:{}", service.id);
                match deed {
                    Deed::Confirm => (account, Action::CONFIRM_ATTENDANCE, subject),
                    Deed::Object => (account, Action::OBJECT, subject),
                    Deed::Review(verdict) => (
                        account,
                        Action::REVIEW_ATTENDANCE,
                        format!("{subject}:{verdict}"),
                    ),
                    Deed::Post => (account, Action::POST_HOURS, subject),
                }
            }
        };
        audit::Model {
            id,
            at: *at,
            account_id,
            action: action.to_string(),
            subject,
            request_id: if account_id.is_some() {
                "demo"
            } else {
                "clock"
            }
            .to_owned(),
        }
    })
}

fn staff(county: &County, org: OrgId) -> Option<AccountId> {
    county.staff[org.0 as usize - 1].first().copied()
}
