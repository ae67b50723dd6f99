//! Points.

pub mod api;
pub mod desk;
pub mod mine;
pub(crate) mod pages;
mod rules;
mod words;
