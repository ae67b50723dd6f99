//! Pictures in the demo county's reports.

use super::county::ADMIN;
use crate::Store;
use crate::db::insert;
use crate::error::{Error, Result};
use crate::orders::{entity as orders, pictured};
use crate::pictures::{entity as picture, usage};
use domain::ids::OrderId;
use domain::pictures::PictureView;
use domain::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

/// Orders that get a picture or two.
const ORDERS: u64 = 60;

/// Hangs these pictures on the orders that were reported last, in turn.
pub async fn hang(store: &Store, views: Vec<PictureView>, now: Timestamp) -> Result<()> {
    let cx = store.cx(domain::actor::Actor::clock(), now, "demo");
    cx.write(views, |tx, views| {
        Box::pin(async move {
            let rows = views.iter().map(|view| picture::ActiveModel {
                name: Set(view.name.to_string()),
                owner_id: Set(ADMIN),
                width: Set(view.width),
                height: Set(view.height),
                sent_at: Set(tx.now()),
                ..Default::default()
            });
            insert(&**tx, rows.collect()).await?;
            let pictures = picture::Entity::find()
                .order_by_asc(picture::Column::Id)
                .all(&**tx)
                .await?;
            let reported: Vec<OrderId> = orders::Entity::find()
                .select_only()
                .column(orders::Column::Id)
                .filter(orders::Column::Report.ne(""))
                .order_by_desc(orders::Column::Id)
                .limit(ORDERS)
                .into_tuple()
                .all(&**tx)
                .await?;
            let mut uses = Vec::new();
            for (at, order) in reported.into_iter().enumerate() {
                let count = 1 + at % 2;
                let shown = pictures
                    .iter()
                    .cycle()
                    .skip(at)
                    .take(count.min(pictures.len()));
                uses.extend(
                    shown
                        .enumerate()
                        .map(|(position, picture)| usage::ActiveModel {
                            subject: Set(pictured(order)),
                            position: Set(position as i64),
                            picture_id: Set(picture.id),
                        }),
                );
            }
            insert(&**tx, uses).await?;
            Ok::<(), Error>(())
        })
    })
    .await
}
