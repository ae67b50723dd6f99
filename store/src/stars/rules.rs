//! The table of stars.

use super::rule;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::orgs::entity as org;
use domain::access::{Action, Standings};
use domain::ids::StarRuleId;
use domain::stars::{StarRule, StarRuleForm, climbs};
use domain::{Code, Refusal};
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QueryOrder, QuerySelect, Set};

/// Every line of the table, in the order they were entered.
pub(super) async fn lines(db: &impl ConnectionTrait) -> Result<Vec<StarRule>> {
    let rows = rule::Entity::find()
        .order_by_asc(rule::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(line).collect())
}

fn line(row: rule::Model) -> StarRule {
    StarRule {
        id: row.id,
        star: row.star,
        minutes: row.minutes,
        body: row.body,
        from: row.from_at,
    }
}

/// The table, for anybody: what a star takes is no secret.
pub async fn rules(cx: &Cx) -> Result<Vec<StarRule>> {
    lines(cx.read()).await
}

/// What the actor is to the county's table.
fn standings(cx: &Cx) -> Standings {
    match cx.store.orgs.root() {
        Some(centre) => Standings::at(&cx.actor, &centre.path),
        None => Standings::of(&cx.actor),
    }
}

/// Whether the actor may add a line to the table.
pub fn may_set(cx: &Cx) -> bool {
    standings(cx).may(Action::SET_STARS)
}

/// Adds a line to the table. It holds from a day to come on; what was applied for before keeps its own line.
pub async fn enter_rule(cx: &Cx, form: StarRuleForm) -> Result<StarRuleId> {
    cx.once(form.request_id.clone(), EnterRule(form)).await
}

struct EnterRule(StarRuleForm);

impl UseCase for EnterRule {
    type Answer = StarRuleId;

    async fn run(&self, tx: &Tx) -> Result<StarRuleId> {
        standings(&tx.cx).demand(Action::SET_STARS, Action::SET_STARS)?;
        let rule = self.0.read(tx.now().date())?;
        // One after the other: of two who enter the same, the second changes nothing.
        if let Some(centre) = tx.cx.store.orgs.root() {
            let centre = org::Entity::find_by_id(centre.id).lock(LockType::NoKeyUpdate);
            centre.one(&**tx).await?;
        }
        let the_same = |line: &StarRule| {
            (line.star, line.minutes, line.body, line.from)
                == (rule.star, rule.minutes, rule.body, rule.from)
        };
        if lines(&**tx).await?.iter().any(the_same) {
            return Err(Refusal::field("from", Code::DUPLICATE).into());
        }
        let row = rule::ActiveModel {
            star: Set(rule.star),
            minutes: Set(rule.minutes),
            body: Set(rule.body),
            from_at: Set(rule.from),
            entered_by: Set(tx.actor().account),
            entered_at: Set(tx.now()),
            ..Default::default()
        };
        let id = row.insert(&**tx).await?.id;
        if !climbs(&lines(&**tx).await?) {
            return Err(Refusal::field("hours", Code::STARS_DO_NOT_CLIMB).into());
        }
        tx.audit(Action::SET_STARS, format!("star_rule:{id}"));
        Ok(id)
    }
}
