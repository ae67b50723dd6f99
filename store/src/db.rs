//! The one write door, the read handles, and the context that every use-case gets.
//!
//! On SQLite one writer takes the use-cases that wait and runs them in one transaction, so that they share one fsync; each
//! is answered after the commit. If one of them is refused, the batch is rolled back and each runs alone. On PostgreSQL
//! each runs in its own transaction with row locks, and is run again when the database asks for it.

use crate::crypt::Key;
use crate::error::{Error, Result};
use crate::org_tree::OrgTree;
use crate::rule_table::Kept;
use domain::actor::Actor;
use domain::time::Timestamp;
use futures::FutureExt;
use futures::future::BoxFuture;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use std::any::Any;
use std::ops::Deref;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{broadcast, mpsc, oneshot};

mod append;
#[cfg(feature = "testing")]
pub(crate) mod heard;
mod topics;
mod use_case;

pub(crate) use append::{Appended, insert};
pub use topics::{Topic, hear_other_machines};
pub(crate) use use_case::UseCase;

/// Use-cases that share one transaction at most.
const BATCH: usize = 256;
/// How long the readiness probe waits at the write door.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often PostgreSQL may ask for a transaction to be run again.
const RETRIES: u32 = 3;

/// Where the books are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// An SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL URL.
    Postgres(String),
}

/// The opened books.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

/// What the handles of the opened books share.
pub struct Inner {
    pub(crate) read: DatabaseConnection,
    pub(crate) key: Key,
    pub(crate) orgs: OrgTree,
    pub(crate) numbers: Kept,
    door: Door,
    topics: broadcast::Sender<Topic>,
}

enum Door {
    Batches(mpsc::Sender<Box<dyn Work>>),
    Pool(DatabaseConnection),
}

impl Deref for Store {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Store {
    /// Opens the books; they have to be migrated.
    pub async fn open(database: &Database, key: Key) -> Result<Self> {
        let (read, door) = match database {
            Database::Sqlite(path) => {
                let write = heard(connect_sqlite(path, false).await?);
                let (sender, receiver) = mpsc::channel(4 * BATCH);
                tokio::spawn(write_batches(write, receiver));
                let read = heard(connect_sqlite(path, true).await?);
                (read, Door::Batches(sender))
            }
            Database::Postgres(url) => {
                let pool = heard(connect_postgres(url).await?);
                (pool.clone(), Door::Pool(pool))
            }
        };
        Self::over(read, door, key).await
    }

    /// Opens books that nobody is served from yet, to be filled: nothing is promised to be on disk before they are closed.
    pub(crate) async fn open_to_fill(database: &Database, key: Key) -> Result<Self> {
        match database {
            Database::Sqlite(path) => {
                let write = connect_sqlite(path, false).await?;
                let hasty = "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536";
                write.execute_unprepared(hasty).await?;
                let (sender, receiver) = mpsc::channel(4 * BATCH);
                tokio::spawn(write_batches(write, receiver));
                let read = connect_sqlite(path, true).await?;
                Self::over(read, Door::Batches(sender), key).await
            }
            Database::Postgres(url) => {
                let mark = if url.contains('?') { '&' } else { '?' };
                let hasty = format!("{url}{mark}options[synchronous_commit]=off");
                let pool = connect_postgres(&hasty).await?;
                Self::over(pool.clone(), Door::Pool(pool), key).await
            }
        }
    }

    async fn over(read: DatabaseConnection, door: Door, key: Key) -> Result<Self> {
        let orgs = OrgTree::load(&read).await?;
        let (topics, _) = broadcast::channel(1024);
        Ok(Self(Arc::new(Inner {
            read,
            key,
            orgs,
            numbers: Kept::default(),
            door,
            topics,
        })))
    }

    /// Brings the schema up to date. Running it again changes nothing.
    pub async fn migrate(database: &Database) -> Result<()> {
        use sea_orm_migration::MigratorTrait;
        let handle = match database {
            Database::Sqlite(path) => connect_sqlite(path, false).await?,
            Database::Postgres(url) => connect_postgres(url).await?,
        };
        crate::migrate::Migrator::up(&handle, None).await?;
        handle.close().await?;
        Ok(())
    }

