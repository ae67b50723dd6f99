//! How often somebody objects.

use crate::audit;
use crate::db::Tx;
use crate::error::Result;
use crate::person::{one_after_the_other, signed_in};
use domain::access::Action;
use domain::time::DAY;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

/// Refuses whoever has objected to so much today, whatever it was, that they would stop the county's books.
pub(crate) async fn few_objections(tx: &Tx) -> Result<()> {
    one_after_the_other(tx, signed_in(tx.actor())?).await?;
    tx.write_appended().await?;
    let raised = audit::Entity::find()
        .filter(audit::Column::AccountId.eq(tx.actor().account))
        .filter(audit::Column::Action.eq(Action::OBJECT.as_str()))
        .filter(audit::Column::At.gt(tx.now().plus(-DAY)))
        .count(&**tx)
        .await?;
    Ok(domain::notices::few_objections(raised)?)
}
