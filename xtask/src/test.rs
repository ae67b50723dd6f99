//! Everything that must pass before a change lands.

use std::time::Duration;

use crate::{
    build,
    postgres::Cluster,
    process::{Result, loud, spelled_time, timed},
    setup::{self, Tools},
};

/// Sets up, checks, builds and tests, stops at the first failure, and sums up what was done.
pub(crate) fn everything() -> Result {
    let mut steps = Steps(Vec::new());
    let outcome = each_step(&mut steps);
    steps.print();
    outcome
}

fn each_step(steps: &mut Steps) -> Result {
    let tools = steps.run("set-up", setup::for_tests)?;
    steps.run("format", || {
        loud(&mut tools.cargo(&["fmt", "--all", "--check"]))
    })?;
    steps.run("clippy", || {
        clippy(
            &tools,
            &["--workspace", "--exclude", "frontend", "--all-targets"],
        )
    })?;
    steps.run("clippy in the browser", || {
        // The folder and profile of cargo-leptos, so that build scripts and macros are compiled once for both.
        let target = tools.target().join("front");
        let target = [
            "--target-dir",
            &target.to_string_lossy(),
            "--target",
            "wasm32-unknown-unknown",
        ];
        clippy(
            &tools,
            &[
                &["--package", "frontend", "--profile", "wasm-release"],
                &target[..],
            ]
            .concat(),
        )
    })?;
    steps.run("build", || build::build(&tools))?;
    steps.run("tests", || {
        let cluster = Cluster::start()?;
        loud(cluster.seen_by(&mut tools.cargo(&["test", "--workspace", "--exclude", "frontend"])))
    })?;
    steps.run("browser tests", || playwright(&tools, &[]))
}

fn clippy(tools: &Tools, what: &[&str]) -> Result {
    loud(
        tools
            .cargo(&["clippy"])
            .args(what)
            .args(["--", "-D", "warnings"]),
    )
}

/// Sets up, builds unless that is done, and runs Playwright.
pub(crate) fn in_browser(built: bool, args: &[String]) -> Result {
    let tools = setup::for_tests()?;
    if !built {
        build::build(&tools)?;
    }
    playwright(&tools, args)
}

/// Runs Playwright, whose tests start servers of their own.
fn playwright(tools: &Tools, args: &[String]) -> Result {
    loud(
        tools
            .command("playwright")
            .arg("test")
            .args(args)
            .current_dir(tools.root.join("end2end"))
            .env("CHROMIUM", setup::chromium())
            .env("DIANDAN_BIN", tools.server()),
    )
}

/// What was done, how long it took, and whether it went well.
struct Steps(Vec<(&'static str, Duration, bool)>);

impl Steps {
    fn run<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("\n── {name}");
        let (outcome, time) = timed(work);
        self.0.push((name, time, outcome.is_ok()));
        outcome
    }

    fn print(&self) {
        eprintln!("\n── summary");
        for (name, time, good) in &self.0 {
            let mark = if *good { '✓' } else { '✗' };
            eprintln!("{mark} {name:<24}{:>8}", spelled_time(*time));
        }
        let all = self.0.iter().map(|(_, time, _)| *time).sum();
        eprintln!("  {:<24}{:>8}", "altogether", spelled_time(all));
    }
}