    /// The context of one request.
    pub fn cx(&self, actor: Actor, now: Timestamp, request_id: impl Into<String>) -> Cx {
        Cx {
            store: self.clone(),
            actor,
            now,
            request_id: request_id.into(),
        }
    }

    /// Hears of changes from now on.
    pub fn topics(&self) -> broadcast::Receiver<Topic> {
        self.topics.subscribe()
    }

    /// Tells open pages on this machine of a change.
    pub fn announce(&self, topic: Topic) {
        // Nobody listening is not a fault.
        let _ = self.topics.send(topic);
    }

    /// Whether a question can be answered and something can be written: the readiness probe.
    pub async fn ready(&self, now: Timestamp) -> Result<()> {
        self.read.execute_unprepared("SELECT 1").await?;
        let cx = self.cx(Actor::default(), now, "ready");
        tokio::time::timeout(PATIENCE, cx.run(Knock))
            .await
            .map_err(|_| Error::Closed)?
    }

    /// A write connection outside the door: for bulk loading before anything is served.
    pub(crate) async fn bulk(database: &Database) -> Result<DatabaseConnection> {
        Ok(match database {
            Database::Sqlite(path) => connect_sqlite(path, false).await?,
            Database::Postgres(url) => connect_postgres(url).await?,
        })
    }
}

/// Has tests hear what is asked.
fn heard(connection: DatabaseConnection) -> DatabaseConnection {
    #[cfg(feature = "testing")]
    let connection = heard::listened_to(connection);
    connection
}

/// Makes the file of the books, if it is not there, for nobody else on the machine to read. What SQLite lays beside it has its
/// mode.
pub(crate) fn keep_private(path: &std::path::Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    drop(file);
    Ok(())
}

async fn connect_sqlite(path: &std::path::Path, query_only: bool) -> Result<DatabaseConnection> {
    // Where that fails, opening the database tells why.
    let _ = keep_private(path);
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", path.display()));
    options
        .max_connections(if query_only { 4 } else { 1 })
        .min_connections(1)
        // A file does not go away.
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                // INSERT OR REPLACE deletes a row, and then the triggers of the append-only tables have to hear of it.
                .pragma("recursive_triggers", "ON")
                .pragma("busy_timeout", "10000")
                // A question does with 4 MB; the writer comes back to more of a large ledger's pages than that.
                .pragma("cache_size", if query_only { "-4000" } else { "-16000" })
                // 32 MB: in a large ledger each posting touches pages of its own, and a rarer checkpoint writes each once.
                .pragma("wal_autocheckpoint", "8000")
                .pragma("query_only", if query_only { "ON" } else { "OFF" })
                .statement_cache_capacity(256)
        });
    Ok(sea_orm::Database::connect(options).await?)
}

async fn connect_postgres(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(16)
        .min_connections(1)
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(20))
        .map_sqlx_postgres_opts(
            // A transaction whose task died must not hold its locks for ever.
            |postgres| {
                postgres.options([
                    ("idle_in_transaction_session_timeout", "10s"),
                    ("lock_timeout", "10s"),
                ])
            },
        );
    Ok(sea_orm::Database::connect(options).await?)
}

/// The context of one request: who asks, when, and under which id it is logged.
#[derive(Clone)]
pub struct Cx {
    /// The books.
    pub store: Store,
    /// Who asks.
    pub actor: Actor,
    /// When the request arrived: the only clock there is.
    pub now: Timestamp,
    /// The id it is logged under.
    pub request_id: String,
}

impl Cx {
    /// The handle for reading.
    pub(crate) fn read(&self) -> &DatabaseConnection {
        &self.store.read
    }

