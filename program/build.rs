//! Lists what browsers load, for the program to carry: every file of the folder that `DIANDAN_EMBED` names. Without one it carries
//! nothing, and serves from a folder.

use std::{
    env,
    error::Error,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DIANDAN_EMBED");
    println!("cargo::rustc-check-cfg=cfg(embedded)");
    let mut files = Vec::new();
    let folder = env::var_os("DIANDAN_EMBED").filter(|folder| !folder.is_empty());
    if let Some(folder) = folder.map(PathBuf::from) {
        println!("cargo::rerun-if-changed={}", folder.display());
        println!("cargo::rustc-cfg=embedded");
        // For the test.
        println!("cargo::rustc-env=DIANDAN_EMBEDDED={}", folder.display());
        list(&folder, "", &mut files)
            .map_err(|error| format!("DIANDAN_EMBED, {}: {error}", folder.display()))?;
    }
    // In the order of their names, so that the same files make the same program.
    files.sort();
    let mut table = String::from("&[\n");
    for (name, path) in files {
        writeln!(table, "    ({name:?}, include_bytes!({path:?})),")?;
    }
    table.push(']');
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    Ok(fs::write(Path::new(&out).join("site.rs"), table)?)
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            list(&path, &format!("{name}/"), files)?;
        } else {
            files.push((name, path.display().to_string()));
        }
    }
    Ok(())
}
