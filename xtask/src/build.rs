//! Building and running the server and what the browser loads.

use std::{
    fs,
    os::unix::process::CommandExt,
    path::{self, Path, PathBuf},
    process::Command,
    thread,
};

use crate::{
    process::{Result, loud, quiet, spelled_time, timed},
    rust::WASM,
    setup::{self, Tools},
};

/// How a build is made.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// For people, optimised.
    Release,
    /// For whoever changes a line every minute, compiled quickly.
    Dev,
}

impl Kind {
    /// Compiles one of our crates and all that it takes.
    fn compiles(self, tools: &Tools, package: &str) -> Command {
        let mut cargo = tools.cargo(&["build", "--package", package]);
        if let Self::Release = self {
            cargo.arg("--release");
        }
        cargo
    }

    fn wasm_profile(self) -> &'static str {
        match self {
            Self::Release => "wasm-release",
            Self::Dev => "wasm-dev",
        }
    }

    /// Where the browser's files are, and in `hash.txt` their names for the server.
    pub(crate) fn site(self, tools: &Tools) -> PathBuf {
        match self {
            Self::Release => tools.target().join("site"),
            Self::Dev => tools.target().join("dev/site"),
        }
    }
}

/// Builds the program and what the browser loads; a program for people carries it.
pub(crate) fn build(tools: &Tools, server: Kind, front: Kind) -> Result {
    build_and(tools, server, front, || Ok(()))
}

/// The same, with something to do once the program is there; what the browser loads may take longer.
fn build_and(tools: &Tools, server: Kind, front: Kind, then: impl Fn() -> Result) -> Result {
    // For most of its time the linker of the wasm keeps but one processor busy.
    thread::scope(|scope| {
        let browser = scope.spawn(|| self::front(tools, front));
        let compiled = match server {
            // All but what waits for the browser's files.
            Kind::Release => loud(&mut server.compiles(tools, "server")),
            Kind::Dev => loud(&mut server.compiles(tools, "program")).and_then(|()| then()),
        };
        let browser = browser.join();
        browser
            .unwrap_or_else(|_| Err("a thread died".into()))
            .and(compiled)
    })?;
    match server {
        Kind::Release => {
            loud(carrying(tools, &mut server.compiles(tools, "program")))?;
            then()
        }
        Kind::Dev => Ok(()),
    }
}

/// Has the program that is compiled carry the browser's files, which are there.
pub(crate) fn carrying<'a>(tools: &Tools, cargo: &'a mut Command) -> &'a mut Command {
    cargo.env("DIANDAN_EMBED", Kind::Release.site(tools))
}

/// Makes what the browser loads, and compresses it.
pub(crate) fn front(tools: &Tools, kind: Kind) -> Result {
    let folder = tools.target().join("front");
    told("the browser's program is compiled", || {
        loud(
            tools
                .cargo(&["rustc", "--quiet", "--package", "frontend", "--profile"])
                .args([kind.wasm_profile(), "--target", WASM, "--target-dir"])
                .arg(&folder)
                // Where the wasm is split, addresses change.
                .args(["--", "-Clink-args=--emit-relocs"]),
        )
    })?;
    told("the browser's program is split and bound", || {
        let site = kind.site(tools);
        mirror(&tools.root.join("frontend/public"), &site)?;
        // What the scanner at a shop's counter uses: modules as they come.
        for file in ["index.js", "decode.js", "dom.js"] {
            let module = tools.root.join("style/node_modules/qr").join(file);
            mirror(&module, &site.join("scan").join(file))?;
        }
        let style = folder.join("style.css");
        quiet(
            tools
                .command("tailwindcss")
                .args(["--minify", "--input", "style/main.css", "--output"])
                .arg(&style),
        )?;
        let mut bundle = bundle(tools, "run");
        bundle
            .arg("--")
            .arg(
                folder
                    .join(WASM)
                    .join(kind.wasm_profile())
                    .join("frontend.wasm"),
            )
            .args([&style, &site.join("pkg"), &site.join("hash.txt")]);
        match kind {
            Kind::Dev => loud(bundle.arg("--quick")),
            Kind::Release => {
                loud(&mut bundle)?;
                loud(
                    tools
                        .command("node")
                        .arg("xtask/src/precompress.mjs")
                        .arg(&site),
                )
            }
        }
    })
}

/// Builds or runs what makes the browser's files. It is compiled in the browser's folder, so that it need not wait for the folder
/// that the server and its tests are compiled in.
pub(crate) fn bundle(tools: &Tools, what: &str) -> Command {
    let mut cargo = tools.cargo(&[what, "--quiet", "--package", "bundle", "--target-dir"]);
    cargo.arg(tools.target().join("front"));
    cargo
}

/// Does a long piece of work beside others, and says so when it is done.
fn told(what: &str, work: impl FnOnce() -> Result) -> Result {
    let (outcome, time) = timed(work);
    if outcome.is_ok() {
        eprintln!("✓ {what}, {}", spelled_time(time));
    }
    outcome
}

/// Copies a file, or a folder with all that is in it, where the copy differs.
fn mirror(from: &Path, to: &Path) -> Result {
    let cannot = |e| format!("cannot copy {} to {}: {e}", from.display(), to.display());
    if from.is_dir() {
        fs::create_dir_all(to).map_err(cannot)?;
        return setup::files_in(from)
            .iter()
            .filter_map(|file| Some((file, to.join(file.file_name()?))))
            .try_for_each(|(file, to)| mirror(file, &to));
    }
    let content = fs::read(from).map_err(cannot)?;
    // What has not changed need not be compressed again.
    if fs::read(to).is_ok_and(|copy| copy == content) {
        return Ok(());
    }
    fs::write(to, content).map_err(cannot)
}

/// Serves the demo county, from nothing but a clone.
pub(crate) fn run(server: Kind, front: Kind, port: &str, data: &str) -> Result {
    let data = path::absolute(data).map_err(|e| format!("{data} is no path: {e}"))?;
    let tools = setup::for_build()?;
    let first = match (server, front) {
        (Kind::Release, _) => "half an hour",
        (Kind::Dev, Kind::Release) => "a quarter of an hour",
        (Kind::Dev, Kind::Dev) => "five minutes",
    };
    eprintln!("Building: {first} the first time, next to none when nothing has changed.");
    let program = match server {
        Kind::Release => tools.server(),
        Kind::Dev => tools.dev_server(),
    };
    let program = program.to_string_lossy();
    build_and(&tools, server, front, || {
        loud(tools.command(&program).arg("demo").arg("--data").arg(&data))
    })?;
    // From here on this process is the server, so Ctrl-C and every other signal reach it.
    let mut serve = tools.command(&program);
    serve
        .arg("serve")
        .arg("--data")
        .arg(&data)
        .args(["--port", port])
        .env("DIANDAN_DEMO", "true");
    if let Kind::Dev = server {
        serve.env("DIANDAN_SITE", front.site(&tools));
    }
    Err(format!("cannot start {program}: {}", serve.exec()))
}
