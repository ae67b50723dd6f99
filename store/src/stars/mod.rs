//! Stars: who has reached one, how it is asked for and decided on, and by which rules.

mod apply;
mod decide;
mod entity;
mod query;
mod rules;

pub use apply::{apply, nominate, object, withdraw};
pub use decide::{award, review};
pub(crate) use entity::{application, event, rule};
pub use query::{mine, nominees, notices, queue, star_of_mine};
pub use rules::{enter_rule, may_set, rules};

use crate::db::Tx;
use crate::error::Result;
use domain::Code;
use domain::access::{Action, Standings};
use domain::ids::{StarApplicationId, VolunteerId};
use domain::stars::State;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set,
};

/// The application with this id, locked, with what the actor is to it.
async fn locked(tx: &Tx, id: StarApplicationId) -> Result<(application::Model, Standings)> {
    let row = application::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = Standings::at(tx.actor(), &row.path);
    Ok((row, standings))
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

/// Enters what happened to an application, and who did it.
async fn enter_event(
    tx: &Tx,
    id: StarApplicationId,
    action: Action,
    to: State,
    words: &str,
) -> Result<()> {
    let row = event::ActiveModel {
        application_id: Set(id),
        at: Set(tx.now()),
        action: Set(action),
        to_state: Set(to),
        account_id: Set(tx.actor().account),
        words: Set(words.to_owned()),
        ..Default::default()
    };
    row.insert(&**tx).await?;
    tx.audit(action, format!("star_application:{id}:{to}"));
    Ok(())
}
