//! From attendance to the hours ledger: confirmed by the leader, shown in public, then posted once, with its points.

use crate::account::{full_name, signed_in, volunteer};
use crate::audit;
use crate::clock::{A_TICK, ticked};
use crate::db::{Cx, Tx};
use crate::error::Result;
use crate::orders::{self, accounts_of as accounts, entity as order};
use crate::orgs::in_subtrees;
use crate::page::{after, after_pair, behind, pair};
use crate::points;
use crate::teams::entity as team;
use domain::access::{Action, Standings};
use domain::hours::Message;
use domain::hours::{
    EntryView, NoticeView, OBJECTIONS_A_DAY, ReviewView, State, Verdict, confirm as confirmed,
    needs_review, object as objected, post as posted, review as reviewed,
};
use domain::ids::{AttendanceId, OrderId, TeamId, VolunteerId};
use domain::page::{PAGE, Page};
use domain::points::{Earning, Earns, Rule, Service};
use domain::time::{DAY, Timestamp, after_working_days};
use domain::{Code, Refusal};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Set,
};

pub(crate) use crate::orders::attendance;

pub(crate) mod entry {
    use domain::ids::{AttendanceId, HoursEntryId, VolunteerId};
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "hours_entry")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: HoursEntryId,
        pub volunteer_id: VolunteerId,
        pub attendance_id: AttendanceId,
        pub minutes: i64,
        pub served_on: Timestamp,
        pub posted_at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The attendance with this id, locked, with its order and what the actor is to that.
async fn locked(tx: &Tx, id: AttendanceId) -> Result<(attendance::Model, order::Model, Standings)> {
    let row = attendance::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let order = order::Entity::find_by_id(row.order_id)
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let standings = orders::standings(&tx.cx, &**tx, &order).await?;
    Ok((row, order, standings))
}

/// Confirms that somebody served. Straight into public notice, unless staff have to look at it first.
pub async fn confirm(cx: &Cx, request_id: &str, id: AttendanceId) -> Result<()> {
    cx.write_once(&format!("{request_id}:confirm:{id}"), id, |tx, id| {
        Box::pin(enter(tx, *id))
    })
    .await
}

async fn enter(tx: &Tx, id: AttendanceId) -> Result<()> {
    let (row, order, standings) = locked(tx, id).await?;
    standings.demand(Action::CONFIRM_ATTENDANCE, Action::VIEW_ORDER)?;
    if tx.actor().volunteer == Some(row.volunteer_id) {
        return Err(Code::OWN_ATTENDANCE.into());
    }
    let reason = match row.checked_out_at {
        Some(left) => needs_review(
            (row.checked_in_at, left),
            &other_spans(tx, &row, left).await?,
        ),
        None => None,
    };
    let to = confirmed(row.state, reason)?;
    tx.audit(Action::CONFIRM_ATTENDANCE, format!("attendance:{id}"));
    tx.announce(crate::orders::topic(&order.no));
    let mut change = row.clone().into_active_model();
    change.state = Set(to);
    change.review_reason = Set(reason);
    let row = change.update(&**tx).await?;
    if to == State::Noticed {
        put_up(tx, &row, &order).await
    } else {
        Ok(())
    }
}

/// The same person's other service that touches this day or this span.
async fn other_spans(
    tx: &Tx,
    row: &attendance::Model,
    left: Timestamp,
) -> Result<Vec<(Timestamp, Timestamp)>> {
    let day = row.checked_in_at.date().start();
    let others: Vec<(Timestamp, Option<Timestamp>)> = attendance::Entity::find()
        .select_only()
        .columns([
            attendance::Column::CheckedInAt,
            attendance::Column::CheckedOutAt,
        ])
        .filter(attendance::Column::VolunteerId.eq(row.volunteer_id))
        .filter(attendance::Column::Id.ne(row.id))
        .filter(attendance::Column::State.ne(State::Void))
        // Nobody serves for more than a day at a stretch: what touches this span began in the day before it.
        .filter(attendance::Column::CheckedInAt.between(day.plus(-DAY), left))
        .into_tuple()
        .all(&**tx)
        .await?;
    Ok(others
        .into_iter()
        .map(|(from, to)| (from, to.unwrap_or(tx.now())))
        .filter(|(from, to)| *from >= day || *to > row.checked_in_at)
        .collect())
}

