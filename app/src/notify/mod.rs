//! Messages.

pub mod api;
pub mod inbox;
pub(crate) mod pages;
