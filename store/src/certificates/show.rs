//! What is shown of a certificate: to anybody who has its number, and as a whole to its owner and the desk.

use super::{certificate, key, revocation, revoker, standings};
use crate::crypt::{key_id, signature_hash, signed_by};
use crate::db::Cx;
use crate::error::{Error, Result};
use crate::person::{open_name, signed_in, volunteer};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use domain::Code;
use domain::access::{Action, Standings};
use domain::certificates::{
    CertificateView, PublicKey, Snapshot, Trusted, Truth, VerifiedView, parse_certificate_no,
};
use domain::ids::CertificateId;
use domain::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

async fn found(cx: &Cx, no: &str) -> Result<certificate::Model> {
    let no = parse_certificate_no(no)?;
    let row = certificate::Entity::find()
        .filter(certificate::Column::No.eq(no))
        .one(cx.read())
        .await?;
    Ok(row.ok_or(Code::NO_SUCH_CERTIFICATE)?)
}

/// Whether a certificate says what was signed, with a key that is known and bears the id it claims.
pub(crate) fn holds(
    row: &certificate::Model,
    snapshot: &Snapshot,
    key: Option<&key::Model>,
) -> bool {
    let fits = snapshot.no == row.no
        && snapshot.minutes == row.minutes
        && (snapshot.period.from, snapshot.period.to) == (row.from_day, row.to_day)
        && snapshot.key == row.key_id
        && snapshot.adds_up();
    fits && key.is_some_and(|key| {
        key_id(&key.public_key) == row.key_id
            && signed_by(&key.public_key, &row.snapshot, &row.signature)
    })
}

async fn revocation_of(cx: &Cx, id: CertificateId) -> Result<Option<revocation::Model>> {
    Ok(revocation::Entity::find_by_id(id).one(cx.read()).await?)
}

/// Verifies a certificate, its signature included, each time anew. Why one was revoked is not told here.
pub async fn verify(cx: &Cx, no: &str) -> Result<VerifiedView> {
    Standings::of(&cx.actor).demand(Action::VIEW_PUBLIC, Action::VIEW_PUBLIC)?;
    let row = found(cx, no).await?;
    let revoked = revocation_of(cx, row.id).await?;
    verified(cx, &row, revoked.map(|taken| taken.at)).await
}

async fn verified(
    cx: &Cx,
    row: &certificate::Model,
    revoked: Option<Timestamp>,
) -> Result<VerifiedView> {
    let snapshot = Snapshot::parse(&row.snapshot).ok_or(Error::Unreadable("certificate"))?;
    let key = key::Entity::find_by_id(row.key_id.clone())
        .one(cx.read())
        .await?;
    let truth = match revoked {
        _ if !holds(row, &snapshot, key.as_ref()) => Truth::Forged,
        Some(_) => Truth::Revoked,
        None => Truth::Genuine,
    };
    Ok(VerifiedView {
        snapshot,
        truth,
        revoked,
    })
}

/// A certificate as a whole, with why it was revoked, for its owner and for the desk. For anybody else there is none here.
pub async fn certificate(cx: &Cx, no: &str, at_desk: bool) -> Result<CertificateView> {
    signed_in(&cx.actor)?;
    let row = found(cx, no).await.map_err(|error| match error {
        Error::Refused(_) => Code::NOT_FOUND.into(),
        other => other,
    })?;
    let person = volunteer::Entity::find_by_id(row.volunteer_id)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let own = cx.actor.volunteer == Some(person.id);
    let seen = if at_desk {
        standings(cx, &person)?.may(Action::ISSUE_CERTIFICATE)
            || revoker(cx, row.org_id).may(Action::REVOKE_CERTIFICATE)
    } else {
        own
    };
    if !seen {
        return Err(Code::NOT_FOUND.into());
    }
    let revoked = revocation_of(cx, row.id).await?;
    let public = verified(cx, &row, revoked.as_ref().map(|taken| taken.at)).await?;
    Ok(CertificateView {
        revocable: at_desk
            && !own
            && public.revoked.is_none()
            && standings(cx, &person)?.may(Action::ISSUE_CERTIFICATE)
            && revoker(cx, row.org_id).may(Action::REVOKE_CERTIFICATE),
        public,
        reason: revoked.map(|taken| taken.reason).unwrap_or_default(),
        name: open_name(&cx.store.key, &row.name)?.as_str().to_owned(),
        volunteer_no: person.no,
        payload: payload(&row),
        request_id: cx.form_id(),
    })
}

/// What the QR of a certificate carries behind the `#` of its address: 64 bytes of signature, then the text, in base64url.
pub async fn qr(cx: &Cx, no: &str) -> Result<(String, String)> {
    Standings::of(&cx.actor).demand(Action::VIEW_PUBLIC, Action::VIEW_PUBLIC)?;
    let row = found(cx, no).await?;
    let payload = payload(&row);
    Ok((row.no, payload))
}

fn payload(row: &certificate::Model) -> String {
    let mut bytes = row.signature.clone();
    bytes.extend(row.snapshot.as_bytes());
    BASE64URL.encode(bytes)
}

/// Every key that has signed, and the hash of every signature that was revoked: what verifying without a network needs.
pub async fn trusted(cx: &Cx) -> Result<Trusted> {
    Standings::of(&cx.actor).demand(Action::VIEW_PUBLIC, Action::VIEW_PUBLIC)?;
    let keys = key::Entity::find()
        .order_by_asc(key::Column::Since)
        .order_by_asc(key::Column::Id)
        .all(cx.read())
        .await?;
    let rows: Vec<(CertificateId, Timestamp)> = revocation::Entity::find()
        .select_only()
        .columns([revocation::Column::CertificateId, revocation::Column::At])
        .order_by_asc(revocation::Column::At)
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut revoked = Vec::new();
    for chunk in rows.chunks(500) {
        let signatures: Vec<(CertificateId, Vec<u8>)> = certificate::Entity::find()
            .select_only()
            .columns([certificate::Column::Id, certificate::Column::Signature])
            .filter(certificate::Column::Id.is_in(chunk.iter().map(|(id, _)| *id)))
            .into_tuple()
            .all(cx.read())
            .await?;
        revoked.extend(chunk.iter().filter_map(|(id, at)| {
            let (_, signature) = signatures.iter().find(|(known, _)| known == id)?;
            Some((signature_hash(signature), *at))
        }));
    }
    Ok(Trusted {
        at: cx.now,
        keys: keys
            .into_iter()
            .map(|row| PublicKey {
                id: row.id,
                key: BASE64URL.encode(row.public_key),
            })
            .collect(),
        revoked,
    })
}