/// Puts attendance into public notice; with a notice of zero days it is posted at once.
async fn put_up(tx: &Tx, row: &attendance::Model, order: &order::Model) -> Result<()> {
    let until = after_working_days(tx.now(), tx.cx.store.settings().notice_working_days);
    let mut change = row.clone().into_active_model();
    change.notice_until = Set(Some(until));
    let row = change.update(&**tx).await?;
    if until <= tx.now() {
        return enter_ledger(tx, &row, order).await;
    }
    if let Some(account) = accounts(tx, &[row.volunteer_id]).await?.first() {
        tx.tell(
            *account,
            &Message::HoursNoticed {
                title: order.title.clone(),
                minutes: row.minutes,
                until,
            },
        );
    }
    Ok(())
}

/// Attendance whose notice is over.
async fn notices_over(cx: &Cx) -> Result<Vec<AttendanceId>> {
    Ok(attendance::Entity::find()
        .select_only()
        .column(attendance::Column::Id)
        .filter(attendance::Column::State.eq(State::Noticed))
        .filter(attendance::Column::NoticeUntil.lte(cx.now))
        .order_by_asc(attendance::Column::NoticeUntil)
        .limit(A_TICK)
        .into_tuple()
        .all(cx.read())
        .await?)
}

/// Posts what is due, and says how much that was.
pub(crate) async fn tick(cx: &Cx) -> Result<usize> {
    let mut done = 0;
    for attendance in notices_over(cx).await? {
        done += ticked(post(cx, attendance).await)?;
    }
    Ok(done)
}

/// Posts attendance whose notice is over: hours and points, in one transaction, once.
async fn post(cx: &Cx, id: AttendanceId) -> Result<()> {
    cx.write(id, |tx, id| {
        Box::pin(async move {
            let (row, order, standings) = locked(tx, *id).await?;
            standings.demand(Action::POST_HOURS, Action::POST_HOURS)?;
            enter_ledger(tx, &row, &order).await
        })
    })
    .await
}

async fn enter_ledger(tx: &Tx, row: &attendance::Model, order: &order::Model) -> Result<()> {
    let to = posted(
        row.state,
        row.notice_until.unwrap_or(Timestamp(i64::MAX)),
        tx.now(),
    )?;
    // One person's postings wait for one another, so that the day's total is never counted twice.
    let person = volunteer::Entity::find_by_id(row.volunteer_id)
        .lock_exclusive()
        .one(&**tx)
        .await?
        .ok_or(Code::NOT_FOUND)?;
    let served_on = row.checked_in_at.date().start();
    let before: Option<Option<i64>> = entry::Entity::find()
        .select_only()
        .column_as(entry::Column::Minutes.sum().cast_as("bigint"), "minutes")
        .filter(entry::Column::VolunteerId.eq(row.volunteer_id))
        .filter(entry::Column::ServedOn.eq(served_on))
        .into_tuple()
        .one(&**tx)
        .await?;
    let line = entry::ActiveModel {
        volunteer_id: Set(row.volunteer_id),
        attendance_id: Set(row.id),
        minutes: Set(row.minutes),
        served_on: Set(served_on),
        posted_at: Set(tx.now()),
        ..Default::default()
    };
    line.insert(&**tx).await?;
    volunteer::Entity::update_many()
        .col_expr(
            volunteer::Column::Minutes,
            Expr::col(volunteer::Column::Minutes).add(row.minutes),
        )
        .filter(volunteer::Column::Id.eq(person.id))
        .exec(&**tx)
        .await?;
    let earned = earn(tx, row, order, &person, before.flatten().unwrap_or(0)).await?;
    let mut change = row.clone().into_active_model();
    change.state = Set(to);
    change.update(&**tx).await?;
    tx.audit(Action::POST_HOURS, format!("attendance:{}", row.id));
    tx.tell(
        person.account_id,
        &Message::HoursPosted {
            title: order.title.clone(),
            minutes: row.minutes,
            points: earned,
        },
    );
    Ok(())
}

