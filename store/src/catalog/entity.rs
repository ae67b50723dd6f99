//! The tables of the menu.

pub(crate) mod category {
    use domain::catalog::Icon;
    use domain::ids::CategoryId;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "category")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: CategoryId,
        pub name_zh: String,
        pub name_en: String,
        pub icon: Icon,
        pub position: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod item {
    use domain::catalog::Audience;
    use domain::ids::{CategoryId, ItemId, OrgId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "item")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: ItemId,
        pub category_id: CategoryId,
        pub title: String,
        pub summary: String,
        pub audience: Audience,
        pub minutes: i64,
        pub area_id: OrgId,
        pub skills: String,
        pub volunteers: i64,
        #[sea_orm(column_name = "notice_hours")]
        pub lead_hours: i64,
        pub risk: String,
        pub open: bool,
        pub ratings: i64,
        pub stars: i64,
        pub updated_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod item_team {
    use domain::ids::{ItemId, TeamId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "item_team")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub item_id: ItemId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub team_id: TeamId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod rating {
    use domain::ids::{ItemId, OrderId, RatingId};
    use domain::orders::WordsState;
    use domain::orgs::OrgPath;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "rating")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: RatingId,
        pub order_id: OrderId,
        pub item_id: ItemId,
        pub round: i32,
        pub stars: i64,
        pub tags: String,
        pub words: String,
        /// Whether everybody reads them.
        pub words_state: WordsState,
        pub at: Timestamp,
        /// Where it belongs: its order's.
        pub path: OrgPath,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
