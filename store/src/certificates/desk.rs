//! The desk's side: issuing, sending back, revoking.

use super::ask::{in_view, issued};
use super::{certificate, key, kinds, minutes, request, revocation, standings};
use crate::account::{account, full_name, signed_in, volunteer};
use crate::crypt::key_id;
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::hours::entry;
use crate::notify::tell_and_text;
use crate::orgs::entity as org;
use crate::page::after;
use domain::access::{Action, Standings};
use domain::certificates::Message;
use domain::certificates::{
    DeskView, Snapshot, State, certificate_no, decides, parse_certificate_no, step, tail,
};
use domain::ids::{AccountId, CertificateRequestId};
use domain::page::{PAGE, Page};
use domain::{Code, Refusal};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

/// Requests of one's subtree in this state: those that wait the oldest first, the others the newest first.
pub async fn requests(cx: &Cx, state: State, key: Option<&str>) -> Result<Page<DeskView>> {
    let paths = crate::orders::desk_paths(&cx.actor)?;
    let me = signed_in(&cx.actor)?;
    let villages = cx.store.orgs.within(&paths).map(|org| org.id);
    let mut query = request::Entity::find()
        .join_rev(
            JoinType::InnerJoin,
            volunteer::Entity::belongs_to(request::Entity)
                .from(volunteer::Column::Id)
                .to(request::Column::VolunteerId)
                .into(),
        )
        .select_also(volunteer::Entity)
        .filter(request::Column::State.eq(state))
        .filter(volunteer::Column::VillageId.is_in(villages));
    query = match (state, after(key)) {
        (State::Asked, None) => query.order_by_asc(request::Column::Id),
        (State::Asked, Some(id)) => query
            .filter(request::Column::Id.gt(id))
            .order_by_asc(request::Column::Id),
        (_, None) => query.order_by_desc(request::Column::Id),
        (_, Some(id)) => query
            .filter(request::Column::Id.lt(id))
            .order_by_desc(request::Column::Id),
    };
    let rows = query.limit(PAGE + 1).all(cx.read()).await?;
    let page = Page::cut(rows, PAGE, |(row, _)| row.id.to_string());
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
            name: full_name(&cx.store.key, account)?,
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

/// The request with this id, locked, with its volunteer; only for who may do this with it.
async fn locked(
    tx: &Tx,
    id: CertificateRequestId,
    action: Action,
) -> Result<(request::Model, volunteer::Model)> {
    let row = request::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let person = volunteer::Entity::find_by_id(row.volunteer_id)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    standings(&tx.cx, &person)?.demand(action, action)?;
    decides(tx.actor().account == Some(person.account_id))?;
    Ok((row, person))
}

/// Issues what was asked for, and returns the certificate's number.
pub async fn issue(cx: &Cx, request_id: &str, id: CertificateRequestId) -> Result<String> {
    signed_in(&cx.actor)?;
    cx.write_once(&format!("{request_id}:issue:{id}"), id, |tx, id| {
        Box::pin(certify(tx, *id))
    })
    .await
}

async fn certify(tx: &Tx, id: CertificateRequestId) -> Result<String> {
    // Hours are posted under the same lock on the volunteer: what is counted here is all there is.
    let (row, person) = locked(tx, id, Action::ISSUE_CERTIFICATE).await?;
    let to = step(row.state, Action::ISSUE_CERTIFICATE)?;
    let period = row.period();
    let (minutes, last) = minutes(&**tx, person.id, period, tx.now())
        .await?
        .ok_or(Code::NOTHING_SERVED)?;
    let me = signed_in(tx.actor())?;
    let (owner, handler) = (
        account_of(tx, person.account_id).await?,
        account_of(tx, me).await?,
    );
    let issuer = issuer(tx, &person)?;
    let (year, ..) = tx.now().date().ymd();
    let snapshot = Snapshot {
        no: certificate_no(year, crate::crypt::random()),
        who: owner.masked.clone(),
        volunteer: tail(&person.no),
        period,
        minutes,
        kinds: kinds(&**tx, person.id, period, tx.now()).await?,
        issuer: issuer.name.clone(),
        // Until somebody gave a name they are known by their masked phone, which is nobody's business.
        handler: if handler.name.is_some() {
            handler.masked
        } else {
            "**".to_owned()
        },
        on: tx.now().date().start(),
        key: known_key(tx).await?,
    };
    let name = full_name(tx.key(), &owner)?;
    let text = snapshot.text();
    let certificate = certificate::ActiveModel {
        no: Set(snapshot.no.clone()),
        request_id: Set(id),
        volunteer_id: Set(person.id),
        org_id: Set(issuer.id),
        handler_id: Set(me),
        from_day: Set(period.from),
        to_day: Set(period.to),
        minutes: Set(minutes),
        last_entry_id: Set(last),
        issued_at: Set(tx.now()),
        key_id: Set(snapshot.key),
        signature: Set(tx.key().sign(&text)),
        snapshot: Set(text),
        name: Set(tx.key().seal(name.as_bytes())),
        ..Default::default()
    };
    certificate.insert(&**tx).await?;
    settle(tx, row, to, String::new()).await?;
    let no = snapshot.no;
    tx.audit(Action::ISSUE_CERTIFICATE, format!("certificate:{no}"));
    tell_and_text(
        tx,
        person.account_id,
        Message::CertificateIssued { no: no.clone() },
    )
    .await?;
    Ok(no)
}

async fn account_of(tx: &Tx, id: AccountId) -> Result<account::Model> {
    let row = account::Entity::find_by_id(id).one(&**tx).await?;
    Ok(row.ok_or(Code::NOT_FOUND)?)
}

/// The org in whose name somebody issues: of those they work at, the nearest to the volunteer.
fn issuer<'a>(tx: &'a Tx, person: &volunteer::Model) -> Result<&'a org::Model> {
    let orgs = &tx.cx.store.orgs;
    let village = orgs.get(person.village_id).ok_or(Code::NOT_FOUND)?;
    let mine = tx.actor().grants.iter();
    let nearest = mine
        .filter(|grant| grant.role.is_staff() && grant.path.holds(&village.path))
        .max_by_key(|grant| grant.path.0.len())
        .and_then(|grant| orgs.get(grant.org));
    Ok(nearest.ok_or(Code::NOT_FOUND)?)
}

