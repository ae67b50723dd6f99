//! Points for a five-star rating: given to each who served on the order, and taken back where nothing is left of that.

use super::{attendance, entity};
use crate::db::Tx;
use crate::error::Result;
use crate::person::accounts_of;
use crate::points;
use domain::hours::{Message, State};
use domain::ids::{AttendanceId, VolunteerId};
use domain::points::{Earning, Earns, Rule};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// Gives the points of a five-star rating to each who served on the order.
pub(super) async fn award_five_stars(tx: &Tx, order: &entity::Model) -> Result<()> {
    let rules = points::lines(&**tx).await?;
    let served = attendance::Entity::find()
        .filter(attendance::Column::OrderId.eq(order.id))
        .order_by_asc(attendance::Column::Id)
        .all(&**tx)
        .await?;
    let comings: Vec<AttendanceId> = served.iter().map(|row| row.id).collect();
    let standing = points::awards_that_stand(tx, Rule::FiveStars, &comings).await?;
    // Whoever came twice for one order served it once.
    let mut thanked: Vec<VolunteerId> = served
        .iter()
        .filter(|row| standing.contains(&row.id))
        .map(|row| row.volunteer_id)
        .collect();
    for row in served.iter().filter(|row| row.state != State::Void) {
        if thanked.contains(&row.volunteer_id) {
            continue;
        }
        thanked.push(row.volunteer_id);
        let earning = Earning::at(row.checked_in_at, &rules);
        let Some(line) = earning.of(Earns::FiveStars) else {
            continue;
        };
        let (who, amount) = (row.volunteer_id, line.points);
        let earned = points::award(tx, Rule::FiveStars, line.id, row.id, who, amount).await?;
        if earned > 0 {
            for account in accounts_of(&**tx, &[row.volunteer_id]).await? {
                tx.tell(
                    account,
                    &Message::BonusPosted {
                        title: order.title.clone(),
                        points: earned,
                    },
                );
            }
        }
    }
    Ok(())
}

/// Takes the points of a five-star rating back from somebody of whose service on the order nothing is left.
pub(crate) async fn take_thanks_back(
    tx: &Tx,
    order: &entity::Model,
    volunteer: VolunteerId,
) -> Result<()> {
    let comings = attendance::Entity::find()
        .filter(attendance::Column::OrderId.eq(order.id))
        .filter(attendance::Column::VolunteerId.eq(volunteer))
        .order_by_asc(attendance::Column::Id)
        .all(&**tx)
        .await?;
    if comings.iter().any(|coming| coming.state != State::Void) {
        return Ok(());
    }
    let comings: Vec<AttendanceId> = comings.iter().map(|coming| coming.id).collect();
    for source in points::awards_that_stand(tx, Rule::FiveStars, &comings).await? {
        points::reverse(tx, Rule::FiveStars, source, volunteer).await?;
    }
    Ok(())
}
