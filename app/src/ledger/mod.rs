//! 账本公开: the chain over all transfers of points, for everybody to look at, download and verify.

pub mod api;
pub mod books;
pub(crate) mod pages;
