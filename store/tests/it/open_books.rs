//! Books in the open: days are closed, the file holds together, and who has a receipt finds their line.

use domain::Code;
use domain::ledger::{BrokenBy, Verified, Verifier};
use domain::orders::State;
use domain::points::{Owner, Rule};
use domain::spoken::spoken;
use domain::time::{DAY, HOUR, MINUTE};
use store::testing::{AT_ONCE, County, Person};
use store::{both, check, ledger};

/// Two members serve on one order; the clock posts it, and some days pass.
async fn some_days_pass(county: &County) {
    let no = county.order_in(State::Accepted).await;
    county
        .leader
        .schedules(&no, &[&county.member, &county.second])
        .await
        .unwrap();
    for member in [&county.member, &county.second] {
        member.checks_in(&no).await.unwrap();
    }
    county.later(90 * MINUTE);
    for member in [&county.member, &county.second] {
        member.checks_out(&no).await.unwrap();
    }
    county.leader.delivers(&no).await.unwrap();
    for member in [&county.member, &county.second] {
        let attendance = county.attendance(&no, member).await;
        county.leader.confirms(attendance).await.unwrap();
    }
    county.ticks().await;
    county.resident.rates(&no, 5).await.unwrap();
    county.later(3 * DAY);
    county.ticks().await;
}

async fn file(county: &County, day: &str) -> Vec<String> {
    let cx = county.visitor().cx().await;
    let mut reading = ledger::Reading::of(day).unwrap();
    let mut text = String::new();
    while let Some(lines) = reading.read(&cx).await.unwrap() {
        text.push_str(&lines);
    }
    text.lines().map(str::to_owned).collect()
}

fn verified(lines: &[String]) -> Result<Verified, BrokenBy> {
    let read = || {
        let mut verifier = Verifier::begin(&lines[0])?;
        for line in &lines[1..] {
            verifier.read(line)?;
        }
        verifier.finish()
    };
    read().map_err(|broken| broken.fault)
}

async fn receipts(person: &Person) -> Vec<String> {
    let (_, page) = ledger::statement(&person.cx().await, None).await.unwrap();
    page.rows.into_iter().map(|entry| entry.receipt).collect()
}

both!(
    what_is_published_can_be_verified_by_anybody,
    AT_ONCE,
    |county| async {
        some_days_pass(&county).await;
        let cx = county.visitor().cx().await;
        let books = ledger::open_books(&cx, "", "").await.unwrap();
        // The day of the service and those behind it that are over, the newest first.
        assert_eq!(books.days.rows.len(), 3);
        let served = books.days.rows.last().unwrap();
        assert_eq!((served.day.transfers, served.day.returned), (4, 0));

        let lines = file(&county, "").await;
        let found = verified(&lines).unwrap();
        assert_eq!((found.days, found.transfers), (3, 4));
        assert_eq!(found.balances, [-served.day.issued, 0, served.day.issued]);
        let (day, root) = found.last.unwrap();
        assert_eq!(books.days.rows[0].day.day, day);
        assert_eq!(books.days.rows[0].root, root.to_string());

        // One day by itself goes on from the day before.
        let second = &books.days.rows[1];
        let one = verified(&file(&county, &second.day.day.to_string()).await).unwrap();
        assert_eq!((one.days, one.before.to_string()), (1, served.root.clone()));

        let mut changed = lines.clone();
        changed[1] = changed[1].replace(",15,", ",16,");
        assert_ne!(changed, lines);
        assert_eq!(verified(&changed), Err(BrokenBy::Figures));
        // Nobody is named in it.
        let text = lines.concat();
        for word in [county.member.name.as_str(), county.member.volunteer_no()] {
            assert!(!text.contains(word));
        }
    }
);

both!(
    a_receipt_leads_its_owner_to_the_line,
    AT_ONCE,
    |county| async {
        some_days_pass(&county).await;
        let cx = county.visitor().cx().await;
        let mine = receipts(&county.member).await;
        assert_eq!(mine.len(), 2);
        assert!(
            receipts(&county.second)
                .await
                .iter()
                .all(|theirs| !mine.contains(theirs))
        );
        let asked = spoken(&mine[1]).to_lowercase();
        let found = ledger::open_books(&cx, &asked, "")
            .await
            .unwrap()
            .found
            .unwrap();
        assert_eq!(found.line.receipt, mine[1]);
        assert_eq!(
            (found.line.rule, found.line.amount),
            (Rule::ServiceHours, 15)
        );
        assert_eq!(
            (found.line.from, found.line.to),
            (Owner::Issuer, Owner::Volunteer)
        );
        assert!(file(&county, "").await.contains(&found.line.to_string()));
        for (asked, refused) in [
            ("7K3M", Code::NO_SUCH_RECEIPT),
            ("2222-2222-2222-2222", Code::NO_SUCH_RECEIPT),
            (" ", Code::REQUIRED),
        ] {
            let books = ledger::open_books(&cx, asked, "").await.unwrap();
            assert_eq!((books.found, books.refused), (None, Some(refused)));
        }
    }
);

both!(
    a_day_is_closed_once_and_an_hour_after_it_is_over,
    AT_ONCE,
    |county| async {
        some_days_pass(&county).await;
        let today = county.now().date();
        county.at(today.plus_days(1).start().plus(HOUR - 1));
        county.ticks().await;
        let closed = "SELECT count(*) FROM ledger_day";
        assert_eq!(county.number(closed).await, 3);
        county.later(1);
        // Several machines tick at once.
        let (store, now) = (county.store(), county.now());
        let ticks = (0..8).map(|_| ledger::catch_up(store, now));
        futures::future::try_join_all(ticks).await.unwrap();
        assert_eq!(county.number(closed).await, 4);
        let report = check::run(county.database(), &store::testing::key())
            .await
            .unwrap();
        assert_eq!(report.differences, Vec::<String>::new());
    }
);

both!(
    a_transfer_that_was_changed_behind_the_countys_back_is_named,
    AT_ONCE,
    |county| async {
        some_days_pass(&county).await;
        for trigger in [
            "DROP TRIGGER points_transfer_no_update",
            "DROP TRIGGER points_transfer_append_only ON points_transfer",
        ] {
            // Each engine has one of them.
            let _ = county.execute(trigger).await;
        }
        let changed = "UPDATE points_transfer SET words = '改过' WHERE id = 2";
        county.execute(changed).await.unwrap();
        let report = check::run(county.database(), &store::testing::key())
            .await
            .unwrap();
        let day = county.now().date().plus_days(-3);
        assert_eq!(
            report.differences,
            [format!(
                "points_transfer 2: is not what was closed with {day}"
            )]
        );
        // The file says so as well.
        assert_eq!(verified(&file(&county, "").await), Err(BrokenBy::Root));
    }
);
