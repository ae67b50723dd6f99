//! Stars: who has reached one, how it is asked for and decided on, and by which rules.

mod apply;
pub(crate) mod check;
mod decide;
mod entity;
mod query;
mod rules;

pub use apply::{apply, nominate, withdraw};
pub use decide::{award, object, review};
pub(crate) use entity::{application, event, rule};
pub use query::{mine, nominees, notices, queue, star_of_mine};
pub use rules::{enter_rule, may_set, rules};

use crate::db::{Settings, Tx};
use crate::error::Result;
use crate::notices::{Case, Happened, Notice};
use domain::ids::{AccountId, StarApplicationId, VolunteerId};
use domain::notices::EventView;
use domain::orgs::OrgPath;
use domain::stars::State;
use domain::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};

impl Notice for application::Entity {
    type State = State;
    const ID: application::Column = application::Column::Id;
    const PATH: application::Column = application::Column::Path;
    const STATE: application::Column = application::Column::State;
    const UNTIL: application::Column = application::Column::NoticeUntil;

    fn days(settings: Settings) -> u32 {
        settings.award_notice_working_days
    }

    fn id(row: &application::Model) -> i64 {
        row.id.0
    }

    fn state(row: &application::Model) -> State {
        row.state
    }

    fn until(row: &application::Model) -> Option<Timestamp> {
        row.notice_until
    }
}

impl Case for application::Entity {
    type Event = event::Entity;
    const NAME: &'static str = "star_application";
    const REVIEWED_BY: application::Column = application::Column::ReviewedBy;
    const EVENT_OF: event::Column = event::Column::ApplicationId;
    const EVENT_ID: event::Column = event::Column::Id;

    fn path(row: &application::Model) -> &OrgPath {
        &row.path
    }

    fn asked_by(row: &application::Model) -> AccountId {
        row.asked_by
    }

    fn reviewed_by(row: &application::Model) -> Option<AccountId> {
        row.reviewed_by
    }

    fn record(tx: &Tx, id: i64, happened: Happened<State>) {
        tx.append(event::ActiveModel {
            application_id: Set(StarApplicationId(id)),
            at: Set(happened.at),
            action: Set(happened.action),
            to_state: Set(happened.to),
            account_id: Set(happened.by),
            words: Set(happened.words),
            ..Default::default()
        });
    }

    fn told(event: event::Model) -> (i64, EventView<State>) {
        let told = EventView {
            at: event.at,
            action: event.action,
            to: event.to_state,
            words: event.words,
        };
        (event.application_id.0, told)
    }
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
