use super::county::{CHEN, HOME, LEADER, RESIDENT, SEAT};
use super::*;
use crate::testing::{Engine, Home, empty, key, monday_morning};
use domain::access::Action;
use domain::account::Phone;
use domain::actor::{Actor, Grant};
use domain::hours;
use domain::ids::{AccountId, OrgId, TeamId, VolunteerId};
use domain::orders::{Performer, State, parse_order_no};
use domain::time::{CountyDate, HOUR, MINUTE};

/// The smallest county there is.
const TINY: Options = Options {
    scale: 0.002,
    seed: 7,
};

/// A tiny county on this engine.
pub(crate) async fn tiny(engine: Engine) -> (Database, Home, Size) {
    let (database, home) = empty(engine).await;
    Store::migrate(&database).await.unwrap();
    let filled = fill(&database, &key(), TINY, monday_morning())
        .await
        .unwrap();
    let Filled::Now(size) = filled else {
        unreachable!("the books were empty");
    };
    (database, home, size)
}

async fn whole(engine: Engine) {
    let (database, _home, size) = tiny(engine).await;
    let report = crate::check::run(&database, &key()).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
    let rows = |what| {
        report
            .checked
            .iter()
            .find(|(name, _)| *name == what)
            .map(|(_, rows)| *rows)
    };
    assert_eq!(
        rows("volunteers' minutes against the hours ledger"),
        Some(size.volunteers as u64)
    );
    assert_eq!(
        rows("orders' states against their last events"),
        Some(size.orders as u64)
    );

    // A second fill changes nothing, and what comes after the fill finds free ids.
    let again = fill(&database, &key(), TINY, monday_morning())
        .await
        .unwrap();
    assert_eq!(again, Filled::Already);
    let store = Store::open(&database, key(), crate::Settings::default())
        .await
        .unwrap();
    crate::orders::tick(&store, monday_morning().plus(3 * 24 * HOUR))
        .await
        .unwrap();
    honour(&store, monday_morning()).await.unwrap();
    let report = crate::check::run(&database, &key()).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filled_county_is_whole_on_sqlite() {
    whole(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filled_county_is_whole_on_postgres() {
    whole(Engine::Postgres).await;
}

/// Orders of the county town in this state.
fn in_seat(books: &Books, state: State) -> usize {
    let orders = books.lives.iter().filter(|life| life.state == state);
    orders
        .filter(|life| books.county.town_of(life.wish.village) == SEAT)
        .count()
}

fn count(books: &Books, fits: impl Fn(&life::Life) -> bool) -> usize {
    books.lives.iter().filter(|life| fits(life)).count()
}

#[test]
fn whatever_the_hour_and_the_seed_everybody_finds_what_the_demo_promises() {
    let day = CountyDate::new(2026, 11, 23).unwrap();
    let holiday = CountyDate::new(2026, 10, 3).unwrap();
    let new_year = CountyDate::new(2027, 1, 1).unwrap();
    let hours = [day, holiday, new_year]
        .map(|day| (0..24).map(move |hour| day.start().plus(hour * HOUR + 7 * MINUTE)));
    for now in hours.into_iter().flatten() {
        let seed = now.0.unsigned_abs();
        let books = tell(Options { seed, ..TINY }, now).unwrap();
        for state in State::ALL {
            let least = if state.is_over() { 1 } else { 2 };
            assert!(
                in_seat(&books, *state) >= least,
                "{state} at {}",
                now.to_field()
            );
        }
        for life in &books.lives {
            assert!(life.steps.iter().all(|step| step.at <= now));
            assert!(life.steps.is_sorted_by_key(|step| step.at));
            assert!(
                life.deadline.is_none_or(|deadline| deadline > now),
                "at {}",
                now.to_field()
            );
            assert!(
                life.services
                    .iter()
                    .all(|service| service.minutes <= 24 * 60)
            );
        }
        // 沈毅斌 sees every state of his own orders that a resident meets.
        let own = |state| {
            count(&books, |life| {
                life.wish.requester == RESIDENT && life.state == state
            })
        };
        for state in State::ALL
            .iter()
            .filter(|state| !matches!(state, State::Dispatchable | State::InService))
        {
            assert!(own(*state) > 0, "{state} at {}", now.to_field());
        }
        // 吴幼盛's team and the demo's station have something to answer, to plan and to do.
        let snail = Performer::Team(TeamId(teams::SNAIL_AT as i64 + 1));
        assert_eq!(books.county.teams[teams::SNAIL_AT].leader, LEADER);
        for performer in [snail, Performer::Org(HOME)] {
            for state in [
                State::Offered,
                State::Accepted,
                State::Scheduled,
                State::InService,
            ] {
                let held =
                    |life: &life::Life| life.performer == Some(performer) && life.state == state;
                assert!(
                    count(&books, held) > 0,
                    "{performer} {state} at {}",
                    now.to_field()
                );
            }
        }
        // 陈倩 has the points the newspaper says, and two shifts ahead.
        assert_eq!(books.points[CHEN.0 as usize - 1], 913);
        let shifts =
            |life: &life::Life| life.state == State::Scheduled && life.assigned.contains(&CHEN);
        assert_eq!(count(&books, shifts), 2);
        // Staff have records to decide on, and anybody finds some in public notice.
        let records = |state| {
            books
                .lives
                .iter()
                .flat_map(|life| &life.services)
                .filter(|service| service.state == state)
                .count()
        };
        for state in hours::State::ALL {
            assert!(
                records(*state) > 1 || *state == hours::State::Void,
                "{state} at {}",
                now.to_field()
            );
        }
    }
}

#[test]
fn the_same_seed_tells_the_same_stories() {
    let numbers = |seed| -> Vec<String> {
        let books = tell(Options { seed, ..TINY }, monday_morning()).unwrap();
        books.lives.into_iter().map(|life| life.wish.no).collect()
    };
    let first = numbers(7);
    assert_eq!(first, numbers(7));
    assert_ne!(first, numbers(8));
    assert!(first.iter().all(|no| parse_order_no(no).as_ref() == Ok(no)));
    let distinct: std::collections::HashSet<_> = first.iter().collect();
    assert_eq!(distinct.len(), first.len());
}

#[test]
fn a_tenth_of_the_county_serves_as_much_a_head_as_the_whole() {
    let options = Options {
        scale: 0.1,
        seed: 3,
    };
    let books = tell(options, monday_morning()).unwrap();
    let size = size(&books);
    assert_eq!(
        (size.volunteers, size.teams, size.orders),
        (8_841, 53, 6_000)
    );
    let tenths = size.minutes / 6 / size.volunteers as i64;
    assert!(
        (40..=44).contains(&tenths),
        "{tenths} tenths of an hour a head"
    );
}

#[test]
fn nobody_serves_without_a_roster_or_at_two_places_at_once() {
    for scale in [0.002, 0.02] {
        let books = tell(Options { scale, seed: 5 }, monday_morning()).unwrap();
        let mut spans = std::collections::HashMap::<_, Vec<_>>::new();
        for life in &books.lives {
            for service in &life.services {
                let span = (service.came, service.left);
                spans.entry(service.volunteer).or_default().push(span);
                if let (Some(Performer::Team(team)), false) = (life.performer, life.reopened) {
                    let roster = &books.county.team(team).roster;
                    let since = roster.iter().find(|(id, _)| *id == service.volunteer);
                    assert!(since.is_some_and(|(_, since)| *since < service.came));
                }
            }
        }
        let mut overlaps = 0;
        for mut spans in spans.into_values() {
            spans.sort_unstable();
            let pairs = spans.windows(2);
            overlaps += pairs
                .filter(|pair| pair[0].1.is_some_and(|left| left > pair[1].0))
                .count();
        }
        // The one that the stage sets for the desk to find.
        assert_eq!(overlaps, 1);
    }
}

#[test]
fn everybody_can_be_signed_in_as() {
    let books = tell(TINY, monday_morning()).unwrap();
    for (account, id) in ACCOUNTS.iter().zip(1..) {
        assert!(Phone::parse(account.phone).is_ok());
        let person = books.county.person(AccountId(id));
        assert_eq!(
            (person.phone.as_str(), person.name.as_str()),
            (account.phone, account.name)
        );
    }
    let named = |id: VolunteerId| {
        let account = books.county.volunteer(id).account;
        books.county.person(account).name.as_str()
    };
    assert_eq!(
        (named(CHEN), named(LEADER), named(books.county.minor())),
        ("陈倩", "吴幼盛", "沈小禾")
    );
    assert!(books.county.volunteer(books.county.minor()).minor);
    assert_eq!(books.county.org(OrgId(18)).id, HOME);
}

/// Who signs in with this account, as a session finds out.
fn actor(books: &Books, id: i64) -> Actor {
    let id = AccountId(id);
    let volunteers = (1..).map(VolunteerId).zip(&books.county.volunteers);
    let volunteer = volunteers
        .filter(|(_, person)| person.account == id)
        .map(|(volunteer, _)| volunteer)
        .next();
    let teams = (1..).map(TeamId).zip(&books.county.teams);
    let held = books
        .county
        .grants
        .iter()
        .filter(|row| row.account_id == id);
    Actor {
        account: Some(id),
        volunteer,
        grants: held
            .map(|row| Grant {
                role: row.role,
                org: row.org_id,
                path: books.county.org(row.org_id).path.clone(),
            })
            .collect(),
        leads: teams
            .filter(|(_, team)| Some(team.leader) == volunteer)
            .map(|(team, _)| team)
            .collect(),
        ..Actor::default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_finds_their_pages_filled() {
    use crate::{hours, notify, orders, points};
    let (database, _home, _) = tiny(Engine::Sqlite).await;
    let books = tell(TINY, monday_morning()).unwrap();
    let settings = crate::Settings::default();
    let store = Store::open(&database, key(), settings).await.unwrap();
    let cx = |id| store.cx(actor(&books, id), monday_morning(), "test");

    let (resident, volunteer, leader) = (cx(1), cx(2), cx(3));
    let own = orders::mine(&resident, None).await.unwrap();
    assert!(own.rows.len() >= 13);
    for card in &own.rows {
        let order = orders::order(&resident, &card.no).await.unwrap();
        assert_eq!(order.state, card.state);
        assert!(order.contact.is_some() && !order.events.is_empty() && !order.windows.is_empty());
    }
    let next: Vec<_> = orders::my_shifts(&volunteer).await.unwrap();
    let next: Vec<_> = next.iter().map(|shift| shift.next).collect();
    assert_eq!(next, [Some(Action::CHECK_IN), None]);
    assert_eq!(points::statement(&volunteer, None).await.unwrap().0, 913);
    assert!(hours::mine(&volunteer, None).await.unwrap().0 >= 80 * 60);
    let team = *leader.actor.leads.first().unwrap();
    assert!(orders::team_board(&leader, team).await.unwrap().len() >= 10);
    for inbox in [1, 2, 3, 4, 8] {
        let messages = notify::messages(&cx(inbox), None).await.unwrap();
        assert!(!messages.rows.is_empty(), "account {inbox}");
    }
    assert!(
        !hours::notices(&resident, None)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
    for desk in [5, 6] {
        assert!(hours::reviews(&cx(desk), None).await.unwrap().rows.len() >= 5);
    }
    for desk in [4, 5, 6] {
        let queue = orders::desk(&cx(desk), &orders::OrderFilter::default())
            .await
            .unwrap();
        let open = State::ALL.iter().filter(|state| !state.is_over());
        for state in open {
            assert!(queue.counts.of(*state) > 0, "{state} at desk {desk}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_are_there_in_every_state() {
    use crate::certificates;
    use domain::certificates::State;
    let (database, _home, _) = tiny(Engine::Sqlite).await;
    let settings = crate::Settings::default();
    let store = Store::open(&database, key(), settings).await.unwrap();
    certify(&store, monday_morning()).await.unwrap();
    let report = crate::check::run(&database, &key()).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
    let books = tell(TINY, monday_morning()).unwrap();
    for desk in [4, 5, 6] {
        let cx = store.cx(actor(&books, desk), monday_morning(), "test");
        for state in State::ALL {
            let found = certificates::requests(&cx, *state, None).await.unwrap();
            assert!(!found.rows.is_empty(), "{state} at desk {desk}");
        }
    }
    for volunteer in [2, 3] {
        let cx = store.cx(actor(&books, volunteer), monday_morning(), "test");
        let mine = certificates::mine(&cx, None).await.unwrap();
        assert!(mine.rows.len() >= 2, "account {volunteer}: {mine:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stars_and_honours_stand_in_every_state() {
    use crate::stars;
    let (database, _home, _) = tiny(Engine::Sqlite).await;
    let books = tell(TINY, monday_morning()).unwrap();
    let settings = crate::Settings::default();
    let store = Store::open(&database, key(), settings).await.unwrap();
    honour(&store, monday_morning()).await.unwrap();
    let cx = |id| store.cx(actor(&books, id), monday_morning(), "test");
    for state in domain::stars::State::ALL {
        let found = stars::queue(&cx(5), Some(*state), None).await.unwrap();
        assert!(!found.rows.is_empty(), "{state}");
    }
    for state in domain::honours::State::ALL {
        let found = crate::honours::queue(&cx(5), Some(*state), None).await;
        assert!(!found.unwrap().rows.is_empty(), "{state}");
    }
    let leader = cx(3);
    assert!(!stars::mine(&leader).await.unwrap().may_apply.is_empty());
    let team = *leader.actor.leads.first().unwrap();
    assert!(!stars::nominees(&leader, team).await.unwrap().is_empty());
    let waiting = crate::notify::any_due(&store, monday_morning()).await;
    assert!(
        !waiting.unwrap(),
        "what was told long ago was sent long ago"
    );
}
