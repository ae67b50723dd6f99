//! Messages leave the county once, whatever happens to the workers that send them.

use domain::ids::MessageId;
use domain::notify::{Delivery, LEASE, TRIES, back_off};
use std::collections::{HashMap, HashSet};
use store::both;
use store::notify::{self, Claimed, Sms};
use store::testing::County;

/// Stands in for the gateway: it knows a message that it has taken before.
#[derive(Default)]
struct Gateway {
    taken: HashMap<MessageId, Sms>,
    asked: usize,
}

impl Gateway {
    fn takes(&mut self, message: &Claimed) {
        self.asked += 1;
        let known = self.taken.insert(message.id, message.sms.clone());
        assert!(
            known.is_none_or(|known| known == message.sms),
            "one id, one message"
        );
    }
}

async fn orders(county: &County, count: usize) {
    let (item, village) = (county.menu.haircut, county.places.village);
    for _ in 0..count {
        county.resident.places_order(item, village).await.unwrap();
    }
}

async fn sent(county: &County, message: &Claimed) {
    notify::mark_sent(county.store(), message, county.now())
        .await
        .unwrap();
}

async fn failed(county: &County, message: &Claimed) {
    notify::mark_failed(county.store(), message, county.now(), "no signal")
        .await
        .unwrap();
}

async fn count(county: &County, state: Delivery) -> i64 {
    let sql = format!("SELECT count(*) FROM outbox WHERE state = '{state}'");
    county.number(&sql).await
}

async fn payloads(county: &County) -> i64 {
    let sql = "SELECT count(*) FROM outbox WHERE payload IS NOT NULL";
    county.number(sql).await
}

both!(
    a_worker_that_dies_before_it_marks_loses_and_repeats_nothing,
    |county| async {
        orders(&county, 3).await;
        let mut gateway = Gateway::default();
        for message in &county.claims().await {
            gateway.takes(message);
        }
        assert_eq!(gateway.asked, 3);
        // The worker dies here, and what it holds stays held until its lease runs out.
        county.later(LEASE - 1);
        assert!(county.claims().await.is_empty());
        county.later(1);
        for message in &county.claims().await {
            gateway.takes(message);
            sent(&county, message).await;
        }
        assert_eq!((gateway.asked, gateway.taken.len()), (6, 3));
        assert_eq!(count(&county, Delivery::Sent).await, 3);
        county.later(100 * LEASE);
        assert!(county.claims().await.is_empty());
    }
);

both!(
    what_a_message_said_is_erased_once_it_is_sent,
    |county| async {
        orders(&county, 2).await;
        assert_eq!(payloads(&county).await, 2);
        let claimed = county.claims().await;
        sent(&county, &claimed[0]).await;
        assert_eq!(payloads(&county).await, 1);
        sent(&county, &claimed[1]).await;
        assert_eq!(payloads(&county).await, 0);
    }
);

both!(
    a_failing_message_is_tried_ever_more_rarely_and_given_up,
    |county| async {
        orders(&county, 1).await;
        for n in 1..=TRIES {
            let claimed = county.claims().await;
            assert_eq!(claimed.len(), 1, "try {n}");
            failed(&county, &claimed[0]).await;
            if n < TRIES {
                assert_eq!(count(&county, Delivery::Queued).await, 1, "try {n}");
                county.later(back_off(n) - 1);
                assert!(county.claims().await.is_empty(), "try {n} waits");
                county.later(1);
            }
        }
        assert_eq!(count(&county, Delivery::Failed).await, 1);
        assert_eq!(payloads(&county).await, 0);
        let faults = county.texts_of("SELECT fault FROM outbox").await;
        assert_eq!(faults, ["no signal"]);
        county.later(100 * LEASE);
        assert!(county.claims().await.is_empty());
    }
);

both!(
    two_workers_at_once_never_hold_the_same_message,
    |county| async {
        orders(&county, 45).await;
        let workers: Vec<_> = (0..8)
            .map(|_| {
                let (store, now) = (county.store().clone(), county.now());
                tokio::spawn(async move { notify::claim(&store, now).await })
            })
            .collect();
        let mut held = Vec::new();
        for worker in workers {
            held.extend(worker.await.unwrap().unwrap());
        }
        held.extend(county.claims().await);
        let ids: HashSet<_> = held.iter().map(|message| message.id).collect();
        assert_eq!((held.len(), ids.len()), (45, 45));
    }
);

both!(a_worker_that_comes_late_undoes_nothing, |county| async {
    orders(&county, 1).await;
    let slow = county.claims().await.remove(0);
    county.later(LEASE);
    let quick = county.claims().await.remove(0);
    assert_eq!(quick.id, slow.id);

    // While another worker holds the message, the slow one's failure is not the message's.
    failed(&county, &slow).await;
    county.later(back_off(2));
    assert!(county.claims().await.is_empty(), "the lease stands");

    sent(&county, &quick).await;
    failed(&county, &slow).await;
    assert_eq!(count(&county, Delivery::Sent).await, 1);
    county.later(100 * LEASE);
    assert!(county.claims().await.is_empty());
});

both!(a_late_success_is_a_success, |county| async {
    orders(&county, 1).await;
    let slow = county.claims().await.remove(0);
    county.later(LEASE);
    let quick = county.claims().await.remove(0);
    sent(&county, &slow).await;
    failed(&county, &quick).await;
    assert_eq!(count(&county, Delivery::Sent).await, 1);
    assert_eq!(payloads(&county).await, 0);
});

both!(
    a_message_that_cannot_be_read_holds_up_no_other,
    |county| async {
        orders(&county, 3).await;
        county
            .execute("UPDATE outbox SET payload = phone FROM account WHERE outbox.id = (SELECT min(id) FROM outbox)")
            .await
            .unwrap();
        let claimed = county.claims().await;
        assert_eq!(claimed.len(), 2);
        assert_eq!(count(&county, Delivery::Failed).await, 1);
    }
);

both!(
    a_message_that_kills_its_workers_is_given_up,
    |county| async {
        orders(&county, 1).await;
        for _ in 0..TRIES {
            assert_eq!(county.claims().await.len(), 1);
            county.later(LEASE);
        }
        assert!(county.claims().await.is_empty());
        assert_eq!(count(&county, Delivery::Failed).await, 1);
    }
);

both!(
    a_message_of_another_version_is_shown_as_such_and_marked_read,
    |county| async {
        let account = county.resident.account.unwrap().0;
        let now = county.now().0;
        let sql = format!(
            "INSERT INTO inbox (account_id, at, notice) VALUES ({account}, {now}, '{{\"kind\":\"of_another_version\"}}')"
        );
        county.execute(&sql).await.unwrap();
        let cx = county.resident.cx().await;
        let page = notify::messages(&cx, None).await.unwrap();
        let [message] = &page.rows[..] else {
            panic!("one message: {page:?}");
        };
        assert_eq!((&message.message, message.read), (&None, false));
        notify::mark_read(&cx, message.id).await.unwrap();
        let page = notify::messages(&cx, None).await.unwrap();
        assert!(page.rows[0].read);
    }
);
