//! Stars: one's own, the desk's queue, what hangs in public, and whom a leader can nominate.

pub mod api;
pub mod desk;
pub mod mine;
pub mod nominees;
pub mod notices;
pub(crate) mod pages;
mod parts;
mod words;
