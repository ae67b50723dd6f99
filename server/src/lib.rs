//! All of the program `diandan` but its entry: configuration, HTTP layers, sessions, SMS gateways, workers, commands.

#![recursion_limit = "512"]

pub mod commands;
pub mod config;
pub mod http;
pub mod listen;
pub mod pictures;
pub mod site;
pub mod sms;
pub mod work;
