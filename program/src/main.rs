//! The program `diandan`.

#![recursion_limit = "512"]

use clap::Parser;
use server::commands::Cli;
use server::site::Carried;
use std::process::ExitCode;

/// A page is made of many small strings; this allocator takes a tenth off its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What browsers load, by `build.rs`. Here and not in the server's library, for it is there last, and then but this file is compiled.
const CARRIED: Carried = Carried(include!(concat!(env!("OUT_DIR"), "/site.rs")));

#[tokio::main]
async fn main() -> ExitCode {
    server::commands::run(Cli::parse(), CARRIED).await
}
