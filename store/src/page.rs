//! Lists page by key: the last row's id, as text; or the two columns that a list is in the order of.

use crate::db::Cx;
use crate::error::Result;
use domain::page::{PAGE, Page};
use sea_orm::sea_query::{Expr, ExprTrait, Order, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, EntityTrait, IntoSimpleExpr, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select, SelectorTrait, Value,
};
use std::cmp::Reverse;
use std::fmt::Display;

/// The page behind a key of a list whose newest rows come first.
pub(crate) async fn newest_first<E: EntityTrait<Model: Sync>>(
    cx: &Cx,
    query: Select<E>,
    id: E::Column,
    key: Option<&str>,
    id_of: impl Fn(&E::Model) -> i64,
) -> Result<Page<E::Model>> {
    page(cx, query, (id, Order::Desc), key, id_of).await
}

/// The page behind a key of a list whose newest rows come first, and whose rows are of one side or of another: each side is read by
/// its own index, where a condition with `OR` would sort all that there are.
pub(crate) async fn newest_of<E: EntityTrait>(
    cx: &Cx,
    sides: impl IntoIterator<Item = SimpleExpr>,
    id: E::Column,
    key: Option<&str>,
    id_of: impl Fn(&E::Model) -> i64,
) -> Result<Page<E::Model>> {
    let mut rows = Vec::new();
    for side in sides {
        let mut side = E::find().filter(side);
        if let Some(last) = after(key) {
            side = side.filter(id.lt(last));
        }
        let side = side.order_by_desc(id).limit(PAGE + 1);
        rows.extend(side.all(cx.read()).await?);
    }
    rows.sort_by_key(|row| Reverse(id_of(row)));
    rows.dedup_by_key(|row| id_of(row));
    Ok(Page::cut(rows, PAGE, |row| id_of(row).to_string()))
}

/// The page behind a key of a list whose oldest rows come first.
pub(crate) async fn oldest_first<E: EntityTrait<Model: Sync>>(
    cx: &Cx,
    query: Select<E>,
    id: E::Column,
    key: Option<&str>,
    id_of: impl Fn(&E::Model) -> i64,
) -> Result<Page<E::Model>> {
    page(cx, query, (id, Order::Asc), key, id_of).await
}

/// The page behind `key` of what a query finds, in the order of a column of ids; `id_of` reads it from a row.
pub(crate) async fn page<'a, Q, T>(
    cx: &'a Cx,
    query: Q,
    (id, order): (impl ColumnTrait, Order),
    key: Option<&str>,
    id_of: impl Fn(&T) -> i64,
) -> Result<Page<T>>
where
    Q: QueryFilter + QueryOrder + PaginatorTrait<'a, DatabaseConnection>,
    Q::Selector: SelectorTrait<Item = T>,
{
    let query = match (after(key), &order) {
        (None, _) => query,
        (Some(last), Order::Desc) => query.filter(id.lt(last)),
        (Some(last), _) => query.filter(id.gt(last)),
    };
    first_page(cx, query.order_by(id, order), |row| id_of(row).to_string()).await
}

/// The first page of what a query finds that starts behind its key already; `key_of` makes the key of a row.
pub(crate) async fn first_page<'a, Q, T>(
    cx: &'a Cx,
    query: Q,
    key_of: impl Fn(&T) -> String,
) -> Result<Page<T>>
where
    Q: PaginatorTrait<'a, DatabaseConnection>,
    Q::Selector: SelectorTrait<Item = T>,
{
    let rows = query.paginate(cx.read(), PAGE + 1).fetch().await?;
    Ok(Page::cut(rows, PAGE, key_of))
}

/// Reads the key of the last row seen. What is no key, as of a URL that somebody typed, starts at the beginning.
pub(crate) fn after(key: Option<&str>) -> Option<i64> {
    key.and_then(|key| key.parse().ok())
}

/// Writes the key of a list in the order of two columns: `120-17`.
pub(crate) fn pair(first: impl Display, second: impl Display) -> String {
    format!("{first}-{second}")
}

/// Reads the key that [`pair`] wrote; anything else starts at the beginning.
pub(crate) fn after_pair(key: Option<&str>) -> Option<(i64, i64)> {
    let (first, second) = key?.split_once('-')?;
    Some((first.parse().ok()?, second.parse().ok()?))
}

/// What stands behind a row where two columns ascend, the second among equals of the first.
pub(crate) fn behind(
    first: impl IntoSimpleExpr,
    second: impl IntoSimpleExpr,
    (a, b): (i64, i64),
) -> Condition {
    let (first, second) = (first.into_simple_expr(), second.into_simple_expr());
    let equal = Condition::all().add(first.clone().eq(a)).add(second.gt(b));
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

/// Values that are written into a statement instead of bound to it: SQLite takes a partial index only where it can read in the
/// statement that its condition is met.
pub(crate) fn written_out<V: Into<Value>>(
    values: impl IntoIterator<Item = V>,
) -> impl Iterator<Item = Expr> {
    values.into_iter().map(|value| Expr::Constant(value.into()))
}
