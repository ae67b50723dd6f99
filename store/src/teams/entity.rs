//! The tables of teams.

use domain::ids::{OrgId, TeamId, VolunteerId};
use domain::time::Timestamp;
use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "team")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: TeamId,
    pub org_id: OrgId,
    pub name: String,
    pub leader_id: VolunteerId,
    pub skills: String,
    pub founded_at: Timestamp,
    /// Since when whoever was named leads no longer, until another is named.
    pub stepped_down_at: Option<Timestamp>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether they lead it now.
    pub(crate) fn is_led_by(&self, volunteer: VolunteerId) -> bool {
        self.leader_id == volunteer && self.stepped_down_at.is_none()
    }
}

/// Who led a team, and from when on.
pub(crate) mod lead {
    use super::*;
    use domain::ids::AccountId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "team_lead")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub team_id: TeamId,
        pub volunteer_id: VolunteerId,
        pub from_at: Timestamp,
        pub named_by: Option<AccountId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod member {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "team_member")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub team_id: TeamId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub volunteer_id: VolunteerId,
        pub joined_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
