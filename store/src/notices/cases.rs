//! Cases: asked for by somebody, reviewed and granted by two others. Each deed leaves an event and an audit row.

use super::{Notice, ends, few_objections};
use crate::db::{Cx, Tx};
use crate::error::Result;
use domain::access::{Action, Standings};
use domain::ids::AccountId;
use domain::notices::{CaseState, Deed, EventView, Party, ReviewForm, Verdict};
use domain::notify::Message;
use domain::orgs::OrgPath;
use domain::time::Timestamp;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

/// A table of cases, with the table of what happened to them.
pub(crate) trait Case: Notice {
    /// What happened, in rows that are only ever added.
    type Event: EntityTrait<
            Model: IntoActiveModel<<Self::Event as EntityTrait>::ActiveModel>,
            ActiveModel: Send,
        >;
    /// What the audit calls one.
    const NAME: &'static str;
    /// Who reviewed it last.
    const REVIEWED_BY: Self::Column;
    /// The case that an event is about.
    const EVENT_OF: <Self::Event as EntityTrait>::Column;
    /// The key of an event: events are in its order.
    const EVENT_ID: <Self::Event as EntityTrait>::Column;

    /// Who asked for it.
    fn asked_by(row: &Self::Model) -> AccountId;
    /// Who reviewed it last.
    fn reviewed_by(row: &Self::Model) -> Option<AccountId>;
    /// The row of an event, but for the case that it is about.
    fn event(happened: Happened<Self::State>) -> <Self::Event as EntityTrait>::ActiveModel;
    /// The case that an event is about, and what it tells.
    fn told(event: <Self::Event as EntityTrait>::Model) -> (i64, EventView<Self::State>);
}

/// Makes a case of each row of a table that hangs in public notice. The table of events has a column for the case that one is
/// about, named twice: as the rows' field and as the entity's column.
macro_rules! case {
    ($table:ident, $name:literal, asked by $asked_by:ident, told in $event:ident by $of:ident $Of:ident) => {
        impl crate::notices::Case for $table::Entity {
            type Event = $event::Entity;
            const NAME: &'static str = $name;
            const REVIEWED_BY: $table::Column = $table::Column::ReviewedBy;
            const EVENT_OF: $event::Column = $event::Column::$Of;
            const EVENT_ID: $event::Column = $event::Column::Id;

            fn asked_by(row: &$table::Model) -> domain::ids::AccountId {
                row.$asked_by
            }

            fn reviewed_by(row: &$table::Model) -> Option<domain::ids::AccountId> {
                row.reviewed_by
            }

            fn event(happened: crate::notices::Happened<Self::State>) -> $event::ActiveModel {
                use sea_orm::Set;
                $event::ActiveModel {
                    at: Set(happened.at),
                    action: Set(happened.action),
                    to_state: Set(happened.to),
                    account_id: Set(happened.by),
                    words: Set(happened.words),
                    ..Default::default()
                }
            }

            fn told(event: $event::Model) -> (i64, domain::notices::EventView<Self::State>) {
                let told = domain::notices::EventView {
                    at: event.at,
                    action: event.action,
                    to: event.to_state,
                    words: event.words,
                };
                (event.$of.0, told)
            }
        }
    };
}

pub(crate) use case;

/// What happened to a case.
pub(crate) struct Happened<S> {
    pub(crate) at: Timestamp,
    pub(crate) action: Action,
    pub(crate) to: S,
    pub(crate) by: Option<AccountId>,
    pub(crate) words: String,
}

/// What the actor is to a case of this person's, or of nobody in particular.
pub(crate) fn party<C: Case>(cx: &Cx, row: &C::Model, whose: Option<AccountId>) -> Party {
    let me = cx.actor.account;
    Party {
        standings: Standings::at(&cx.actor, C::path(row)),
        own: me.is_some() && whose == me,
        asked: Some(C::asked_by(row)) == me,
        reviewed: me.is_some() && C::reviewed_by(row) == me,
    }
}

