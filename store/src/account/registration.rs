//! The registration of volunteers.

use crate::db::{Cx, Tx, UseCase};
use crate::error::Result;
use crate::person::{account, consent, open_name, signed_in, volunteer};
use crate::points::{self, ledger_account};
use domain::access::{Action, Standings};
use domain::account::Message;
use domain::account::{
    AGREEMENT, Registration, RegistrationForm, VolunteerView, join, volunteer_no,
};
use domain::ids::VolunteerId;
use domain::orgs::Tier;
use domain::{Code, Refusal};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, JoinType, QueryFilter,
    QuerySelect, Set,
};

/// The form to register with: what is known already stands in it.
pub async fn registration_form(cx: &Cx) -> Result<RegistrationForm> {
    let account = signed_in(&cx.actor)?;
    if cx.actor.volunteer.is_some() {
        return Err(Code::REGISTERED_ALREADY.into());
    }
    let row = account::Entity::find_by_id(account)
        .one(cx.read())
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let name = row
        .name
        .map(|sealed| open_name(&cx.store.key, &sealed))
        .transpose()?;
    Ok(RegistrationForm {
        request_id: cx.form_id(),
        name: name
            .map(|name| name.as_str().to_owned())
            .unwrap_or_default(),
        ..RegistrationForm::default()
    })
}

/// Registers the signed-in person as a volunteer and gives them their number.
pub async fn register(cx: &Cx, form: RegistrationForm) -> Result<String> {
    signed_in(&cx.actor)?;
    let registration = form.read(cx.now.date())?;
    let town = form.town;
    cx.once(form.request_id, Register { registration, town })
        .await
}

struct Register {
    registration: Registration,
    /// The township that was chosen before the village; empty where the form had no choice of it.
    town: String,
}

impl UseCase for Register {
    type Answer = String;

    async fn run(&self, tx: &Tx) -> Result<String> {
        let Self { registration, town } = self;
        let account = signed_in(tx.actor())?;
        Standings::of(tx.actor()).demand(Action::REGISTER, Action::REGISTER)?;
        // Locked, so that the second of two forms finds the registration of the first.
        let row = account::Entity::find_by_id(account)
            .lock_exclusive()
            .one(&**tx)
            .await?
            .ok_or(Code::NOT_FOUND)?;
        if volunteer::Entity::find()
            .filter(volunteer::Column::AccountId.eq(account))
            .one(&**tx)
            .await?
            .is_some()
        {
            return Err(Code::REGISTERED_ALREADY.into());
        }
        let village = tx
            .cx
            .store
            .orgs
            .get(registration.village)
            .filter(|org| org.tier == Tier::Station);
        let village = village.ok_or_else(|| Refusal::field("village", Code::NOT_A_CHOICE))?;
        if !town.is_empty()
            && village
                .parent_id
                .map(|parent| parent.to_string())
                .as_deref()
                != Some(town.as_str())
        {
            return Err(Refusal::field("village", Code::VILLAGE_NOT_IN_TOWNSHIP).into());
        }
        let brought_by = match &registration.brought_by {
            Some(no) => Some(known(tx, no).await?),
            None => None,
        };
        let mut named = row.into_active_model();
        named.name = Set(Some(tx.key().seal(registration.name.as_str().as_bytes())));
        named.masked = Set(registration.name.masked());
        named.update(&**tx).await?;

        let entered = volunteer::ActiveModel {
            // The number follows from the row's own id, so nobody waits for a counter.
            no: Set(crate::crypt::token::<8>()),
            account_id: Set(account),
            birth_month: Set(format!(
                "{:04}-{:02}",
                registration.born.year, registration.born.month
            )),
            sex: Set(registration.sex),
            village_id: Set(village.id),
            skills: Set(join(&registration.skills)),
            free_times: Set(join(&registration.free_times)),
            emergency: Set(tx
                .key()
                .seal_json(&(&registration.emergency_name, &registration.emergency_phone))),
            guardian: Set(registration
                .guardian
                .as_ref()
                .map(|guardian| tx.key().seal_json(guardian))),
            agreement: Set(AGREEMENT.to_owned()),
            registered_at: Set(tx.now()),
            minutes: Set(0),
            brought_by: Set(brought_by),
            ranked_as: Set(registration.consent_ranking.then(String::new)),
            ..Default::default()
        }
        .insert(&**tx)
        .await?;
        let no = volunteer_no(tx.now().date().ymd().0, entered.id.0);
        let id = entered.id;
        let mut numbered = entered.into_active_model();
        numbered.no = Set(no.clone());
        numbered.update(&**tx).await?;
        points::open_account(tx, id).await?;
        consents(tx, account, registration).await?;
        tx.audit(Action::REGISTER, format!("volunteer:{id}"));
        tx.tell(account, &Message::Welcome { no: no.clone() });
        Ok(no)
    }
}

/// The volunteer with this number, who brought somebody.
async fn known(tx: &Tx, no: &str) -> Result<VolunteerId> {
    let found = volunteer::Entity::find()
        .filter(volunteer::Column::No.eq(no))
        .one(&**tx)
        .await?;
    let unknown = || Refusal::field("brought_by", Code::NO_SUCH_VOLUNTEER);
    Ok(found.ok_or_else(unknown)?.id)
}

/// Each consent is its own row, given or not: withdrawing one later is another row.
async fn consents(
    tx: &Tx,
    account: domain::ids::AccountId,
    registration: &Registration,
) -> Result<()> {
    let purposes = [
        ("agreement", true),
        ("ranking", registration.consent_ranking),
        ("photos", registration.consent_photos),
        ("guardian", registration.guardian.is_some()),
    ];
    let rows = purposes.map(|(purpose, given)| consent::ActiveModel {
        account_id: Set(account),
        purpose: Set(purpose.to_owned()),
        version: Set(AGREEMENT.to_owned()),
        given: Set(given),
        at: Set(tx.now()),
        ..Default::default()
    });
    crate::db::insert(&**tx, rows.into()).await?;
    Ok(())
}

/// The signed-in volunteer, as they see themselves.
pub async fn me_volunteer(cx: &Cx) -> Result<Option<VolunteerView>> {
    let account = signed_in(&cx.actor)?;
    let found = volunteer::Entity::find()
        .join_rev(
            JoinType::LeftJoin,
            ledger_account::Entity::belongs_to(volunteer::Entity)
                .from(ledger_account::Column::VolunteerId)
                .to(volunteer::Column::Id)
                .into(),
        )
        .select_also(ledger_account::Entity)
        .filter(volunteer::Column::AccountId.eq(account))
        .one(cx.read())
        .await?;
    let Some((row, points)) = found else {
        return Ok(None);
    };
    Ok(Some(VolunteerView {
        id: row.id,
        no: row.no,
        minutes: row.minutes,
        points: points.map_or(0, |points| points.balance),
        since: row.registered_at,
    }))
}
