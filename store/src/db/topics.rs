//! What open pages hear of, on this machine and on others that share a PostgreSQL.

use super::Store;
use crate::error::Result;
use sea_orm::{ConnectionTrait, DatabaseBackend, DbErr, Statement};

/// Something that open pages may want to hear of. A feature makes its own, and puts nothing personal into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic(pub(crate) String);

/// The channel on which machines that share a PostgreSQL tell one another of changes. It carries numbers only.
const CHANNEL: &str = "diandan";

/// Tells the other machines, when the transaction commits.
pub(super) async fn tell_other_machines(
    tx: &impl ConnectionTrait,
    topics: Vec<Topic>,
) -> std::result::Result<(), DbErr> {
    if tx.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    for Topic(topic) in topics {
        let values = [CHANNEL.into(), topic.into()];
        tx.execute_raw(Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            "SELECT pg_notify($1, $2)",
            values,
        ))
        .await?;
    }
    Ok(())
}

/// Passes on what other machines tell, until the connection breaks. Does nothing on SQLite, which one machine has to itself.
pub async fn hear_other_machines(store: &Store) -> Result<()> {
    if store.read.get_database_backend() != DatabaseBackend::Postgres {
        return std::future::pending().await;
    }
    let broken = |error: sea_orm::sqlx::Error| DbErr::Custom(error.to_string());
    let pool = store.read.get_postgres_connection_pool();
    let mut listener = sea_orm::sqlx::postgres::PgListener::connect_with(pool)
        .await
        .map_err(broken)?;
    listener.listen(CHANNEL).await.map_err(broken)?;
    loop {
        let heard = listener.recv().await.map_err(broken)?;
        store.announce(Topic(heard.payload().to_owned()));
    }
}
