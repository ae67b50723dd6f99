//! People: sign-in, devices, registration, roles.

pub mod api;
pub mod devices;
pub mod login;
pub mod me;
pub(crate) mod pages;
pub mod people;
pub mod register;
mod words;

#[cfg(feature = "ssr")]
pub use api::ELDER;
