//! Whom an order is about, for words about it that everybody will read.

use super::{assigned, attendance, contact, entity, leader_account};
use crate::db::Tx;
use crate::error::Result;
use crate::person::{account, accounts_of, open_name};
use domain::ids::VolunteerId;
use domain::orders::Involved;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

/// The people of an order, and where it is served: who asked, who is served, who came or is to come, and who leads them.
pub(super) async fn involved(tx: &Tx, order: &entity::Model) -> Result<Involved> {
    let mut volunteers = assigned(&**tx, order).await?;
    let came: Vec<VolunteerId> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::VolunteerId)
        .filter(attendance::Column::OrderId.eq(order.id))
        .into_tuple()
        .all(&**tx)
        .await?;
    volunteers.extend(came);
    let mut people = accounts_of(&**tx, &volunteers).await?;
    people.push(order.requester_id);
    if let Some(team) = order.team_id {
        people.extend(leader_account(tx, team).await?);
    }
    let accounts = account::Entity::find()
        .filter(account::Column::Id.is_in(people))
        .all(&**tx)
        .await?;
    let served = contact(tx, order)?;
    let mut names = vec![served.name.as_str().to_owned()];
    for sealed in accounts.iter().filter_map(|known| known.name.as_ref()) {
        names.push(open_name(tx.key(), sealed)?.as_str().to_owned());
    }
    let around = tx.cx.store.orgs.line(&order.path);
    Ok(Involved {
        names,
        around: around.map(|org| org.place.clone()).collect(),
        address: served.address,
    })
}
