//! The teams of the demo county: what kinds there are and what they are called.

use domain::account::Skill;
use domain::ids::OrgId;

/// What a team mostly does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
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
    pub(super) const fn skills(self) -> &'static [Skill] {
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

/// The county's own teams. The first dozen is there at any scale, so that every kind of service has somebody.
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
    (Kind::Rescue, "诏安县蓝天应急救援志愿服务队"),
    (Kind::Medical, "诏安县中医院健康志愿服务队"),
    (Kind::Medical, "诏安县疾控中心志愿服务队"),
    (Kind::Law, "诏安县法院巾帼调解志愿服务队"),
    (Kind::Study, "诏安一中青年志愿服务队"),
    (Kind::Study, "白石小学教师志愿服务队"),
    (Kind::Women, "诏安县妇联巾帼志愿服务队"),
    (Kind::Youth, "诏安县团县委青年志愿服务队"),
    (Kind::Elder, "诏安县老干部银龄志愿服务队"),
    (Kind::City, "诏安县机关党员先锋志愿服务队"),
    (Kind::Science, "诏安县气象科普志愿服务队"),
    (Kind::Green, "诏安县河长办护河志愿服务队"),
    (Kind::Care, "诏安县红十字会志愿服务队"),
    (Kind::Care, "诏安县残联助残志愿服务队"),
    (Kind::Repair, "诏安供电志愿服务队"),
    (Kind::Arts, "诏安潮剧之友志愿服务队"),
    (Kind::Arts, "诏安剪瓷雕传承志愿服务队"),
    (Kind::City, "诏安县交警文明交通志愿服务队"),
    (Kind::Science, "诏安县农业农村局助农志愿服务队"),
    (Kind::Law, "诏安县公安局反诈宣传志愿服务队"),
    (Kind::Brush, "诏安县青少年宫书画志愿服务队"),
];

/// What each township has, behind the township's name.
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
pub(super) const SNAIL: &str = "蜗牛之家志愿服务队";
/// Where it stands among all teams.
pub(super) const SNAIL_AT: usize = 12;
/// Fewer teams than this do not make a county that can serve its menu.
pub(super) const FEWEST: usize = 27;

/// A team to be founded.
pub(super) struct Plan {
    pub kind: Kind,
    pub org: OrgId,
    pub name: String,
}

/// The first `count` teams, those that matter most first. `towns` and `villages` are orgs with their places' names;
/// the first town is the county town.
pub(super) fn plans(
    centre: OrgId,
    towns: &[(OrgId, &str)],
    villages: &[(OrgId, &str)],
    count: usize,
) -> Vec<Plan> {
    const CORE: usize = SNAIL_AT;
    let of_county = |(kind, name): &(Kind, &str)| Plan {
        kind: *kind,
        org: centre,
        name: (*name).to_owned(),
    };
    let of_town = |(org, place): &(OrgId, &str), (kind, name): &(Kind, &str)| Plan {
        kind: *kind,
        org: *org,
        name: format!("{place}{name}"),
    };
    let mut plans: Vec<Plan> = COUNTY.iter().take(CORE).map(of_county).collect();
    if let Some(seat) = towns.first() {
        plans.push(Plan {
            kind: Kind::Snail,
            org: seat.0,
            name: SNAIL.to_owned(),
        });
        plans.extend(TOWNSHIP.iter().map(|team| of_town(seat, team)));
    }
    plans.extend(COUNTY.iter().skip(CORE).map(of_county));
    for team in TOWNSHIP {
        plans.extend(towns.iter().skip(1).map(|town| of_town(town, team)));
    }
    plans.extend(villages.iter().map(|(org, place)| Plan {
        kind: Kind::Neighbours,
        org: *org,
        name: format!("{place}邻里互助志愿服务队"),
    }));
    plans.truncate(count);
    plans
}
