//! People as every feature knows them: who is signed in, what they are called, and the tables they stand in. How they sign in
//! and register is `account`'s.

mod entity;
mod find;

pub(crate) use entity::{account, consent, grant, volunteer};
pub(crate) use find::{accounts_of, grown_up, nearest_staffed, people, village};

use crate::Key;
use crate::db::{Cx, Tx};
use crate::error::{Error, Result};
use domain::Code;
use domain::access::{Action, Standings};
use domain::account::{PersonName, Phone};
use domain::actor::Actor;
use domain::ids::AccountId;
use domain::orgs::OrgPath;
use sea_orm::sea_query::LockType;
use sea_orm::{EntityTrait, QuerySelect};

/// Who is signed in; everything personal needs somebody.
pub(crate) fn signed_in(actor: &Actor) -> Result<AccountId> {
    if Standings::of(actor).may(Action::VIEW_OWN) {
        actor.account.ok_or(Code::SIGN_IN_FIRST.into())
    } else {
        Err(Code::SIGN_IN_FIRST.into())
    }
}

/// Has what one account does wait for one another until the transaction ends, so that what it may do so often is counted once.
pub(crate) async fn one_after_the_other(tx: &Tx, account: AccountId) -> Result<()> {
    account::Entity::find_by_id(account)
        .lock(LockType::NoKeyUpdate)
        .one(&**tx)
        .await?;
    Ok(())
}

/// Decrypts a stored name.
pub(crate) fn open_name(key: &Key, sealed: &[u8]) -> Result<PersonName> {
    let text =
        String::from_utf8(key.open(sealed, "name")?).map_err(|_| Error::Unreadable("name"))?;
    Ok(PersonName::stored(text))
}

/// Decrypts a stored phone.
pub(crate) fn open_phone(key: &Key, sealed: &[u8]) -> Result<Phone> {
    let text =
        String::from_utf8(key.open(sealed, "phone")?).map_err(|_| Error::Unreadable("phone"))?;
    Phone::parse(&text).map_err(|_| Error::Unreadable("phone"))
}

/// The name to show at the desk of a place: the whole one to its staff, and the masked one to whoever else works there.
pub(crate) fn name_at_desk(cx: &Cx, account: &account::Model, place: &OrgPath) -> Result<String> {
    if Standings::at(&cx.actor, place).may(Action::VIEW_NAMES) {
        full_name(&cx.store.key, account)
    } else {
        Ok(account.masked.clone())
    }
}

/// The name to show to those who may know it; the masked phone where no name was given.
pub(crate) fn full_name(key: &Key, account: &account::Model) -> Result<String> {
    match &account.name {
        Some(sealed) => Ok(open_name(key, sealed)?.as_str().to_owned()),
        None => Ok(account.masked.clone()),
    }
}
