use super::*;
use crate::checking::MOST;
use crate::db::Store;
use crate::demo::tests::tiny;
use crate::testing::{Engine, key};
use sea_orm::ConnectionTrait;

/// What is done to the books, and the words in which it is found.
const FAULTS: &[(&str, &str)] = &[
    (
        "UPDATE points_account SET balance = balance + 1 WHERE id = 1002",
        "points_account 1002: the balance is 914, its transfers make 913",
    ),
    (
        "UPDATE points_request SET verdict = 'approve', decided_by = 6, decided_at = 1 WHERE id = 3",
        "points_request 3: asked for 30, 0 were posted",
    ),
    (
        "INSERT INTO points_transfer (award, debit_id, credit_id, amount, rule, at, rule_id) VALUES ('five_stars:0', 1003, 1, 1, 'reversal', 1, 3)",
        "takes back more than was given",
    ),
    (
        "UPDATE volunteer SET minutes = minutes + 60 WHERE id = 2",
        "volunteer 2: has ",
    ),
    (
        "UPDATE item SET stars = stars - 1 WHERE id = 37",
        "item 37: has ",
    ),
    (
        "UPDATE orders SET state = 'rated' WHERE id = (SELECT max(id) FROM orders WHERE state = 'auto_closed')",
        "the state is rated, the last event leads to auto_closed",
    ),
    (
        "UPDATE offer SET deadline = deadline + 1 WHERE answered_at IS NULL",
        "is offered, its open offer ",
    ),
    (
        "UPDATE orders SET org_id = 1 WHERE id = (SELECT max(id) FROM orders WHERE state = 'submitted')",
        "is submitted with somebody to do it",
    ),
    (
        "UPDATE attendance SET minutes = minutes + 1 WHERE id = 1",
        "attendance 1: has ",
    ),
    (
        "UPDATE attendance SET state = 'void' WHERE id = 2",
        "attendance 2 is void, not posted",
    ),
    (
        "INSERT INTO order_event (order_id, at, action, to_state, standing, reason) VALUES (1, 0, 'submit', 'submitted', 'requester', '')",
        "submit from nothing to submitted does not follow ",
    ),
    (
        "INSERT INTO points_transfer (award, debit_id, credit_id, amount, rule, attendance_id, at) VALUES ('x', 1, 1004, 5, 'five_stars', 1, 0)",
        "does not reward the service it names",
    ),
    (
        "UPDATE account SET masked = '某*' WHERE id = 1",
        "account 1: is shown as 某*, not as 沈**",
    ),
    (
        "UPDATE orders SET who = '某*' WHERE id = 1",
        "orders 1: is shown as 某*",
    ),
];

async fn finds(engine: Engine) {
    let (database, _home, _) = tiny(engine).await;
    let books = Store::bulk(&database).await.unwrap();
    for (fault, _) in FAULTS {
        let done = books.execute_unprepared(fault).await.unwrap();
        assert!(done.rows_affected() > 0, "{fault}");
    }
    books.close().await.unwrap();
    let found = run(&database, &key()).await.unwrap().differences;
    for (_, words) in FAULTS {
        assert!(
            found.iter().any(|sentence| sentence.contains(words)),
            "{words}: {found:#?}"
        );
    }
    assert!(found.len() < MOST);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_tampered_with_is_named_on_sqlite() {
    finds(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_tampered_with_is_named_on_postgres() {
    finds(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_key_opens_nothing_and_the_report_stays_short() {
    let (database, _home, _) = tiny(Engine::Sqlite).await;
    let found = run(&database, &Key::new(&[8; 32]))
        .await
        .unwrap()
        .differences;
    assert_eq!(found.len(), MOST);
    assert!(
        found
            .iter()
            .all(|sentence| sentence.contains("cannot be opened"))
    );
}
