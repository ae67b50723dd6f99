//! The desk's editor of the menu.

use super::{categories, category, item, item_team, teams_of};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::teams::entity as team;
use domain::access::{Action, Standings};
use domain::account::join;
use domain::catalog::{CategoryForm, ItemEditor, ItemForm};
use domain::ids::{CategoryId, ItemId};
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

/// The editor of a service: a new one without an id.
pub async fn editor(cx: &Cx, id: Option<ItemId>, english: bool) -> Result<ItemEditor> {
    let paths = crate::desk::paths(&cx.actor)?;
    let mut form = ItemForm {
        open: "open".into(),
        ..ItemForm::default()
    };
    if let Some(id) = id {
        let row = item::Entity::find_by_id(id)
            .one(cx.read())
            .await?
            .ok_or(Code::NOT_FOUND)?;
        demand_area(cx, row.area_id)?;
        let teams = teams_of(cx.read(), id).await?;
        form = ItemForm {
            id: id.to_string(),
            category: row.category_id.to_string(),
            title: row.title,
            summary: row.summary,
            audience: row.audience.to_string(),
            minutes: row.minutes.to_string(),
            area: row.area_id.to_string(),
            skills: row.skills,
            volunteers: row.volunteers.to_string(),
            lead_hours: row.lead_hours.to_string(),
            risk: row.risk,
            teams: join(&teams.iter().map(|team| team.id).collect::<Vec<_>>()),
            open: if row.open {
                "open".into()
            } else {
                String::new()
            },
            request_id: String::new(),
        };
    }
    form.request_id = cx.form_id();
    let orgs: Vec<_> = cx.store.orgs.within(&paths).collect();
    let teams = team::Entity::find()
        .filter(team::Column::OrgId.is_in(orgs.iter().map(|org| org.id)))
        .order_by_asc(team::Column::Id)
        .limit(EDITOR_TEAMS)
        .all(cx.read())
        .await?;
    Ok(ItemEditor {
        form,
        categories: categories(cx, english)
            .await?
            .into_iter()
            .map(|category| (category.id, category.name))
            .collect(),
        areas: orgs
            .iter()
            .map(|org| (org.id, cx.store.orgs.place_name(&org.path)))
            .collect(),
        teams: teams.into_iter().map(|team| (team.id, team.name)).collect(),
    })
}

/// Teams that an editor offers to tick; a county's own 533 fit.
const EDITOR_TEAMS: u64 = 600;

fn demand_area(cx: &Cx, area: domain::ids::OrgId) -> Result<()> {
    let org = cx
        .store
        .orgs
        .get(area)
        .ok_or_else(|| Refusal::field("area", Code::NOT_A_CHOICE))?;
    Standings::at(&cx.actor, &org.path).demand(Action::EDIT_ITEM, Action::EDIT_ITEM)?;
    Ok(())
}

/// Enters a service in the menu, or changes it.
pub async fn save_item(cx: &Cx, form: ItemForm) -> Result<ItemId> {
    crate::desk::paths(&cx.actor)?;
    cx.once(form.request_id.clone(), SaveItem(form)).await
}

struct SaveItem(ItemForm);

impl UseCase for SaveItem {
    type Answer = ItemId;

    async fn run(&self, tx: &Tx) -> Result<ItemId> {
        let changed = self.0.item()?;
        if let Some(id) = changed {
            let old = item::Entity::find_by_id(id)
                .one(&**tx)
                .await?
                .ok_or(Code::NOT_FOUND)?;
            demand_area(&tx.cx, old.area_id)?;
        }
        if let Ok(area) = self.0.area() {
            demand_area(&tx.cx, area)?;
        }
        let input = self.0.read()?;
        if category::Entity::find_by_id(input.category)
            .one(&**tx)
            .await?
            .is_none()
        {
            return Err(Refusal::field("category", Code::NOT_A_CHOICE).into());
        }
        let known = team::Entity::find()
            .filter(team::Column::Id.is_in(input.teams.iter().copied()))
            .count(&**tx)
            .await?;
        if known != input.teams.len() as u64 {
            return Err(Refusal::field("teams", Code::NOT_A_CHOICE).into());
        }
        let mut row = item::ActiveModel {
            category_id: Set(input.category),
            title: Set(input.title),
            summary: Set(input.summary),
            audience: Set(input.audience),
            minutes: Set(input.minutes),
            area_id: Set(input.area),
            skills: Set(join(&input.skills)),
            volunteers: Set(input.volunteers),
            lead_hours: Set(input.lead_hours),
            risk: Set(input.risk),
            open: Set(input.open),
            updated_at: Set(tx.now()),
            ..Default::default()
        };
        let id = if let Some(id) = changed {
            row.id = Set(id);
            row.update(&**tx).await?.id
        } else {
            row.ratings = Set(0);
            row.stars = Set(0);
            row.insert(&**tx).await?.id
        };
        item_team::Entity::delete_many()
            .filter(item_team::Column::ItemId.eq(id))
            .exec(&**tx)
            .await?;
        let offering = input.teams.iter().map(|team| item_team::ActiveModel {
            item_id: Set(id),
            team_id: Set(*team),
        });
        crate::db::insert(&**tx, offering.collect()).await?;
        tx.audit(Action::EDIT_ITEM, format!("item:{id}"));
        Ok(id)
    }
}

/// Adds a category to the menu.
pub async fn add_category(cx: &Cx, form: CategoryForm) -> Result<CategoryId> {
    cx.once(form.request_id.clone(), AddCategory(form)).await
}

struct AddCategory(CategoryForm);

impl UseCase for AddCategory {
    type Answer = CategoryId;

    async fn run(&self, tx: &Tx) -> Result<CategoryId> {
        Standings::of(tx.actor()).demand(Action::EDIT_CATEGORY, Action::EDIT_CATEGORY)?;
        let input = self.0.read()?;
        let others = category::Entity::find().all(&**tx).await?;
        if others.iter().any(|other| other.name_zh == input.name_zh) {
            return Err(Refusal::field("name_zh", Code::DUPLICATE).into());
        }
        let row = category::ActiveModel {
            name_zh: Set(input.name_zh),
            name_en: Set(input.name_en),
            icon: Set(input.icon),
            position: Set(others.iter().map(|other| other.position).max().unwrap_or(0) + 1),
            ..Default::default()
        };
        let id = row.insert(&**tx).await?.id;
        tx.audit(Action::EDIT_CATEGORY, format!("category:{id}"));
        Ok(id)
    }
}
