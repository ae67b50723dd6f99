//! The open books, for `diandan check`.

use super::{day, line_of, lines_of, next, of_day, root};
use crate::checking::{Checking, Question};
use crate::error::Result;
use domain::ledger::{Day, Root};
use domain::time::CountyDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

const QUESTIONS: &[Question] = &[
    Question {
        what: "lines of the open books against closed days",
        table: "ledger_line",
        sentences: "SELECT 'ledger_line ' || l.transfer_id || ': its transfer is gone, or its day was never closed'
            FROM ledger_line AS l LEFT JOIN points_transfer AS t ON t.id = l.transfer_id
            WHERE t.id IS NULL OR t.at >= coalesce((SELECT max(day) + 172800000 FROM ledger_day),
                (SELECT min(at) + 86400000 FROM points_transfer))
            ORDER BY l.transfer_id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await?;
    chain(check).await
}

/// The open books: each line of a closed day from its transfer's row, and each day's root from its lines; and the lines that a
/// day has which is being closed.
///
/// The chain goes on from what is stored, so that a row that was changed is named, and not everything behind it.
async fn chain(check: &mut Checking) -> Result<()> {
    let mut before = Root::BEGINNING;
    let mut last: Option<day::Model> = None;
    while check.room() > 0 {
        let mut query = day::Entity::find().order_by_asc(day::Column::Day);
        if let Some(closed) = &last {
            query = query.filter(day::Column::Day.gt(closed.day));
        }
        let Some(closed) = query.one(&check.tx).await? else {
            break;
        };
        let date = closed.day.date();
        let (end, figures) = links(check, date, before, true).await?;
        if figures != closed.figures() || closed.closing().root(&figures, end) != closed.root() {
            check.differs(format!(
                "ledger_day {date}: its transfers do not make its figures or its root"
            ));
        }
        before = closed.root();
        last = Some(closed);
    }
    if let Some(date) = next(&check.tx, last).await? {
        links(check, date, before, false).await?;
    }
    check
        .counted("closed days against their transfers", "ledger_day")
        .await
}

/// Compares the lines of a day with its transfers; gives where the chain ends, and the figures that the transfers make. Of a day
/// that is not closed the last transfers have no lines.
async fn links(
    check: &mut Checking,
    date: CountyDate,
    mut before: Root,
    closed: bool,
) -> Result<(Root, Day)> {
    let mut figures = Day::empty(date);
    let lines = lines_of(&check.tx, date).await?;
    for row in of_day(&check.tx, date).await? {
        let derived = line_of(&check.key, &row);
        figures.add(&derived);
        let Some(stored) = lines.get(&row.id) else {
            if closed {
                check.differs(format!(
                    "points_transfer {}: came into {date} after that day was closed",
                    row.id
                ));
            }
            continue;
        };
        if before.then(&derived.to_string()) != root(&stored.hash)
            || derived.receipt != stored.receipt
        {
            check.differs(format!(
                "points_transfer {}: is not what was closed with {date}",
                row.id
            ));
        }
        before = root(&stored.hash);
    }
    Ok((before, figures))
}
