//! The tables of hours: somebody's coming and going, and the ledger.

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
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod entry {
    use domain::ids::{AttendanceId, HoursEntryId, VolunteerId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hours_entry")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: HoursEntryId,
        pub volunteer_id: VolunteerId,
        pub attendance_id: AttendanceId,
        pub minutes: i64,
        pub served_on: Timestamp,
        pub posted_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
