//! Volunteer teams.

pub mod api;
pub mod list;
pub(crate) mod pages;
pub mod team;
mod words;
