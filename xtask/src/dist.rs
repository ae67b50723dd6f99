//! What a county is given: the program, and an archive with it and all that its machine needs besides.

use std::{env, fs};

use crate::{
    build::{self, Kind},
    process::{Result, quiet},
    setup::{self, Tools},
};

/// What lies in `deploy`, and what the repository has besides, for whoever runs a county.
const BESIDE: [&str; 4] = ["LICENSE", "README.md", "CHANGELOG.md", "docs/operating.md"];

/// Builds, and leaves `diandan` and the archive in `target/dist`.
pub(crate) fn dist() -> Result {
    let tools = setup::for_build()?;
    build::build(&tools, Kind::Release, Kind::Release)?;
    let dist = tools.target().join("dist");
    let name = format!(
        "diandan-{}-{}-linux",
        env!("CARGO_PKG_VERSION"),
        env::consts::ARCH
    );
    let folder = dist.join(&name);
    let cannot = |e| format!("cannot write to {}: {e}", dist.display());
    let _ = fs::remove_dir_all(&dist);
    fs::create_dir_all(&folder).map_err(cannot)?;
    let beside = BESIDE.iter().map(|file| tools.root.join(file));
    let files = setup::files_in(&tools.root.join("deploy"))
        .into_iter()
        .chain(beside)
        .chain([tools.server()]);
    for file in files {
        let to = folder.join(file.file_name().unwrap_or_default());
        fs::copy(&file, to).map_err(|e| format!("cannot copy {}: {e}", file.display()))?;
    }
    let program = dist.join("diandan");
    fs::copy(tools.server(), &program).map_err(cannot)?;
    let archive = dist.join(format!("{name}.tar.gz"));
    // The same commit makes the same archive, whoever makes it and when.
    quiet(
        tools
            .command("tar")
            .args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner"])
            .args(["--mode=u+rw,go+r-w", "--use-compress-program=gzip -9n"])
            .arg(format!("--mtime=@{}", committed(&tools)))
            .arg("--create")
            .arg("--file")
            .arg(&archive)
            .arg("--directory")
            .arg(&dist)
            .arg(&name),
    )?;
    fs::remove_dir_all(&folder).map_err(cannot)?;
    println!("{}\n{}", program.display(), archive.display());
    Ok(())
}

/// When the commit that is built was made, in seconds; 0 where there is no history.
fn committed(tools: &Tools) -> String {
    let time = quiet(tools.command("git").args(["log", "-1", "--format=%ct"]));
    time.map_or_else(|_| "0".to_owned(), |time| time.trim().to_owned())
}
