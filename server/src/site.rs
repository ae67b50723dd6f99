//! What browsers load: carried by the program, and laid out in the data folder when it serves.
//!
//! Leptos reads the names of its files, and which parts a page needs, from files; so what is carried has to lie somewhere, and is
//! served like a folder that a build has left. The names of what lies in `pkg` and `locale` change with what the files hold, so
//! those of the version before can lie among them: for a day, for tabs that were open when the program was renewed.

use crate::config::{Config, ConfigError};
use app::locale::{Locale, catalogue, catalogue_path};
use domain::time::Timestamp;
use leptos::prelude::LeptosOptions;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Result;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The folder below the others in which the browser's program lies.
const PACKAGE: &str = "pkg";
/// Tells what Leptos appends to the names of its files.
const HASHES: &str = "hash.txt";
/// The folders whose files are named by what they hold.
const NAMED_BY_CONTENT: [&str; 2] = [PACKAGE, "locale"];
/// Lists the files of the version that was laid out last.
const LAID_OUT: &str = "laid-out.txt";
/// How long the files of the version before stay.
const STAY: Duration = Duration::from_hours(24);

/// The files that the program carries: each one's path below the site's folder, and what it holds.
#[derive(Clone, Copy, Debug)]
pub struct Carried(pub &'static [(&'static str, &'static [u8])]);

/// Where the files lie.
#[derive(Clone, Debug)]
pub struct SiteFolder {
    folder: PathBuf,
    carried: Carried,
}

impl SiteFolder {
    /// The folder that is configured, or the one for what the program carries. A program that carries nothing looks where a build
    /// leaves them: beside its own folder, and in `target/site`.
    pub fn find(config: &Config, carried: Carried) -> std::result::Result<Self, ConfigError> {
        if let Some(folder) = &config.site {
            return Self::built(folder).ok_or_else(|| ConfigError::NoFilesIn(folder.clone()));
        }
        if !carried.0.is_empty() {
            let folder = rooted(&config.data.join("site"));
            return Ok(Self { folder, carried });
        }
        let beside = std::env::current_exe()
            .ok()
            .and_then(|program| Some(program.parent()?.parent()?.join("site")));
        let built = PathBuf::from("target/site");
        beside
            .into_iter()
            .chain([built])
            .find_map(|folder| Self::built(&folder))
            .ok_or(ConfigError::NoFiles)
    }

    /// A folder that a build has left.
    fn built(folder: &Path) -> Option<Self> {
        folder.join(HASHES).is_file().then(|| Self {
            folder: rooted(folder),
            carried: Carried(&[]),
        })
    }

    /// Lays out what the program carries; files of another version that was served until now are kept for a day from now on.
    pub fn lay_out(&self, now: Timestamp) -> std::result::Result<(), ConfigError> {
        if self.carried.0.is_empty() {
            return Ok(());
        }
        let texts = Locale::ALL.map(|locale| {
            let path = catalogue_path(locale).trim_start_matches('/');
            (path, catalogue(locale).as_bytes())
        });
        let files: BTreeMap<_, _> = self.carried.0.iter().copied().chain(texts).collect();
        lay_out(&self.folder, &files, time(now))
            .map_err(|error| ConfigError::File(self.folder.clone(), error))
    }

    /// Removes what was served by another version until a day ago.
    pub fn sweep(&self, now: Timestamp) -> Result<()> {
        if self.carried.0.is_empty() {
            return Ok(());
        }
        sweep(&self.folder, &laid_out(&self.folder), time(now))
    }

    /// What Leptos has to know.
    pub fn options(&self) -> LeptosOptions {
        let hashes = self.folder.join(HASHES).display().to_string();
        LeptosOptions::builder()
            .output_name("diandan")
            .site_root(self.folder.display().to_string())
            .site_pkg_dir(PACKAGE)
            .hash_file(Arc::<str>::from(hashes))
            .hash_files(true)
            .build()
    }
}

/// The same from the root on: Leptos looks beside the program for anything else.
fn rooted(folder: &Path) -> PathBuf {
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}

fn time(now: Timestamp) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(now.0.try_into().unwrap_or_default())
}

fn lay_out(folder: &Path, files: &BTreeMap<&str, &[u8]>, now: SystemTime) -> Result<()> {
    for (name, content) in files {
        let path = folder.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        write(&path, content)?;
    }
    // From now on the others are those of a version before.
    for name in laid_out(folder) {
        let path = folder.join(&name);
        if !files.contains_key(&*name) && path.is_file() {
            File::options().append(true).open(path)?.set_modified(now)?;
        }
    }
    let names: Vec<String> = files.keys().map(|name| (*name).to_owned()).collect();
    write(&folder.join(LAID_OUT), names.join("\n").as_bytes())?;
    sweep(folder, &names, now)
}

