//! Looking people up: by what they are registered as, and by the roles they hold.

use super::{account, grant, volunteer};
use crate::db::{Cx, Tx};
use crate::error::Result;
use domain::Code;
use domain::account::grown_up_before;
use domain::actor::Role;
use domain::ids::{AccountId, OrgId, VolunteerId};
use domain::orgs::OrgPath;
use domain::time::CountyDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Volunteers with their accounts, in the order of their ids.
pub(crate) async fn people(
    db: &impl ConnectionTrait,
    ids: &[VolunteerId],
) -> Result<Vec<(volunteer::Model, account::Model)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = volunteer::Entity::find()
        .filter(volunteer::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(volunteer::Column::Id)
        .all(db)
        .await?;
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(found.iter().map(|row| row.account_id)))
        .all(db)
        .await?;
    Ok(found
        .into_iter()
        .filter_map(|row| {
            let account = accounts
                .iter()
                .find(|account| account.id == row.account_id)?;
            Some((row, account.clone()))
        })
        .collect())
}

/// The accounts of volunteers.
pub(crate) async fn accounts_of(
    db: &impl ConnectionTrait,
    volunteers: &[VolunteerId],
) -> Result<Vec<AccountId>> {
    Ok(volunteer::Entity::find()
        .select_only()
        .column(volunteer::Column::AccountId)
        .filter(volunteer::Column::Id.is_in(volunteers.iter().copied()))
        .into_tuple()
        .all(db)
        .await?)
}

/// Those of these accounts that belong to volunteers of age.
pub(crate) async fn grown_up(
    db: &impl ConnectionTrait,
    accounts: &[AccountId],
    today: CountyDate,
) -> Result<Vec<AccountId>> {
    Ok(volunteer::Entity::find()
        .select_only()
        .column(volunteer::Column::AccountId)
        .filter(volunteer::Column::AccountId.is_in(accounts.iter().copied()))
        .filter(volunteer::Column::BirthMonth.lt(grown_up_before(today)))
        .into_tuple()
        .all(db)
        .await?)
}

/// The nearest org above a place, itself included, that has somebody to read a message; else the centre.
pub(crate) async fn nearest_staffed(tx: &Tx, path: &OrgPath) -> Result<Option<OrgId>> {
    let line: Vec<OrgId> = tx.cx.store.orgs.line(path).map(|org| org.id).collect();
    let staffed: Vec<OrgId> = grant::Entity::find()
        .select_only()
        .column(grant::Column::OrgId)
        .filter(grant::Column::OrgId.is_in(line.iter().copied()))
        .filter(grant::Column::EndedAt.is_null())
        .filter(grant::Column::Role.is_in(Role::ALL.iter().copied().filter(|role| role.is_staff())))
        .into_tuple()
        .all(&**tx)
        .await?;
    Ok(line
        .iter()
        .rev()
        .find(|org| staffed.contains(org))
        .or(line.first())
        .copied())
}

/// Where a volunteer lives.
pub(crate) fn village(cx: &Cx, person: &volunteer::Model) -> Result<OrgPath> {
    let village = cx.store.orgs.get(person.village_id);
    Ok(village.ok_or(Code::NOT_FOUND)?.path.clone())
}
