use super::county::{CHEN, HOME, LEADER};
use super::hours::CHENS_POINTS;
use super::*;
use crate::Cx;
use crate::testing::plans::ASIDE;
use crate::testing::{Engine, Home, empty, key, monday_morning};
use domain::access::Action;
use domain::account::Phone;
use domain::hours as attended;
use domain::ids::{AccountId, VolunteerId};
use domain::orders::{State, WordsState, parse_order_no};
use domain::time::{CountyDate, DAY, HOUR, MINUTE};
use tokio::sync::OnceCell;

/// The smallest county there is.
const TINY: Options = Options {
    scale: 0.0,
    seed: 7,
};

async fn filled(engine: Engine, options: Options, now: Timestamp) -> (Database, Home, Size) {
    let (database, home) = empty(engine).await;
    Store::migrate(&database).await.unwrap();
    let filled = fill(&database, &key(), options, now, Vec::new()).await;
    let Filled::Now(size) = filled.unwrap() else {
        unreachable!("the books were empty");
    };
    (database, home, size)
}

/// A tiny county on this engine; on SQLite a copy of the one that is filled once for all tests.
pub(crate) async fn tiny(engine: Engine) -> (Database, Home, Size) {
    static TEMPLATE: OnceCell<(Vec<u8>, Size)> = OnceCell::const_new();
    if engine == Engine::Postgres {
        return filled(engine, TINY, monday_morning()).await;
    }
    let (bytes, size) = TEMPLATE
        .get_or_init(async || {
            let (database, _home, size) = filled(engine, TINY, monday_morning()).await;
            let Database::Sqlite(path) = database else {
                unreachable!("it is on SQLite");
            };
            (std::fs::read(path).unwrap(), size)
        })
        .await;
    let (database, home) = empty(engine).await;
    if let Database::Sqlite(path) = &database {
        std::fs::write(path, bytes).unwrap();
    }
    (database, home, *size)
}

async fn whole(database: &Database) {
    let report = crate::check::run(database, &key()).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
}

async fn opened(database: &Database) -> Store {
    Store::open(database, key()).await.unwrap()
}

/// The request of whoever signs in with one of the demo's phones.
async fn guest(store: &Store, nth: i64, now: Timestamp) -> Cx {
    let actor = crate::account::actor(store, AccountId(nth)).await.unwrap();
    store.cx(actor, now, "test")
}

