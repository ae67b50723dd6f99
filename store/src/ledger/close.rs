//! Closing a day: its lines are worked out beside the write door and written in slices, and its row comes last.
//!
//! Until a day has its row it is not closed, whatever lines it has. They are only ever added, so whoever finds some goes on
//! behind the last of them: a transfer's line and its place in the chain are the same whoever writes them.

use super::{day, last, line, line_of, lines_of, next, of_day, root};
use crate::clock_mark::{self, LEDGER_CLOSED};
use crate::db::{Cx, Tx, UseCase, insert};
use crate::error::Result;
use crate::ticking::SLICE;
use domain::ledger::{Closing, Day, Root};
use domain::time::CountyDate;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

/// Closes the day that follows the last closed one; false if another machine is at it.
pub(super) async fn close(cx: &Cx, date: CountyDate) -> Result<bool> {
    let (lines, day) = worked_out(cx, date).await?;
    for lines in lines.chunks(SLICE) {
        if !cx.run(Write(lines.to_vec())).await? {
            return Ok(false);
        }
    }
    cx.run(Finish(day)).await
}

/// The lines that a day does not have yet, in the order of the chain, and the day's row.
async fn worked_out(cx: &Cx, date: CountyDate) -> Result<(Vec<line::Model>, day::Model)> {
    let last = last(cx.read()).await?;
    let written = lines_of(cx.read(), date).await?;
    let until = written.keys().max();
    let mut end = last.as_ref().map_or(Root::BEGINNING, day::Model::root);
    let mut figures = Day::empty(date);
    let mut lines = Vec::new();
    for row in of_day(cx.read(), date).await? {
        if let Some(written) = written.get(&row.id) {
            figures.add(&line_of(&cx.store.key, &row));
            end = root(&written.hash);
            continue;
        }
        if until.is_some_and(|until| row.id < *until) {
            // It came after the hour in which whatever was on its way comes in: `check` names it.
            continue;
        }
        let line = line_of(&cx.store.key, &row);
        figures.add(&line);
        end = end.then(&line.to_string());
        lines.push(line::Model {
            transfer_id: row.id,
            receipt: line.receipt,
            hash: end.0.to_vec(),
        });
    }
    let day = day::Model {
        day: date.start(),
        transfers: figures.transfers,
        issued: figures.issued,
        returned: figures.returned,
        root: Closing::Dated.root(&figures, end).0.to_vec(),
        closed_at: cx.now,
        dated: 1,
    };
    Ok((lines, day))
}

/// Writes a slice of a day's lines, the next in the chain; false if another machine has.
struct Write(Vec<line::Model>);

impl UseCase for Write {
    type Answer = bool;

    async fn run(&self, tx: &Tx) -> Result<bool> {
        clock_mark::claim(tx, LEDGER_CLOSED).await?;
        if let Some(first) = self.0.first()
            && line::Entity::find_by_id(first.transfer_id)
                .one(&**tx)
                .await?
                .is_some()
        {
            return Ok(false);
        }
        let lines = self.0.iter().cloned();
        insert(&**tx, lines.map(line::Model::into_active_model).collect()).await?;
        Ok(true)
    }
}

/// Writes the row of a day that has all of its lines; false if another machine has.
struct Finish(day::Model);

impl UseCase for Finish {
    type Answer = bool;

    async fn run(&self, tx: &Tx) -> Result<bool> {
        clock_mark::claim(tx, LEDGER_CLOSED).await?;
        let Self(row) = self;
        if next(&**tx, last(&**tx).await?).await? != Some(row.day.date()) {
            return Ok(false);
        }
        row.clone().into_active_model().insert(&**tx).await?;
        clock_mark::remember(&**tx, LEDGER_CLOSED, row.day).await?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{County, key, monday_morning};
    use crate::{both, check, ledger};
    use domain::Code;
    use domain::actor::Actor;
    use domain::time::DAY;

    const LINES: &str = "SELECT count(*) FROM ledger_line";
    const DAYS: &str = "SELECT count(*) FROM ledger_day";

    async fn differences(county: &County) -> Vec<String> {
        let mut report = check::run(county.database(), &key()).await.unwrap();
        let of_the_books = |line: &String| line.contains("clos") || line.contains("ledger_");
        report.differences.retain(of_the_books);
        report.differences
    }

    both!(
        a_day_with_much_on_it_is_closed_in_slices_from_where_a_crash_left_it,
        |county| async {
            county.crowd(1_200, 10).await;
            let date = monday_morning().date();
            county.later(DAY);
            let cx = county.cx(Actor::clock());
            let (lines, _) = worked_out(&cx, date).await.unwrap();
            let slices: Vec<_> = lines.chunks(SLICE).map(<[_]>::len).collect();
            assert_eq!(slices, [SLICE, SLICE, lines.len() - 2 * SLICE]);
            let first = lines[..SLICE].to_vec();
            assert!(cx.run(Write(first.clone())).await.unwrap());

            // The program is gone. Nothing of the day is published, and nothing is wrong with the books.
            assert_eq!(county.number(LINES).await, 500);
            assert_eq!(county.number(DAYS).await, 0);
            let receipt = &lines[0].receipt;
            let books = ledger::open_books(&cx, receipt, "").await.unwrap();
            assert_eq!(books.refused, Some(Code::NO_SUCH_RECEIPT));
            assert_eq!(differences(&county).await, Vec::<String>::new());

            // Another machine, which had worked the same out, does not write it again.
            assert!(!cx.run(Write(first)).await.unwrap());

            assert_eq!(ledger::tick(&cx).await.unwrap(), 1);
            assert_eq!(county.number(LINES).await, lines.len() as i64);
            let transfers = county.number("SELECT transfers FROM ledger_day").await;
            assert_eq!(transfers, lines.len() as i64);
            let books = ledger::open_books(&cx, receipt, "").await.unwrap();
            assert_eq!(books.found.unwrap().line.receipt, *receipt);
            assert_eq!(differences(&county).await, Vec::<String>::new());
        }
    );
}
