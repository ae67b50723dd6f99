//! Asking for a certificate, and what became of it.

use super::{certificate, minutes, request};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::page::newest_first;
use crate::person::nearest_staffed;
use crate::person::{account, signed_in, volunteer};
use domain::access::{Action, Standings};
use domain::certificates::{AskForm, Message, Period, RequestView, State};
use domain::ids::CertificateRequestId;
use domain::page::Page;
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Set,
};

/// Asks for a certificate of one's posted hours in a period.
pub async fn ask(cx: &Cx, form: AskForm) -> Result<CertificateRequestId> {
    signed_in(&cx.actor)?;
    let (period, purpose) = form.read(cx.now.date())?;
    cx.once(form.request_id, Ask { period, purpose }).await
}

struct Ask {
    period: Period,
    purpose: String,
}

impl UseCase for Ask {
    type Answer = CertificateRequestId;

    async fn run(&self, tx: &Tx) -> Result<CertificateRequestId> {
        let Self { period, purpose } = self;
        Standings::of(tx.actor()).demand(Action::ASK_CERTIFICATE, Action::ASK_CERTIFICATE)?;
        let me = tx.actor().volunteer.ok_or(Code::SERVES_FIRST)?;
        // One's own requests wait for one another, so that none is asked twice.
        let person = volunteer::Entity::find_by_id(me)
            .lock_exclusive()
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let waiting = request::Entity::of(me)
            .filter(request::Column::State.eq(State::Asked))
            .filter(request::Column::FromDay.eq(period.from))
            .filter(request::Column::ToDay.eq(period.to));
        if waiting.count(&**tx).await? > 0 {
            return Err(Refusal::field("from", Code::DUPLICATE).into());
        }
        if minutes(&**tx, me, *period, tx.now()).await?.is_none() {
            return Err(Refusal::field("from", Code::NOTHING_SERVED).into());
        }
        let row = request::ActiveModel {
            volunteer_id: Set(me),
            from_day: Set(period.from),
            to_day: Set(period.to),
            purpose: Set(purpose.clone()),
            state: Set(State::Asked),
            asked_at: Set(tx.now()),
            settled_at: Set(None),
            settled_by: Set(None),
            reason: Set(String::new()),
            ..Default::default()
        };
        let id = row.insert(&**tx).await?.id;
        tx.audit(Action::ASK_CERTIFICATE, format!("certificate_request:{id}"));
        tell_desk(tx, &person).await?;
        Ok(id)
    }
}

async fn tell_desk(tx: &Tx, person: &volunteer::Model) -> Result<()> {
    let village = tx.cx.store.orgs.get(person.village_id);
    let village = village.ok_or(Code::NOT_FOUND)?;
    let account = account::Entity::find_by_id(person.account_id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    if let Some(org) = nearest_staffed(tx, &village.path).await? {
        let who = account.masked;
        tx.tell_org(org, &Message::CertificateAsked { who });
    }
    Ok(())
}

/// One's requests, the newest first.
pub async fn mine(cx: &Cx, key: Option<&str>) -> Result<Page<RequestView>> {
    signed_in(&cx.actor)?;
    let Some(me) = cx.actor.volunteer else {
        return Ok(Page::default());
    };
    let mine = request::Entity::of(me);
    let page = newest_first(cx, mine, request::Column::Id, key, |row| row.id.0).await?;
    let issued = issued(cx, &page.rows).await?;
    Ok(page.map(|row| in_view(row, &issued)))
}

/// The certificates that were issued on these requests.
pub(super) async fn issued(cx: &Cx, rows: &[request::Model]) -> Result<Vec<certificate::Model>> {
    let settled = rows
        .iter()
        .filter(|row| matches!(row.state, State::Issued | State::Revoked));
    Ok(certificate::Entity::find()
        .filter(certificate::Column::RequestId.is_in(settled.map(|row| row.id)))
        .all(cx.read())
        .await?)
}

pub(super) fn in_view(row: request::Model, issued: &[certificate::Model]) -> RequestView {
    RequestView {
        id: row.id,
        state: row.state,
        period: row.period(),
        asked_at: row.asked_at,
        no: issued
            .iter()
            .find(|certificate| certificate.request_id == row.id)
            .map(|certificate| certificate.no.clone()),
        reason: row.reason,
    }
}
