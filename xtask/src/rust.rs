//! A Rust compiler that is new enough and can build for the browser.

use std::{
    env, fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use crate::{
    process::{Plan, Result, quiet},
    setup::{Tools, apt_install, as_root, files_in},
};

/// sqlx needs it.
const OLDEST: (u32, u32) = (1, 94);
/// The target whose code browsers run.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Debian's newest Rust, which it packages to build browsers with, and the linker that goes with it.
const DEBIAN_PACKAGES: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "rustfmt-web",
    "lld-22",
];
const DEBIAN_LINKER: &str = "/usr/lib/llvm-22/bin/lld";
const DEBIAN_RUSTLIB: &str = "/usr/lib/rustlib";
/// Lies beside the std that was built here, and is named anew when what it is built with changes, so that it is built again.
const STD_RECIPE: &str = "built-with-bitcode";

/// Takes the compiler that rustup has chosen. Where that is too old, or its wasm target cannot be downloaded, Debian's packages do.
pub(crate) fn choose(plan: &mut Plan, tools: &mut Tools) -> Result {
    let new_enough = version(&quiet(tools.command("rustc").arg("--version"))?)? >= OLDEST;
    let chosen = new_enough && is_complete(tools)?;
    let mut debian = !chosen && debian_is_complete();
    let there = chosen || debian;
    plan.step("Rust with the wasm target", "two minutes", there, || {
        if !new_enough || download_target(tools).is_err() {
            install_debian(tools)?;
            debian = true;
        }
        Ok(())
    })?;
    if debian {
        tools.toolchain = Some("debian");
    }
    Ok(())
}

/// Whether the compiler that rustup has chosen has all it needs.
fn is_complete(tools: &Tools) -> Result<bool> {
    let sysroot = tools.sysroot()?;
    if sysroot == Path::new("/usr") {
        return Ok(debian_is_complete());
    }
    let programs = ["bin/cargo-clippy", "bin/cargo-fmt"];
    let programs = programs
        .iter()
        .all(|program| sysroot.join(program).exists());
    Ok(programs && wasm_std(&sysroot.join("lib/rustlib")).is_some())
}

fn download_target(tools: &Tools) -> Result {
    quiet(tools.command("rustup").args(["target", "add", WASM]))?;
    quiet(
        tools
            .command("rustup")
            .args(["component", "add", "clippy", "rustfmt"]),
    )?;
    Ok(())
}

fn debian_is_complete() -> bool {
    let home = |name| env::var_os(name).map(PathBuf::from);
    let linked = home("RUSTUP_HOME")
        .or_else(|| Some(home("HOME")?.join(".rustup")))
        .is_some_and(|rustup| rustup.join("toolchains/debian/bin/rustc").exists());
    // A compiler that was upgraded later refuses the std that its predecessor built.
    let std_fits = wasm_std(Path::new(DEBIAN_RUSTLIB))
        .and_then(|std| fs::metadata(std).ok())
        .zip(fs::metadata("/usr/bin/rustc").ok())
        .is_some_and(|(std, rustc)| std.ctime() >= rustc.ctime())
        && wasm_lib(Path::new(DEBIAN_RUSTLIB))
            .join(STD_RECIPE)
            .exists();
    linked && std_fits && debian_rust_lld().exists()
}

fn install_debian(tools: &Tools) -> Result {
    apt_install(DEBIAN_PACKAGES).map_err(|problem| {
        let (major, minor) = OLDEST;
        format!(
            "there is no Rust {major}.{minor} or later with the {WASM} target. \
             Where downloads work, `rustup update stable` gets one. \
             Debian's packages are no way out here: {problem}"
        )
    })?;
    let folder = tools.cache.join(format!("std-{}", std::process::id()));
    let installed = build_wasm_std(tools, &folder).and_then(|files| {
        let lib = wasm_lib(Path::new(DEBIAN_RUSTLIB));
        // An older std beside the new one would be a second candidate for every crate.
        quiet(as_root("rm").arg("-rf").arg(&lib))?;
        quiet(
            as_root("install")
                .args(["-D", "-m", "644", "-t"])
                .arg(&lib)
                .args(files),
        )?;
        quiet(
            as_root("install")
                .args(["-D", DEBIAN_LINKER])
                .arg(debian_rust_lld()),
        )
    });
    let _ = fs::remove_dir_all(folder);
    installed?;
    quiet(
        tools
            .command("rustup")
            .args(["toolchain", "link", "debian", "/usr"]),
    )?;
    Ok(())
}

/// Builds std for the browser, of which Debian has only the source, and names its files and the mark of how it was built.
fn build_wasm_std(tools: &Tools, folder: &Path) -> Result<Vec<PathBuf>> {
    let manifest = "[package]\nname = \"empty\"\nedition = \"2024\"\n[workspace]\n";
    fs::create_dir_all(folder.join("src"))
        .and_then(|()| fs::write(folder.join("Cargo.toml"), manifest))
        .and_then(|()| fs::write(folder.join("src/lib.rs"), ""))
        .and_then(|()| fs::write(folder.join(STD_RECIPE), ""))
        .map_err(|e| format!("cannot write to {}: {e}", folder.display()))?;
    quiet(
        tools
            .command("/usr/bin/cargo")
            .current_dir(folder)
            .args(["build", "--release", "--target", WASM])
            .args(["-Zbuild-std=std,panic_abort,test", "--target-dir", "target"])
            .env("RUSTC", "/usr/bin/rustc")
            // Without bitcode in it, std could not be optimised together with the program.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            // Building std is not stable yet.
            .env("RUSTC_BOOTSTRAP", "1"),
    )?;
    let mut files = files_in(&folder.join("target").join(WASM).join("release/deps"));
    files.retain(|file| is_rlib(file, "lib") && !is_rlib(file, "libempty-"));
    files.push(folder.join(STD_RECIPE));
    Ok(files)
}

fn debian_rust_lld() -> PathBuf {
    let host = format!("{}-unknown-linux-gnu", env::consts::ARCH);
    Path::new(DEBIAN_RUSTLIB).join(host).join("bin/rust-lld")
}

fn wasm_lib(rustlib: &Path) -> PathBuf {
    rustlib.join(WASM).join("lib")
}

/// The browser's std under a `rustlib` folder, if it is there.
fn wasm_std(rustlib: &Path) -> Option<PathBuf> {
    let files = files_in(&wasm_lib(rustlib));
    files.into_iter().find(|file| is_rlib(file, "libstd-"))
}

fn is_rlib(file: &Path, start: &str) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(start) && name.ends_with(".rlib")
}

/// The first two numbers of what `rustc --version` prints.
fn version(printed: &str) -> Result<(u32, u32)> {
    let words = printed.split([' ', '.']).skip(1);
    let mut numbers = words.map_while(|word| word.parse().ok());
    numbers
        .next()
        .zip(numbers.next())
        .ok_or_else(|| format!("what version of rustc is this? {printed}"))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_read() {
        assert_eq!(
            version("rustc 1.96.0 (ac68faa20 2026-05-25)\n"),
            Ok((1, 96))
        );
        assert!(version("what?").is_err());
    }
}
