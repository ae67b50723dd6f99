//! The shop's tables.

pub(crate) mod reward {
    use domain::ids::RewardId;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reward")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: RewardId,
        pub title: String,
        pub summary: String,
        pub price: i64,
        pub sponsor: String,
        pub per_person: i64,
        pub per_days: i64,
        pub open: bool,
        pub updated_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod shop {
    use domain::ids::{OrgId, ShopId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shop")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: ShopId,
        pub org_id: OrgId,
        pub name: String,
        pub place: String,
        pub month_budget: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod stock {
    use domain::ids::{RewardId, ShopId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "stock")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub shop_id: ShopId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub reward_id: RewardId,
        pub units: i64,
        pub low: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod stock_line {
    use domain::ids::{AccountId, RewardId, ShopId, StockLineId};
    use domain::shop::StockMove;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "stock_line")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: StockLineId,
        pub shop_id: ShopId,
        pub reward_id: RewardId,
        pub change: i64,
        pub why: StockMove,
        pub account_id: Option<AccountId>,
        pub at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod redemption {
    use domain::ids::{AccountId, RedemptionId, RewardId, ShopId, VolunteerId};
    use domain::shop::State;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "redemption")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: RedemptionId,
        pub code: String,
        pub volunteer_id: VolunteerId,
        pub shop_id: ShopId,
        pub reward_id: RewardId,
        pub title: String,
        pub sponsor: String,
        pub points: i64,
        pub state: State,
        pub at: Timestamp,
        pub until_at: Timestamp,
        pub settled_at: Option<Timestamp>,
        pub settled_by: Option<AccountId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
