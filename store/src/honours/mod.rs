//! Honours: campaigns, whom people nominate for them, and what becomes of that.

mod campaigns;
pub(crate) mod check;
mod consent;
mod decide;
pub(crate) mod demo;
mod entity;
mod figures;
mod nominate;
mod people;
mod query;

pub use campaigns::{campaigns, may_open, open};
pub use consent::answer;
pub(crate) use decide::tick;
pub use decide::{award, object, review};
pub(crate) use entity::{campaign, event, nomination};
pub use nominate::{Choices, choices, nominate};
pub use query::{awarded, case, mine, notices, queue};

use crate::notices;
use domain::honours::{Criteria, State};
use domain::ids::NominationId;

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

notices::hangs! { nomination, in the words of State, for AwardsNotice }
notices::case! {
    nomination, "honour_nomination", asked by nominated_by, told in event by nomination_id NominationId
}

crate::table::tables! { campaign, nomination, event }
