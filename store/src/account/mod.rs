//! People: sign-in, devices, grants, and the registration of volunteers.

pub(crate) mod check;
mod people;

mod entity;
mod grants;
mod login;
mod registration;
mod session;

pub use grants::{end_grant, grant_role, grants};
pub(crate) use login::make;
pub use login::{Device, new_asker, request_code, sign_in};
pub use registration::{me_volunteer, register, registration_form};
pub(crate) use session::actor;
pub use session::{Session, devices, end_device, me, resolve, set_elder, set_locale};

pub(crate) use entity::{known_asker, login_code, session as device};

use crate::db::Tx;
use crate::error::Result;

/// Has one phone's requests wait for one another. SQLite has one writer anyway.
pub(crate) async fn one_at_a_time(tx: &Tx, subject: &[u8]) -> Result<()> {
    use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
    if tx.get_database_backend() == DatabaseBackend::Postgres {
        let number = subject
            .first_chunk::<8>()
            .map_or(0, |bytes| i64::from_be_bytes(*bytes));
        tx.execute_raw(Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            "SELECT pg_advisory_xact_lock($1)",
            [number.into()],
        ))
        .await?;
    }
    Ok(())
}

crate::table::tables! { login_code, known_asker, device }
