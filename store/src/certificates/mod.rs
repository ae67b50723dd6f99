//! Service certificates: asked for by a volunteer, issued by somebody else, verified by anybody.
//!
//! A certificate is a text and its signature, both stored as they were written; revoking adds a row and changes nothing.

mod ask;
pub(crate) mod check;
pub(crate) mod demo;
mod desk;
mod issue;
mod people;
mod settle;
mod show;

pub use ask::{ask, mine};
pub use desk::requests;
pub use issue::issue;
pub use settle::{revoke, send_back};
pub(crate) use show::holds;
pub use show::{certificate as view, qr, trusted, verify};

use crate::catalog::{category, item};
use crate::db::Cx;
use crate::error::Result;
use crate::hours::entry;
use crate::orders::{attendance, entity as orders};
use crate::person::{village, volunteer};
use domain::access::Standings;
use domain::certificates::{Kind, Period};
use domain::ids::{HoursEntryId, OrgId, VolunteerId};
use domain::orgs::OrgPath;
use domain::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, Order, QueryFilter, QueryOrder,
    QuerySelect, Select, SelectTwo,
};

pub(crate) mod request {
    use domain::certificates::State;
    use domain::ids::{AccountId, CertificateRequestId, VolunteerId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "certificate_request")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: CertificateRequestId,
        pub volunteer_id: VolunteerId,
        pub from_day: Timestamp,
        pub to_day: Timestamp,
        pub purpose: String,
        pub state: State,
        pub asked_at: Timestamp,
        pub settled_at: Option<Timestamp>,
        pub settled_by: Option<AccountId>,
        pub reason: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod key {
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "certificate_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub public_key: Vec<u8>,
        pub since: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod certificate {
    use domain::ids::{
        AccountId, CertificateId, CertificateRequestId, HoursEntryId, OrgId, VolunteerId,
    };
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "certificate")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: CertificateId,
        pub no: String,
        pub request_id: CertificateRequestId,
        pub volunteer_id: VolunteerId,
        pub org_id: OrgId,
        pub handler_id: AccountId,
        pub from_day: Timestamp,
        pub to_day: Timestamp,
        pub minutes: i64,
        pub last_entry_id: HoursEntryId,
        pub issued_at: Timestamp,
        pub key_id: String,
        pub snapshot: String,
        pub signature: Vec<u8>,
        pub name: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod revocation {
    use domain::ids::{AccountId, CertificateId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "certificate_revocation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub certificate_id: CertificateId,
        pub reason: String,
        pub account_id: AccountId,
        pub at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl request::Entity {
    /// A volunteer's own requests.
    fn of(volunteer: VolunteerId) -> Select<Self> {
        Self::find().filter(request::Column::VolunteerId.eq(volunteer))
    }

    /// Requests of the volunteers who live in these subtrees, with them.
    fn at_desk(cx: &Cx, subtrees: &[OrgPath]) -> SelectTwo<Self, volunteer::Entity> {
        let villages = cx.store.orgs.within(subtrees).map(|org| org.id);
        Self::find()
            .join_rev(
                JoinType::InnerJoin,
                volunteer::Entity::belongs_to(Self)
                    .from(volunteer::Column::Id)
                    .to(request::Column::VolunteerId)
                    .into(),
            )
            .select_also(volunteer::Entity)
            .filter(volunteer::Column::VillageId.is_in(villages))
    }
}

/// What somebody is to a volunteer's certificates: staff of the place where they live.
fn standings(cx: &Cx, person: &volunteer::Model) -> Result<Standings> {
    Ok(Standings::at(&cx.actor, &village(cx, person)?))
}

/// What somebody is to a certificate that an org has issued: staff of that org or above it.
fn revoker(cx: &Cx, issuer: OrgId) -> Standings {
    let path = cx.store.orgs.get(issuer).map(|org| org.path.clone());
    Standings::at(&cx.actor, &path.unwrap_or_default())
}

impl request::Model {
    fn period(&self) -> Period {
        Period {
            from: self.from_day,
            to: self.to_day,
        }
    }
}

/// Somebody's posted hours of a period, as they stood then.
fn posted(who: VolunteerId, period: Period, then: Timestamp) -> Select<entry::Entity> {
    entry::Entity::find()
        .filter(entry::Column::VolunteerId.eq(who))
        .filter(entry::Column::ServedOn.between(period.from, period.to))
        .filter(entry::Column::PostedAt.lte(then))
}

/// The minutes of a period, and the last line of the ledger that they count; nothing where nothing is posted.
async fn minutes(
    db: &impl ConnectionTrait,
    who: VolunteerId,
    period: Period,
    then: Timestamp,
) -> Result<Option<(i64, HoursEntryId)>> {
    let row: Option<(Option<i64>, Option<HoursEntryId>)> = posted(who, period, then)
        .select_only()
        .column_as(entry::Column::Minutes.sum().cast_as("bigint"), "minutes")
        .column_as(entry::Column::Id.max(), "last")
        .into_tuple()
        .one(db)
        .await?;
    let found = row.and_then(|(minutes, last)| minutes.zip(last));
    Ok(found.filter(|(minutes, _)| *minutes > 0))
}

/// The minutes of a period by category, the most first.
async fn kinds(
    db: &impl ConnectionTrait,
    who: VolunteerId,
    period: Period,
    then: Timestamp,
) -> Result<Vec<Kind>> {
    let sum = || Expr::col((entry::Entity, entry::Column::Minutes)).sum();
    let rows: Vec<(String, String, i64)> = posted(who, period, then)
        .join_rev(
            JoinType::InnerJoin,
            attendance::Entity::belongs_to(entry::Entity)
                .from(attendance::Column::Id)
                .to(entry::Column::AttendanceId)
                .into(),
        )
        .join_rev(
            JoinType::InnerJoin,
            orders::Entity::belongs_to(attendance::Entity)
                .from(orders::Column::Id)
                .to(attendance::Column::OrderId)
                .into(),
        )
        .join_rev(
            JoinType::InnerJoin,
            item::Entity::belongs_to(orders::Entity)
                .from(item::Column::Id)
                .to(orders::Column::ItemId)
                .into(),
        )
        .join_rev(
            JoinType::InnerJoin,
            category::Entity::belongs_to(item::Entity)
                .from(category::Column::Id)
                .to(item::Column::CategoryId)
                .into(),
        )
        .select_only()
        .columns([category::Column::NameZh, category::Column::NameEn])
        .column_as(sum().cast_as("bigint"), "minutes")
        .group_by(category::Column::Id)
        .group_by(category::Column::NameZh)
        .group_by(category::Column::NameEn)
        .order_by(sum(), Order::Desc)
        .order_by_asc(category::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let kinds = rows.into_iter().map(|(name_zh, name_en, minutes)| Kind {
        minutes,
        name_zh,
        name_en,
    });
    Ok(kinds.collect())
}

crate::table::tables! { request, key, certificate, revocation }
