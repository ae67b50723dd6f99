//! The tables of sign-in.

use domain::ids::{AccountId, SessionId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

pub(crate) mod login_code {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "login_code")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub phone_hash: Vec<u8>,
        pub code_hash: Vec<u8>,
        pub sent_at: Timestamp,
        pub tries: i32,
        pub used: bool,
        /// The browser that asked for it, by the secret in its cookie.
        pub asker_hash: Option<Vec<u8>>,
        /// Wrong tries of other browsers.
        pub foreign_tries: i32,
        /// What it opened.
        pub session_id: Option<SessionId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A browser that has signed in to this phone before.
pub(crate) mod known_asker {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "known_asker")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub phone_hash: Vec<u8>,
        #[sea_orm(primary_key, auto_increment = false)]
        pub asker_hash: Vec<u8>,
        pub since: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod session {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: SessionId,
        pub token_hash: Vec<u8>,
        pub account_id: AccountId,
        pub label: String,
        pub created_at: Timestamp,
        pub seen_at: Timestamp,
        pub ended_at: Option<Timestamp>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
