//! Which keys the books were written with, so that no other is put in their place.

use crate::certificates::key as certificate_key;
use crate::crypt::Key;
use crate::db::{Database, Store};
use crate::error::{Error, Result};
use crate::person::account;
use sea_orm::{EntityTrait, PaginatorTrait, QuerySelect};

/// What was written with the keys.
#[derive(Clone, Debug, Default)]
pub struct KeysUsed {
    /// A phone that was sealed with the key for personal data.
    pub sealed: Option<Vec<u8>>,
    /// Whether certificates were signed.
    pub signed: bool,
}

impl KeysUsed {
    /// What stands in migrated books.
    pub async fn by(database: &Database) -> Result<Self> {
        let books = Store::bulk(database).await?;
        let sealed = account::Entity::find()
            .select_only()
            .column(account::Column::Phone)
            .limit(1)
            .into_tuple()
            .one(&books)
            .await?;
        let signed = certificate_key::Entity::find().count(&books).await? > 0;
        books.close().await?;
        Ok(Self { sealed, signed })
    }

    /// Refuses a key that cannot read the books.
    pub fn opened_by(&self, key: &Key) -> Result<()> {
        match &self.sealed {
            Some(sealed) if key.open(sealed, "phone").is_err() => Err(Error::WrongKey),
            _ => Ok(()),
        }
    }
}
