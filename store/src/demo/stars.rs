//! The demo county's stars: an application in every state, made by the use-cases themselves.

use super::county::{CENTRE, INSTITUTE_CLERK, SEAT};
use crate::account::volunteer;
use crate::error::{Error, Result};
use crate::notify::outbox;
use crate::{Cx, Store, stars};
use domain::actor::{Actor, Grant, Role};
use domain::ids::{AccountId, OrgId, StarApplicationId, VolunteerId};
use domain::notify::Delivery;
use domain::stars::{AwardForm, Verdict};
use domain::time::{DAY, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// 黄雅婷, at the centre.
const CENTRE_CLERK: AccountId = AccountId(6);

/// Who acts when.
pub(super) struct People<'a> {
    store: &'a Store,
    accounts: Vec<(VolunteerId, AccountId)>,
    now: Timestamp,
}

impl<'a> People<'a> {
    /// The veterans and the staff of a filled county.
    pub(super) async fn of(store: &'a Store, now: Timestamp) -> Result<Self> {
        let accounts = volunteer::Entity::find()
            .select_only()
            .columns([volunteer::Column::Id, volunteer::Column::AccountId])
            .filter(volunteer::Column::Id.lte(VolunteerId(10)))
            .into_tuple()
            .all(&store.read)
            .await?;
        Ok(Self {
            store,
            accounts,
            now,
        })
    }

    /// So many days ago.
    pub(super) fn at(&self, days: i64) -> Timestamp {
        self.now.plus(-days * DAY)
    }

    fn staff(&self, role: Role, org: OrgId, account: AccountId, days: i64) -> Result<Cx> {
        let path = self.store.orgs.get(org).map(|org| org.path.clone());
        let grants = vec![Grant {
            role,
            org,
            path: path.ok_or(Error::Closed)?,
        }];
        let actor = Actor {
            account: Some(account),
            grants,
            ..Actor::default()
        };
        Ok(self.store.cx(actor, self.at(days), "demo"))
    }

    pub(super) fn institute(&self, days: i64) -> Result<Cx> {
        self.staff(Role::InstituteStaff, SEAT, INSTITUTE_CLERK, days)
    }

    pub(super) fn centre(&self, days: i64) -> Result<Cx> {
        self.staff(Role::CentreStaff, CENTRE, CENTRE_CLERK, days)
    }

    /// A veteran, so many days ago.
    pub(super) fn veteran(&self, id: i64, days: i64) -> Cx {
        let id = VolunteerId(id);
        let mut known = self.accounts.iter();
        let account = known.find(|(known, _)| *known == id);
        let actor = Actor {
            account: account.map(|(_, account)| *account),
            volunteer: Some(id),
            ..Actor::default()
        };
        self.store.cx(actor, self.at(days), "demo")
    }

    async fn applies(&self, id: i64, star: i64, days: i64) -> Result<StarApplicationId> {
        stars::apply(&self.veteran(id, days), "", &star.to_string()).await
    }

    async fn approves(&self, id: StarApplicationId, days: i64) -> Result<()> {
        stars::review(&self.institute(days)?, "", id, Verdict::Approve, "").await
    }
}

/// Has veterans ask for stars: one each waits for review, hangs in public, was objected to, waits for the award, was
/// awarded by the county or by the city, was returned, was taken back. 吴幼盛 may still apply, and nominate.
pub(super) async fn award(people: &People<'_>) -> Result<()> {
    people.applies(3, 1, 1).await?;
    let shown = people.applies(4, 1, 3).await?;
    people.approves(shown, 1).await?;
    let doubted = people.applies(5, 1, 6).await?;
    people.approves(doubted, 4).await?;
    let words = "其中有几天我在村里没有见到他。";
    stars::object(&people.veteran(10, 2), "", doubted, words).await?;

    let first = people.applies(6, 1, 200).await?;
    people.approves(first, 196).await?;
    let form = |application: StarApplicationId| AwardForm {
        application: application.to_string(),
        ..AwardForm::default()
    };
    stars::award(&people.centre(170)?, form(first)).await?;
    let second = people.applies(6, 2, 30).await?;
    people.approves(second, 28).await?;

    let returned = people.applies(7, 1, 20).await?;
    let words = "有两次服务的地点要和队长再核对，核对好了请再申请。";
    stars::review(&people.institute(18)?, "", returned, Verdict::Return, words).await?;

    let third = people.applies(8, 3, 90).await?;
    people.approves(third, 85).await?;
    let recorded = AwardForm {
        by: "漳州市志愿服务联合会".to_owned(),
        on: people.at(45).date().to_string(),
        document: "漳志联〔2026〕18号".to_owned(),
        ..form(third)
    };
    stars::award(&people.centre(40)?, recorded).await?;

    let taken_back = people.applies(9, 1, 15).await?;
    stars::withdraw(&people.veteran(9, 14), "", taken_back).await
}

pub(super) async fn last_message(store: &Store) -> Result<i64> {
    let last: Option<i64> = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Id)
        .order_by_desc(outbox::Column::Id)
        .into_tuple()
        .one(&store.read)
        .await?;
    Ok(last.unwrap_or(0))
}

/// What was told long ago was sent long ago.
pub(super) async fn sent(store: &Store, before: i64, now: Timestamp) -> Result<()> {
    let cx = store.cx(Actor::clock(), now, "demo");
    cx.write(before, |tx, before| {
        Box::pin(async move {
            outbox::Entity::update_many()
                .col_expr(outbox::Column::Payload, Expr::value(None::<Vec<u8>>))
                .col_expr(outbox::Column::State, Expr::value(Delivery::Sent))
                .col_expr(outbox::Column::SentAt, Expr::col(outbox::Column::QueuedAt))
                .filter(outbox::Column::Id.gt(*before))
                .exec(&**tx)
                .await?;
            Ok(())
        })
    })
    .await
}
