//! The ledger of hours.

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
