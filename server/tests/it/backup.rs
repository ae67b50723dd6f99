//! Backup and restore, while people go on.

use crate::pictures::photo;
use domain::pictures::{PictureName, Size};
use server::commands::backup::{Problem, backup, restore};
use server::config::Config;
use server::pictures::Pictures;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use store::testing::{Engine, empty, key};
use store::{Database, Store, both, check};

fn in_folder(folder: &Path) -> Config {
    Config {
        data: folder.to_owned(),
        ..Config::default()
    }
}

fn engine(database: &Database) -> Engine {
    match database {
        Database::Sqlite(_) => Engine::Sqlite,
        Database::Postgres(_) => Engine::Postgres,
    }
}

/// Books that `diandan check` finds nothing in; says how many orders they hold.
async fn orders_in(database: &Database) -> u64 {
    let report = check::run(database, &key()).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
    let orders = report
        .checked
        .iter()
        .find(|(what, _)| *what == "orders' states against their last events");
    orders.unwrap().1
}

both!(
    what_was_acknowledged_before_a_backup_comes_back,
    |county| async {
        let folder = tempfile::tempdir().unwrap();
        let config = in_folder(&folder.path().join("data"));
        let pictures = Pictures::open(county.store().clone(), &config).unwrap();
        let cx = county.leader.cx().await;
        let name: PictureName = pictures.keep(&cx, photo(10)).await.unwrap();

        // Four people order as fast as they can.
        let (placed, stop) = (
            Arc::new(AtomicU64::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        let people: Vec<_> = (0..4)
            .map(|_| {
                let (county, placed, stop) = (county.clone(), placed.clone(), stop.clone());
                tokio::spawn(async move {
                    while !stop.load(Ordering::Relaxed) {
                        let (item, village) = (county.menu.haircut, county.places.village);
                        county.resident.places_order(item, village).await.unwrap();
                        placed.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        while placed.load(Ordering::Relaxed) < 20 {
            tokio::task::yield_now().await;
        }
        let before = placed.load(Ordering::Relaxed);
        let copy = folder.path().join("copy");
        backup(&config, county.database(), &copy).await.unwrap();
        let meanwhile = placed.load(Ordering::Relaxed);
        while placed.load(Ordering::Relaxed) < meanwhile + 10 {
            tokio::task::yield_now().await;
        }
        stop.store(true, Ordering::Relaxed);
        for person in people {
            person.await.unwrap();
        }

        let elsewhere = in_folder(&folder.path().join("elsewhere"));
        let (database, _home) = empty(engine(county.database())).await;
        restore(&elsewhere, &database, &copy).await.unwrap();
        let orders = orders_in(&database).await;
        // Of four that were placed when the backup ended, nobody may have counted any yet.
        assert!(
            (before..=meanwhile + 4).contains(&orders),
            "{before} {orders} {meanwhile}"
        );
        assert!(orders < orders_in(county.database()).await);

        // What came back is served: it is migrated, and the picture is there.
        Store::migrate(&database).await.unwrap();
        let store = Store::open(&database, key()).await.unwrap();
        let pictures = Pictures::open(store, &elsewhere).unwrap();
        for size in Size::ALL {
            assert!(pictures.file(&name, *size).await.unwrap().is_some());
        }

        let again = restore(&elsewhere, &database, &copy).await.unwrap_err();
        assert!(
            matches!(again, Problem::Books(store::Error::NotEmpty(_))),
            "{again}"
        );
    }
);

both!(
    a_backup_holds_no_key_and_tells_when_it_is_not_whole,
    |county| async {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let config = in_folder(&data);
        config.make_data_folder().unwrap();
        let secret = "ab".repeat(32);
        std::fs::write(data.join("key"), &secret).unwrap();
        let pictures = Pictures::open(county.store().clone(), &config).unwrap();
        let cx = county.leader.cx().await;
        pictures.keep(&cx, photo(20)).await.unwrap();
        let copy = folder.path().join("copy");
        backup(&config, county.database(), &copy).await.unwrap();
        let refused = backup(&config, county.database(), &copy).await.unwrap_err();
        assert!(matches!(refused, Problem::NotEmpty(_)), "{refused}");
        let mut names: Vec<_> = std::fs::read_dir(&copy)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        let books = match county.database() {
            Database::Sqlite(_) => "diandan.db",
            Database::Postgres(_) => "diandan.dump",
        };
        assert_eq!(names, ["SHA256SUMS", books, "pictures"]);

        let (database, _home) = empty(engine(county.database())).await;
        let elsewhere = in_folder(&folder.path().join("elsewhere"));
        let books = copy.join(books);
        let whole = std::fs::read(&books).unwrap();
        let mut damaged = whole.clone();
        damaged[whole.len() / 2] ^= 1;
        std::fs::write(&books, damaged).unwrap();
        let refused = restore(&elsewhere, &database, &copy).await.unwrap_err();
        assert!(matches!(refused, Problem::Damaged(_)), "{refused}");
        std::fs::write(&books, whole).unwrap();
        let sums = copy.join("SHA256SUMS");
        let list = std::fs::read(&sums).unwrap();
        std::fs::remove_file(&sums).unwrap();
        let refused = restore(&elsewhere, &database, &copy).await.unwrap_err();
        assert!(matches!(refused, Problem::NotWhole(_)), "{refused}");
        std::fs::write(&sums, list).unwrap();
        restore(&elsewhere, &database, &copy).await.unwrap();
    }
);