/// Awards what a service earns, by the rules of the day it was on; and what it earns whoever brought the volunteer.
async fn earn(
    tx: &Tx,
    row: &attendance::Model,
    order: &order::Model,
    person: &volunteer::Model,
    before: i64,
) -> Result<i64> {
    let earning = Earning::at(row.checked_in_at, &points::lines(&**tx).await?);
    let day = row.checked_in_at.date();
    let (of_day, of_month) = points::earned_by_service(tx, person.id, day).await?;
    let service = Service {
        minutes: row.minutes,
        before,
        of_day,
        of_month,
        led: leads(tx, order, person.id).await?,
        again: served_before(tx, row).await?,
        category: order.category_id,
    };
    let mut earned = 0;
    for (rule, line, amount) in earning.for_service(&service) {
        earned += points::award(tx, rule, line, row.id, person.id, amount).await?;
    }
    // The first hours of somebody who was brought.
    if let (0, Some(by), Some(line)) = (
        person.minutes,
        person.brought_by,
        earning.of(Earns::Referral),
    ) {
        points::thank_for(tx, by, person.id, line).await?;
    }
    Ok(earned)
}

async fn leads(tx: &Tx, order: &order::Model, person: VolunteerId) -> Result<bool> {
    let Some(team) = order.team_id else {
        return Ok(false);
    };
    let team = team::Entity::find_by_id(team).one(&**tx).await?;
    Ok(team.is_some_and(|team| team.leader_id == person))
}

/// Whether service of theirs on the same order has been posted before.
async fn served_before(tx: &Tx, row: &attendance::Model) -> Result<bool> {
    let before = attendance::Entity::find()
        .filter(attendance::Column::OrderId.eq(row.order_id))
        .filter(attendance::Column::VolunteerId.eq(row.volunteer_id))
        .filter(attendance::Column::State.eq(State::Posted))
        .filter(attendance::Column::Minutes.gt(0))
        .count(&**tx)
        .await?;
    Ok(before > 0)
}

