//! Honours: campaigns, whom people nominate for them, and what becomes of that.

mod campaigns;
mod decide;
mod entity;
mod figures;
mod nominate;
mod query;

pub use campaigns::{campaigns, may_open, open};
pub use decide::{answer, award, object, review};
pub(crate) use entity::{campaign, event, nomination};
pub use nominate::{Choices, choices, nominate};
pub use query::{awarded, case, mine, notices, queue};

use crate::db::Tx;
use crate::error::Result;
use domain::access::Action;
use domain::honours::{Criteria, State};
use domain::ids::NominationId;
use sea_orm::{ActiveModelTrait, Set};

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

/// Enters what happened to a nomination, and who did it.
async fn enter_event(
    tx: &Tx,
    id: NominationId,
    action: Action,
    to: State,
    words: &str,
) -> Result<()> {
    let row = event::ActiveModel {
        nomination_id: Set(id),
        at: Set(tx.now()),
        action: Set(action),
        to_state: Set(to),
        account_id: Set(tx.actor().account),
        words: Set(words.to_owned()),
        ..Default::default()
    };
    row.insert(&**tx).await?;
    tx.audit(action, format!("honour_nomination:{id}:{to}"));
    Ok(())
}
