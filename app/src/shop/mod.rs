//! The points shop.

pub mod api;
pub mod desk;
pub mod keeper;
pub mod mine;
pub mod reward;
pub mod window;
mod words;
