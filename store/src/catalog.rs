//! The menu: categories, services, and the desk's editor.

use crate::account::{join, signed_in};
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::orders::rating;
use crate::page::{after, containing};
use crate::teams::{entity as team, skills};
use domain::access::{Action, Standings};
use domain::catalog::{
    Category, CategoryForm, CategoryView, Item, ItemCard, ItemEditor, ItemFilter, ItemForm,
    ItemView, search_text,
};
use domain::ids::{CategoryId, ItemId, TeamId};
use domain::insights::Approval;
use domain::orgs::OrgPath;
use domain::page::{PAGE, Page};
use domain::{Code, Refusal};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select, Set,
};

pub(crate) mod category {
    use domain::catalog::Icon;
    use domain::ids::CategoryId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "category")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: CategoryId,
        pub name_zh: String,
        pub name_en: String,
        pub icon: Icon,
        pub position: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod item {
    use domain::catalog::Audience;
    use domain::ids::{CategoryId, ItemId, OrgId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: ItemId,
        pub category_id: CategoryId,
        pub title: String,
        pub summary: String,
        pub audience: Audience,
        pub minutes: i64,
        pub area_id: OrgId,
        pub skills: String,
        pub volunteers: i64,
        pub notice_hours: i64,
        pub risk: String,
        pub open: bool,
        pub ratings: i64,
        pub stars: i64,
        pub updated_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod item_team {
    use domain::ids::{ItemId, TeamId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "item_team")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub item_id: ItemId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub team_id: TeamId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The categories of the menu, in their order. `english` chooses the name.
pub async fn categories(cx: &Cx, english: bool) -> Result<Vec<CategoryView>> {
    let rows = category::Entity::find()
        .order_by_asc(category::Column::Position)
        .all(cx.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| CategoryView {
            id: row.id,
            name: if english { row.name_en } else { row.name_zh },
            icon: row.icon,
        })
        .collect())
}

/// One page of the menu. Paused services stand at their place, marked as paused.
pub async fn items(cx: &Cx, filter: &ItemFilter, english: bool) -> Result<Page<ItemCard>> {
    listed(cx, item::Entity::find(), filter, english).await
}

/// The same of what the asker may edit: the services of their desk's subtree.
pub async fn kept_items(cx: &Cx, filter: &ItemFilter, english: bool) -> Result<Page<ItemCard>> {
    let paths = edit_paths(cx)?;
    let areas = cx.store.orgs.within(&paths).map(|org| org.id);
    let kept = item::Entity::find().filter(item::Column::AreaId.is_in(areas));
    listed(cx, kept, filter, english).await
}

async fn listed(
    cx: &Cx,
    of: Select<item::Entity>,
    filter: &ItemFilter,
    english: bool,
) -> Result<Page<ItemCard>> {
    let words = search_text(&filter.q).map_err(|code| Refusal::field("q", code))?;
    let mut query = of.order_by_asc(item::Column::Id);
    if !words.is_empty() {
        query = query.filter(
            Condition::any()
                .add(like(cx, item::Column::Title, &words))
                .add(like(cx, item::Column::Summary, &words)),
        );
    }
    if let Some(category) = filter.category {
        query = query.filter(item::Column::CategoryId.eq(category));
    }
    if let Some(audience) = filter.audience {
        query = query.filter(item::Column::Audience.eq(audience));
    }
    if let Some(id) = after(filter.after.as_deref()) {
        query = query.filter(item::Column::Id.gt(id));
    }
    let page = Page::cut(query.limit(PAGE + 1).all(cx.read()).await?, PAGE, |row| {
        row.id.to_string()
    });
    let categories = categories(cx, english).await?;
    Ok(page.map(|row| card(&row, &categories)))
}

/// Whether a column holds the words, in capitals or not: SQLite's LIKE minds no case, PostgreSQL's does.
fn like(cx: &Cx, column: item::Column, words: &str) -> Expr {
    if cx.read().get_database_backend() == DatabaseBackend::Postgres {
        let lower = Func::lower(Expr::col((item::Entity, column)));
        Expr::expr(lower).like(containing(&words.to_lowercase()))
    } else {
        column.like(containing(words))
    }
}

fn card(row: &item::Model, categories: &[CategoryView]) -> ItemCard {
    let category = categories
        .iter()
        .find(|category| category.id == row.category_id);
    ItemCard {
        id: row.id,
        title: row.title.clone(),
        summary: row.summary.clone(),
        category: category
            .map(|category| category.name.clone())
            .unwrap_or_default(),
        icon: category.map_or(domain::catalog::Icon::Sparkles, |category| category.icon),
        audience: row.audience,
        minutes: row.minutes,
        open: row.open,
        approval: Approval {
            n: row.ratings,
            stars: row.stars,
        },
    }
}

/// A service's card on its own.
pub(crate) async fn item_card(cx: &Cx, row: &item::Model, english: bool) -> Result<ItemCard> {
    Ok(card(row, &categories(cx, english).await?))
}

/// What others said lately, at most.
const SAID: u64 = 5;

/// A service with everything a resident needs to decide.
pub async fn item(cx: &Cx, id: ItemId, english: bool) -> Result<ItemView> {
    let row = item::Entity::find_by_id(id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let area = cx.store.orgs.get(row.area_id);
    let mut offered_by: Vec<String> = teams_of(cx.read(), id)
        .await?
        .into_iter()
        .map(|team| team.name)
        .collect();
    if offered_by.is_empty() {
        offered_by.extend(area.map(|org| org.name.clone()));
    }
    let said = rating::Entity::find()
        .filter(rating::Column::ItemId.eq(id))
        .filter(rating::Column::Words.ne(""))
        .order_by_desc(rating::Column::Id)
        .limit(SAID)
        .all(cx.read())
        .await?;
    Ok(ItemView {
        card: item_card(cx, &row, english).await?,
        area: area.map(|org| org.place.clone()).unwrap_or_default(),
        volunteers: row.volunteers,
        skills: skills(&row.skills),
        notice_hours: row.notice_hours,
        risk: row.risk,
        offered_by,
        said: said.into_iter().map(|row| (row.stars, row.words)).collect(),
    })
}

/// The teams the menu names for a service.
pub(crate) async fn teams_of(db: &impl ConnectionTrait, id: ItemId) -> Result<Vec<team::Model>> {
    let named: Vec<TeamId> = item_team::Entity::find()
        .select_only()
        .column(item_team::Column::TeamId)
        .filter(item_team::Column::ItemId.eq(id))
        .into_tuple()
        .all(db)
        .await?;
    if named.is_empty() {
        return Ok(Vec::new());
    }
    Ok(team::Entity::find()
        .filter(team::Column::Id.is_in(named))
        .order_by_asc(team::Column::Id)
        .all(db)
        .await?)
}

/// Whether the menu names a team for a service.
pub(crate) async fn names(cx: &Cx, id: ItemId, team: TeamId) -> Result<bool> {
    Ok(item_team::Entity::find_by_id((id, team))
        .one(cx.read())
        .await?
        .is_some())
}

/// The editor of a service: a new one without an id.
pub async fn editor(cx: &Cx, id: Option<ItemId>, english: bool) -> Result<ItemEditor> {
    let paths = edit_paths(cx)?;
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
            notice_hours: row.notice_hours.to_string(),
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

/// Where somebody may edit the menu: their desk's subtree.
fn edit_paths(cx: &Cx) -> Result<Vec<OrgPath>> {
    signed_in(&cx.actor)?;
    let paths = cx.actor.desk_paths();
    if paths.is_empty() {
        Err(Code::NOT_FOUND.into())
    } else {
        Ok(paths)
    }
}

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
    edit_paths(cx)?;
    let input = form.read()?;
    let id = if form.id.is_empty() {
        None
    } else {
        Some(form.id.parse()?)
    };
    cx.write_once(
        &format!("{}:item", form.request_id),
        (id, input),
        |tx, (id, input)| Box::pin(enter(tx, *id, input)),
    )
    .await
}

async fn enter(tx: &Tx, id: Option<ItemId>, input: &Item) -> Result<ItemId> {
    demand_area(&tx.cx, input.area)?;
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
        title: Set(input.title.clone()),
        summary: Set(input.summary.clone()),
        audience: Set(input.audience),
        minutes: Set(input.minutes),
        area_id: Set(input.area),
        skills: Set(join(&input.skills)),
        volunteers: Set(input.volunteers),
        notice_hours: Set(input.notice_hours),
        risk: Set(input.risk.clone()),
        open: Set(input.open),
        updated_at: Set(tx.now()),
        ..Default::default()
    };
    let id = if let Some(id) = id {
        let old = item::Entity::find_by_id(id)
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        demand_area(&tx.cx, old.area_id)?;
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

/// Adds a category to the menu.
pub async fn add_category(cx: &Cx, form: CategoryForm) -> Result<CategoryId> {
    Standings::of(&cx.actor).demand(Action::EDIT_CATEGORY, Action::EDIT_CATEGORY)?;
    let input = form.read()?;
    cx.write_once(
        &format!("{}:category", form.request_id),
        input,
        |tx, input| Box::pin(enter_category(tx, input)),
    )
    .await
}

async fn enter_category(tx: &Tx, input: &Category) -> Result<CategoryId> {
    Standings::of(tx.actor()).demand(Action::EDIT_CATEGORY, Action::EDIT_CATEGORY)?;
    let others = category::Entity::find().all(&**tx).await?;
    if others.iter().any(|other| other.name_zh == input.name_zh) {
        return Err(Refusal::field("name_zh", Code::DUPLICATE).into());
    }
    let row = category::ActiveModel {
        name_zh: Set(input.name_zh.clone()),
        name_en: Set(input.name_en.clone()),
        icon: Set(input.icon),
        position: Set(others.iter().map(|other| other.position).max().unwrap_or(0) + 1),
        ..Default::default()
    };
    let id = row.insert(&**tx).await?.id;
    tx.audit(Action::EDIT_CATEGORY, format!("category:{id}"));
    Ok(id)
}
