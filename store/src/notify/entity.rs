//! The tables of messages.

pub(crate) mod inbox {
    use crate::Key;
    use domain::ids::{AccountId, InboxId, OrgId};
    use domain::notify::Message;
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
        /// What earlier versions wrote in clear.
        #[sea_orm(column_name = "notice")]
        pub message: String,
        /// What it says: reasons may speak of where somebody lives.
        pub sealed: Option<Vec<u8>>,
        pub read_at: Option<Timestamp>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Model {
        /// What it says; nothing where this version of the program cannot read it.
        pub(crate) fn opened(&self, key: &Key) -> Option<Message> {
            match &self.sealed {
                Some(sealed) => key.open_json(sealed, "message").ok(),
                None => serde_json::from_str(&self.message).ok(),
            }
        }
    }
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
