//! What a rule of `domain` or the key has to say about, chunk by chunk.

use super::{Checking, field};
use crate::Key;
use crate::account::{account, open_name, open_phone};
use crate::error::Result;
use crate::orders::entity as order;
use crate::points::lines;
use domain::hours::{State, minutes_between};
use domain::ids::{AccountId, AttendanceId, CategoryId, HoursEntryId, OrderId, VolunteerId};
use domain::orders::Contact;
use domain::points::{Earning, Service};
use domain::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};

/// Rows that are looked at together.
pub(super) const CHUNK: u64 = 5_000;
/// Volunteers whose ledgers are looked at together.
const PEOPLE: i64 = 2_000;

/// Service records: their minutes against their times, and one line of the ledger for each that is posted.
pub(super) async fn attendance(check: &mut Checking) -> Result<()> {
    let sql = format!(
        "SELECT a.id, a.state, a.checked_in_at, a.checked_out_at, a.minutes, a.volunteer_id, e.id, e.minutes, e.volunteer_id, e.served_on
         FROM attendance AS a LEFT JOIN hours_entry AS e ON e.attendance_id = a.id
         WHERE a.id > $1 ORDER BY a.id LIMIT {CHUNK}"
    );
    let mut after = AttendanceId(0);
    while check.room() > 0 {
        let rows = check.rows(&sql, [after.0.into()]).await?;
        for row in &rows {
            let (id, state): (AttendanceId, State) = (field(row, 0)?, field(row, 1)?);
            let (came, left): (Timestamp, Option<Timestamp>) = (field(row, 2)?, field(row, 3)?);
            let (minutes, volunteer): (i64, VolunteerId) = (field(row, 4)?, field(row, 5)?);
            let derived = left.map_or(0, |left| minutes_between(came, left));
            if minutes != derived {
                check.differs(format!(
                    "attendance {id}: has {minutes} minutes, its times make {derived}"
                ));
            }
            if left.is_none() != (state == State::CheckedIn) {
                check.differs(format!(
                    "attendance {id}: is {state}, whatever its times say"
                ));
            }
            let line: Option<HoursEntryId> = field(row, 6)?;
            let posted = state == State::Posted;
            match line {
                None if posted => {
                    check.differs(format!(
                        "attendance {id}: is posted, but not in the hours ledger"
                    ));
                }
                Some(line) if !posted => {
                    check.differs(format!(
                        "hours_entry {line}: attendance {id} is {state}, not posted"
                    ));
                }
                Some(line) => {
                    let of: (i64, VolunteerId, Timestamp) =
                        (field(row, 7)?, field(row, 8)?, field(row, 9)?);
                    if of != (minutes, volunteer, came.date().start()) {
                        check.differs(format!(
                            "hours_entry {line}: {} minutes of volunteer {} differ from attendance {id} with {minutes} minutes of volunteer {volunteer}, or in the day",
                            of.0, of.1
                        ));
                    }
                }
                None => {}
            }
            after = id;
        }
        if (rows.len() as u64) < CHUNK {
            break;
        }
    }
    check
        .counted(
            "service records against their times and the hours ledger",
            "attendance",
        )
        .await
}