    /// Runs a use-case in the one transaction it gets, and answers once what it wrote is on disk.
    pub(crate) async fn run<U: UseCase>(&self, use_case: U) -> Result<U::Answer> {
        let (reply, answer) = oneshot::channel();
        let request = Request {
            cx: self.clone(),
            use_case,
            done: None,
            reply,
        };
        match &self.store.door {
            Door::Batches(sender) => sender
                .send(Box::new(request))
                .await
                .map_err(|_| Error::Closed)?,
            // In its own task: a transaction that is cancelled half-way would poison its connection.
            Door::Pool(pool) => {
                tokio::spawn(run_alone(pool.clone(), Box::new(request)));
            }
        }
        answer.await.map_err(|_| Error::Closed)?
    }
}

/// An open transaction, together with the rows that are only ever added: they are written in one go before the commit.
pub(crate) struct Tx {
    connection: DatabaseTransaction,
    /// The request whose use-case runs.
    pub(crate) cx: Cx,
    pub(crate) appended: Appended,
}

impl Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.connection
    }
}

impl Tx {
    /// The county's key.
    pub(crate) fn key(&self) -> &Key {
        &self.cx.store.key
    }

    /// When the request arrived.
    pub(crate) fn now(&self) -> Timestamp {
        self.cx.now
    }

    /// Who asks.
    pub(crate) fn actor(&self) -> &Actor {
        &self.cx.actor
    }
}

/// A use-case on its way through the door.
trait Work: Send {
    /// Runs it, and hands the transaction back with whether it went well.
    fn run(
        &mut self,
        connection: DatabaseTransaction,
        appended: Appended,
    ) -> BoxFuture<'_, (DatabaseTransaction, Appended, bool)>;
    /// Whether PostgreSQL asked for another run.
    fn wants_retry(&self) -> bool;
    /// Fails it, whatever it answered.
    fn fail(&mut self, error: DbErr);
    /// Sends the answer.
    fn answer(self: Box<Self>);
}

/// What a panic said.
fn told_by(panic: &(dyn Any + Send)) -> String {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied());
    said.unwrap_or("nothing is known").to_owned()
}

struct Request<U: UseCase> {
    cx: Cx,
    use_case: U,
    done: Option<Result<U::Answer>>,
    reply: oneshot::Sender<Result<U::Answer>>,
}

impl<U: UseCase> Work for Request<U> {
    fn run(
        &mut self,
        connection: DatabaseTransaction,
        appended: Appended,
    ) -> BoxFuture<'_, (DatabaseTransaction, Appended, bool)> {
        Box::pin(async move {
            let tx = Tx {
                connection,
                cx: self.cx.clone(),
                appended,
            };
            // A panic is this use-case's own: the one writer of SQLite goes on for everybody else.
            let running = AssertUnwindSafe(self.use_case.run(&tx)).catch_unwind();
            let done = running
                .await
                .unwrap_or_else(|panic| Err(Error::Panicked(told_by(panic.as_ref()))));
            let well = done.is_ok();
            self.done = Some(done);
            (tx.connection, tx.appended, well)
        })
    }

    fn wants_retry(&self) -> bool {
        matches!(&self.done, Some(Err(error)) if error.wants_retry())
    }

    fn fail(&mut self, error: DbErr) {
        self.done = Some(Err(error.into()));
    }

    fn answer(self: Box<Self>) {
        // Whoever asked may have gone away; what was written stays written.
        let done = self.done.unwrap_or(Err(Error::Closed));
        let _ = self
            .reply
            .send(done.map_err(|error| error.in_use_case(U::name())));
    }
}

async fn write_batches(connection: DatabaseConnection, mut waiting: mpsc::Receiver<Box<dyn Work>>) {
    while let Some(first) = waiting.recv().await {
        let mut batch = vec![first];
        match run_batch(&connection, &mut batch, &mut waiting).await {
            Ok(appended) => {
                appended.announce();
                batch.into_iter().for_each(Work::answer);
            }
            Err(BatchError::OneRefused) if batch.len() == 1 => {
                batch.into_iter().for_each(Work::answer);
            }
            Err(_) => {
                for work in batch {
                    run_alone(connection.clone(), work).await;
                }
            }
        }
    }
}

enum BatchError {
    OneRefused,
    Database,
}

impl From<DbErr> for BatchError {
    fn from(_: DbErr) -> Self {
        Self::Database
    }
}