/// Gives the points of a five-star rating to each who served on the order.
pub(crate) async fn award_five_stars(tx: &Tx, order: &order::Model) -> Result<()> {
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
            for account in accounts(tx, &[row.volunteer_id]).await? {
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
async fn take_thanks_back(tx: &Tx, order: &order::Model, volunteer: VolunteerId) -> Result<()> {
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

/// Refuses whoever has objected to so much today that they would stop the county's books.
pub(crate) async fn few_objections(tx: &Tx) -> Result<()> {
    let raised = audit::Entity::find()
        .filter(audit::Column::AccountId.eq(tx.actor().account))
        .filter(audit::Column::Action.eq(Action::OBJECT.as_str()))
        .filter(audit::Column::At.gt(tx.now().plus(-DAY)))
        .count(&**tx)
        .await?;
    if raised < OBJECTIONS_A_DAY {
        Ok(())
    } else {
        Err(Code::OBJECTIONS_USED_UP.into())
    }
}

/// Objects to a service record while it hangs in public notice; it is frozen until staff decide.
pub async fn object(cx: &Cx, request_id: &str, id: AttendanceId, words: &str) -> Result<()> {
    signed_in(&cx.actor)?;
    let words = domain::error::text(words, 5, 300).map_err(|code| Refusal::field("words", code))?;
    cx.write_once(
        &format!("{request_id}:object:{id}"),
        (id, words),
        |tx, (id, words)| {
            Box::pin(async move {
                let row = attendance::Entity::find_by_id(*id)
                    .lock_exclusive()
                    .one(&**tx)
                    .await?
                    .ok_or(Code::NOT_FOUND)?;
                Standings::of(tx.actor()).demand(Action::OBJECT, Action::OBJECT)?;
                few_objections(tx).await?;
                let to = objected(row.state)?;
                let mut change = row.into_active_model();
                change.state = Set(to);
                change.objection = Set(words.clone());
                change.update(&**tx).await?;
                tx.audit(Action::OBJECT, format!("attendance:{id}"));
                Ok(())
            })
        },
    )
    .await
}

/// Decides on attendance that is over eight hours a day, overlaps, or was objected to.
pub async fn review(cx: &Cx, request_id: &str, id: AttendanceId, verdict: Verdict) -> Result<()> {
    cx.write_once(
        &format!("{request_id}:review:{id}"),
        (id, verdict),
        |tx, (id, verdict)| {
            Box::pin(async move {
                let (row, order, standings) = locked(tx, *id).await?;
                standings.demand(Action::REVIEW_ATTENDANCE, Action::VIEW_ORDER)?;
                if tx.actor().volunteer == Some(row.volunteer_id) {
                    return Err(Code::OWN_ATTENDANCE.into());
                }
                let to = reviewed(row.state, *verdict)?;
                tx.audit(
                    Action::REVIEW_ATTENDANCE,
                    format!("attendance:{id}:{verdict}"),
                );
                let mut change = row.into_active_model();
                change.state = Set(to);
                let row = change.update(&**tx).await?;
                if to == State::Noticed {
                    return put_up(tx, &row, &order).await;
                }
                take_thanks_back(tx, &order, row.volunteer_id).await?;
                for account in accounts(tx, &[row.volunteer_id]).await? {
                    tx.tell(
                        account,
                        &Message::HoursStruck {
                            title: order.title.clone(),
                        },
                    );
                }
                Ok(())
            })
        },
    )
    .await
}

/// Attendance of one's subtree that waits for a decision, the oldest first.
pub async fn reviews(cx: &Cx, key: Option<&str>) -> Result<Page<ReviewView>> {
    let paths = orders::desk_paths(&cx.actor)?;
    let mut query = attendance::Entity::find()
        .filter(attendance::Column::State.is_in([State::InReview, State::Objected]))
        .filter(in_subtrees(attendance::Column::Path, &paths))
        .order_by_asc(attendance::Column::Id);
    if let Some(id) = after(key) {
        query = query.filter(attendance::Column::Id.gt(id));
    }
    let page = Page::cut(query.limit(PAGE + 1).all(cx.read()).await?, PAGE, |row| {
        row.id.to_string()
    });
    let orders = orders_of(cx, page.rows.iter().map(|row| row.order_id)).await?;
    let people = crate::teams::people(
        cx.read(),
        &page
            .rows
            .iter()
            .map(|row| row.volunteer_id)
            .collect::<Vec<_>>(),
    )
    .await?;
    let mut rows = Vec::new();
    for row in page.rows {
        let order = orders.iter().find(|order| order.id == row.order_id);
        let person = people
            .iter()
            .find(|(person, _)| person.id == row.volunteer_id);
        if let (Some(order), Some((_, account))) = (order, person) {
            rows.push(ReviewView {
                id: row.id,
                who: full_name(&cx.store.key, account)?,
                title: order.title.clone(),
                order_no: order.no.clone(),
                from: row.checked_in_at,
                to: row.checked_out_at.unwrap_or(row.checked_in_at),
                minutes: row.minutes,
                reason: row.review_reason,
                objection: row.objection,
            });
        }
    }
    Ok(Page {
        rows,
        next: page.next,
    })
}

async fn orders_of(cx: &Cx, ids: impl Iterator<Item = OrderId>) -> Result<Vec<order::Model>> {
    Ok(order::Entity::find()
        .filter(order::Column::Id.is_in(ids))
        .all(cx.read())
        .await?)
}

/// The key of a notice in the list: when it ends, and its id.
/// Service records in public notice, those that end first on top. Anybody may look: names are masked.
pub async fn notices(cx: &Cx, key: Option<&str>) -> Result<Page<NoticeView>> {
    let mut query = attendance::Entity::find()
        .filter(attendance::Column::State.eq(State::Noticed))
        .order_by_asc(attendance::Column::NoticeUntil)
        .order_by_asc(attendance::Column::Id);
    if let Some(last) = after_pair(key) {
        query = query.filter(behind(
            attendance::Column::NoticeUntil,
            attendance::Column::Id,
            last,
        ));
    }
    let page = Page::cut(query.limit(PAGE + 1).all(cx.read()).await?, PAGE, |row| {
        pair(row.notice_until.unwrap_or_default().0, row.id)
    });
    let orders = orders_of(cx, page.rows.iter().map(|row| row.order_id)).await?;
    let people = crate::teams::people(
        cx.read(),
        &page
            .rows
            .iter()
            .map(|row| row.volunteer_id)
            .collect::<Vec<_>>(),
    )
    .await?;
    let teams: Vec<(TeamId, String)> = team::Entity::find()
        .select_only()
        .columns([team::Column::Id, team::Column::Name])
        .filter(team::Column::Id.is_in(orders.iter().filter_map(|order| order.team_id)))
        .into_tuple()
        .all(cx.read())
        .await?;
    let rows = page.rows.iter().filter_map(|row| {
        let order = orders.iter().find(|order| order.id == row.order_id)?;
        let (_, account) = people
            .iter()
            .find(|(person, _)| person.id == row.volunteer_id)?;
        let named = order
            .team_id
            .and_then(|id| teams.iter().find(|(team, _)| *team == id))
            .map(|(_, name)| name.clone());
        let team = named.or_else(|| {
            order
                .org_id
                .and_then(|id| cx.store.orgs.get(id))
                .map(|org| org.name.clone())
        });
        Some(NoticeView {
            id: row.id,
            who: account.masked.clone(),
            team: team.unwrap_or_default(),
            title: order.title.clone(),
            place: cx.store.orgs.town_name(&order.path),
            on: row.checked_in_at,
            minutes: row.minutes,
            until: row.notice_until.unwrap_or_default(),
        })
    });
    Ok(Page {
        rows: rows.collect(),
        next: page.next.clone(),
    })
}

/// One's own service, the latest first: what is posted and what is on its way.
pub async fn mine(cx: &Cx, key: Option<&str>) -> Result<(i64, Page<EntryView>)> {
    signed_in(&cx.actor)?;
    let Some(me) = cx.actor.volunteer else {
        return Ok((0, Page::default()));
    };
    let mut query = attendance::Entity::find()
        .filter(attendance::Column::VolunteerId.eq(me))
        .order_by_desc(attendance::Column::Id);
    if let Some(id) = after(key) {
        query = query.filter(attendance::Column::Id.lt(id));
    }
    let page = Page::cut(query.limit(PAGE + 1).all(cx.read()).await?, PAGE, |row| {
        row.id.to_string()
    });
    let orders = orders_of(cx, page.rows.iter().map(|row| row.order_id)).await?;
    let total: Option<i64> = volunteer::Entity::find_by_id(me)
        .select_only()
        .column(volunteer::Column::Minutes)
        .into_tuple()
        .one(cx.read())
        .await?;
    let page = page.map(|row| {
        let order = orders.iter().find(|order| order.id == row.order_id);
        let (title, order_no) = order
            .map(|order| (order.title.clone(), order.no.clone()))
            .unwrap_or_default();
        EntryView {
            on: row.checked_in_at,
            minutes: row.minutes,
            title,
            order_no,
            state: row.state,
        }
    });
    Ok((total.unwrap_or(0), page))
}
