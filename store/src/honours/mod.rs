//! Honours: campaigns, whom people nominate for them, and what becomes of that.

mod campaigns;
pub(crate) mod check;
mod consent;
mod decide;
mod entity;
mod figures;
mod nominate;
mod query;

pub use campaigns::{campaigns, may_open, open};
pub use consent::answer;
pub use decide::{award, object, review};
pub(crate) use entity::{campaign, event, nomination};
pub use nominate::{Choices, choices, nominate};
pub use query::{awarded, case, mine, notices, queue};

use crate::db::{Settings, Tx};
use crate::notices::{Case, Happened, Notice};
use domain::honours::{Criteria, State};
use domain::ids::{AccountId, NominationId};
use domain::notices::EventView;
use domain::orgs::OrgPath;
use domain::time::Timestamp;
use sea_orm::Set;

/// As what a nomination shows its pictures.
pub(crate) fn pictured(nomination: NominationId) -> String {
    format!("honour:{nomination}")
}

/// What a campaign asks for.
const fn criteria(row: &campaign::Model) -> Criteria {
    Criteria {
        minutes: row.least_minutes,
        orders: row.least_orders,
        approval: row.least_approval,
    }
}

impl Notice for nomination::Entity {
    type State = State;
    const ID: nomination::Column = nomination::Column::Id;
    const PATH: nomination::Column = nomination::Column::Path;
    const STATE: nomination::Column = nomination::Column::State;
    const UNTIL: nomination::Column = nomination::Column::NoticeUntil;

    fn days(settings: Settings) -> u32 {
        settings.award_notice_working_days
    }

    fn id(row: &nomination::Model) -> i64 {
        row.id.0
    }

    fn state(row: &nomination::Model) -> State {
        row.state
    }

    fn until(row: &nomination::Model) -> Option<Timestamp> {
        row.notice_until
    }
}

impl Case for nomination::Entity {
    type Event = event::Entity;
    const NAME: &'static str = "honour_nomination";
    const REVIEWED_BY: nomination::Column = nomination::Column::ReviewedBy;
    const EVENT_OF: event::Column = event::Column::NominationId;
    const EVENT_ID: event::Column = event::Column::Id;

    fn path(row: &nomination::Model) -> &OrgPath {
        &row.path
    }

    fn asked_by(row: &nomination::Model) -> AccountId {
        row.nominated_by
    }

    fn reviewed_by(row: &nomination::Model) -> Option<AccountId> {
        row.reviewed_by
    }

    fn record(tx: &Tx, id: i64, happened: Happened<State>) {
        tx.append(event::ActiveModel {
            nomination_id: Set(NominationId(id)),
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
        (event.nomination_id.0, told)
    }
}
