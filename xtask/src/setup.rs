//! Fetches what a build and its tests need, once for each machine: a second clone finds it all in place.
//!
//! Tools live in the user's cache, in folders named by version, or by the hash of the lock file that lists them. To change npm packages, run `npm install --package-lock-only …` in their folder and then `cargo xtask setup`.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    os::unix::fs::{MetadataExt, symlink},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    process::{Plan, Result, quiet},
    rust,
};

const CJK_FONT: &str = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

/// The repository, and the compiler and tools that child processes see.
pub(crate) struct Tools {
    /// Where the repository lies.
    pub(crate) root: PathBuf,
    /// Where tools and what is needed to make them are kept.
    pub(crate) cache: PathBuf,
    /// The toolchain that rustup shall use, if not its own choice.
    pub(crate) toolchain: Option<&'static str>,
    path: Vec<PathBuf>,
}

/// What `cargo xtask build` needs.
pub(crate) fn for_build() -> Result<Tools> {
    let mut plan = Plan::of(BUILD);
    build_tools(&mut plan)
}

/// What `cargo xtask test` needs.
pub(crate) fn for_tests() -> Result<Tools> {
    let mut plan = Plan::of(BUILD + 4);
    let mut tools = build_tools(&mut plan)?;
    npm_packages(&mut plan, &mut tools, "end2end")?;
    let there = chromium().exists();
    plan.step("Chromium", "a minute", there, || apt_install(&["chromium"]))?;
    let there = Path::new(CJK_FONT).exists();
    plan.step("Chinese fonts", "half a minute", there, || {
        apt_install(&["fonts-noto-cjk"])
    })?;
    postgres(&mut plan)?;
    Ok(tools)
}

/// What `cargo xtask postgres` needs.
pub(crate) fn for_postgres() -> Result<Tools> {
    let mut plan = Plan::of(2);
    let mut tools = Tools::new()?;
    rust::choose(&mut plan, &mut tools)?;
    postgres(&mut plan)?;
    Ok(tools)
}

/// What `cargo xtask bench` needs.
pub(crate) fn for_bench() -> Result<Tools> {
    let mut plan = Plan::of(BUILD + 1);
    let tools = build_tools(&mut plan)?;
    let there = in_path("wrk").is_some();
    plan.step("wrk", "half a minute", there, || apt_install(&["wrk"]))?;
    Ok(tools)
}

/// The steps of `build_tools`.
const BUILD: usize = 2;

fn build_tools(plan: &mut Plan) -> Result<Tools> {
    let mut tools = Tools::new()?;
    rust::choose(plan, &mut tools)?;
    npm_packages(plan, &mut tools, "style")?;
    Ok(tools)
}

/// The browser of the tests.
pub(crate) fn chromium() -> PathBuf {
    env::var_os("CHROMIUM").map_or_else(|| "/usr/bin/chromium".into(), PathBuf::from)
}

/// The folder with PostgreSQL's server programs, which Debian keeps out of PATH.
pub(crate) fn postgres_programs() -> Option<PathBuf> {
    let in_path = in_path("initdb").and_then(|program| fs::canonicalize(program).ok());
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let packaged = versions.map(|version| version.path().join("bin/initdb"));
    in_path
        .into_iter()
        .chain(packaged)
        .find(|initdb| initdb.exists())
        .and_then(|initdb| initdb.parent().map(Path::to_owned))
}

/// Whether this process may do everything.
pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

impl Tools {
    fn new() -> Result<Self> {
        let home = |name| env::var_os(name).map(PathBuf::from);
        let cache = home("XDG_CACHE_HOME")
            .or_else(|| Some(home("HOME")?.join(".cache")))
            .ok_or("HOME is not set, so there is no place for tools")?
            .join("diandan/tools");
        fs::create_dir_all(&cache)
            .map_err(|e| format!("cannot create {}: {e}", cache.display()))?;
        Ok(Self {
            root: root(),
            cache,
            path: Vec::new(),
            toolchain: None,
        })
    }

