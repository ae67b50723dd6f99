//! What the books say about who or what a campaign honours, in its period.

use super::campaign;
use crate::error::Result;
use domain::honours::{Figures, Kind};
use sea_orm::{ConnectionTrait, DbErr, Statement, Value};

/// The figures: two queries along indexes, whatever the size of the county.
pub(super) async fn figures(
    db: &impl ConnectionTrait,
    campaign: &campaign::Model,
    subject: i64,
) -> Result<Figures> {
    // Posted service of the subject within the period.
    let served = match campaign.kind {
        Kind::Volunteer => "e.volunteer_id = $1",
        Kind::Team => "o.team_id = $1",
        Kind::Project => "o.item_id = $1",
        Kind::Station => "o.org_id = $1",
    };
    let service = format!(
        "FROM orders AS o JOIN attendance AS a ON a.order_id = o.id JOIN hours_entry AS e ON e.attendance_id = a.id
         WHERE {served} AND e.served_on >= $2 AND e.served_on < $3"
    );
    let (minutes, orders) = pair(
        db,
        format!(
            "SELECT CAST(coalesce(sum(e.minutes), 0) AS bigint), count(DISTINCT o.id) {service}"
        ),
        campaign,
        subject,
    )
    .await?;
    let (ratings, good) = pair(
        db,
        format!(
            "SELECT count(*), CAST(coalesce(sum(CASE WHEN stars >= 4 THEN 1 ELSE 0 END), 0) AS bigint)
             FROM rating WHERE order_id IN (SELECT o.id {service})"
        ),
        campaign,
        subject,
    )
    .await?;
    Ok(Figures {
        minutes,
        orders,
        ratings,
        good,
    })
}

async fn pair(
    db: &impl ConnectionTrait,
    sql: String,
    campaign: &campaign::Model,
    subject: i64,
) -> Result<(i64, i64)> {
    let values: [Value; 3] = [
        subject.into(),
        campaign.from_at.0.into(),
        campaign.to_at.0.into(),
    ];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let row = db.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("figures".to_owned()))?;
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))
}
