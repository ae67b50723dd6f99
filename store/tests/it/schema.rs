//! The schema: it migrates twice, says what the entities say, and guards what is only ever added.

use store::Store;
use store::both;
use store::testing::entities;

both!(migrating_again_changes_nothing, |county| async {
    let before = county.schema().await;
    Store::migrate(county.database()).await.unwrap();
    assert_eq!(county.schema().await, before);
    assert_eq!(county.number("SELECT count(*) FROM org").await, 6);
});

both!(the_tables_are_what_the_entities_declare, |county| async {
    assert_eq!(county.schema().await, entities());
});
