//! What every test county starts with, entered through the use-cases.

use super::County;
use super::template::Home;
use super::{Card, Person};
use crate::orgs::entity as org;
use crate::person::grant;
use crate::{Database, Store, catalog, rules, teams};
use domain::actor::Role;
use domain::catalog::{CategoryForm, ItemForm};
use domain::ids::{CategoryId, ItemId, OrgId, TeamId};
use domain::orgs::{OrgPath, Tier};
use domain::rules::Number;
use domain::teams::TeamForm;
use domain::time::Timestamp;
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, Set};

/// The people of a test county. An order of its resident belongs to 城内社区, and so to 南诏镇 and the centre.
#[derive(Clone, Debug)]
pub struct Cast<P> {
    /// The county administrator.
    pub admin: P,
    /// Staff of the centre.
    pub centre: P,
    /// Staff of 南诏镇's institute.
    pub institute: P,
    /// Staff of 城内社区's station.
    pub station: P,
    /// Staff of the station next door, 东门社区: not over 城内社区.
    pub neighbour: P,
    /// Staff of 深桥镇's institute: not over 城内社区 either.
    pub elsewhere: P,
    /// Leads the team that the menu names for a haircut; a volunteer of 城内社区.
    pub leader: P,
    /// On that team's roster; a volunteer of 仕江村 in 深桥镇.
    pub member: P,
    /// On that team's roster as well, and of the same village.
    pub second: P,
    /// Leads the other team.
    pub rival: P,
    /// Keeps the shop of 东门社区, once there is one.
    pub keeper: P,
    /// A mediator of the county.
    pub mediator: P,
    /// A volunteer of 城内社区 who is not of age; in no team.
    pub minor: P,
    /// Orders.
    pub resident: P,
    /// Has an account and nothing to do with anything.
    pub stranger: P,
}

impl<P> Cast<P> {
    /// The same people as something else.
    pub fn map<Q>(&self, each: impl Fn(&P) -> Q) -> Cast<Q> {
        Cast {
            admin: each(&self.admin),
            centre: each(&self.centre),
            institute: each(&self.institute),
            station: each(&self.station),
            neighbour: each(&self.neighbour),
            elsewhere: each(&self.elsewhere),
            leader: each(&self.leader),
            member: each(&self.member),
            second: each(&self.second),
            rival: each(&self.rival),
            keeper: each(&self.keeper),
            mediator: each(&self.mediator),
            minor: each(&self.minor),
            resident: each(&self.resident),
            stranger: each(&self.stranger),
        }
    }
}

/// The orgs of a test county.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// The centre.
    pub centre: OrgId,
    /// 南诏镇.
    pub town: OrgId,
    /// 深桥镇.
    pub other_town: OrgId,
    /// 城内社区 in 南诏镇.
    pub village: OrgId,
    /// 东门社区 in 南诏镇.
    pub next_village: OrgId,
    /// 仕江村 in 深桥镇.
    pub other_village: OrgId,
}

/// The teams of a test county.
#[derive(Clone, Copy, Debug)]
pub struct Teams {
    /// The one the menu names for a haircut, kept by 南诏镇's institute.
    pub barbers: TeamId,
    /// Another one, kept by the same.
    pub rivals: TeamId,
}

/// The menu of a test county.
#[derive(Clone, Copy, Debug)]
pub struct Menu {
    /// Its only category.
    pub category: CategoryId,
    /// 上门理发, in the whole county, with two hours' notice.
    pub haircut: ItemId,
    /// 理论宣讲, in 南诏镇 only, with a day's notice.
    pub lecture: ItemId,
    /// 家电维修, which takes no orders.
    pub repairs: ItemId,
}

/// What the template holds, for those who get a copy of it.
#[derive(Clone)]
pub(super) struct Seeded {
    pub(super) people: Cast<Card>,
    pub(super) places: Places,
    pub(super) teams: Teams,
    pub(super) menu: Menu,
}

