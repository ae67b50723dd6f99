//! The points shop.

pub mod api;
pub mod desk;
pub mod keeper;
pub mod mine;
pub(crate) mod pages;
pub mod reward;
pub mod window;
mod words;
