//! Lists page by key: the last row's id, as text; or the two columns that a list is in the order of.

use crate::db::Cx;
use crate::error::Result;
use domain::page::{PAGE, Page};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ModelTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    Value,
};
use std::fmt::Display;

/// The page behind a key of a list whose newest rows come first.
pub(crate) async fn newest_first<E: EntityTrait>(
    cx: &Cx,
    query: Select<E>,
    id: E::Column,
    key: Option<&str>,
) -> Result<Page<E::Model>> {
    let mut query = query.order_by_desc(id);
    if let Some(last) = after(key) {
        query = query.filter(id.lt(last));
    }
    cut(cx, query, id).await
}

/// The page behind a key of a list whose oldest rows come first.
pub(crate) async fn oldest_first<E: EntityTrait>(
    cx: &Cx,
    query: Select<E>,
    id: E::Column,
    key: Option<&str>,
) -> Result<Page<E::Model>> {
    let mut query = query.order_by_asc(id);
    if let Some(last) = after(key) {
        query = query.filter(id.gt(last));
    }
    cut(cx, query, id).await
}

async fn cut<E: EntityTrait>(cx: &Cx, query: Select<E>, id: E::Column) -> Result<Page<E::Model>> {
    let rows = query.limit(PAGE + 1).all(cx.read()).await?;
    Ok(Page::cut(rows, PAGE, |row| match row.get(id) {
        Value::BigInt(Some(id)) => id.to_string(),
        _ => String::new(),
    }))
}

/// Reads the key of the last row seen; a key that nobody gave starts at the beginning.
pub(crate) fn after(key: Option<&str>) -> Option<i64> {
    key.and_then(|key| key.parse().ok())
}

/// Writes the key of a list in the order of two columns: `120-17`.
pub(crate) fn pair(first: impl Display, second: impl Display) -> String {
    format!("{first}-{second}")
}

/// Reads the key that [`pair`] wrote.
pub(crate) fn after_pair(key: Option<&str>) -> Option<(i64, i64)> {
    let (first, second) = key?.split_once('-')?;
    Some((first.parse().ok()?, second.parse().ok()?))
}

/// What stands behind a row where two columns ascend, the second among equals of the first.
pub(crate) fn behind<C: ColumnTrait>(first: C, second: C, (a, b): (i64, i64)) -> Condition {
    let equal = Condition::all().add(first.eq(a)).add(second.gt(b));
    Condition::any().add(first.gt(a)).add(equal)
}

/// A pattern that finds `words` anywhere, with the pattern's own signs taken as they are.
pub(crate) fn containing(words: &str) -> sea_orm::sea_query::LikeExpr {
    let literal = words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    sea_orm::sea_query::LikeExpr::new(format!("%{literal}%")).escape('\\')
}