/// Migrates an empty database and enters the county.
pub(super) async fn seed(database: &Database) -> Seeded {
    Store::migrate(database).await.unwrap();
    let bulk = Store::bulk(database).await.unwrap();
    let places = enter_orgs(&bulk).await;
    let no_limit = [(Number::OrdersADay, 0)];
    rules::lay_down(&bulk, &no_limit, Timestamp(0))
        .await
        .unwrap();
    let names = Cast {
        admin: "许丽华",
        centre: "林志强",
        institute: "陈秀英",
        station: "吴建国",
        neighbour: "郑美玲",
        elsewhere: "黄文龙",
        leader: "沈碧烟",
        member: "张扬",
        second: "李小燕",
        rival: "钟卫东",
        keeper: "林素珍",
        mediator: "叶国庆",
        minor: "沈小雨",
        resident: "沈毅斌",
        stranger: "何静",
    };
    let nobody = Seeded {
        people: names.map(|name| Card::nameless(name)),
        places,
        teams: Teams {
            barbers: TeamId(0),
            rivals: TeamId(0),
        },
        menu: Menu {
            category: CategoryId(0),
            haircut: ItemId(0),
            lecture: ItemId(0),
            repairs: ItemId(0),
        },
    };
    let empty = County::of(database.clone(), Home::Kept, &nobody).await;
    let cast = sign_everybody_in(&empty, &names).await;
    appoint(&bulk, &cast, &places).await;
    let cast = register_volunteers(cast, &places).await;
    let teams = found_teams(&cast, &places).await;
    let menu = write_menu(&cast, &places, &teams).await;
    // Tests begin with nothing to read and nothing to send.
    for table in ["inbox", "outbox", "login_code", "replay"] {
        let sql = format!("DELETE FROM {table}");
        bulk.execute_unprepared(&sql).await.unwrap();
    }
    // A copy is made of a database that nobody has open.
    bulk.close().await.unwrap();
    let people = cast.map(Person::card);
    empty.store().read.close_by_ref().await.unwrap();
    Seeded {
        people,
        places,
        teams,
        menu,
    }
}

async fn enter_orgs(bulk: &DatabaseConnection) -> Places {
    let centre = OrgPath::root("350624");
    let (town, other_town) = (centre.child("350624100"), centre.child("350624104"));
    let rows = [
        (1, None, centre, Tier::Centre, "诏安县", "中心"),
        (2, Some(1), town.clone(), Tier::Institute, "南诏镇", "所"),
        (
            3,
            Some(1),
            other_town.clone(),
            Tier::Institute,
            "深桥镇",
            "所",
        ),
        (
            4,
            Some(2),
            town.child("350624100002"),
            Tier::Station,
            "城内社区",
            "站",
        ),
        (
            5,
            Some(2),
            town.child("350624100003"),
            Tier::Station,
            "东门社区",
            "站",
        ),
        (
            6,
            Some(3),
            other_town.child("350624104221"),
            Tier::Station,
            "仕江村",
            "站",
        ),
    ];
    let mut ids = Vec::new();
    for (number, parent, path, tier, place, kind) in rows {
        let code = path.0.trim_end_matches('/').rsplit('/').next().unwrap();
        let row = org::ActiveModel {
            code: Set(code.to_owned()),
            tier: Set(tier),
            parent_id: Set(parent.map(|parent: usize| ids[parent - 1])),
            name: Set(format!("{place}新时代文明实践{kind}")),
            place: Set(place.to_owned()),
            phone: Set(format!("0596-332000{number}")),
            path: Set(path),
            ..Default::default()
        };
        ids.push(row.insert(bulk).await.unwrap().id);
    }
    Places {
        centre: ids[0],
        town: ids[1],
        other_town: ids[2],
        village: ids[3],
        next_village: ids[4],
        other_village: ids[5],
    }
}

async fn sign_everybody_in(county: &County, names: &Cast<&'static str>) -> Cast<Person> {
    Cast {
        admin: county.resident(names.admin).await,
        centre: county.resident(names.centre).await,
        institute: county.resident(names.institute).await,
        station: county.resident(names.station).await,
        neighbour: county.resident(names.neighbour).await,
        elsewhere: county.resident(names.elsewhere).await,
        leader: county.resident(names.leader).await,
        member: county.resident(names.member).await,
        second: county.resident(names.second).await,
        rival: county.resident(names.rival).await,
        keeper: county.resident(names.keeper).await,
        mediator: county.resident(names.mediator).await,
        minor: county.resident(names.minor).await,
        resident: county.resident(names.resident).await,
        stranger: county.resident(names.stranger).await,
    }
}

