//! Honours: the public list, nominating, one's own, and the desk.

pub mod api;
pub mod desk;
pub mod list;
pub mod mine;
pub mod nominate;
pub mod notices;
pub(crate) mod pages;
mod words;
