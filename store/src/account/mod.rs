//! People: sign-in, devices, grants, and the registration of volunteers.

pub(crate) mod check;

pub(crate) mod entity;
mod grants;
mod login;
mod people;
mod registration;
mod session;

pub(crate) use grants::nearest_staffed;
pub use grants::{end_grant, grant_role, grants};
pub(crate) use login::make;
pub use login::{request_code, sign_in};
pub(crate) use people::{accounts_of, grown_up, people};
pub(crate) use registration::join;
pub use registration::{me_volunteer, register, registration_form};
pub(crate) use session::actor;
pub use session::{Session, devices, end_device, me, resolve, set_locale};

pub(crate) use entity::{account, consent, grant, login_code, session as device, volunteer};

use crate::Key;
use crate::db::Tx;
use crate::error::{Error, Result};
use domain::Code;
use domain::access::{Action, Standings};
use domain::account::{PersonName, Phone};
use domain::actor::Actor;
use domain::ids::AccountId;

/// Who is signed in; everything personal needs somebody.
pub(crate) fn signed_in(actor: &Actor) -> Result<AccountId> {
    if Standings::of(actor).may(Action::VIEW_OWN) {
        actor.account.ok_or(Code::SIGN_IN_FIRST.into())
    } else {
        Err(Code::SIGN_IN_FIRST.into())
    }
}

/// Decrypts a stored name.
pub(crate) fn open_name(key: &Key, sealed: &[u8]) -> Result<PersonName> {
    let text =
        String::from_utf8(key.open(sealed, "name")?).map_err(|_| Error::Unreadable("name"))?;
    PersonName::parse(&text).map_err(|_| Error::Unreadable("name"))
}

/// Decrypts a stored phone.
pub(crate) fn open_phone(key: &Key, sealed: &[u8]) -> Result<Phone> {
    let text =
        String::from_utf8(key.open(sealed, "phone")?).map_err(|_| Error::Unreadable("phone"))?;
    Phone::parse(&text).map_err(|_| Error::Unreadable("phone"))
}

/// The name to show to those who may know it; the masked phone where no name was given.
pub(crate) fn full_name(key: &Key, account: &account::Model) -> Result<String> {
    match &account.name {
        Some(sealed) => Ok(open_name(key, sealed)?.as_str().to_owned()),
        None => Ok(account.masked.clone()),
    }
}

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
