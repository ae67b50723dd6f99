//! `cargo xtask …`: sets up, builds, runs, tests and measures this repository.

mod args;
#[cfg(test)]
mod arrows;
mod build;
mod dist;
mod postgres;
mod process;
mod rust;
mod setup;
mod size;
mod test;

use std::process::ExitCode;

use args::Args;
use build::Kind;
use process::{Result, loud};

const HELP: &str = "\
cargo xtask COMMAND

  run [--port 3000] [--data data] [--release | --dev]
                                   set up, build, and serve the demo county; --release: all of it optimised, which takes
                                   twice as long; --dev: none of it, for whoever changes it
  test                             set up, then check, build and test everything

  setup [--test]                   what a build needs; --test: and what the tests need
  build                            the program, which carries what the browser loads
  dist                             the same, and an archive for a county's machine, in target/dist
  e2e [--no-build] [ARGS…]         the browser tests; ARGS go to Playwright
  screenshots [--no-build]         pictures of the pages
  postgres -- COMMAND…             run a command beside a temporary PostgreSQL
  bench [--json] [--quick]         how fast the built server is; --quick: in under a minute
  size [--json]                    what the browser loads, in bytes

Every command but size sets up first, which takes no time when all is there.";

fn main() -> ExitCode {
    match run(Args::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("✗ {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: Args) -> Result {
    let command = args.command();
    match command.as_deref() {
        Some("setup") => {
            let tests = args.flag("--test");
            args.end()?;
            if tests {
                setup::for_tests()?;
            } else {
                setup::for_build()?;
            }
            Ok(())
        }
        Some("build") => {
            args.end()?;
            build::build(&setup::for_build()?, Kind::Release, Kind::Release)
        }
        Some("dist") => {
            args.end()?;
            dist::dist()
        }
        Some("run") => {
            let port = args.value("--port")?.unwrap_or_else(|| "3000".into());
            let data = args.value("--data")?.unwrap_or_else(|| "data".into());
            // Whoever tries it waits for the first page more than for any later one; what browsers load, phones have to bear.
            let (server, front) = match (args.flag("--release"), args.flag("--dev")) {
                (false, false) => (Kind::Dev, Kind::Release),
                (true, false) => (Kind::Release, Kind::Release),
                (false, true) => (Kind::Dev, Kind::Dev),
                (true, true) => return Err("--release or --dev, not both".into()),
            };
            args.end()?;
            build::run(server, front, &port, &data)
        }
        Some("test") => {
            args.end()?;
            test::everything()
        }
        Some("e2e") => {
            let built = args.flag("--no-build");
            test::in_browser(built, &args.rest())
        }
        Some("screenshots") => {
            let built = args.flag("--no-build");
            args.end()?;
            test::in_browser(built, &["--config".into(), "screenshots.config.ts".into()])
        }
        Some("postgres") => {
            let command = args.rest();
            let [program, rest @ ..] = command.as_slice() else {
                return Err("postgres needs a command: cargo xtask postgres -- COMMAND…".into());
            };
            let tools = setup::for_postgres()?;
            let cluster = postgres::Cluster::start()?;
            loud(cluster.seen_by(tools.command(program).args(rest)))
        }
        Some("bench") => {
            let tools = setup::for_bench()?;
            if !tools.server().exists() {
                build::build(&tools, Kind::Release, Kind::Release)?;
            }
            let mut bench = tools.cargo(&["run", "--quiet", "--package", "bench", "--"]);
            bench.arg("--program").arg(tools.server());
            bench.arg("--folder").arg(tools.target().join("bench"));
            loud(bench.args(args.rest()))
        }
        Some("size") => {
            let json = args.flag("--json");
            args.end()?;
            size::size(json)
        }
        Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("there is no command {other}\n\n{HELP}")),
        None => Err(format!("which command?\n\n{HELP}")),
    }
}