async fn appoint(bulk: &DatabaseConnection, cast: &Cast<Person>, places: &Places) {
    // Somebody has to be the first who may appoint.
    let first = grant::ActiveModel {
        account_id: Set(cast.admin.account.unwrap()),
        role: Set(Role::CountyAdmin),
        org_id: Set(places.centre),
        granted_at: Set(super::monday_morning()),
        ended_at: Set(None),
        ..Default::default()
    };
    first.insert(bulk).await.unwrap();
    for (person, role, org) in [
        (&cast.centre, Role::CentreStaff, places.centre),
        (&cast.institute, Role::InstituteStaff, places.town),
        (&cast.station, Role::StationStaff, places.village),
        (&cast.neighbour, Role::StationStaff, places.next_village),
        (&cast.elsewhere, Role::InstituteStaff, places.other_town),
        (&cast.keeper, Role::ShopKeeper, places.next_village),
        (&cast.mediator, Role::Mediator, places.centre),
    ] {
        cast.admin.grants(&person.phone, role, org).await.unwrap();
    }
}

async fn register_volunteers(mut cast: Cast<Person>, places: &Places) -> Cast<Person> {
    for (person, village) in [
        (&mut cast.leader, places.village),
        (&mut cast.member, places.other_village),
        (&mut cast.second, places.other_village),
        (&mut cast.rival, places.village),
    ] {
        person.registers(village).await;
    }
    cast.minor.registers_as_minor(places.village).await;
    cast
}

async fn found_teams(cast: &Cast<Person>, places: &Places) -> Teams {
    let founder = cast.institute.cx().await;
    let mut ids = Vec::new();
    for (name, leader) in [
        ("巾帼理发志愿服务队", &cast.leader),
        ("红心志愿服务队", &cast.rival),
    ] {
        let form = TeamForm {
            name: name.to_owned(),
            org: places.town.to_string(),
            leader_no: leader.volunteer_no().to_owned(),
            leader_name: leader.name.clone(),
            skills: "haircutting".to_owned(),
            ..TeamForm::default()
        };
        ids.push(teams::found(&founder, form).await.unwrap());
    }
    let leader = cast.leader.cx().await;
    for member in [&cast.member, &cast.second] {
        teams::join_roster(&leader, ids[0], member.volunteer_no(), &member.name)
            .await
            .unwrap();
    }
    Teams {
        barbers: ids[0],
        rivals: ids[1],
    }
}

async fn write_menu(cast: &Cast<Person>, places: &Places, teams: &Teams) -> Menu {
    let form = CategoryForm {
        name_zh: "便民服务".to_owned(),
        name_en: "Everyday help".to_owned(),
        icon: "heart-handshake".to_owned(),
        ..CategoryForm::default()
    };
    let category = catalog::add_category(&cast.admin.cx().await, form)
        .await
        .unwrap();
    let centre = cast.centre.cx().await;
    let mut ids = Vec::new();
    for (title, area, lead_hours, team, open) in [
        (
            "上门理发",
            places.centre,
            2,
            teams.barbers.to_string(),
            "open",
        ),
        ("理论宣讲", places.town, 24, String::new(), "open"),
        ("家电维修", places.centre, 2, String::new(), ""),
    ] {
        let form = ItemForm {
            category: category.to_string(),
            title: title.to_owned(),
            summary: format!("志愿者到您家中或指定地点提供{title}服务"),
            audience: "everyone".to_owned(),
            minutes: "60".to_owned(),
            area: area.to_string(),
            skills: "haircutting".to_owned(),
            volunteers: "2".to_owned(),
            lead_hours: lead_hours.to_string(),
            risk: "轻微风险".to_owned(),
            teams: team,
            open: open.to_owned(),
            ..ItemForm::default()
        };
        ids.push(catalog::save_item(&centre, form).await.unwrap());
    }
    Menu {
        category,
        haircut: ids[0],
        lecture: ids[1],
        repairs: ids[2],
    }
}