async fn stays_whole(engine: Engine) {
    let (database, _home, size) = tiny(engine).await;
    whole(&database).await;
    assert_eq!(
        (size.volunteers, size.teams, size.orders >= 200),
        (240, 33, true)
    );
    // A second fill changes nothing, and what comes after the fill finds free ids.
    let again = fill(&database, &key(), TINY, monday_morning(), Vec::new()).await;
    assert_eq!(again.unwrap(), Filled::Already);
    let store = opened(&database).await;
    let later = monday_morning().plus(3 * DAY);
    crate::clock::tick(&store, later).await.unwrap();
    whole(&database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filled_county_is_whole_on_sqlite() {
    stays_whole(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_filled_county_is_whole_on_postgres() {
    stays_whole(Engine::Postgres).await;
}

#[tokio::test]
async fn a_county_that_was_left_half_told_is_refused() {
    let (database, _home) = empty(Engine::Sqlite).await;
    Store::migrate(&database).await.unwrap();
    let (key, now) = (key(), monday_morning());
    let county = County::found(&database, &key, TINY, now, Vec::new());
    drop(county.await.unwrap());
    let again = fill(&database, &key, TINY, now, Vec::new()).await;
    assert!(matches!(again, Err(Error::HalfACounty)));
}

async fn multiplies(engine: Engine) {
    let (database, _home) = empty(engine).await;
    Store::migrate(&database).await.unwrap();
    let when = (monday_morning(), 2);
    let size = tell(&database, &key(), TINY, when, Vec::new())
        .await
        .unwrap();
    let (.., once) = tiny(Engine::Sqlite).await;
    assert_eq!(
        (size.volunteers, size.teams),
        (3 * once.volunteers, once.teams)
    );
    assert_eq!(size.orders, 3 * once.orders);
    whole(&database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_county_with_copies_is_whole_on_sqlite() {
    multiplies(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_county_with_copies_is_whole_on_postgres() {
    multiplies(Engine::Postgres).await;
}

/// Everybody finds what the demo promises.
async fn keeps_its_promises(database: &Database, now: Timestamp) {
    let store = opened(database).await;
    let cx = |nth| guest(&store, nth, now);
    let (resident, volunteer, leader) = (cx(1).await, cx(2).await, cx(3).await);
    let at = now.to_field();

    // 沈毅斌 sees every state of his own orders that a resident meets.
    let own = crate::orders::mine(&resident, None).await.unwrap();
    assert!(own.rows.len() >= 12, "at {at}");
    for card in &own.rows {
        assert_eq!(parse_order_no(&card.no).as_ref(), Ok(&card.no));
        let order = crate::orders::order(&resident, &card.no).await.unwrap();
        assert_eq!(order.state, card.state);
        assert!(order.contact.is_some() && !order.events.is_empty() && !order.windows.is_empty());
        assert!(order.events.iter().all(|event| event.at <= now));
        assert!(order.events.is_sorted_by_key(|event| event.at));
    }
    let seen = |state| own.rows.iter().any(|card| card.state == state);
    let unseen = [State::Merged, State::Dispatchable, State::InService];
    for state in State::ALL.iter().filter(|state| !unseen.contains(state)) {
        assert!(seen(*state), "{state} at {at}");
    }

    // Every desk has something to do in every state.
    for desk in [4, 5, 6] {
        let filter = crate::orders::OrderFilter::default();
        let queue = crate::orders::desk(&cx(desk).await, &filter).await.unwrap();
        for state in State::ALL.iter().filter(|state| !state.is_over()) {
            assert!(queue.counts.of(*state) > 0, "{state} at desk {desk}, {at}");
        }
    }
    let team = *leader.actor.leads.first().unwrap();
    assert_eq!(leader.actor.leads.len(), 1);
    let board = crate::orders::team_board(&leader, team).await.unwrap();
    for state in [
        State::Offered,
        State::Accepted,
        State::Scheduled,
        State::InService,
    ] {
        assert!(
            board.iter().any(|card| card.state == state),
            "{state} at {at}"
        );
    }

    // 陈倩 has the points the newspaper says, and two shifts ahead.
    let points = crate::ledger::statement(&volunteer, None).await.unwrap().0;
    assert_eq!(points, CHENS_POINTS, "at {at}");
    let shifts = crate::orders::my_shifts(&volunteer).await.unwrap();
    let next: Vec<_> = shifts.iter().map(|shift| shift.next).collect();
    assert_eq!(next, [Some(Action::CHECK_IN), None], "at {at}");
    assert!(crate::hours::mine(&volunteer, None).await.unwrap().0 >= 80 * 60);

    // Staff have records to decide on, and anybody finds some in public notice.
    let rated = own.rows.iter().filter(|card| card.state == State::Rated);
    let mut hidden = 0;
    for card in rated {
        let order = crate::orders::order(&resident, &card.no).await.unwrap();
        let words = order.rating.unwrap();
        hidden += usize::from(words.state == WordsState::Hidden && !words.because.is_empty());
    }
    assert_eq!(hidden, 1, "he reads why his words are hidden, at {at}");
    for desk in [4, 5, 6] {
        let said = crate::orders::said(&cx(desk).await, None).await.unwrap();
        assert!(!said.waiting.is_empty(), "at desk {desk}, {at}");
    }
    let notices = crate::hours::notices(&resident, None).await.unwrap();
    assert!(!notices.rows.is_empty(), "at {at}");
    for desk in [5, 6] {
        let reviews = crate::hours::reviews(&cx(desk).await, None).await.unwrap();
        assert!(reviews.rows.len() >= 5, "at {at}");
    }
    for nth in [1, 2, 3, 4, 5, 8] {
        let messages = crate::notify::messages(&cx(nth).await, None).await.unwrap();
        assert!(!messages.rows.is_empty(), "account {nth} at {at}");
    }
    let waiting = crate::notify::any_due(&store, now).await.unwrap();
    assert!(!waiting, "what was told long ago was sent long ago");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_finds_their_pages_filled() {
    let (database, _home, _) = tiny(Engine::Sqlite).await;
    keeps_its_promises(&database, monday_morning()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_the_hour_and_the_seed_everybody_finds_what_the_demo_promises() {
    let at = |year, month, day, hour: i64| {
        let day = CountyDate::new(year, month, day).unwrap();
        day.start().plus(hour * HOUR + 7 * MINUTE)
    };
    for (seed, now) in [
        (11, at(2026, 10, 3, 0)),
        (12, at(2027, 1, 1, 5)),
        (13, at(2026, 11, 24, 19)),
    ] {
        let options = Options { seed, ..TINY };
        let (database, _home, _) = filled(Engine::Sqlite, options, now).await;
        keeps_its_promises(&database, now).await;
        whole(&database).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_else_stands_in_every_state() {
    let (database, _home, _) = tiny(Engine::Sqlite).await;
    let store = opened(&database).await;
    let now = monday_morning();
    let cx = |nth| guest(&store, nth, now);
    let institute = cx(5).await;
    for state in domain::stars::State::ALL {
        let found = crate::stars::queue(&institute, Some(*state), None)
            .await
            .unwrap();
        assert!(!found.rows.is_empty(), "{state}");
    }
    for state in domain::honours::State::ALL {
        let found = crate::honours::queue(&institute, Some(*state), None)
            .await
            .unwrap();
        assert!(!found.rows.is_empty(), "{state}");
    }
    for desk in [4, 5, 6] {
        for state in domain::certificates::State::ALL {
            let desk = cx(desk).await;
            let found = crate::certificates::requests(&desk, *state, None)
                .await
                .unwrap();
            assert!(!found.rows.is_empty(), "{state}");
        }
    }
    let states = |sql: &'static str| {
        let sql = format!("{ASIDE}{sql}");
        let statement = Statement::from_string(DatabaseBackend::Sqlite, sql);
        let read = store.read.clone();
        async move {
            let rows = read.query_all_raw(statement).await.unwrap();
            let texts = rows
                .iter()
                .map(|row| row.try_get_by::<String, _>(0).unwrap());
            texts.collect::<Vec<_>>()
        }
    };
    let found = states("SELECT DISTINCT state FROM redemption").await;
    for state in domain::shop::State::ALL {
        assert!(found.contains(&state.to_string()), "{state}");
    }
    let found = states("SELECT DISTINCT state FROM attendance").await;
    for state in attended::State::ALL {
        assert!(found.contains(&state.to_string()), "{state}");
    }
    let found = states("SELECT DISTINCT coalesce(answer, 'open') FROM offer").await;
    for answer in ["open", "accepted", "declined", "expired", "withdrawn"] {
        assert!(found.contains(&answer.to_owned()), "{answer}");
    }
    let found = states("SELECT DISTINCT coalesce(verdict, 'open') FROM points_request").await;
    assert_eq!(found.len(), 3, "{found:?}");
    let leader = cx(3).await;
    assert!(
        !crate::stars::mine(&leader)
            .await
            .unwrap()
            .may_apply
            .is_empty()
    );
    let team = *leader.actor.leads.first().unwrap();
    assert!(
        !crate::stars::nominees(&leader, team)
            .await
            .unwrap()
            .is_empty()
    );
    for volunteer in [2, 3] {
        let mine = crate::certificates::mine(&cx(volunteer).await, None)
            .await
            .unwrap();
        assert!(mine.rows.len() >= 2, "account {volunteer}: {mine:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_can_be_signed_in_as() {
    let (database, _home, _) = tiny(Engine::Sqlite).await;
    let store = opened(&database).await;
    for (account, nth) in ACCOUNTS.iter().zip(1..) {
        let phone = Phone::parse(account.phone).unwrap();
        let row = accounts::Entity::find_by_id(AccountId(nth));
        let row = row.one(&store.read).await.unwrap().unwrap();
        assert_eq!(row.phone_hash, key().hash(phone.as_str()));
        let name = crate::person::full_name(&key(), &row).unwrap();
        assert_eq!(name, account.name);
    }
    let of = async |nth| guest(&store, nth, monday_morning()).await.actor;
    assert_eq!(of(3).await.volunteer, Some(VolunteerId(LEADER as i64 + 1)));
    assert_eq!(of(2).await.volunteer, Some(VolunteerId(CHEN as i64 + 1)));
    assert!(of(8).await.volunteer.is_some());
    let station = of(4).await;
    assert!(station.keeps_shop() && station.grants.iter().all(|grant| grant.org == HOME));
    assert!(of(7).await.is_admin());
}