async fn run_batch(
    connection: &DatabaseConnection,
    batch: &mut Vec<Box<dyn Work>>,
    waiting: &mut mpsc::Receiver<Box<dyn Work>>,
) -> std::result::Result<Appended, BatchError> {
    let mut tx = begin(connection).await?;
    let mut appended = Appended::default();
    let mut next = 0;
    while let Some(work) = batch.get_mut(next) {
        let (handed_back, entered, well) = work.run(tx, appended).await;
        (tx, appended) = (handed_back, entered);
        if !well {
            tx.rollback().await?;
            return Err(BatchError::OneRefused);
        }
        next += 1;
        if batch.len() < BATCH
            && let Ok(more) = waiting.try_recv()
        {
            batch.push(more);
        }
    }
    appended.write(&tx).await?;
    tx.commit().await?;
    Ok(appended)
}

async fn run_alone(connection: DatabaseConnection, mut work: Box<dyn Work>) {
    for _ in 0..=RETRIES {
        match run_once(&connection, work.as_mut()).await {
            Ok(Some(appended)) => {
                appended.announce();
                break;
            }
            Ok(None) if work.wants_retry() => {}
            Ok(None) => break,
            Err(error) => {
                work.fail(error);
                if !work.wants_retry() {
                    break;
                }
            }
        }
    }
    work.answer();
}

/// Runs one use-case in its own transaction; nothing is left of it when it is refused.
async fn run_once(
    connection: &DatabaseConnection,
    work: &mut dyn Work,
) -> std::result::Result<Option<Appended>, DbErr> {
    let (tx, appended, well) = work
        .run(begin(connection).await?, Appended::default())
        .await;
    if !well {
        tx.rollback().await?;
        return Ok(None);
    }
    appended.write(&tx).await?;
    tx.commit().await?;
    Ok(Some(appended))
}

/// A transaction that writes.
pub(crate) async fn begin(
    connection: &DatabaseConnection,
) -> std::result::Result<DatabaseTransaction, DbErr> {
    // A deferred transaction that reads and then writes fails at once when another has written in between.
    let sqlite_transaction_mode = (connection.get_database_backend() == DatabaseBackend::Sqlite)
        .then_some(SqliteTransactionMode::Immediate);
    connection
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode,
            ..Default::default()
        })
        .await
}

/// One snapshot of the books, for reading only.
pub(crate) async fn begin_reading(
    connection: &DatabaseConnection,
) -> std::result::Result<DatabaseTransaction, DbErr> {
    // A transaction of SQLite is a snapshot already, and writes nothing until it is told to.
    let postgres = connection.get_database_backend() == DatabaseBackend::Postgres;
    connection
        .begin_with_options(TransactionOptions {
            isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
            access_mode: postgres.then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: None,
        })
        .await
}

/// Goes through the write door and writes nothing.
struct Knock;

impl UseCase for Knock {
    type Answer = ();

    async fn run(&self, _: &Tx) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::both;
    use domain::Code;
    use domain::access::Action;

    struct Panics;

    impl UseCase for Panics {
        type Answer = ();

        async fn run(&self, tx: &Tx) -> Result<()> {
            // It has written before it fails.
            tx.audit(Action::VIEW_OWN, "panic".to_owned());
            panic!("as a fault of ours would");
        }
    }

    #[tokio::test]
    #[cfg(unix)]
    async fn nobody_else_on_the_machine_reads_the_books() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("diandan.db");
        Store::migrate(&Database::Sqlite(path.clone()))
            .await
            .unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    both!(a_panic_harms_nobody_else, |county| async {
        let cx = county.resident.cx().await;
        let tasks = (0..20).map(|n| {
            let cx = cx.clone();
            tokio::spawn(async move {
                if n % 4 == 0 {
                    let error = cx.run(Panics).await.unwrap_err();
                    assert_eq!(error.refusal().code, Code::INTERNAL);
                    assert!(error.to_string().contains("as a fault of ours would"));
                } else {
                    cx.run(Knock).await.unwrap();
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.unwrap();
        }
        cx.store.ready(cx.now).await.unwrap();
    });
}