    /// A program of the set-up, or any other, run in the repository.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        let inherited = env::var_os("PATH").unwrap_or_default();
        let path = self
            .path
            .iter()
            .cloned()
            .chain(env::split_paths(&inherited));
        if let Ok(path) = env::join_paths(path) {
            command.env("PATH", path);
        }
        if let Some(toolchain) = self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        // Cargo points both at the compiler that built this program, and children may use another.
        command.env_remove("CARGO").env_remove("LD_LIBRARY_PATH");
        command
    }

    /// `cargo` with these arguments.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let mut command = self.command("cargo");
        command.args(args);
        if env::var_os("CI").is_some() {
            // What helps the next build of a changed crate costs the first a tenth.
            command.env("CARGO_INCREMENTAL", "0");
        }
        command
    }

    /// Where the compiler's programs and libraries lie.
    pub(crate) fn sysroot(&self) -> Result<PathBuf> {
        let sysroot = quiet(self.command("rustc").args(["--print", "sysroot"]))?;
        Ok(sysroot.trim().into())
    }

    /// Where cargo builds.
    pub(crate) fn target(&self) -> PathBuf {
        target(&self.root)
    }

    /// The server.
    pub(crate) fn server(&self) -> PathBuf {
        self.target().join("release/diandan")
    }

    /// The server as the tests compile it.
    pub(crate) fn dev_server(&self) -> PathBuf {
        self.target().join("debug/diandan")
    }
}

/// Where cargo builds a repository.
pub(crate) fn target(root: &Path) -> PathBuf {
    root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The repository's folder.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Installs the packages that a folder's lock file lists, and puts their programs on the path.
fn npm_packages(plan: &mut Plan, tools: &mut Tools, folder: &str) -> Result {
    let here = tools.root.join(folder);
    let mut hash = DefaultHasher::new();
    read(&here.join("package-lock.json"))?.hash(&mut hash);
    let home = tools.cache.join(format!("{folder}-{:016x}", hash.finish()));
    let name = format!("npm packages of {folder}/");
    plan.step(&name, "half a minute", home.exists(), || {
        if in_path("npm").is_none() {
            return Err("npm is not there: install Node.js 20 or later".into());
        }
        in_one_piece(&home, |new| {
            for file in ["package.json", "package-lock.json", ".npmrc"] {
                fs::copy(here.join(file), new.join(file))
                    .map_err(|e| format!("cannot copy {folder}/{file}: {e}"))?;
            }
            // The browser comes from Debian.
            quiet(
                tools
                    .command("npm")
                    .arg("ci")
                    .current_dir(new)
                    .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
            )?;
            Ok(())
        })
    })?;
    let modules = home.join("node_modules");
    link(&modules, &here.join("node_modules"))?;
    tools.path.push(modules.join(".bin"));
    Ok(())
}

fn postgres(plan: &mut Plan) -> Result {
    let there = postgres_programs().is_some();
    plan.step("PostgreSQL", "half a minute", there, || {
        apt_install(&["postgresql"])
    })
}

pub(crate) fn apt_install(packages: &[&str]) -> Result {
    if in_path("apt-get").is_none() {
        return Err(format!(
            "there is no apt-get here; install these by other means: {}",
            packages.join(" ")
        ));
    }
    // Without fresh lists the packages may not be found; what is wrong with them the next line tells better.
    let _ = quiet(as_root("apt-get").arg("update"));
    quiet(
        as_root("apt-get")
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages),
    )?;
    Ok(())
}

pub(crate) fn as_root(program: &str) -> Command {
    let mut command = Command::new(if is_root() { "env" } else { "sudo" });
    if !is_root() {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    command
}

/// Lets `work` fill a folder under another name first, so that what was interrupted is never taken for whole.
fn in_one_piece(home: &Path, work: impl FnOnce(&Path) -> Result) -> Result {
    let mut new = home.as_os_str().to_owned();
    new.push(format!(".{}", std::process::id()));
    let new = PathBuf::from(new);
    let cannot = |e| format!("cannot write to {}: {e}", new.display());
    fs::create_dir_all(&new).map_err(cannot)?;
    let outcome = work(&new).and_then(|()| {
        let _ = fs::remove_dir_all(home);
        fs::rename(&new, home).map_err(cannot)
    });
    let _ = fs::remove_dir_all(&new);
    outcome
}

/// Makes `link` point to `target`.
fn link(target: &Path, link: &Path) -> Result {
    if fs::read_link(link).is_ok_and(|old| old == target) {
        return Ok(());
    }
    if link.is_symlink() {
        let _ = fs::remove_file(link);
    }
    symlink(target, link).map_err(|e| {
        format!(
            "cannot link {} to the shared packages: {e}. If it is a folder of your own, remove it",
            link.display()
        )
    })
}

pub(crate) fn in_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).map_err(|e| format!("cannot read {}: {e}", file.display()))
}
