//! Adding a line.

use super::standings;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::orgs::entity as org;
use crate::rule_table::{entity, read};
use domain::access::Action;
use domain::rules::{CountyRuleId, Number, RuleForm};
use domain::time::Timestamp;
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QuerySelect, Set};

/// Adds a line to the county's rules. It holds from a day to come on: what has happened keeps the number of its day.
pub async fn enter(cx: &Cx, form: RuleForm) -> Result<CountyRuleId> {
    cx.once(form.request_id.clone(), Enter(form)).await
}

struct Enter(RuleForm);

impl UseCase for Enter {
    type Answer = CountyRuleId;

    fn about(&self) -> String {
        self.0.number.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<CountyRuleId> {
        standings(&tx.cx).demand(Action::SET_RULES, Action::SET_RULES)?;
        let line = self.0.read(tx.now().date())?;
        // One after the other: of two who enter the same, the second changes nothing.
        if let Some(centre) = tx.cx.store.orgs.root() {
            let centre = org::Entity::find_by_id(centre.id).lock(LockType::NoKeyUpdate);
            centre.one(&**tx).await?;
        }
        line.changes(&read(&**tx).await?)?;
        let row = entity::ActiveModel {
            number: Set(line.number),
            value: Set(line.value),
            from_at: Set(line.from),
            reason: Set(line.reason),
            entered_by: Set(tx.actor().account),
            entered_at: Set(tx.now()),
            ..Default::default()
        };
        let id = row.insert(&**tx).await?.id;
        tx.audit(Action::SET_RULES, format!("county_rule:{id}"));
        Ok(id)
    }
}

/// Lays down what no desk decides on: for counties that are tried out, before anybody is served from these books.
pub(crate) async fn lay_down(
    books: &impl ConnectionTrait,
    numbers: &[(Number, i64)],
    from: Timestamp,
) -> Result<()> {
    let rows = numbers.iter().map(|(number, value)| entity::ActiveModel {
        number: Set(*number),
        value: Set(*value),
        from_at: Set(from),
        reason: Set(String::new()),
        entered_by: Set(None),
        entered_at: Set(from),
        ..Default::default()
    });
    entity::Entity::insert_many(rows)
        .exec_without_returning(books)
        .await?;
    Ok(())
}
