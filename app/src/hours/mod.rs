//! Hours: public notice, one's own, and the desk's review.

pub mod api;
pub mod mine;
pub mod notices;
pub(crate) mod pages;
pub mod reviews;
mod words;
