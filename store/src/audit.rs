//! The audit trail: who did what to which thing, under which request. Append-only.

use crate::db::Tx;
use domain::access::Action;
use domain::ids::AccountId;
use domain::time::Timestamp;
use sea_orm::Set;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: Timestamp,
    pub account_id: Option<AccountId>,
    pub action: String,
    pub subject: String,
    pub request_id: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Tx {
    /// Enters who did what to which thing under which request.
    pub(crate) fn audit(&self, action: Action, subject: String) {
        self.append(ActiveModel {
            at: Set(self.now()),
            account_id: Set(self.actor().account),
            action: Set(action.to_string()),
            subject: Set(subject),
            request_id: Set(self.cx.request_id.clone()),
            ..Default::default()
        });
    }
}
