//! Keys of pages: the last row's id, as text; or the two columns that a list is in the order of.

use sea_orm::{ColumnTrait, Condition};
use std::fmt::Display;

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
