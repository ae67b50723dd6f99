//! Points.

pub mod api;
pub mod mine;
