//! The demo county's menu, as the administrator and the centre enter it.

use super::county::{CENTRE, County};
use super::menu::{Area, CATEGORIES, SERVICES, Service};
use super::teams::SNAIL_AT;
use crate::error::Result;
use domain::account::join;
use domain::catalog::{CategoryForm, ItemForm};
use domain::ids::{OrgId, TeamId};

/// When it was entered, in days ago.
const ENTERED: i64 = 395;

pub(super) async fn enter(county: &mut County) -> Result<()> {
    let entered = county.days_ago(ENTERED);
    let admin = county.admin.at(entered);
    let mut categories = Vec::new();
    for (name_zh, name_en, icon) in CATEGORIES {
        let form = CategoryForm {
            name_zh: (*name_zh).to_owned(),
            name_en: (*name_en).to_owned(),
            icon: icon.to_string(),
            ..CategoryForm::default()
        };
        categories.push(admin.adds_category(form).await?);
    }
    let centre = county.clerk_of(CENTRE).at(entered);
    for service in SERVICES {
        let form = ItemForm {
            category: categories[service.category].to_string(),
            title: service.title.to_owned(),
            summary: service.summary.to_owned(),
            audience: service.audience.to_string(),
            minutes: service.minutes.to_string(),
            area: area(county, service.area).to_string(),
            skills: join(service.skills),
            volunteers: service.volunteers.to_string(),
            lead_hours: service.lead_hours.to_string(),
            risk: service.risk.to_owned(),
            teams: join(&offering(county, service)),
            open: "open".to_owned(),
            ..ItemForm::default()
        };
        let item = centre.saves_item(form).await?;
        county.items.push(item);
    }
    Ok(())
}

fn area(county: &County, area: Area) -> OrgId {
    let code = match area {
        Area::County => return CENTRE,
        Area::Town(code) => code,
    };
    let town = county.orgs.iter().find(|org| org.code == code);
    town.map_or(CENTRE, |org| org.id)
}

/// The menu names the county's own teams; those of a township are found because they are near.
fn offering(county: &County, service: &Service) -> Vec<TeamId> {
    let teams = county.teams.iter().enumerate();
    let named = teams.filter(|(at, team)| *at == SNAIL_AT || team.org == CENTRE);
    let offering = named.filter(|(_, team)| service.kinds.contains(&team.kind));
    offering.map(|(_, team)| team.id).collect()
}
