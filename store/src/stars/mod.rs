//! Stars: who has reached one, how it is asked for and decided on, and by which rules.

mod apply;
pub(crate) mod check;
mod decide;
pub(crate) mod demo;
mod entity;
mod people;
mod query;
mod rules;

pub use apply::{apply, nominate, withdraw};
pub(crate) use decide::tick;
pub use decide::{award, object, review};
pub(crate) use entity::{application, event, rule};
pub use query::{mine, nominees, notices, queue, star_of_mine};
pub use rules::{enter_rule, may_set, rules};

use crate::error::Result;
use crate::notices;
use domain::ids::VolunteerId;
use domain::stars::State;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

notices::hangs! { application, in the words of State, for AwardsNotice }
notices::case! {
    application, "star_application", asked by asked_by, told in event by application_id ApplicationId
}

/// The highest star that each of these volunteers holds; who holds none is left out.
pub(crate) async fn held_by(
    db: &impl ConnectionTrait,
    volunteers: &[VolunteerId],
) -> Result<Vec<(VolunteerId, i64)>> {
    Ok(application::Entity::find()
        .select_only()
        .column(application::Column::VolunteerId)
        .column_as(application::Column::Star.max(), "star")
        .filter(application::Column::VolunteerId.is_in(volunteers.iter().copied()))
        .filter(application::Column::State.eq(State::Awarded))
        .group_by(application::Column::VolunteerId)
        .into_tuple()
        .all(db)
        .await?)
}

/// The highest star that a volunteer holds; 0 for none.
async fn held(db: &impl ConnectionTrait, volunteer: VolunteerId) -> Result<i64> {
    let held = held_by(db, &[volunteer]).await?;
    Ok(held.first().map_or(0, |(_, star)| *star))
}

crate::table::tables! { rule, application, event }
