//! The menu.

pub mod api;
pub mod editor;
pub mod item;
pub mod list;
pub mod menu;
pub(crate) mod pages;
