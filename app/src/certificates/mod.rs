//! Service certificates: asking for one, issuing it, printing it, verifying it.

pub mod api;
pub mod desk;
pub mod mine;
pub(crate) mod pages;
pub mod sheet;
pub mod verify;
mod words;