/// Enters what happened to a case, and who did it.
pub(crate) fn enter<C: Case>(tx: &Tx, id: i64, action: Action, to: C::State, words: &str) {
    let happened = Happened {
        at: tx.now(),
        action,
        to,
        by: tx.actor().account,
        words: words.to_owned(),
    };
    let mut event = C::event(happened);
    event.set(C::EVENT_OF, id.into());
    tx.append(event);
    tx.audit(action, format!("{}:{id}:{to}", C::NAME));
}

/// Where a deed leads a locked case, if the actor may take it now.
pub(crate) fn ask<C: Case>(
    tx: &Tx,
    row: &C::Model,
    whose: Option<AccountId>,
    deed: Deed,
) -> Result<C::State> {
    let party = party::<C>(&tx.cx, row, whose);
    Ok(party.take(deed, C::state(row), C::until(row), tx.now())?)
}

/// Writes where a deed has led a case, with what else changes, and what happened.
pub(crate) async fn write<C: Case>(
    tx: &Tx,
    row: &C::Model,
    (deed, to, words): (Deed, C::State, &str),
    change: impl FnOnce(&mut C::ActiveModel),
) -> Result<()> {
    let mut changed = row.clone().into_active_model();
    changed.set(C::STATE, to.into());
    change(&mut changed);
    changed.update(&**tx).await?;
    enter::<C>(tx, C::id(row), C::State::action(deed), to, words);
    Ok(())
}

/// What a review has led to.
pub(crate) enum Decided {
    /// It hangs until then.
    Noticed(Timestamp),
    /// It went back, for this reason.
    Returned(String),
}

/// Approves a locked case, which hangs it out, or returns it.
pub(crate) async fn review<C: Case>(
    tx: &Tx,
    row: &C::Model,
    whose: Option<AccountId>,
    form: &ReviewForm,
) -> Result<Decided> {
    party::<C>(&tx.cx, row, whose).demand::<C::State>(Deed::REVIEW)?;
    let reviewed = form.read()?;
    let approved = reviewed.verdict == Verdict::Approve;
    let until = if approved {
        Some(ends::<C>(tx).await?)
    } else {
        None
    };
    let deed = Deed::Review(reviewed.verdict);
    let to = ask::<C>(tx, row, whose, deed)?;
    write::<C>(tx, row, (deed, to, &reviewed.words), |row| {
        row.set(C::REVIEWED_BY, tx.actor().account.into());
        if approved {
            row.set(C::UNTIL, until.into());
        }
    })
    .await?;
    Ok(match until {
        Some(until) => Decided::Noticed(until),
        None => Decided::Returned(reviewed.words),
    })
}

/// Objects to a locked case while it hangs in public notice; staff look at it again.
pub(crate) async fn object<C: Case>(tx: &Tx, row: &C::Model, words: &str) -> Result<()> {
    few_objections(tx).await?;
    let to = ask::<C>(tx, row, None, Deed::Object)?;
    write::<C>(tx, row, (Deed::Object, to, words), |_| ()).await
}

/// Tells the staff who review what belongs to this place.
pub(crate) fn tell_reviewer<M: Clone + Into<Message>>(tx: &Tx, path: &OrgPath, message: &M) {
    if let Some(org) = tx.cx.store.orgs.reviewer(path) {
        tx.tell_org(org, message);
    }
}

/// What happened to these cases, the oldest first.
pub(crate) async fn events<C: Case>(
    cx: &Cx,
    rows: &[C::Model],
) -> Result<Vec<(i64, EventView<C::State>)>> {
    let rows = C::Event::find()
        .filter(C::EVENT_OF.is_in(rows.iter().map(C::id)))
        .order_by_asc(C::EVENT_ID)
        .all(cx.read())
        .await?;
    Ok(rows.into_iter().map(C::told).collect())
}

/// Takes the events of one case out of those of many.
pub(crate) fn events_of<S>(told: &mut Vec<(i64, EventView<S>)>, id: i64) -> Vec<EventView<S>> {
    let own = told.extract_if(.., |(of, _)| *of == id);
    own.map(|(_, event)| event).collect()
}
