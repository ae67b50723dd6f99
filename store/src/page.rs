//! Keys of pages: the last row's id, as text.

/// Reads the key of the last row seen; a key that nobody gave starts at the beginning.
pub(crate) fn after(key: Option<&str>) -> Option<i64> {
    key.and_then(|key| key.parse().ok())
}

/// A pattern that finds `words` anywhere, with the pattern's own signs taken as they are.
pub(crate) fn containing(words: &str) -> sea_orm::sea_query::LikeExpr {
    let literal = words
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    sea_orm::sea_query::LikeExpr::new(format!("%{literal}%")).escape('\\')
}