/// Points for service: each posting against the rules of its day and what the day and month had earned before it.
pub(super) async fn earnings(check: &mut Checking) -> Result<()> {
    const LINES: &str = "SELECT e.volunteer_id, e.served_on, e.id, e.minutes, o.category_id, a.checked_in_at,
            CAST((SELECT coalesce(sum(t.amount), 0) FROM points_transfer AS t
                WHERE t.attendance_id = e.attendance_id AND t.rule IN ('service_hours', 'leading', 'campaign')) AS bigint),
            (SELECT count(*) FROM points_transfer AS t WHERE t.attendance_id = e.attendance_id AND t.rule = 'leading'), o.id
        FROM hours_entry AS e JOIN attendance AS a ON a.id = e.attendance_id JOIN orders AS o ON o.id = a.order_id
        WHERE e.volunteer_id > $1 AND e.volunteer_id <= $2 ORDER BY e.volunteer_id, e.id";
    let rules = lines(&check.tx).await?;
    let last = check.rows("SELECT max(id) FROM volunteer", []).await?;
    let last: i64 = last
        .first()
        .map_or(Ok(None), |row| field(row, 0))?
        .unwrap_or(0);
    let mut from = 0;
    while from < last && check.room() > 0 {
        // Minutes and points of a day, and points of a month.
        let mut days: HashMap<(VolunteerId, Timestamp), (i64, i64)> = HashMap::new();
        let mut months: HashMap<(VolunteerId, i32, u8), i64> = HashMap::new();
        let mut served: HashSet<(VolunteerId, OrderId)> = HashSet::new();
        for row in check
            .rows(LINES, [from.into(), (from + PEOPLE).into()])
            .await?
        {
            let (volunteer, day): (VolunteerId, Timestamp) = (field(&row, 0)?, field(&row, 1)?);
            let (id, minutes): (HoursEntryId, i64) = (field(&row, 2)?, field(&row, 3)?);
            let (category, came): (CategoryId, Timestamp) = (field(&row, 4)?, field(&row, 5)?);
            let (given, leading): (i64, i64) = (field(&row, 6)?, field(&row, 7)?);
            let order: OrderId = field(&row, 8)?;
            let (year, month, _) = day.date().ymd();
            let of_day = days.entry((volunteer, day)).or_default();
            let of_month = months.entry((volunteer, year, month)).or_default();
            let service = Service {
                minutes,
                before: of_day.0,
                of_day: of_day.1,
                of_month: *of_month,
                led: leading > 0,
                again: served.contains(&(volunteer, order)),
                category,
            };
            let lines = Earning::at(came, &rules).for_service(&service);
            let earned: i64 = lines.iter().map(|(_, _, points)| points).sum();
            if given != earned {
                check.differs(format!(
                    "hours_entry {id}: {minutes} minutes after {} that day earn {earned} points, {given} were given",
                    of_day.0
                ));
            }
            *of_day = (of_day.0 + minutes, of_day.1 + given);
            *of_month += given;
            if minutes > 0 {
                served.insert((volunteer, order));
            }
        }
        from += PEOPLE;
    }
    check
        .counted(
            "points for service against the earning rules",
            "hours_entry",
        )
        .await
}

/// People: what is sealed can be opened, and what is shown or looked up of it is right.
pub(super) async fn accounts(check: &mut Checking, key: &Key) -> Result<()> {
    let mut after = AccountId(0);
    while check.room() > 0 {
        let rows = account::Entity::find()
            .filter(account::Column::Id.gt(after))
            .order_by_asc(account::Column::Id)
            .limit(CHUNK)
            .all(&check.tx)
            .await?;
        let seen = rows.len() as u64;
        for row in rows {
            after = row.id;
            let Ok(phone) = open_phone(key, &row.phone) else {
                check.differs(format!("account {}: the phone cannot be opened", row.id));
                continue;
            };
            if key.hash(phone.as_str()) != row.phone_hash {
                check.differs(format!(
                    "account {}: is looked up under another phone",
                    row.id
                ));
            }
            let masked = match row.name.as_deref().map(|name| open_name(key, name)) {
                None => phone.masked(),
                Some(Ok(name)) => name.masked(),
                Some(Err(_)) => {
                    check.differs(format!("account {}: the name cannot be opened", row.id));
                    continue;
                }
            };
            if masked != row.masked {
                check.differs(format!(
                    "account {}: is shown as {}, not as {masked}",
                    row.id, row.masked
                ));
            }
        }
        if seen < CHUNK {
            break;
        }
    }
    check
        .counted(
            "people's sealed names and phones against what is shown of them",
            "account",
        )
        .await
}

/// Orders: the sealed contact can be opened, and the name that is shown is its mask.
pub(super) async fn orders(check: &mut Checking, key: &Key) -> Result<()> {
    let mut after = OrderId(0);
    while check.room() > 0 {
        let rows: Vec<(OrderId, Vec<u8>, String)> = order::Entity::find()
            .select_only()
            .columns([
                order::Column::Id,
                order::Column::Contact,
                order::Column::Who,
            ])
            .filter(order::Column::Id.gt(after))
            .order_by_asc(order::Column::Id)
            .limit(CHUNK)
            .into_tuple()
            .all(&check.tx)
            .await?;
        let seen = rows.len() as u64;
        for (id, sealed, who) in rows {
            after = id;
            match key.open_json::<Contact>(&sealed, "contact") {
                Err(_) => check.differs(format!("orders {id}: the contact cannot be opened")),
                Ok(contact) if contact.name.masked() != who => {
                    check.differs(format!(
                        "orders {id}: is shown as {who}, not as {}",
                        contact.name.masked()
                    ));
                }
                Ok(_) => {}
            }
        }
        if seen < CHUNK {
            break;
        }
    }
    check
        .counted(
            "orders' sealed contacts against what is shown of them",
            "orders",
        )
        .await
}
