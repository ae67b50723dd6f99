//! The menu: categories, services, and the desk's editor.

pub(crate) mod check;
mod edit;
mod entity;
mod people;

pub use edit::{add_category, editor, save_item};
pub(crate) use entity::{category, item, item_team, rating};

use crate::db::Cx;
use crate::error::Result;
use crate::page::{after_pair, behind, first_page, oldest_first, pair};
use crate::search::Words;
use crate::teams::{entity as team, skills};
use domain::Code;
use domain::catalog::{CategoryView, ItemCard, ItemFilter, ItemView};
use domain::ids::{ItemId, TeamId};
use domain::insights::Approval;
use domain::orders::WordsState;
use domain::page::Page;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select,
};

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
    let paths = crate::desk::paths(&cx.actor)?;
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
    let words = Words::read(cx, &filter.q);
    let mut query = of.filter(words.within(&[item::Column::Title, item::Column::Summary]));
    if let Some(category) = filter.category {
        query = query.filter(item::Column::CategoryId.eq(category));
    }
    if let Some(audience) = filter.audience {
        query = query.filter(item::Column::Audience.eq(audience));
    }
    let after = filter.after.as_deref();
    let page = if words.is_empty() {
        oldest_first(cx, query, item::Column::Id, after, |row| row.id.0).await?
    } else {
        best_first(cx, query, &words, after).await?
    };
    let categories = categories(cx, english).await?;
    Ok(page.map(|row| card(&row, &categories)))
}

/// Services whose title says it come before those that mention it.
async fn best_first(
    cx: &Cx,
    mut query: Select<item::Entity>,
    words: &Words,
    after: Option<&str>,
) -> Result<Page<item::Model>> {
    let rank = words.rank(item::Column::Title);
    if let Some(last) = after_pair(after) {
        query = query.filter(behind(rank.clone(), item::Column::Id, last));
    }
    let query = query
        .order_by(rank, Order::Asc)
        .order_by_asc(item::Column::Id);
    first_page(cx, query, |row| pair(words.rank_of(&row.title), row.id)).await
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
        .filter(rating::Column::WordsState.eq(WordsState::Shown))
        .order_by_desc(rating::Column::Id)
        .limit(SAID)
        .all(cx.read())
        .await?;
    Ok(ItemView {
        card: item_card(cx, &row, english).await?,
        area: area.map(|org| org.place.clone()).unwrap_or_default(),
        volunteers: row.volunteers,
        skills: skills(&row.skills),
        lead_hours: row.lead_hours,
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
pub(crate) async fn names(db: &impl ConnectionTrait, id: ItemId, team: TeamId) -> Result<bool> {
    Ok(item_team::Entity::find_by_id((id, team))
        .one(db)
        .await?
        .is_some())
}

crate::table::tables! { category, item, item_team, rating }
