//! The program `diandan`.

#![recursion_limit = "512"]

use clap::Parser;
use server::commands::Cli;
use std::process::ExitCode;

/// A page is made of many small strings; this allocator takes a tenth off its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    server::commands::run(Cli::parse()).await
}
