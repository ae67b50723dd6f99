//! 排行榜: who serves most, for everybody to see; and one's own choice whether to be in it.

pub mod api;
pub mod list;
pub(crate) mod pages;
