//! The rows of orders and of what hangs on them.

use super::ledger::{Books, What};
use super::life::{Life, Step};
use super::menu::SERVICES;
use super::service::{Deed, Service};
use super::write::Pen;
use crate::Key;
use crate::account::join;
use crate::crypt::token;
use crate::error::Result;
use crate::hours::entry;
use crate::notify::inbox;
use crate::orders::{assignment, attendance, entity as order, event, offers, rating};
use domain::access::Action;
use domain::ids::{CategoryId, HoursEntryId, ItemId, OfferId, OrderId, OrgId, TeamId};
use domain::orders::Performer;
use domain::time::Timestamp;

/// Writes orders and what hangs on them, parents before children.
pub(super) fn write(books: &Books, key: &Key, pen: &Pen) -> Result<()> {
    pen.rows::<order::Entity, _, _>(orders(books, key))?;
    pen.rows::<event::Entity, _, _>(events(books))?;
    pen.rows::<offers::Entity, _, _>(offered(books))?;
    pen.rows::<assignment::Entity, _, _>(assignments(books))?;
    pen.rows::<rating::Entity, _, _>(ratings(books))?;
    pen.rows::<attendance::Entity, _, _>(attendances(books))?;
    pen.rows::<entry::Entity, _, _>(entries(books))?;
    pen.rows::<inbox::Entity, _, _>(super::messages::messages(books))
}

fn order_id(life: u32) -> OrderId {
    OrderId(i64::from(life) + 1)
}

fn halves(performer: Option<Performer>) -> (Option<TeamId>, Option<OrgId>) {
    match performer {
        Some(Performer::Team(id)) => (Some(id), None),
        Some(Performer::Org(id)) => (None, Some(id)),
        None => (None, None),
    }
}

fn orders(books: &Books, key: &Key) -> impl Iterator<Item = order::Model> {
    books.lives.iter().zip(0..).map(move |(life, place)| {
        let wish = &life.wish;
        let (team_id, org_id) = halves(life.performer);
        order::Model {
            id: order_id(place),
            no: wish.no.clone(),
            link_key: token::<16>(),
            item_id: ItemId(wish.item as i64 + 1),
            category_id: CategoryId(SERVICES[wish.item].category as i64 + 1),
            title: SERVICES[wish.item].title.to_owned(),
            requester_id: wish.requester,
            village_id: wish.village,
            path: books.county.org(wish.village).path.clone(),
            contact: key.seal_json(&wish.contact),
            who: wish.contact.name.masked(),
            consent: wish.consent,
            windows: serde_json::to_string(&wish.windows).unwrap_or_default(),
            state: life.state,
            placed_at: wish.placed,
            team_id,
            org_id,
            deadline: life.deadline,
            scheduled_from: life.scheduled.map(|window| window.from),
            scheduled_to: life.scheduled.map(|window| window.to),
            delivered_at: life.delivered,
            report: life.report.to_owned(),
            reopened: life.reopened,
        }
    })
}

/// The steps of all orders, in the order of time.
fn steps(books: &Books) -> impl Iterator<Item = (u32, &Life, &Step)> {
    books.moments.iter().filter_map(|(_, what)| match *what {
        What::Step(place, step) => {
            let life = &books.lives[place as usize];
            Some((place, life, &life.steps[step as usize]))
        }
        _ => None,
    })
}

fn events(books: &Books) -> impl Iterator<Item = event::Model> {
    steps(books).zip(1..).map(|((place, _, step), id)| {
        let (team_id, org_id) = halves(step.by.place);
        event::Model {
            id,
            order_id: order_id(place),
            at: step.at,
            action: step.action,
            from_state: step.from,
            to_state: step.to,
            standing: step.by.standing,
            account_id: step.by.account,
            team_id,
            org_id,
            reason: step.reason.to_owned(),
        }
    })
}

fn offered(books: &Books) -> impl Iterator<Item = offers::Model> {
    let all = books.lives.iter().zip(0..).flat_map(|(life, place)| {
        life.offers
            .iter()
            .map(move |offer| (order_id(place), offer))
    });
    all.zip(1..).map(|((order_id, offer), id)| {
        let (team_id, org_id) = halves(Some(offer.to));
        offers::Model {
            id: OfferId(id),
            order_id,
            team_id,
            org_id,
            made_at: offer.made,
            deadline: offer.deadline,
            answered_at: offer.answer.map(|(at, _)| at),
            answer: offer.answer.map(|(_, answer)| answer.to_owned()),
        }
    })
}

fn assignments(books: &Books) -> impl Iterator<Item = assignment::Model> {
    books.lives.iter().zip(0..).flat_map(|(life, place)| {
        life.assigned
            .iter()
            .map(move |volunteer| assignment::Model {
                order_id: order_id(place),
                volunteer_id: *volunteer,
                assigned_at: life.assigned_at,
            })
    })
}

fn ratings(books: &Books) -> impl Iterator<Item = rating::Model> {
    let rated = steps(books).filter(|(_, _, step)| step.action == Action::RATE);
    let given = rated.filter_map(|(place, life, step)| {
        let (at, given) = life.ratings.iter().find(|(at, _)| *at == step.at)?;
        Some((place, life, *at, given))
    });
    given
        .zip(1..)
        .map(|((place, life, at, given), id)| rating::Model {
            id,
            order_id: order_id(place),
            item_id: ItemId(life.wish.item as i64 + 1),
            round: i32::from(was_reopened(life, at)),
            stars: given.stars,
            tags: join(&given.tags),
            words: given.words.clone(),
            at,
        })
}

fn was_reopened(life: &Life, at: Timestamp) -> bool {
    let before = life.steps.iter().take_while(|step| step.at <= at);
    before
        .map(|step| step.action)
        .any(|action| action == Action::REOPEN)
}

fn attendances(books: &Books) -> impl Iterator<Item = attendance::Model> {
    steps(books).filter_map(|(place, life, step)| {
        let service = &life.services[step.service? as usize];
        Some(attendance::Model {
            id: service.id,
            order_id: order_id(place),
            volunteer_id: service.volunteer,
            path: books.county.org(life.wish.village).path.clone(),
            state: service.state,
            checked_in_at: service.came,
            checked_out_at: service.left,
            minutes: service.minutes,
            notice_until: service.until,
            review_reason: service.reason,
            objection: service.objection.to_owned(),
        })
    })
}

fn entries(books: &Books) -> impl Iterator<Item = entry::Model> {
    let posted = books.moments.iter().filter_map(|(at, what)| {
        let What::Deed(life, service, deed) = *what else {
            return None;
        };
        let service: &Service = &books.lives[life as usize].services[service as usize];
        matches!(service.deeds[deed as usize].1, Deed::Post).then_some((*at, service))
    });
    posted.zip(1..).map(|((at, service), id)| entry::Model {
        id: HoursEntryId(id),
        volunteer_id: service.volunteer,
        attendance_id: service.id,
        minutes: service.minutes,
        served_on: service.came.date().start(),
        posted_at: at,
    })
}
