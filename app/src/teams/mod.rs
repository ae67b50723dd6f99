//! Volunteer teams.

pub mod api;
pub mod list;
pub mod team;
mod words;
