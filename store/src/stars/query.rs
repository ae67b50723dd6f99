//! What people see of stars.

use super::{application, held, held_by, rule, rules};
use crate::db::Cx;
use crate::error::Result;
use crate::person::{full_name, name_at_desk, people, signed_in, volunteer};
use crate::{notices, teams};
use domain::ids::{TeamId, VolunteerId};
use domain::notices::{CaseState, NoticeView, without_objections};
use domain::page::Page;
use domain::stars::{
    ApplicationView, MyStars, Nominee, NoticedStar, StarCase, State, in_force, next_goal, reached,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Applications that one's own page shows: nobody has more than a few.
const MINE: u64 = 30;

/// The star one holds; 0 for none.
pub async fn star_of_mine(cx: &Cx) -> Result<i64> {
    match cx.actor.volunteer {
        Some(me) => held(cx.read(), me).await,
        None => Ok(0),
    }
}

/// One's own stars: what is held, what comes next, and what became of the applications.
pub async fn mine(cx: &Cx) -> Result<MyStars> {
    signed_in(&cx.actor)?;
    let rules = in_force(cx.now, &rules::lines(cx.read()).await?);
    let Some(me) = cx.actor.volunteer else {
        return Ok(MyStars {
            rules,
            ..MyStars::default()
        });
    };
    let minutes: Option<i64> = volunteer::Entity::find_by_id(me)
        .select_only()
        .column(volunteer::Column::Minutes)
        .into_tuple()
        .one(cx.read())
        .await?;
    let minutes = minutes.unwrap_or(0);
    let rows = application::Entity::find()
        .filter(application::Column::VolunteerId.eq(me))
        .order_by_desc(application::Column::Id)
        .limit(MINE)
        .all(cx.read())
        .await?;
    let mut told = notices::events::<application::Entity>(cx, &rows).await?;
    let bodies = lines_of(cx, &rows).await?;
    let awarded = rows.iter().filter(|row| row.state == State::Awarded);
    let held = awarded.map(|row| row.star).max().unwrap_or(0);
    let under_way = rows.iter().any(|row| row.state.is_open());
    let applications = rows.into_iter().filter_map(|row| {
        let line = bodies.iter().find(|line| line.id == row.rule_id)?;
        Some(ApplicationView {
            id: row.id,
            star: row.star,
            state: row.state,
            body: line.body,
            minutes: row.minutes,
            until: row.notice_until,
            events: without_objections(notices::events_of(&mut told, row.id.0)),
        })
    });
    Ok(MyStars {
        volunteer: true,
        minutes,
        held,
        next: next_goal(minutes, &rules),
        may_apply: if under_way {
            Vec::new()
        } else {
            reached(minutes, held, &rules)
        },
        applications: applications.collect(),
        rules,
    })
}

/// The lines of the table that these applications name.
async fn lines_of(cx: &Cx, rows: &[application::Model]) -> Result<Vec<rule::Model>> {
    Ok(rule::Entity::find()
        .filter(rule::Column::Id.is_in(rows.iter().map(|row| row.rule_id)))
        .all(cx.read())
        .await?)
}

/// Applications of one's subtree in this state, or all that are on their way, the oldest first.
pub async fn queue(cx: &Cx, state: Option<State>, key: Option<&str>) -> Result<Page<StarCase>> {
    let states = state.map_or_else(State::open, |state| vec![state]);
    let page = notices::queue::<application::Entity>(cx, states, key).await?;
    let mut told = notices::events::<application::Entity>(cx, &page.rows).await?;
    let lines = lines_of(cx, &page.rows).await?;
    let whose: Vec<VolunteerId> = page.rows.iter().map(|row| row.volunteer_id).collect();
    let people = people(cx.read(), &whose).await?;
    let mut rows = Vec::new();
    for row in page.rows {
        let person = people
            .iter()
            .find(|(person, _)| person.id == row.volunteer_id);
        let line = lines.iter().find(|line| line.id == row.rule_id);
        let (Some((person, account)), Some(line)) = (person, line) else {
            continue;
        };
        let party = notices::party::<application::Entity>(cx, &row, Some(account.id));
        rows.push(StarCase {
            name: name_at_desk(cx, account, &row.path)?,
            no: person.no.clone(),
            place: cx.store.orgs.place_name(&row.path),
            needed: line.minutes,
            body: line.body,
            events: notices::events_of(&mut told, row.id.0),
            may: party.may(row.state, row.notice_until, cx.now),
            id: row.id,
            star: row.star,
            minutes: row.minutes,
            state: row.state,
            until: row.notice_until,
        });
    }
    Ok(Page {
        rows,
        next: page.next,
    })
}

/// Stars in public notice, those that end first on top. Anybody may look: names are masked.
pub async fn notices(cx: &Cx, key: Option<&str>) -> Result<Page<NoticeView<NoticedStar>>> {
    let page = notices::hanging::<application::Entity>(cx, key).await?;
    let whose: Vec<VolunteerId> = page.rows.iter().map(|row| row.volunteer_id).collect();
    let people = people(cx.read(), &whose).await?;
    let rows = page.rows.iter().filter_map(|row| {
        let mut known = people.iter();
        let (_, account) = known.find(|(person, _)| person.id == row.volunteer_id)?;
        Some(NoticeView {
            id: row.id.0,
            who: account.masked.clone(),
            place: cx.store.orgs.town_name(&row.path),
            until: row.notice_until.unwrap_or_default(),
            what: NoticedStar {
                star: row.star,
                minutes: row.minutes,
            },
        })
    });
    Ok(Page {
        rows: rows.collect(),
        next: page.next.clone(),
    })
}

/// The members of a team that have reached a star and have not asked for it: for who leads the team.
pub async fn nominees(cx: &Cx, team: TeamId) -> Result<Vec<Nominee>> {
    signed_in(&cx.actor)?;
    if !cx.actor.leads(team) {
        return Ok(Vec::new());
    }
    let rules = in_force(cx.now, &rules::lines(cx.read()).await?);
    let lowest = rules.first().map_or(i64::MAX, |first| first.minutes);
    let mut members = teams::roster(cx.read(), team).await?;
    // Whoever leads the team applies for their own star.
    let me = cx.actor.volunteer;
    members.retain(|(person, _)| person.minutes >= lowest && Some(person.id) != me);
    let ids: Vec<VolunteerId> = members.iter().map(|(person, _)| person.id).collect();
    let held = held_by(cx.read(), &ids).await?;
    let asking: Vec<VolunteerId> = application::Entity::find()
        .select_only()
        .column(application::Column::VolunteerId)
        .filter(application::Column::VolunteerId.is_in(ids))
        .filter(application::Column::State.is_in(State::open()))
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut found = Vec::new();
    for (person, account) in members {
        if asking.contains(&person.id) {
            continue;
        }
        let has = held.iter().find(|(id, _)| *id == person.id);
        let has = has.map_or(0, |(_, star)| *star);
        if let Some(line) = reached(person.minutes, has, &rules).pop() {
            found.push(Nominee {
                team,
                volunteer: person.id,
                name: full_name(&cx.store.key, &account)?,
                star: line.star,
                minutes: person.minutes,
            });
        }
    }
    Ok(found)
}
