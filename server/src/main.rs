//! The program `diandan`.

#![recursion_limit = "512"]

use clap::Parser;
use server::commands::Cli;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    server::commands::run(Cli::parse()).await
}