/// Writes a file where it differs. Whoever reads it meanwhile reads the former or the new one, and both whole.
fn write(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == content) {
        return Ok(());
    }
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    fs::write(&new, content)?;
    fs::rename(new, path)
}

fn laid_out(folder: &Path) -> Vec<String> {
    let names = fs::read_to_string(folder.join(LAID_OUT)).unwrap_or_default();
    names.lines().map(str::to_owned).collect()
}

/// Removes what is named by its content, is not among these, and has not been for a day.
fn sweep(folder: &Path, names: &[String], now: SystemTime) -> Result<()> {
    for below in NAMED_BY_CONTENT {
        let Ok(entries) = fs::read_dir(folder.join(below)) else {
            continue;
        };
        for entry in entries {
            let entry = entry?;
            let name = format!("{below}/{}", entry.file_name().to_string_lossy());
            let age = now.duration_since(entry.metadata()?.modified()?);
            if !names.contains(&name) && age.is_ok_and(|age| age > STAY) {
                fs::remove_file(entry.path())?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &[(&str, &[u8])] = &[
        ("hash.txt", b"css: 1"),
        ("pkg/diandan.1.css", b"old"),
        ("pkg/same.0.js", b"same"),
    ];
    const NEW: &[(&str, &[u8])] = &[
        ("hash.txt", b"css: 2"),
        ("pkg/diandan.2.css", b"new"),
        ("pkg/same.0.js", b"same"),
    ];

    fn version(files: &[(&'static str, &'static [u8])]) -> BTreeMap<&'static str, &'static [u8]> {
        files.iter().copied().collect()
    }

    #[test]
    fn files_of_the_version_before_stay_for_a_day_after_the_upgrade() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let there = |name: &str| folder.join(name).is_file();
        let long_ago = UNIX_EPOCH + Duration::from_hours(24 * 365);
        let upgrade = UNIX_EPOCH + Duration::from_hours(24 * 365 * 60);
        lay_out(folder, &version(OLD), long_ago).unwrap();
        // It ran for years; its files are as old.
        for (name, _) in OLD {
            let file = File::options().append(true).open(folder.join(name));
            file.unwrap().set_modified(long_ago).unwrap();
        }
        lay_out(folder, &version(NEW), upgrade).unwrap();
        assert!(there("pkg/diandan.1.css") && there("pkg/diandan.2.css"));
        assert_eq!(fs::read(folder.join("hash.txt")).unwrap(), b"css: 2");
        // It is started again, which makes nothing of it the version before.
        lay_out(folder, &version(NEW), upgrade + STAY / 2).unwrap();
        sweep(folder, &laid_out(folder), upgrade + STAY).unwrap();
        assert!(there("pkg/diandan.1.css"));
        let next_day = upgrade + STAY + Duration::from_secs(1);
        sweep(folder, &laid_out(folder), next_day).unwrap();
        assert!(!there("pkg/diandan.1.css"));
        assert!(there("pkg/diandan.2.css") && there("pkg/same.0.js"));
    }

    #[test]
    fn who_goes_back_to_the_version_before_keeps_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let day = |days: u64| UNIX_EPOCH + Duration::from_hours(24 * days);
        lay_out(folder, &version(OLD), day(30_000)).unwrap();
        lay_out(folder, &version(NEW), day(30_001)).unwrap();
        lay_out(folder, &version(OLD), day(30_002)).unwrap();
        lay_out(folder, &version(OLD), day(30_009)).unwrap();
        assert!(folder.join("pkg/diandan.1.css").is_file());
        assert!(!folder.join("pkg/diandan.2.css").is_file());
        assert_eq!(fs::read(folder.join("hash.txt")).unwrap(), b"css: 1");
    }

    #[test]
    fn a_damaged_file_is_laid_out_again() {
        let folder = tempfile::tempdir().unwrap();
        let now = UNIX_EPOCH + Duration::from_hours(1);
        lay_out(folder.path(), &version(NEW), now).unwrap();
        let sheet = folder.path().join("pkg/diandan.2.css");
        fs::write(&sheet, "n").unwrap();
        lay_out(folder.path(), &version(NEW), now).unwrap();
        assert_eq!(fs::read(sheet).unwrap(), b"new");
    }

    #[test]
    fn a_program_without_files_says_what_it_lacks() {
        let empty = tempfile::tempdir().unwrap();
        let config = Config {
            site: Some(empty.path().to_owned()),
            ..Config::default()
        };
        let refused = SiteFolder::find(&config, Carried(OLD))
            .unwrap_err()
            .to_string();
        assert!(
            refused.contains(&empty.path().display().to_string()),
            "{refused}"
        );
        fs::write(empty.path().join(HASHES), "").unwrap();
        assert!(SiteFolder::find(&config, Carried(&[])).is_ok());
    }
}
