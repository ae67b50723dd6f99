//! The tables of stars.

pub(crate) mod rule {
    use domain::ids::{AccountId, StarRuleId};
    use domain::stars::Body;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "star_rule")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: StarRuleId,
        pub star: i64,
        pub minutes: i64,
        pub body: Body,
        pub from_at: Timestamp,
        pub entered_by: Option<AccountId>,
        pub entered_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod application {
    use domain::ids::{AccountId, StarApplicationId, StarRuleId, VolunteerId};
    use domain::orgs::OrgPath;
    use domain::stars::State;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "star_application")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: StarApplicationId,
        pub volunteer_id: VolunteerId,
        pub path: OrgPath,
        pub star: i64,
        pub rule_id: StarRuleId,
        pub minutes: i64,
        pub state: State,
        pub asked_by: AccountId,
        pub asked_at: Timestamp,
        pub reviewed_by: Option<AccountId>,
        pub notice_until: Option<Timestamp>,
        pub awarded_by: Option<String>,
        pub awarded_on: Option<Timestamp>,
        pub document: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod event {
    use domain::access::Action;
    use domain::ids::{AccountId, StarApplicationId};
    use domain::stars::State;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "star_event")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub application_id: StarApplicationId,
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