/// The id of the key that signs now. Its public half is kept, so that what it signed stays verifiable after another has
/// taken its place.
async fn known_key(tx: &Tx) -> Result<String> {
    let public = tx.key().public();
    let id = key_id(&public);
    let row = key::ActiveModel {
        id: Set(id.clone()),
        public_key: Set(public.to_vec()),
        since: Set(tx.now()),
    };
    key::Entity::insert(row)
        .on_conflict(OnConflict::column(key::Column::Id).do_nothing().to_owned())
        .exec_without_returning(&**tx)
        .await?;
    Ok(id)
}

async fn settle(tx: &Tx, row: request::Model, to: State, reason: String) -> Result<()> {
    let mut change = row.into_active_model();
    change.state = Set(to);
    change.settled_at = Set(Some(tx.now()));
    change.settled_by = Set(tx.actor().account);
    change.reason = Set(reason);
    change.update(&**tx).await?;
    Ok(())
}

fn reason(words: &str) -> Result<String> {
    let reason = domain::error::text(words, 2, 200);
    Ok(reason.map_err(|code| Refusal::field("reason", code))?)
}

/// Sends a request back with a reason.
pub async fn send_back(
    cx: &Cx,
    request_id: &str,
    id: CertificateRequestId,
    words: &str,
) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.write_once(
        &format!("{request_id}:return:{id}"),
        (id, reason(words)?),
        |tx, (id, reason)| {
            Box::pin(async move {
                let (row, person) = locked(tx, *id, Action::RETURN_CERTIFICATE).await?;
                let to = step(row.state, Action::RETURN_CERTIFICATE)?;
                settle(tx, row, to, reason.clone()).await?;
                tx.audit(
                    Action::RETURN_CERTIFICATE,
                    format!("certificate_request:{id}"),
                );
                let reason = reason.clone();
                let message = Message::CertificateReturned { reason };
                tell_and_text(tx, person.account_id, message).await
            })
        },
    )
    .await
}

/// What somebody is to a certificate that an org has issued: staff of that org or above it.
pub(super) fn revoker(cx: &Cx, issuer: domain::ids::OrgId) -> Standings {
    let path = cx.store.orgs.get(issuer).map(|org| org.path.clone());
    Standings::at(&cx.actor, &path.unwrap_or_default())
}

/// Revokes a certificate with a reason.
pub async fn revoke(cx: &Cx, request_id: &str, no: &str, words: &str) -> Result<()> {
    signed_in(&cx.actor)?;
    let no = parse_certificate_no(no).map_err(|_| Code::NOT_FOUND)?;
    cx.write_once(
        &format!("{request_id}:revoke:{no}"),
        (no, reason(words)?),
        |tx, (no, reason)| Box::pin(take_back(tx, no, reason)),
    )
    .await
}

async fn take_back(tx: &Tx, no: &str, reason: &str) -> Result<()> {
    let certificate = certificate::Entity::find()
        .filter(certificate::Column::No.eq(no))
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let (row, person) = locked(tx, certificate.request_id, Action::ISSUE_CERTIFICATE).await?;
    // Whoever issues in the village sees what the township has issued, and leaves it to the township.
    if !revoker(&tx.cx, certificate.org_id).may(Action::REVOKE_CERTIFICATE) {
        return Err(Code::NOT_YOURS.into());
    }
    let to = step(row.state, Action::REVOKE_CERTIFICATE)?;
    let taken_back = revocation::ActiveModel {
        certificate_id: Set(certificate.id),
        reason: Set(reason.to_owned()),
        account_id: Set(signed_in(tx.actor())?),
        at: Set(tx.now()),
    };
    revocation::Entity::insert(taken_back)
        .exec_without_returning(&**tx)
        .await?;
    settle(tx, row, to, reason.to_owned()).await?;
    tx.audit(Action::REVOKE_CERTIFICATE, format!("certificate:{no}"));
    let message = Message::CertificateRevoked {
        no: no.to_owned(),
        reason: reason.to_owned(),
    };
    tell_and_text(tx, person.account_id, message).await
}
