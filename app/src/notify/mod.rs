//! Messages.

pub mod api;
pub mod inbox;
pub mod words;
