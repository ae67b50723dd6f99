//! A copy of the books in one file, made while they are written to; and books made of such a copy.

use crate::db::{Database, Store, begin_reading, keep_private};
use crate::error::{Error, Result};
use crate::pictures::entity as picture;
use domain::pictures::PictureName;
use percent_encoding::percent_decode_str;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, QuerySelect, Statement, Value,
};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A copy of the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Its file.
    pub file: PathBuf,
    /// The pictures that it tells of.
    pub pictures: Vec<PictureName>,
}

/// What a copy's file is called: it tells the engine.
const fn name(database: &Database) -> &'static str {
    match database {
        Database::Sqlite(_) => "diandan.db",
        Database::Postgres(_) => "diandan.dump",
    }
}

/// Copies the books as they are at one moment into a file of a folder. Who writes to them need not wait.
pub async fn copy(database: &Database, folder: &Path) -> Result<Copied> {
    let file = folder.join(name(database));
    let pictures = match database {
        Database::Sqlite(path) => copy_sqlite(database, path, &file).await?,
        Database::Postgres(url) => copy_postgres(database, url, &file).await?,
    };
    // Neither engine has promised that the copy outlives a power failure.
    File::open(&file)
        .and_then(|copy| copy.sync_all())
        .map_err(|error| Error::Copy(format!("{}: {error}", file.display())))?;
    let pictures = pictures.iter().filter_map(|name| name.parse().ok());
    let pictures = pictures.collect();
    Ok(Copied { file, pictures })
}

async fn copy_sqlite(database: &Database, path: &Path, file: &Path) -> Result<Vec<String>> {
    if !path.is_file() {
        return Err(Error::Copy(format!(
            "there are no books at {}",
            path.display()
        )));
    }
    keep_private(file).map_err(|error| Error::Copy(format!("{}: {error}", file.display())))?;
    let books = Store::bulk(database).await?;
    let copy = || Value::from(file.display().to_string());
    ask(&books, "VACUUM INTO ?", copy()).await?;
    // Of the copy: meanwhile there may be more.
    ask(&books, "ATTACH ? AS copy", copy()).await?;
    let backend = books.get_database_backend();
    let names = Statement::from_string(backend, "SELECT name FROM copy.picture ORDER BY name");
    let names = books.query_all_raw(names).await?;
    books.close().await?;
    let names = names.iter().map(|row| row.try_get_by_index(0));
    Ok(names.collect::<std::result::Result<_, DbErr>>()?)
}

async fn ask(books: &DatabaseConnection, sql: &str, value: Value) -> Result<()> {
    let backend = books.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, [value]);
    books.execute_raw(statement).await?;
    Ok(())
}

async fn copy_postgres(database: &Database, url: &str, file: &Path) -> Result<Vec<String>> {
    let books = Store::bulk(database).await?;
    let tx = begin_reading(&books).await?;
    // It waits for pg_dump, which sees what this transaction sees.
    tx.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0")
        .await?;
    let export = Statement::from_string(tx.get_database_backend(), "SELECT pg_export_snapshot()");
    let snapshot = tx.query_one_raw(export).await?;
    let snapshot: String = snapshot
        .ok_or_else(|| Error::Copy("PostgreSQL exports no snapshot".into()))?
        .try_get_by_index(0)?;
    let pictures = picture::Entity::find()
        .select_only()
        .column(picture::Column::Name)
        .into_tuple()
        .all(&tx)
        .await?;
    let mut dump = Command::new("pg_dump");
    dump.args(["--format=custom", "--no-owner", "--no-privileges"])
        .arg(format!("--snapshot={snapshot}"))
        .arg("--file")
        .arg(file);
    run(dump, url).await?;
    tx.rollback().await?;
    books.close().await?;
    Ok(pictures)
}

/// The copy in a folder, if books can be made of it here: it is of the same engine, and there are no books yet.
pub async fn fits(database: &Database, folder: &Path) -> Result<PathBuf> {
    let file = folder.join(name(database));
    if !file.is_file() {
        return Err(Error::Copy(format!(
            "there is no {}: a backup goes back to the engine that it was made on, which `database_url` names",
            file.display()
        )));
    }
    match database {
        Database::Sqlite(path) if path.exists() => Err(Error::NotEmpty(path.display().to_string())),
        Database::Sqlite(_) => Ok(file),
        Database::Postgres(url) => {
            let books = Store::bulk(database).await?;
            let tables = Statement::from_string(
                books.get_database_backend(),
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()",
            );
            let tables = books.query_one_raw(tables).await?;
            books.close().await?;
            match tables.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0))? {
                0 => Ok(file),
                _ => Err(Error::NotEmpty(split_password(url).0)),
            }
        }
    }
}

/// Makes books of the copy in a folder.
pub async fn bring_back(database: &Database, folder: &Path) -> Result<()> {
    let file = fits(database, folder).await?;
    match database {
        Database::Sqlite(path) => {
            // Under its own name once it is whole.
            let mut new = path.as_os_str().to_owned();
            new.push(".new");
            let new = PathBuf::from(new);
            keep_private(&new)
                .and_then(|()| std::fs::copy(&file, &new))
                .and_then(|_| File::open(&new)?.sync_all())
                .and_then(|()| std::fs::rename(&new, path))
                .map_err(|error| Error::Copy(format!("{}: {error}", path.display())))
        }
        Database::Postgres(url) => {
            let mut restore = Command::new("pg_restore");
            restore
                .args(["--exit-on-error", "--single-transaction"])
                .args(["--no-owner", "--no-privileges"])
                .arg(&file);
            run(restore, url).await
        }
    }
}

/// Runs a program of PostgreSQL's on a database. Everybody on the machine may read what it is called with, so the password is not
/// there.
async fn run(mut command: Command, url: &str) -> Result<()> {
    let (url, password) = split_password(url);
    command.arg("--dbname").arg(url);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    let output = output
        .map_err(std::io::Error::other)
        .and_then(|output| output)
        .map_err(|error| Error::Copy(format!("{program} cannot be started: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::Copy(format!("{program} failed: {}", said.trim())))
}

/// A database's URL without its password, and the password.
fn split_password(url: &str) -> (String, Option<String>) {
    let parts = || {
        let (scheme, rest) = url.split_once("://")?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (server, path) = rest.split_at(end);
        let (user, host) = server.rsplit_once('@')?;
        let (user, password) = user.split_once(':')?;
        let password = percent_decode_str(password).decode_utf8_lossy();
        Some((
            format!("{scheme}://{user}@{host}{path}"),
            password.into_owned(),
        ))
    };
    parts().map_or((url.to_owned(), None), |(url, password)| {
        (url, Some(password))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_taken_out_of_its_url() {
        for (url, without, password) in [
            (
                "postgres://diandan:a%40b:c@db.example:5433/county?sslmode=require",
                "postgres://diandan@db.example:5433/county?sslmode=require",
                Some("a@b:c"),
            ),
            (
                "postgres://diandan@/county",
                "postgres://diandan@/county",
                None,
            ),
            (
                "postgres://localhost/county?options=a:b@c",
                "postgres://localhost/county?options=a:b@c",
                None,
            ),
        ] {
            let (found, secret) = split_password(url);
            assert_eq!((found.as_str(), secret.as_deref()), (without, password));
        }
    }
}
