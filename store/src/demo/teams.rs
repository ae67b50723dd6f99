//! The demo county's teams: what kinds there are, what they are called, who founds and joins them.

use super::county::{CENTRE, CHEN, County, LEADER, SEAT};
use crate::error::{Error, Result};
use crate::people::Person;
use domain::account::Skill;
use domain::ids::{OrgId, TeamId};
use domain::teams::TeamForm;
use domain::time::{DAY, HOUR, Timestamp};
use futures::future::try_join_all;
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use std::collections::HashSet;

/// What a team mostly does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Talks,
    Arts,
    Study,
    Medical,
    Science,
    Law,
    Green,
    Care,
    Brush,
    City,
    Hands,
    Repair,
    Women,
    Youth,
    Elder,
    Rescue,
    /// 蜗牛之家: families of children with mental disabilities.
    Snail,
    Neighbours,
}

impl Kind {
    /// What such a team can do.
    pub(crate) const fn skills(self) -> &'static [Skill] {
        match self {
            Self::Talks => &[Skill::Lecturing],
            Self::Arts => &[Skill::Performing, Skill::Photography],
            Self::Study => &[Skill::Tutoring],
            Self::Medical => &[Skill::Medical, Skill::FirstAid],
            Self::Science => &[Skill::Science],
            Self::Law => &[Skill::Legal],
            Self::Green => &[Skill::Cleaning],
            Self::Care => &[Skill::Cooking, Skill::Driving],
            Self::Brush => &[Skill::Calligraphy],
            Self::City => &[Skill::Lecturing, Skill::Driving],
            Self::Hands => &[Skill::Haircutting],
            Self::Repair => &[Skill::Repairs],
            Self::Women => &[Skill::Cooking, Skill::Cleaning],
            Self::Youth => &[Skill::Tutoring, Skill::Science],
            Self::Elder => &[Skill::Counselling, Skill::Medical],
            Self::Rescue => &[Skill::FirstAid, Skill::Driving],
            Self::Snail => &[Skill::Tutoring, Skill::Counselling],
            Self::Neighbours => &[Skill::Cleaning, Skill::Repairs],
        }
    }
}

/// The county's own teams: every kind of service has somebody.
const COUNTY: &[(Kind, &str)] = &[
    (Kind::Talks, "诏安县百姓名嘴宣讲志愿服务队"),
    (Kind::Arts, "诏安县文化馆文艺志愿服务队"),
    (Kind::Study, "诏安县大学生返乡志愿服务队"),
    (Kind::Medical, "诏安县医院医疗志愿服务队"),
    (Kind::Science, "诏安县科技特派员志愿服务队"),
    (Kind::Law, "诏安县司法局法律志愿服务队"),
    (Kind::Green, "诏安县生态环保志愿服务队"),
    (Kind::Care, "诏安县爱心帮困志愿服务队"),
    (Kind::Brush, "书画之乡志愿服务队"),
    (Kind::City, "诏安县文明劝导志愿服务队"),
    (Kind::Hands, "诏安县义务理发队"),
    (Kind::Repair, "诏安县便民维修志愿服务队"),
];

/// What the county town has, behind its name.
const TOWNSHIP: &[(Kind, &str)] = &[
    (Kind::Women, "巾帼志愿服务队"),
    (Kind::Elder, "敬老助老志愿服务队"),
    (Kind::Green, "清洁家园志愿服务队"),
    (Kind::Study, "青年助学志愿服务队"),
    (Kind::Hands, "义务理发志愿服务队"),
    (Kind::Medical, "健康义诊志愿服务队"),
    (Kind::Care, "爱心送餐志愿服务队"),
    (Kind::Law, "法律明白人志愿服务队"),
    (Kind::Talks, "百姓宣讲志愿服务队"),
    (Kind::Arts, "乡村文艺志愿服务队"),
    (Kind::Brush, "书画志愿服务队"),
    (Kind::Repair, "便民维修志愿服务队"),
    (Kind::City, "文明劝导志愿服务队"),
    (Kind::Science, "农技推广志愿服务队"),
    (Kind::Youth, "青年突击志愿服务队"),
    (Kind::Rescue, "应急救援志愿服务队"),
    (Kind::Green, "护河护海志愿服务队"),
    (Kind::Care, "党员帮扶志愿服务队"),
    (Kind::Elder, "银龄互助志愿服务队"),
    (Kind::City, "移风易俗志愿服务队"),
];

/// The team of the demo's leader.
pub(crate) const SNAIL: &str = "蜗牛之家志愿服务队";
/// Where it stands among all teams.
pub(crate) const SNAIL_AT: usize = COUNTY.len();
/// Volunteers who are on its roster whatever chance says.
const FRIENDS: usize = 10;

