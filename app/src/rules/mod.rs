//! The county's rules at its centre's desk: each number, what was decided on it, and a form to decide anew.

pub mod api;
pub mod desk;
pub(crate) mod pages;
