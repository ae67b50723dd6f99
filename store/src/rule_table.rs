//! The table of the county's rules, below the handle of the books: it hardly ever changes, so it is kept for a while.

use crate::error::Result;
use domain::rules::{Line, Numbers};
use domain::time::{MINUTE, Timestamp};
use sea_orm::{ConnectionTrait, EntityTrait};
use std::sync::{Arc, Mutex, PoisonError};

pub(crate) mod entity {
    use domain::ids::AccountId;
    use domain::rules::{CountyRuleId, Number};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "county_rule")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: CountyRuleId,
        pub number: Number,
        pub value: i64,
        pub from_at: Timestamp,
        pub reason: String,
        pub entered_by: Option<AccountId>,
        pub entered_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table as it stands in the books.
pub(crate) async fn read(books: &impl ConnectionTrait) -> Result<Numbers> {
    let rows = entity::Entity::find().all(books).await?;
    let lines = rows.into_iter().map(|row| Line {
        id: row.id,
        number: row.number,
        value: row.value,
        from: row.from_at,
        reason: row.reason,
        entered: row.entered_at,
    });
    Ok(Numbers::new(lines.collect()))
}

/// The table as it was read last, and in which minute.
///
/// A line holds from the day after it was entered at the earliest, so that what was read today tells all that holds today,
/// whichever machine lines are entered on. It is read anew every minute, for the one that is entered just before midnight.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Option<(i64, Arc<Numbers>)>>);

impl Kept {
    /// The numbers that hold, and have held: those to come may not all be known yet.
    pub(crate) async fn at(
        &self,
        now: Timestamp,
        books: &impl ConnectionTrait,
    ) -> Result<Arc<Numbers>> {
        let Self(kept) = self;
        let minute = now.0 / MINUTE;
        let known = kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((of, numbers)) = known
            && of == minute
        {
            return Ok(numbers);
        }
        let numbers = Arc::new(read(books).await?);
        *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some((minute, numbers.clone()));
        Ok(numbers)
    }
}
