//! One's own lines of the ledger.

use crate::clock_mark::{self, LEDGER_CLOSED};
use crate::db::Cx;
use crate::error::Result;
use crate::orders::{attendance, entity as orders};
use crate::page::newest_of;
use crate::person::signed_in;
use crate::points::{account_of, balance, transfer};
use domain::ids::AttendanceId;
use domain::page::Page;
use domain::points::EntryView;
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect};

/// One's points at hand and one's statement, the newest first: each line with its receipt, and what it stems from.
pub async fn statement(cx: &Cx, key: Option<&str>) -> Result<(i64, Page<EntryView>)> {
    signed_in(&cx.actor)?;
    let Some(me) = cx.actor.volunteer else {
        return Ok((0, Page::default()));
    };
    let account = account_of(me);
    let sides = [
        transfer::Column::CreditId.eq(account),
        transfer::Column::DebitId.eq(account),
    ];
    let page = newest_of::<transfer::Entity>(cx, sides, transfer::Column::Id, key, |row| row.id.0);
    let page = page.await?;
    let sources = page.rows.iter().filter_map(|row| row.attendance_id);
    let sources: Vec<(AttendanceId, String, String)> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::Id)
        .columns([orders::Column::Title, orders::Column::No])
        .join_rev(
            JoinType::InnerJoin,
            orders::Entity::belongs_to(attendance::Entity)
                .from(orders::Column::Id)
                .to(attendance::Column::OrderId)
                .into(),
        )
        .filter(attendance::Column::Id.is_in(sources))
        .into_tuple()
        .all(cx.read())
        .await?;
    let closed = clock_mark::reached(cx.read(), LEDGER_CLOSED).await?;
    let page = page.map(|row| {
        let source = sources
            .iter()
            .find(|(id, ..)| Some(*id) == row.attendance_id);
        let (title, order_no) = source
            .map(|(_, title, no)| (title.clone(), no.clone()))
            .unwrap_or_default();
        let amount = if row.credit_id == account {
            row.amount
        } else {
            -row.amount
        };
        EntryView {
            closed: row.at.date() <= closed.date(),
            receipt: row.receipt(&cx.store.key),
            at: row.at,
            amount,
            rule: row.rule,
            title,
            order_no,
            words: row.words,
        }
    });
    Ok((balance(cx, me).await?, page))
}
