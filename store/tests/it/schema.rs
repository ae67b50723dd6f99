//! The schema: it migrates twice, says what the entities say, and guards what is only ever added.

use domain::orders::State;
use store::testing::{AT_ONCE, entities};
use store::{Store, both};

both!(migrating_again_changes_nothing, |county| async {
    let before = county.schema().await;
    Store::migrate(county.database()).await.unwrap();
    assert_eq!(county.schema().await, before);
    assert_eq!(county.number("SELECT count(*) FROM org").await, 6);
});

both!(the_tables_are_what_the_entities_declare, |county| async {
    assert_eq!(county.schema().await, entities());
});

both!(
    what_was_entered_is_neither_changed_nor_deleted,
    AT_ONCE,
    |county| async {
        let no = county.order_in(State::Rated).await;
        let served = county.attendance(&no, &county.member).await;
        county.leader.confirms(served).await.unwrap();
        for table in [
            "order_event",
            "audit",
            "consent",
            "hours_entry",
            "points_transfer",
            "star_rule",
            "county_rule",
        ] {
            let count = format!("SELECT count(*) FROM {table}");
            let before = county.number(&count).await;
            assert!(before > 0, "{table} is empty");
            for sql in [
                format!("UPDATE {table} SET id = id + 1000"),
                format!("DELETE FROM {table}"),
            ] {
                let refused = county.execute(&sql).await.unwrap_err().to_string();
                let expected = format!("{table} is append-only");
                assert!(refused.contains(&expected), "{sql}: {refused}");
            }
            assert_eq!(county.number(&count).await, before);
        }
    }
);
