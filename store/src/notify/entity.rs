//! The tables of messages.

pub(crate) mod inbox {
    use domain::ids::{AccountId, InboxId, OrgId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "inbox")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: InboxId,
        pub account_id: Option<AccountId>,
        pub org_id: Option<OrgId>,
        pub at: Timestamp,
        #[sea_orm(column_name = "notice")]
        pub message: String,
        pub read_at: Option<Timestamp>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod outbox {
    use domain::ids::MessageId;
    use domain::notify::Delivery;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: MessageId,
        pub payload: Option<Vec<u8>>,
        pub queued_at: Timestamp,
        pub state: Delivery,
        pub tries: i32,
        pub next_at: Timestamp,
        pub sent_at: Option<Timestamp>,
        pub fault: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
