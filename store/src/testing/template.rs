//! Each process migrates and seeds one database an engine, and each test gets a copy of it.

use super::Engine;
use super::seed::{Seeded, seed};
use crate::{Database, Store};
use sea_orm::ConnectionTrait;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Where tests find the PostgreSQL cluster that is theirs to fill.
const CLUSTER: &str = "DIANDAN_TEST_POSTGRES";

/// What goes away with a test's county.
pub enum Home {
    /// The folder of an SQLite file.
    Folder {
        /// Removed with it.
        _folder: TempDir,
    },
    /// A database of the cluster.
    Database {
        /// Its name.
        name: String,
    },
    /// Nothing: the template itself outlives the tests.
    Kept,
}

/// A fresh copy of the engine's template.
pub(super) async fn copy(engine: Engine) -> (Database, Home, Seeded) {
    match engine {
        Engine::Sqlite => copy_sqlite().await,
        Engine::Postgres => copy_postgres().await,
    }
}

async fn copy_sqlite() -> (Database, Home, Seeded) {
    static TEMPLATE: OnceCell<(Vec<u8>, Seeded)> = OnceCell::const_new();
    let (bytes, seeded) = TEMPLATE.get_or_init(|| Box::pin(sqlite_template())).await;
    let (database, home) = written(bytes);
    (database, home, seeded.clone())
}

/// A database of its own with these bytes.
pub(super) fn written(bytes: &[u8]) -> (Database, Home) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("county.db");
    std::fs::write(&path, bytes).unwrap();
    (Database::Sqlite(path), Home::Folder { _folder: folder })
}

/// An SQLite database as the bytes of one file. What was written may still stand in the write-ahead log.
pub(super) async fn gathered(database: &Database) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let whole = folder.path().join("whole.db");
    let handle = Store::bulk(database).await.unwrap();
    let gather = format!("VACUUM INTO '{}'", whole.display());
    handle.execute_unprepared(&gather).await.unwrap();
    handle.close().await.unwrap();
    std::fs::read(whole).unwrap()
}

async fn sqlite_template() -> (Vec<u8>, Seeded) {
    let folder = TempDir::new().unwrap();
    let database = Database::Sqlite(folder.path().join("template.db"));
    let seeded = Box::pin(seed(&database)).await;
    (gathered(&database).await, seeded)
}

async fn copy_postgres() -> (Database, Home, Seeded) {
    static TEMPLATE: OnceCell<(String, Seeded)> = OnceCell::const_new();
    static COPIES: AtomicU32 = AtomicU32::new(0);
    let (template, seeded) = TEMPLATE.get_or_init(|| Box::pin(postgres_template())).await;
    let copy = COPIES.fetch_add(1, Ordering::Relaxed);
    let name = format!("diandan_county_{}_{copy}", std::process::id());
    create(&name, template).await;
    let database = Database::Postgres(url_of(&name));
    (database, Home::Database { name }, seeded.clone())
}

async fn postgres_template() -> (String, Seeded) {
    let name = format!("diandan_template_{}", std::process::id());
    create(&name, "template0").await;
    let seeded = Box::pin(seed(&Database::Postgres(url_of(&name)))).await;
    (name, seeded)
}

/// A database on this engine with nothing in it, not even a schema.
pub async fn empty(engine: Engine) -> (Database, Home) {
    static EMPTY: AtomicU32 = AtomicU32::new(0);
    match engine {
        Engine::Sqlite => {
            let folder = TempDir::new().unwrap();
            let database = Database::Sqlite(folder.path().join("county.db"));
            (database, Home::Folder { _folder: folder })
        }
        Engine::Postgres => {
            let count = EMPTY.fetch_add(1, Ordering::Relaxed);
            let name = format!("diandan_empty_{}_{count}", std::process::id());
            create(&name, "template0").await;
            (Database::Postgres(url_of(&name)), Home::Database { name })
        }
    }
}

async fn create(name: &str, template: &str) {
    let cluster = cluster().await;
    for sql in [
        format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
        format!("CREATE DATABASE {name} TEMPLATE {template}"),
    ] {
        cluster.execute_unprepared(&sql).await.unwrap();
    }
    cluster.close().await.unwrap();
}

async fn cluster() -> sea_orm::DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(cluster_url());
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.unwrap()
}

fn cluster_url() -> String {
    std::env::var(CLUSTER).unwrap_or_else(|_| {
        panic!(
            "{CLUSTER} is not set, so this test has no PostgreSQL to run on: use `cargo xtask test`, \
             or `cargo xtask postgres -- cargo test …`"
        )
    })
}

/// The URL of another database in the same cluster.
fn url_of(name: &str) -> String {
    let cluster = cluster_url();
    let (address, options) = cluster.split_once('?').unwrap_or((&cluster, ""));
    let (server, _) = address.rsplit_once('/').unwrap();
    if options.is_empty() {
        format!("{server}/{name}")
    } else {
        format!("{server}/{name}?{options}")
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let Self::Database { name } = self else {
            return;
        };
        let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // Dropping cannot wait, so another thread does. A database that stays goes with its cluster.
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async {
                let cluster = cluster().await;
                let _ = cluster.execute_unprepared(&drop).await;
            });
        });
        let _ = thread.join();
    }
}
