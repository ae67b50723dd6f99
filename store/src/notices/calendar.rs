//! Notices that hang longer: the year's holidays are decreed in the autumn before, and a program that knows them counts again what
//! was counted without.

use super::Notice;
use crate::clock_mark::{self, Remember};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::ticking::A_TICK;
use domain::access::{Action, Standings};
use domain::notices::{CaseState, Stage};
use domain::time::{CountyDate, Timestamp, counted_again};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use std::marker::PhantomData;

/// A table whose rows may hang longer than people were told, and how they are told.
pub(crate) trait Prolonged: Notice {
    /// The mark of how far calendars were known when its rows were last counted.
    const MARK: &'static str;
    /// What the audit calls a row.
    const CALLED: &'static str;

    /// Tells whoever a row is about.
    fn tell(
        tx: &Tx,
        row: &Self::Model,
        until: Timestamp,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Counts the notices again that end where calendars were not known yet when they were hung out. Once for each new calendar.
pub(crate) async fn follow_calendar<N: Prolonged>(cx: &Cx) -> Result<()> {
    let known = clock_mark::reached(cx.read(), N::MARK).await?;
    let until = CountyDate::calendars_until().start();
    if known >= until {
        return Ok(());
    }
    // Before there was a mark, what hangs was counted by the program that hung it out.
    if known > Timestamp(0) {
        let hanging: Vec<i64> = N::find()
            .select_only()
            .column(N::ID)
            .filter(N::STATE.eq(N::State::at(Stage::Noticed)?))
            .filter(N::UNTIL.gt(known.max(cx.now)))
            .into_tuple()
            .all(cx.read())
            .await?;
        let slice = usize::try_from(A_TICK).unwrap_or(1);
        for ids in hanging.chunks(slice) {
            let slice = Count::<N> {
                ids: ids.to_vec(),
                known: known.date(),
                of: PhantomData,
            };
            cx.run(slice).await?;
        }
    }
    cx.run(Remember(N::MARK, until)).await
}

struct Count<N> {
    ids: Vec<i64>,
    known: CountyDate,
    of: PhantomData<N>,
}

impl<N: Prolonged> UseCase for Count<N> {
    type Answer = ();

    async fn run(&self, tx: &Tx) -> Result<()> {
        let rows = N::find()
            .filter(N::ID.is_in(self.ids.iter().copied()))
            .filter(N::STATE.eq(N::State::at(Stage::Noticed)?))
            .lock_exclusive()
            .all(&**tx)
            .await?;
        for row in rows {
            let told = N::until(&row).unwrap_or_default();
            let until = counted_again(told, tx.now(), self.known);
            if until <= told {
                continue;
            }
            Standings::at(tx.actor(), N::path(&row))
                .demand(Action::PROLONG_NOTICE, Action::PROLONG_NOTICE)?;
            N::update_many()
                .col_expr(N::UNTIL, Expr::value(until))
                .filter(N::ID.eq(N::id(&row)))
                .exec(&**tx)
                .await?;
            tx.audit(
                Action::PROLONG_NOTICE,
                format!("{}:{}", N::CALLED, N::id(&row)),
            );
            N::tell(tx, &row, until).await?;
        }
        Ok(())
    }
}