/// A team.
pub(crate) struct Team {
    pub id: TeamId,
    pub kind: Kind,
    pub org: OrgId,
    /// Its leader's place among the volunteers.
    pub leader: usize,
    /// Who serves in it, and since when; the leader first.
    pub roster: Vec<(usize, Timestamp)>,
}

/// A team to be founded.
pub(crate) struct Plan {
    pub kind: Kind,
    pub org: OrgId,
    pub name: String,
}

/// The teams, in the order of their founding.
pub(crate) fn plans(county: &County) -> Vec<Plan> {
    let place = &county.org(SEAT).place;
    let plan = |org, kind, name: String| Plan { kind, org, name };
    let of_county = COUNTY
        .iter()
        .map(|(kind, name)| plan(CENTRE, *kind, (*name).to_owned()));
    let snail = plan(SEAT, Kind::Snail, SNAIL.to_owned());
    let of_town = TOWNSHIP
        .iter()
        .map(|(kind, name)| plan(SEAT, *kind, format!("{place}{name}")));
    of_county.chain([snail]).chain(of_town).collect()
}

/// Has the teams founded, and their leaders put people on the rosters.
pub(crate) async fn found(county: &mut County) -> Result<()> {
    let mut rng = county.chance();
    let mut leading = HashSet::from([LEADER, CHEN]);
    for (at, plan) in plans(county).into_iter().enumerate() {
        let leader = if at == SNAIL_AT {
            LEADER
        } else {
            draw_leader(county, plan.org, &leading, &mut rng)?
        };
        leading.insert(leader);
        let person = county.volunteers[leader].person.clone();
        let founded = county.volunteers[leader]
            .since
            .plus(rng.random_range(1..20) * DAY);
        let clerk = county.clerk_of(plan.org).at(founded);
        let form = TeamForm {
            name: plan.name,
            org: plan.org.to_string(),
            leader_no: person.number()?.to_owned(),
            leader_name: person.name.clone(),
            skills: domain::account::join(plan.kind.skills()),
            ..TeamForm::default()
        };
        let team = Team {
            id: clerk.founds(form).await?,
            kind: plan.kind,
            org: plan.org,
            leader,
            roster: vec![(leader, founded)],
        };
        county.volunteers[leader].person = person.reloaded().await?;
        county.teams.push(team);
    }
    fill_rosters(county, &mut rng).await
}

/// A grown-up of the place who was there before the year of orders began and leads nothing yet; else of anywhere.
fn draw_leader(
    county: &County,
    org: OrgId,
    leading: &HashSet<usize>,
    rng: &mut StdRng,
) -> Result<usize> {
    let early = county.days_ago(400);
    let fits = |one: &usize| {
        let volunteer = &county.volunteers[*one];
        volunteer.since < early && volunteer.grown_up && !leading.contains(one)
    };
    // The first ten are the veterans of one team.
    let all: Vec<usize> = (FRIENDS..county.volunteers.len()).filter(fits).collect();
    let path = &county.org(org).path;
    let near = |one: &&usize| path.holds(&county.org(county.volunteers[**one].village).path);
    let local: Vec<usize> = all.iter().filter(near).copied().collect();
    let drawn = local.choose(rng).or_else(|| all.choose(rng));
    drawn.copied().ok_or(Error::Closed)
}

async fn fill_rosters(county: &mut County, rng: &mut StdRng) -> Result<()> {
    let mut joining: Vec<(usize, usize)> = (1..FRIENDS).map(|one| (SNAIL_AT, one)).collect();
    joining.push((SNAIL_AT, county.minor()));
    for one in FRIENDS..county.minor() {
        let village = county.volunteers[one].village;
        let town = county.town_of(village);
        let mut places = [village, town, CENTRE];
        if rng.random_bool(0.3) {
            places.reverse();
        }
        let wanted = county.volunteers[one].kind;
        let Some(wanted) = wanted else { continue };
        let suits = |place: &OrgId| {
            let of_kind = |team: &Team| team.org == *place && team.kind == wanted;
            county.teams.iter().position(of_kind)
        };
        joining.extend(places.iter().find_map(suits).map(|team| (team, one)));
        if rng.random_bool(0.4) {
            joining.push((rng.random_range(0..county.teams.len()), one));
        }
    }
    let mut known = HashSet::new();
    joining.retain(|(team, one)| county.teams[*team].leader != *one && known.insert((*team, *one)));
    let here = &*county;
    let each = joining.iter().map(|(team, one)| async move {
        let (team, member) = (&here.teams[*team], &here.volunteers[*one]);
        let joined = member.since.max(team.roster[0].1).plus(2 * HOUR);
        let leader: &Person = &here.volunteers[team.leader].person;
        leader
            .at(joined)
            .puts_on_roster(team.id, &member.person)
            .await?;
        Ok::<_, Error>(joined)
    });
    let joined = try_join_all(each).await?;
    for ((team, one), joined) in joining.into_iter().zip(joined) {
        county.teams[team].roster.push((one, joined));
    }
    Ok(())
}
