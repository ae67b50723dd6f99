//! The tables of orders.

use domain::ids::{AccountId, CategoryId, ItemId, OfferId, OrderId, OrgId, TeamId, VolunteerId};
use domain::orders::{Consent, DeclineReason, OfferAnswer, State};
use domain::orgs::OrgPath;
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "orders")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OrderId,
    pub no: String,
    pub link_key: String,
    pub item_id: ItemId,
    pub category_id: CategoryId,
    pub title: String,
    pub requester_id: AccountId,
    pub village_id: OrgId,
    pub path: OrgPath,
    pub contact: Vec<u8>,
    pub who: String,
    pub consent: Option<Consent>,
    pub windows: String,
    pub state: State,
    pub placed_at: Timestamp,
    pub team_id: Option<TeamId>,
    pub org_id: Option<OrgId>,
    pub deadline: Option<Timestamp>,
    pub scheduled_from: Option<Timestamp>,
    pub scheduled_to: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    pub report: String,
    pub reopened: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

pub(crate) mod event {
    use super::*;
    use domain::access::{Action, Standing};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "order_event")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub order_id: OrderId,
        pub at: Timestamp,
        pub action: Action,
        pub from_state: Option<State>,
        pub to_state: State,
        pub standing: Standing,
        pub account_id: Option<AccountId>,
        pub team_id: Option<TeamId>,
        pub org_id: Option<OrgId>,
        pub because: Option<DeclineReason>,
        /// What earlier versions wrote in clear.
        pub reason: String,
        /// The reason in words, which may speak of where somebody lives.
        pub sealed_reason: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What the desk decided on the words of a rating.
pub(crate) mod rating_event {
    use super::*;
    use domain::access::{Action, Standing};
    use domain::ids::RatingId;
    use domain::orders::WordsState;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rating_event")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub rating_id: RatingId,
        pub at: Timestamp,
        pub action: Action,
        pub to_state: WordsState,
        pub standing: Standing,
        pub account_id: AccountId,
        /// In words that may repeat what was hidden.
        pub reason: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod offer {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "offer")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: OfferId,
        pub order_id: OrderId,
        pub team_id: Option<TeamId>,
        pub org_id: Option<OrgId>,
        pub made_at: Timestamp,
        pub deadline: Timestamp,
        pub answered_at: Option<Timestamp>,
        pub answer: Option<OfferAnswer>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod assignment {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "assignment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub order_id: OrderId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub volunteer_id: VolunteerId,
        pub assigned_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod attendance {
    use domain::hours::{ReviewReason, State};
    use domain::ids::{AttendanceId, OrderId, VolunteerId};
    use domain::orgs::OrgPath;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attendance")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: AttendanceId,
        pub order_id: OrderId,
        pub volunteer_id: VolunteerId,
        pub path: OrgPath,
        pub state: State,
        pub checked_in_at: Timestamp,
        pub checked_out_at: Option<Timestamp>,
        pub minutes: i64,
        pub notice_until: Option<Timestamp>,
        pub review_reason: Option<ReviewReason>,
        pub objection: String,
        /// When its end was noted, where that was afterwards.
        pub end_set_at: Option<Timestamp>,
        /// Why; the clock gives no reason.
        pub end_reason: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
