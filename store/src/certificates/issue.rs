//! Issuing a certificate: what it says is signed as it stands and never changes.

use super::settle::{locked, settle};
use super::{certificate, key, kinds, minutes};
use crate::crypt::key_id;
use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::notify::tell_and_text;
use crate::orgs::entity as org;
use crate::person::{account, full_name, signed_in, volunteer};
use domain::Code;
use domain::access::Action;
use domain::certificates::{IssueForm, Message, Snapshot, certificate_no, step, tail};
use domain::ids::{AccountId, CertificateRequestId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

/// Issues what was asked for, and returns the certificate's number.
pub async fn issue(cx: &Cx, form: IssueForm) -> Result<String> {
    signed_in(&cx.actor)?;
    let issue = Issue(form.request()?);
    cx.once(form.request_id, issue).await
}

struct Issue(CertificateRequestId);

impl UseCase for Issue {
    type Answer = String;

    fn about(&self) -> String {
        self.0.to_string()
    }

    async fn run(&self, tx: &Tx) -> Result<String> {
        // Hours are posted under the same lock on the volunteer: what is counted here is all there is.
        let (row, person) = locked(tx, self.0, Action::ISSUE_CERTIFICATE).await?;
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
            request_id: Set(self.0),
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
