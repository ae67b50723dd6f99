//! The desk's queue of requests.

use super::ask::{in_view, issued};
use super::request;
use crate::db::Cx;
use crate::error::Result;
use crate::hours::entry;
use crate::page::page;
use crate::person::{account, name_at_desk, signed_in, village};
use domain::certificates::{DeskView, State};
use domain::ids::CertificateRequestId;
use domain::page::Page;
use sea_orm::sea_query::{Expr, ExprTrait, Order};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect};

/// Requests of one's subtree in this state: those that wait the oldest first, the others the newest first.
pub async fn requests(cx: &Cx, state: State, key: Option<&str>) -> Result<Page<DeskView>> {
    let paths = crate::desk::paths(&cx.actor)?;
    let me = signed_in(&cx.actor)?;
    let found = request::Entity::at_desk(cx, &paths).filter(request::Column::State.eq(state));
    let order = match state {
        State::Asked => Order::Asc,
        _ => Order::Desc,
    };
    let order = (request::Column::Id, order);
    let page = page(cx, found, order, key, |(row, _)| row.id.0).await?;
    let people = page
        .rows
        .iter()
        .filter_map(|(_, person)| person.as_ref().map(|person| person.account_id));
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(people))
        .all(cx.read())
        .await?;
    let requests: Vec<_> = page.rows.iter().map(|(row, _)| row.clone()).collect();
    let issued = issued(cx, &requests).await?;
    let posted = posted_now(cx, &requests).await?;
    let mut views = Vec::new();
    for (row, person) in page.rows {
        let account = person.as_ref().and_then(|person| {
            let mut known = accounts.iter();
            known.find(|account| account.id == person.account_id)
        });
        let (Some(person), Some(account)) = (&person, account) else {
            continue;
        };
        let mut certificates = issued.iter();
        let certified = certificates.find(|certificate| certificate.request_id == row.id);
        let minutes = certified.map(|certificate| certificate.minutes);
        let minutes = minutes.or_else(|| {
            let mut known = posted.iter();
            let sum = known.find(|(id, _)| *id == row.id);
            sum.map(|(_, minutes)| *minutes)
        });
        views.push(DeskView {
            name: name_at_desk(cx, account, &village(cx, person)?)?,
            volunteer_no: person.no.clone(),
            purpose: row.purpose.clone(),
            minutes: minutes.unwrap_or(0),
            own: person.account_id == me,
            request: in_view(row, &issued),
        });
    }
    Ok(Page {
        rows: views,
        next: page.next,
    })
}

/// The minutes that certificates on these requests would have now.
async fn posted_now(cx: &Cx, rows: &[request::Model]) -> Result<Vec<(CertificateRequestId, i64)>> {
    let waiting = rows.iter().filter(|row| row.state != State::Issued);
    let day = |column| Expr::col((request::Entity, column));
    let served = Expr::col((entry::Entity, entry::Column::ServedOn));
    Ok(request::Entity::find()
        .join_rev(
            JoinType::InnerJoin,
            entry::Entity::belongs_to(request::Entity)
                .from(entry::Column::VolunteerId)
                .to(request::Column::VolunteerId)
                .into(),
        )
        .filter(request::Column::Id.is_in(waiting.map(|row| row.id)))
        .filter(served.between(day(request::Column::FromDay), day(request::Column::ToDay)))
        .filter(entry::Column::PostedAt.lte(cx.now))
        .select_only()
        .column(request::Column::Id)
        .column_as(entry::Column::Minutes.sum().cast_as("bigint"), "minutes")
        .group_by(request::Column::Id)
        .into_tuple()
        .all(cx.read())
        .await?)
}
