//! Points.

pub mod api;
pub mod desk;
pub mod mine;
mod rules;
mod words;
