//! The tables of people.

use domain::account::Sex;
use domain::actor::Role;
use domain::ids::{AccountId, GrantId, OrgId, VolunteerId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

pub(crate) mod account {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: AccountId,
        pub phone_hash: Vec<u8>,
        pub phone: Vec<u8>,
        pub name: Option<Vec<u8>>,
        pub masked: String,
        pub locale: String,
        /// Whether they read pages in elder mode.
        pub elder: bool,
        pub created_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod grant {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_grant")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: GrantId,
        pub account_id: AccountId,
        pub role: Role,
        pub org_id: OrgId,
        pub granted_at: Timestamp,
        pub ended_at: Option<Timestamp>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod volunteer {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "volunteer")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: VolunteerId,
        pub no: String,
        pub account_id: AccountId,
        pub birth_month: String,
        pub sex: Sex,
        pub village_id: OrgId,
        pub skills: String,
        pub free_times: String,
        pub emergency: Vec<u8>,
        pub guardian: Option<Vec<u8>>,
        pub agreement: String,
        pub registered_at: Timestamp,
        pub minutes: i64,
        pub brought_by: Option<VolunteerId>,
        pub ranked_as: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod consent {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consent")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub account_id: AccountId,
        pub purpose: String,
        pub version: String,
        pub given: bool,
        pub at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
