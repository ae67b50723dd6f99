//! Orders, from the form to the rating.

pub mod api;
pub mod decide;
pub mod desk;
pub mod detail;
pub mod live;
pub mod mine;
pub(crate) mod pages;
pub mod parts;
pub mod perform;
pub mod place;
mod rated;
pub mod said;
pub mod shifts;
pub mod timeline;
mod words;
