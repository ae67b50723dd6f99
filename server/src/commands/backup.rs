//! `diandan backup` and `diandan restore`: the books and the pictures in a folder. Its `SHA256SUMS` lists them and is written last,
//! so a folder without it is no whole backup; `sha256sum --check` reads it too.

use crate::config::Config;
use crate::pictures::{self, Pictures, place};
use domain::pictures::Size;
use object_store::ObjectStoreExt;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use store::{Database, backup as books};

const SUMS: &str = "SHA256SUMS";
const PICTURES: &str = "pictures";

/// Why there is no backup, or nothing came back from it.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The books.
    #[error("{0}")]
    Books(#[from] store::Error),
    /// Where pictures are kept.
    #[error("pictures: {0}")]
    Pictures(#[from] pictures::Error),
    /// The files of pictures.
    #[error("pictures: {0}")]
    Files(#[from] object_store::Error),
    /// A file of the backup.
    #[error("cannot read or write {0}: {1}")]
    File(PathBuf, std::io::Error),
    /// The folder of the backup is in use.
    #[error("{0} holds something already: name a new folder for the backup")]
    NotEmpty(PathBuf),
    /// The backup was interrupted, or is none.
    #[error("{0} is no whole backup: it has no SHA256SUMS")]
    NotWhole(PathBuf),
    /// PostgreSQL has no database to try a backup in.
    #[error(
        "a backup of PostgreSQL is tried by hand, in an empty database: `diandan restore` and `diandan check` with its \
         `--database-url`"
    )]
    TriedByHand,
    /// A file of the backup has changed.
    #[error("{0} is not what was backed up: its SHA-256 is another")]
    Damaged(PathBuf),
}

type Result<T> = std::result::Result<T, Problem>;

fn at<T>(path: &Path, outcome: std::io::Result<T>) -> Result<T> {
    outcome.map_err(|error| Problem::File(path.to_owned(), error))
}

/// Copies books and pictures.
pub async fn backup(config: &Config, database: &Database, to: &Path) -> Result<()> {
    at(to, fs::create_dir_all(to))?;
    if at(to, fs::read_dir(to))?.next().is_some() {
        return Err(Problem::NotEmpty(to.to_owned()));
    }
    at(to, crate::config::shut(to))?;
    let copy = books::copy(database, to).await?;
    let mut sums = BTreeMap::new();
    if let Some(name) = copy.file.file_name() {
        sums.insert(name.to_string_lossy().into_owned(), sum(&copy.file)?);
    }
    let files = Pictures::files(config)?;
    let mut missing = 0;
    for name in &copy.pictures {
        for size in Size::ALL {
            let place = place(name, *size);
            let picture = match files.get(&place).await {
                Ok(picture) => picture.bytes().await?,
                // Its row is there before its files are; so it may just be arriving.
                Err(object_store::Error::NotFound { .. }) => {
                    missing += 1;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let name = format!("{PICTURES}/{place}");
            write(&to.join(&name), &picture)?;
            sums.insert(name, hexadecimal(&Sha256::digest(&picture)));
        }
    }
    let mut list = String::new();
    for (name, sum) in &sums {
        let _ = writeln!(list, "{sum}  {name}");
    }
    write(&to.join(SUMS), list.as_bytes())?;
    println!(
        "The books and {} pictures are in {}. The keys are not: keep them elsewhere.",
        copy.pictures.len(),
        to.display()
    );
    if missing > 0 {
        println!("{missing} files of pictures were not there.");
    }
    Ok(())
}

/// The books of a backup, brought back beside it for as long as this is there.
pub(super) struct Trial {
    folder: PathBuf,
    pub(super) database: Database,
}

impl Trial {
    pub(super) async fn of(backup: &Path) -> Result<Self> {
        let mut folder = backup.as_os_str().to_owned();
        folder.push(".trial");
        let folder = PathBuf::from(folder);
        at(&folder, fs::create_dir_all(&folder))?;
        let trial = Self {
            database: Database::Sqlite(folder.join("diandan.db")),
            folder,
        };
        intact(backup)?;
        books::bring_back(&trial.database, backup).await?;
        Ok(trial)
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The files of a backup that is whole and is what was written.
fn intact(from: &Path) -> Result<Vec<String>> {
    let list = from.join(SUMS);
    if !list.is_file() {
        return Err(Problem::NotWhole(from.to_owned()));
    }
    let list = at(&list, fs::read_to_string(&list))?;
    let lines = list.lines().filter_map(|line| line.split_once("  "));
    lines
        .map(|(known, name)| {
            let path = from.join(name);
            if sum(&path)? == known {
                Ok(name.to_owned())
            } else {
                Err(Problem::Damaged(path))
            }
        })
        .collect()
}

/// Brings books and pictures back.
pub async fn restore(config: &Config, database: &Database, from: &Path) -> Result<()> {
    let names = intact(from)?;
    books::fits(database, from).await?;
    // The books come last, so that one that is interrupted can be begun again.
    let files = Pictures::files(config)?;
    let mut pictures = 0;
    for name in &names {
        let Some(place) = name.strip_prefix(&format!("{PICTURES}/")) else {
            continue;
        };
        let path = from.join(name);
        let picture = at(&path, fs::read(&path))?;
        files.put(&place.into(), picture.into()).await?;
        pictures += 1;
    }
    books::bring_back(database, from).await?;
    println!(
        "The books are back, and {pictures} files of pictures. Put the keys where they were, and `diandan check` says whether all \
         is well."
    );
    Ok(())
}

/// Writes a file so that it is on disk.
fn write(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    let written = File::create(path).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    at(path, written)
}

/// The SHA-256 of a file of any size, in hexadecimal.
fn sum(path: &Path) -> Result<String> {
    let mut file = at(path, File::open(path))?;
    let (mut sum, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let length = at(path, file.read(&mut piece))?;
        if length == 0 {
            return Ok(hexadecimal(&sum.finalize()));
        }
        sum.update(piece.get(..length).unwrap_or_default());
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
