//! The tables of honours.

pub(crate) mod campaign {
    use domain::honours::Kind;
    use domain::ids::{AccountId, CampaignId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "honour_campaign")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: CampaignId,
        pub title: String,
        pub about: String,
        pub kind: Kind,
        pub from_at: Timestamp,
        pub to_at: Timestamp,
        pub until_at: Timestamp,
        pub places: i64,
        pub least_minutes: i64,
        pub least_orders: i64,
        pub least_approval: i64,
        pub opened_by: Option<AccountId>,
        pub opened_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod nomination {
    use domain::honours::{Publish, State};
    use domain::ids::{AccountId, CampaignId, NominationId};
    use domain::orgs::OrgPath;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "honour_nomination")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: NominationId,
        pub campaign_id: CampaignId,
        pub subject_id: i64,
        pub path: OrgPath,
        pub account_id: Option<AccountId>,
        pub name: String,
        pub reason: String,
        pub minutes: i64,
        pub orders: i64,
        pub ratings: i64,
        pub good: i64,
        pub publish: Publish,
        pub state: State,
        pub nominated_by: AccountId,
        pub nominated_at: Timestamp,
        pub reviewed_by: Option<AccountId>,
        pub notice_until: Option<Timestamp>,
        pub awarded_at: Option<Timestamp>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod event {
    use domain::access::Action;
    use domain::honours::State;
    use domain::ids::{AccountId, NominationId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "honour_event")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub nomination_id: NominationId,
        pub at: Timestamp,
        pub action: Action,
        pub to_state: State,
        pub account_id: Option<AccountId>,
        pub words: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
