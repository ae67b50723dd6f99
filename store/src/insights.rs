//! Figures of the county.

use crate::db::Store;
use crate::error::Result;
use crate::orders::entity as orders;
use crate::person::volunteer;
use crate::teams::entity as team;
use domain::insights::CountyNumbers;
use domain::orders::State;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

/// Counts the county. It reads whole indexes, so a worker does it now and then and pages show what it found.
pub async fn count(store: &Store) -> Result<CountyNumbers> {
    let minutes: Option<Option<i64>> = volunteer::Entity::find()
        .select_only()
        .column_as(
            volunteer::Column::Minutes.sum().cast_as("bigint"),
            "minutes",
        )
        .into_tuple()
        .one(&store.read)
        .await?;
    let delivered = [State::Delivered, State::Rated, State::AutoClosed];
    Ok(CountyNumbers {
        volunteers: volunteer::Entity::find().count(&store.read).await? as i64,
        teams: team::Entity::find().count(&store.read).await? as i64,
        minutes: minutes.flatten().unwrap_or(0),
        delivered: orders::Entity::find()
            .filter(orders::Column::State.is_in(delivered))
            .count(&store.read)
            .await? as i64,
    })
}
