//! How a request ends: returned with a reason, or with its certificate revoked.

use super::{certificate, request, revocation, revoker, standings};
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notify::tell_and_text;
use crate::person::{signed_in, volunteer};
use domain::Code;
use domain::access::Action;
use domain::certificates::{Message, ReturnForm, RevokeForm, State, decides, step};
use domain::ids::CertificateRequestId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
};

/// The request with this id, locked, with its volunteer; only for who may do this with it.
pub(super) async fn locked(
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

/// Ends a request in this state.
pub(super) async fn settle(tx: &Tx, row: request::Model, to: State, reason: String) -> Result<()> {
    let mut change = row.into_active_model();
    change.state = Set(to);
    change.settled_at = Set(Some(tx.now()));
    change.settled_by = Set(tx.actor().account);
    change.reason = Set(reason);
    change.update(&**tx).await?;
    Ok(())
}

/// Sends a request back with a reason.
pub async fn send_back(cx: &Cx, form: ReturnForm) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), SendBack(form)).await
}

struct SendBack(ReturnForm);

impl UseCase for SendBack {
    type Answer = ();

    fn about(&self) -> String {
        self.0.id.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let id = self.0.request()?;
        let (row, person) = locked(tx, id, Action::RETURN_CERTIFICATE).await?;
        let reason = self.0.read()?;
        let to = step(row.state, Action::RETURN_CERTIFICATE)?;
        settle(tx, row, to, reason.clone()).await?;
        tx.audit(
            Action::RETURN_CERTIFICATE,
            format!("certificate_request:{id}"),
        );
        let message = Message::CertificateReturned { reason };
        tell_and_text(tx, person.account_id, message).await
    }
}

/// Revokes a certificate with a reason.
pub async fn revoke(cx: &Cx, form: RevokeForm) -> Result<()> {
    signed_in(&cx.actor)?;
    cx.once(form.request_id.clone(), Revoke(form)).await
}

struct Revoke(RevokeForm);

impl UseCase for Revoke {
    type Answer = ();

    fn about(&self) -> String {
        self.0.no.clone()
    }

    async fn run(&self, tx: &Tx) -> Result<()> {
        let no = self.0.certificate()?;
        let certificate = certificate::Entity::find()
            .filter(certificate::Column::No.eq(no.as_str()))
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        let (row, person) = locked(tx, certificate.request_id, Action::ISSUE_CERTIFICATE).await?;
        // Whoever issues in the village sees what the township has issued, and leaves it to the township.
        if !revoker(&tx.cx, certificate.org_id).may(Action::REVOKE_CERTIFICATE) {
            return Err(Code::NOT_YOURS.into());
        }
        let reason = self.0.read()?;
        let to = step(row.state, Action::REVOKE_CERTIFICATE)?;
        let taken_back = revocation::ActiveModel {
            certificate_id: Set(certificate.id),
            reason: Set(reason.clone()),
            account_id: Set(signed_in(tx.actor())?),
            at: Set(tx.now()),
        };
        revocation::Entity::insert(taken_back)
            .exec_without_returning(&**tx)
            .await?;
        settle(tx, row, to, reason.clone()).await?;
        tx.audit(Action::REVOKE_CERTIFICATE, format!("certificate:{no}"));
        let message = Message::CertificateRevoked { no, reason };
        tell_and_text(tx, person.account_id, message).await
    }
}
