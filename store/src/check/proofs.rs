//! What anybody can prove with what we publish: the open books' chain, and the signatures of certificates.

use super::Checking;
use super::rows::CHUNK;
use crate::Key;
use crate::account::open_name;
use crate::certificates::{certificate, holds, key as public_key};
use crate::error::Result;
use crate::ledger::{day, line, line_of, of_day, root};
use crate::points::transfer;
use domain::certificates::Snapshot;
use domain::ids::{CertificateId, TransferId};
use domain::ledger::{Day, Root};
use domain::time::{CountyDate, Timestamp};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// The open books: each line of a closed day from its transfer's row, and each day's root from its lines.
///
/// The chain goes on from what is stored, so that a row that was changed is named, and not everything behind it.
pub(super) async fn ledger(check: &mut Checking, key: &Key) -> Result<()> {
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
            let derived = line_of(key, row);
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
        if figures != closed.figures() || before != closed.root() {
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

/// Certificates: what they say is what was issued and signed, and the sealed name is the one that is shown masked.
pub(super) async fn certificates(check: &mut Checking, key: &Key) -> Result<()> {
    let keys = public_key::Entity::find().all(&check.tx).await?;
    let mut after = CertificateId(0);
    while check.room() > 0 {
        let rows = certificate::Entity::find()
            .filter(certificate::Column::Id.gt(after))
            .order_by_asc(certificate::Column::Id)
            .limit(CHUNK)
            .all(&check.tx)
            .await?;
        let seen = rows.len() as u64;
        for row in rows {
            after = row.id;
            let Some(snapshot) = Snapshot::parse(&row.snapshot) else {
                check.differs(format!("certificate {}: its text cannot be read", row.id));
                continue;
            };
            let signed_with = keys.iter().find(|key| key.id == row.key_id);
            if !holds(&row, &snapshot, signed_with) {
                check.differs(format!(
                    "certificate {}: its signature does not fit what it says",
                    row.id
                ));
            }
            match open_name(key, &row.name) {
                Err(_) => {
                    check.differs(format!("certificate {}: the name cannot be opened", row.id));
                }
                Ok(name) if name.masked() != snapshot.who => {
                    check.differs(format!(
                        "certificate {}: is shown as {}, not as {}",
                        row.id,
                        snapshot.who,
                        name.masked()
                    ));
                }
                Ok(_) => {}
            }
        }
        if seen < CHUNK {
            break;
        }
    }
    check
        .counted("certificates against their signatures", "certificate")
        .await
}
