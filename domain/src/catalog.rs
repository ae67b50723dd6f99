//! The menu: categories and the services in them.

use crate::account::{Skill, required_id, set_of};
use crate::error::{Check, Code, Refusal, number, text};
use crate::ids::{CategoryId, ItemId, OrgId, TeamId};
use crate::insights::Approval;
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "audience": Audience,
        "icon": Icon,
    },
    numbers: &[
        ("LEAST_MINUTES", &LEAST_MINUTES),
        ("MOST_MINUTES", &MOST_MINUTES),
        ("MOST_VOLUNTEERS", &MOST_VOLUNTEERS),
        ("MOST_LEAD_HOURS", &MOST_LEAD_HOURS),
    ],
};

actions! {
    /// Enter, change, open or pause a service of the menu.
    EDIT_ITEM = "edit_item", [StationStaff, InstituteStaff, CentreStaff, CountyAdmin];
    /// Add a category to the menu.
    EDIT_CATEGORY = "edit_category", [CountyAdmin];
}

codes! {
    /// The service is not offered in that place.
    NOT_SERVED_THERE = "not_served_there", Invalid;
    /// The service takes no orders at the moment.
    ITEM_PAUSED = "item_paused", Conflict;
}

words! {
    /// The icon of a category: a name of the icon set, so that an administrator chooses among what the pages carry.
    Icon {
        /// A loudspeaker.
        Megaphone = "megaphone",
        /// Music.
        Music = "music",
        /// A mortarboard.
        School = "graduation-cap",
        /// A stethoscope.
        Medical = "stethoscope",
        /// A flask.
        Science = "flask-conical",
        /// Scales.
        Law = "scale",
        /// A leaf.
        Leaf = "leaf",
        /// A hand with a heart.
        Care = "hand-heart",
        /// A brush.
        Brush = "brush",
        /// A building.
        City = "building-2",
        /// A heart.
        Heart = "heart-handshake",
        /// Anything else.
        Sparkles = "sparkles",
    }
}

words! {
    /// Who may order a service.
    Audience {
        /// Everybody.
        Everyone = "everyone",
        /// Sixty and above.
        Elderly = "elderly",
        /// Children and their families.
        Children = "children",
        /// Families in hardship.
        Hardship = "hardship",
        /// People with disabilities.
        Disabled = "disabled",
        /// Villages, communities, schools and other bodies.
        Bodies = "bodies",
    }
}

/// A category as pages show it. The name is data, not text: the administrator writes it in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryView {
    /// Its id.
    pub id: CategoryId,
    /// Its name in the reader's language.
    pub name: String,
    /// Its icon.
    pub icon: Icon,
}

/// A service in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemCard {
    /// Its id.
    pub id: ItemId,
    /// Its title.
    pub title: String,
    /// What it is, in a sentence or two.
    pub summary: String,
    /// Its category.
    pub category: String,
    /// The category's icon.
    pub icon: Icon,
    /// Who may order.
    pub audience: Audience,
    /// Usual length in minutes.
    pub minutes: i64,
    /// Whether it takes orders.
    pub open: bool,
    /// How it is rated.
    pub approval: Approval,
}

/// A service with everything a resident needs to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    /// What lists show.
    pub card: ItemCard,
    /// Where it is offered.
    pub area: String,
    /// Volunteers who usually come.
    pub volunteers: i64,
    /// Skills they bring.
    pub skills: Vec<Skill>,
    /// Hours of notice it needs.
    pub lead_hours: i64,
    /// What to know about risks.
    pub risk: String,
    /// The teams or orgs that offer it.
    pub offered_by: Vec<String>,
    /// What others said lately: stars and words, without names.
    pub said: Vec<(i64, String)>,
}

/// What the desk's menu editor loads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemEditor {
    /// The fields as they stand; empty for a new item.
    pub form: ItemForm,
    /// The categories to choose from.
    pub categories: Vec<(CategoryId, String)>,
    /// The places to choose from: the editor's own subtree.
    pub areas: Vec<(OrgId, String)>,
    /// The teams to choose from.
    pub teams: Vec<(TeamId, String)>,
}

/// How long a service may take, in minutes.
pub const LEAST_MINUTES: i64 = 10;
/// The longest that a service may take, in minutes.
pub const MOST_MINUTES: i64 = 600;
/// How many volunteers a service may need.
const MOST_VOLUNTEERS: i64 = 50;
/// How far ahead a service may want to be ordered, in hours.
const MOST_LEAD_HOURS: i64 = 720;

