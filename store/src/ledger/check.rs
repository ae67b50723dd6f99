//! The open books, for `diandan check`.

use super::{day, line, line_of, of_day, root};
use crate::checking::{Checking, Question};
use crate::error::Result;
use crate::points::transfer;
use domain::ids::TransferId;
use domain::ledger::{Day, Root};
use domain::time::{CountyDate, Timestamp};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

const QUESTIONS: &[Question] = &[
    Question {
        what: "lines of the open books against closed days",
        table: "ledger_line",
        sentences: "SELECT 'ledger_line ' || l.transfer_id || ': its transfer is gone, or its day was never closed'
            FROM ledger_line AS l LEFT JOIN points_transfer AS t ON t.id = l.transfer_id
            WHERE t.id IS NULL OR t.at >= (SELECT coalesce(max(day), 0) + 86400000 FROM ledger_day)
            ORDER BY l.transfer_id",
    },
];

/// Compares what is stored twice.
pub(crate) async fn compare(check: &mut Checking) -> Result<()> {
    check.ask(QUESTIONS).await?;
    chain(check).await
}

/// The open books: each line of a closed day from its transfer's row, and each day's root from its lines.
///
/// The chain goes on from what is stored, so that a row that was changed is named, and not everything behind it.
async fn chain(check: &mut Checking) -> Result<()> {
    let mut before = Root::BEGINNING;
    let mut from = Timestamp(i64::MIN);
    while check.room() > 0 {
        let closed = day::Entity::find()
            .filter(day::Column::Day.gt(from))
            .order_by_asc(day::Column::Day)
            .one(&check.tx)
            .await?;
        let Some(closed) = closed else { break };
        from = closed.day;
        let date = closed.day.date();
        let mut figures = Day::empty(date);
        let transfers = of_day(&check.tx, date).await?;
        let lines = lines_of(check, date).await?;
        for row in &transfers {
            let derived = line_of(&check.key, row);
            figures.add(&derived);
            let Some(stored) = lines.get(&row.id) else {
                check.differs(format!(
                    "points_transfer {}: came into {date} after that day was closed",
                    row.id
                ));
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
        let derived = closed.closing().root(&figures, before);
        if figures != closed.figures() || derived != closed.root() {
            check.differs(format!(
                "ledger_day {date}: its transfers do not make its figures or its root"
            ));
        }
        before = closed.root();
    }
    check
        .counted("closed days against their transfers", "ledger_day")
        .await
}

async fn lines_of(check: &Checking, date: CountyDate) -> Result<HashMap<TransferId, line::Model>> {
    let rows = line::Entity::find()
        .join_rev(
            JoinType::InnerJoin,
            transfer::Entity::belongs_to(line::Entity)
                .from(transfer::Column::Id)
                .to(line::Column::TransferId)
                .into(),
        )
        .filter(transfer::Column::At.gte(date.start()))
        .filter(transfer::Column::At.lt(date.plus_days(1).start()))
        .all(&check.tx)
        .await?;
    Ok(rows.into_iter().map(|row| (row.transfer_id, row)).collect())
}
