//! How far the clock has come with what it does by itself, in the county's time.

use crate::db::{Tx, UseCase};
use crate::error::Result;
use domain::time::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect, Set};

pub(crate) mod entity {
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "clock_mark")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The start of the last day whose transfers were closed in the open books.
pub(crate) const LEDGER_CLOSED: &str = "ledger_closed";

/// When the demo county began to be told; gone once it is.
pub(crate) const DEMO_BEGAN: &str = "demo_began";

/// How far it has come; the beginning of time where it has not begun.
pub(crate) async fn reached(books: &impl ConnectionTrait, name: &str) -> Result<Timestamp> {
    let row = entity::Entity::find_by_id(name).one(books).await?;
    Ok(row.map_or(Timestamp(0), |row| row.at))
}

/// The same, for whoever is about to do the next part: of several machines one at a time.
pub(crate) async fn claim(tx: &Tx, name: &str) -> Result<Timestamp> {
    let first = entity::ActiveModel {
        name: Set(name.to_owned()),
        at: Set(Timestamp(0)),
    };
    entity::Entity::insert(first)
        .on_conflict(
            OnConflict::column(entity::Column::Name)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    let row = entity::Entity::find_by_id(name)
        .lock_exclusive()
        .one(&**tx)
        .await?;
    Ok(row.map_or(Timestamp(0), |row| row.at))
}

/// [`remember`] as a use-case: for a clock whose work has its own transactions.
pub(crate) struct Remember(pub(crate) &'static str, pub(crate) Timestamp);

impl UseCase for Remember {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        remember(&**tx, self.0, self.1).await
    }
}

/// Remembers how far it has come.
pub(crate) async fn remember(
    books: &impl ConnectionTrait,
    name: &str,
    at: Timestamp,
) -> Result<()> {
    let row = entity::ActiveModel {
        name: Set(name.to_owned()),
        at: Set(at),
    };
    entity::Entity::insert(row)
        .on_conflict(
            OnConflict::column(entity::Column::Name)
                .update_column(entity::Column::At)
                .to_owned(),
        )
        .exec_without_returning(books)
        .await?;
    Ok(())
}