/// The form of a service as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// Empty for a new item.
    pub id: String,
    /// The category.
    pub category: String,
    /// The title.
    pub title: String,
    /// What it is.
    pub summary: String,
    /// An [`Audience`].
    pub audience: String,
    /// Usual length in minutes.
    pub minutes: String,
    /// The org whose subtree it serves.
    pub area: String,
    /// Comma-separated [`Skill`]s.
    pub skills: String,
    /// Volunteers who usually come.
    pub volunteers: String,
    /// Hours of notice.
    pub lead_hours: String,
    /// The risk note.
    pub risk: String,
    /// Comma-separated ids of the teams that offer it; none means the area's own org.
    pub teams: String,
    /// `open` or empty for paused.
    pub open: String,
}

/// A service that can be entered in the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The category.
    pub category: CategoryId,
    /// The title.
    pub title: String,
    /// What it is.
    pub summary: String,
    /// Who may order.
    pub audience: Audience,
    /// Usual length in minutes.
    pub minutes: i64,
    /// The org whose subtree it serves.
    pub area: OrgId,
    /// Skills needed.
    pub skills: Vec<Skill>,
    /// Volunteers needed.
    pub volunteers: i64,
    /// Hours of notice.
    pub lead_hours: i64,
    /// The risk note: who recruits volunteers states the risks. Source: 志愿服务条例 art 12, 13.
    pub risk: String,
    /// The teams that offer it.
    pub teams: Vec<TeamId>,
    /// Whether it takes orders.
    pub open: bool,
}

impl ItemForm {
    /// The service that is changed; none for a new one.
    pub fn item(&self) -> Result<Option<ItemId>, Code> {
        match self.id.as_str() {
            "" => Ok(None),
            id => id.parse().map(Some),
        }
    }

    /// Where it is offered.
    pub fn area(&self) -> Result<OrgId, Code> {
        required_id(&self.area)
    }

    /// Reads the form.
    pub fn read(&self) -> Result<Item, Refusal> {
        let mut check = Check::default();
        let category = check.take("category", required_id(&self.category));
        let title = check.take("title", text(&self.title, 2, 40));
        let summary = check.take("summary", text(&self.summary, 5, 500));
        let audience = check.take("audience", self.audience.parse());
        let minutes = check.take(
            "minutes",
            number(&self.minutes, LEAST_MINUTES, MOST_MINUTES),
        );
        let area = check.take("area", self.area());
        let skills = check.take("skills", set_of(&self.skills));
        let volunteers = check.take("volunteers", number(&self.volunteers, 1, MOST_VOLUNTEERS));
        let lead_hours = check.take("lead_hours", number(&self.lead_hours, 0, MOST_LEAD_HOURS));
        let risk = check.take("risk", text(&self.risk, 2, 300));
        let teams = check.take("teams", set_of(&self.teams));
        check.finish(|| {
            Some(Item {
                category: category?,
                title: title?,
                summary: summary?,
                audience: audience?,
                minutes: minutes?,
                area: area?,
                skills: skills?,
                volunteers: volunteers?,
                lead_hours: lead_hours?,
                risk: risk?,
                teams: teams?,
                open: self.open == "open",
            })
        })
    }
}

/// The form of a category as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CategoryForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// Its Chinese name.
    pub name_zh: String,
    /// Its English name.
    pub name_en: String,
    /// Its [`Icon`].
    pub icon: String,
}

/// A category that can be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its Chinese name.
    pub name_zh: String,
    /// Its English name.
    pub name_en: String,
    /// Its icon.
    pub icon: Icon,
}

impl CategoryForm {
    /// Reads the form.
    pub fn read(&self) -> Result<Category, Refusal> {
        let mut check = Check::default();
        let name_zh = check.take("name_zh", text(&self.name_zh, 2, 12));
        let name_en = check.take("name_en", text(&self.name_en, 2, 40));
        let icon = check.take("icon", self.icon.parse());
        check.finish(|| {
            Some(Category {
                name_zh: name_zh?,
                name_en: name_en?,
                icon: icon?,
            })
        })
    }
}

/// The filters of `/services`, as its URL carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFilter {
    /// Words to find in title or summary.
    pub q: String,
    /// One category.
    pub category: Option<CategoryId>,
    /// Only what this audience may order.
    pub audience: Option<Audience>,
    /// The key of the last row seen.
    pub after: Option<String>,
}
