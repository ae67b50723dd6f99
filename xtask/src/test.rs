//! Everything that must pass before a change lands.

use std::{
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use crate::{
    build::{self, Kind},
    postgres::Cluster,
    process::{Result, loud, spelled_time, timed},
    rust::WASM,
    setup::{self, Tools, in_path},
};

/// Sets up, checks, builds and tests, stops at the first failure, and sums up what was done.
pub(crate) fn everything() -> Result {
    let steps = Steps(Mutex::default());
    let (outcome, time) = timed(|| each_step(&steps));
    steps.print(time);
    outcome
}

fn each_step(steps: &Steps) -> Result {
    let tools = steps.run("set-up", setup::for_tests)?;
    steps.run("format", || {
        loud(&mut tools.cargo(&["fmt", "--all", "--check"]))
    })?;
    steps.run("deny.toml", || deny(&tools))?;
    // At the end of each, one crate is compiled or linked that keeps but one processor busy.
    thread::scope(|scope| {
        let browser = scope.spawn(|| {
            steps.run("clippy in the browser", || clippy_in_the_browser(&tools))?;
            steps.run("what the browser loads", || {
                build::front(&tools, Kind::Release)
            })
        });
        let server = steps.run("clippy and compiling", || {
            loud(linted(&tools, &mut cargo_test(&tools))?.arg("--no-run"))
        });
        let browser = browser
            .join()
            .unwrap_or_else(|_| Err("a thread died".into()));
        server.and(browser)
    })?;
    steps.run("tests", || {
        let cluster = Cluster::start()?;
        // The browser's files are there now: the program that is tested alone carries them.
        let mut tests = cargo_test(&tools);
        loud(cluster.seen_by(linted(&tools, build::carrying(&tools, &mut tests))?))
    })?;
    steps.run("browser tests", || playwright(&tools, &[]))
}

/// Licences, sources and versions of what is linked.
fn deny(tools: &Tools) -> Result {
    loud(&mut tools.cargo(&["run", "--quiet", "--package", "deny"]))?;
    if in_path("cargo-deny").is_some() {
        loud(&mut tools.cargo(&["deny", "check", "advisories"]))?;
    }
    Ok(())
}

/// Compiles all that runs on this machine, and runs the tests. (`bundle` has none, and is compiled with the browser's program;
/// `--all-targets` leaves out examples in comments, which nobody writes here.)
fn cargo_test(tools: &Tools) -> Command {
    tools.cargo(&[
        "test",
        "--workspace",
        "--exclude",
        "frontend",
        "--exclude",
        "bundle",
        "--all-targets",
    ])
}

/// Has the compiler of our own crates be clippy, as `cargo clippy` does: so they are linted while they are compiled for the
/// tests, and nothing is compiled once for clippy and once more for the tests.
fn linted<'a>(tools: &Tools, cargo: &'a mut Command) -> Result<&'a mut Command> {
    let driver = tools.sysroot()?.join("bin/clippy-driver");
    Ok(cargo
        .env("RUSTC_WORKSPACE_WRAPPER", driver)
        .env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings"))
}

fn clippy_in_the_browser(tools: &Tools) -> Result {
    loud(linted(tools, &mut build::bundle(tools, "build"))?)?;
    // The folder and profile that the browser's program is built with, so that build scripts and macros are compiled once for both.
    loud(
        tools
            .cargo(&[
                "clippy",
                "--quiet",
                "--package",
                "frontend",
                "--profile",
                "wasm-release",
            ])
            .args(["--target", WASM, "--target-dir"])
            .arg(tools.target().join("front"))
            .args(["--", "-D", "warnings"]),
    )
}

/// Sets up, builds unless that is done, and runs Playwright.
pub(crate) fn in_browser(built: bool, args: &[String]) -> Result {
    let tools = setup::for_tests()?;
    if !built {
        build::build(&tools, Kind::Dev, Kind::Release)?;
    }
    playwright(&tools, args)
}

/// Runs Playwright, whose tests start servers of their own: as compiled for the tests, for their speed does not matter here and
/// an optimised one takes minutes to compile.
fn playwright(tools: &Tools, args: &[String]) -> Result {
    loud(
        tools
            .command("playwright")
            .arg("test")
            .args(args)
            .current_dir(tools.root.join("end2end"))
            .env("CHROMIUM", setup::chromium())
            .env("DIANDAN_BIN", tools.dev_server())
            // It may carry files that were built before these.
            .env("DIANDAN_SITE", Kind::Release.site(tools)),
    )
}

/// What was done, how long it took, and whether it went well.
struct Steps(Mutex<Vec<(&'static str, Duration, bool)>>);

impl Steps {
    fn run<T>(&self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        eprintln!("\n── {name}");
        let (outcome, time) = timed(work);
        self.done().push((name, time, outcome.is_ok()));
        outcome
    }

    fn print(&self, altogether: Duration) {
        eprintln!("\n── summary");
        for (name, time, good) in self.done().iter() {
            let mark = if *good { '✓' } else { '✗' };
            eprintln!("{mark} {name:<24}{:>8}", spelled_time(*time));
        }
        eprintln!("  {:<24}{:>8}", "altogether", spelled_time(altogether));
    }

    fn done(&self) -> MutexGuard<'_, Vec<(&'static str, Duration, bool)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
