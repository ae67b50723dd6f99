//! The table of earning rules.

use crate::catalog::category;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use domain::access::{Action, Standings};
use domain::ids::EarningRuleId;
use domain::points::{Earning, EarningRule, RuleForm};
use domain::{Code, Refusal};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QueryOrder, Set};

pub(crate) mod entity {
    use domain::ids::{AccountId, CategoryId, EarningRuleId};
    use domain::points::Earns;
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "earning_rule")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: EarningRuleId,
        pub earns: Earns,
        pub points: i64,
        pub category_id: Option<CategoryId>,
        pub title: String,
        pub from_at: Timestamp,
        pub until_at: Option<Timestamp>,
        pub entered_by: Option<AccountId>,
        pub entered_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Every line of the table, in the order they were entered.
pub(crate) async fn lines(db: &impl ConnectionTrait) -> Result<Vec<EarningRule>> {
    let rows = entity::Entity::find()
        .order_by_asc(entity::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| EarningRule {
            id: row.id,
            earns: row.earns,
            points: row.points,
            category: row.category_id,
            title: row.title,
            from: row.from_at,
            until: row.until_at,
        })
        .collect())
}

/// The earning rules, for anybody: what one can earn is no secret.
pub async fn rules(cx: &Cx) -> Result<Vec<EarningRule>> {
    lines(cx.read()).await
}

/// The rules by which service of today earns.
pub async fn earning_now(cx: &Cx) -> Result<Vec<EarningRule>> {
    Ok(Earning::at(cx.now, &lines(cx.read()).await?).into_lines())
}

/// Adds a line to the table. It holds from a day to come on, so that it never touches the past.
pub async fn enter_rule(cx: &Cx, form: RuleForm) -> Result<EarningRuleId> {
    cx.once(form.request_id.clone(), Enter(form)).await
}

struct Enter(RuleForm);

impl UseCase for Enter {
    type Answer = EarningRuleId;

    async fn run(&self, tx: &Tx) -> Result<EarningRuleId> {
        Standings::of(tx.actor()).demand(Action::SET_EARNING, Action::SET_EARNING)?;
        let rule = self.0.read(tx.now().date())?;
        if let Some(category) = rule.category
            && category::Entity::find_by_id(category)
                .one(&**tx)
                .await?
                .is_none()
        {
            return Err(Refusal::field("category", Code::NOT_A_CHOICE).into());
        }
        let row = entity::ActiveModel {
            earns: Set(rule.earns),
            points: Set(rule.points),
            category_id: Set(rule.category),
            title: Set(rule.title),
            from_at: Set(rule.from),
            until_at: Set(rule.until),
            entered_by: Set(tx.actor().account),
            entered_at: Set(tx.now()),
            ..Default::default()
        };
        let id = row.insert(&**tx).await?.id;
        tx.audit(Action::SET_EARNING, format!("earning_rule:{id}"));
        Ok(id)
    }
}
