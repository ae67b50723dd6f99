//! Lists page by key: no gaps, no repeats, whatever is added meanwhile.

use domain::ids::AttendanceId;
use domain::orders::State;
use domain::page::{PAGE, Page};
use domain::time::MINUTE;
use std::future::Future;
use store::orders::OrderFilter;
use store::testing::County;
use store::{both, hours, notify, orders};

/// Orders this many haircuts, one a minute.
async fn orders_placed(county: &County, count: usize) -> Vec<String> {
    let (item, village) = (county.menu.haircut, county.places.village);
    let mut numbers = Vec::new();
    for _ in 0..count {
        county.later(MINUTE);
        numbers.push(county.resident.places_order(item, village).await.unwrap());
    }
    numbers
}

/// Turns the pages to the end.
async fn pages<T, F>(turn: impl Fn(Option<String>) -> F) -> Vec<Vec<T>>
where
    F: Future<Output = store::Result<Page<T>>>,
{
    let mut pages = Vec::new();
    let mut key = None;
    loop {
        let page = turn(key).await.unwrap();
        pages.push(page.rows);
        key = page.next;
        if key.is_none() {
            return pages;
        }
    }
}

fn lengths<T>(pages: &[Vec<T>]) -> Vec<usize> {
    pages.iter().map(Vec::len).collect()
}

both!(ones_own_orders_page_from_the_newest, |county| async {
    let mut placed = orders_placed(&county, 45).await;
    let cx = county.resident.cx().await;
    let found = pages(|key| {
        let cx = cx.clone();
        async move { orders::mine(&cx, key.as_deref()).await }
    })
    .await;
    assert_eq!(lengths(&found), [20, 20, 5]);
    placed.reverse();
    let numbers: Vec<_> = found.concat().into_iter().map(|card| card.no).collect();
    assert_eq!(numbers, placed);
});

both!(a_queue_pages_from_the_oldest, |county| async {
    let placed = orders_placed(&county, 45).await;
    let cx = county.centre.cx().await;
    let found = pages(|after| {
        let cx = cx.clone();
        async move {
            let filter = OrderFilter {
                after,
                ..OrderFilter::default()
            };
            let queue = orders::desk(&cx, &filter).await?;
            assert_eq!(queue.counts.of(State::Submitted), 45);
            Ok(queue.page)
        }
    })
    .await;
    assert_eq!(lengths(&found), [20, 20, 5]);
    let numbers: Vec<_> = found.concat().into_iter().map(|card| card.no).collect();
    assert_eq!(numbers, placed);
    let elsewhere = orders::desk(&county.elsewhere.cx().await, &OrderFilter::default()).await;
    assert!(elsewhere.unwrap().page.rows.is_empty());
});

both!(what_comes_meanwhile_moves_no_page, |county| async {
    let mut placed = orders_placed(&county, 25).await;
    let cx = county.resident.cx().await;
    let first = orders::mine(&cx, None).await.unwrap();
    orders_placed(&county, 3).await;
    let second = orders::mine(&cx, first.next.as_deref()).await.unwrap();
    placed.reverse();
    let rows = first.rows.into_iter().chain(second.rows);
    let numbers: Vec<_> = rows.map(|card| card.no).collect();
    assert_eq!(numbers, placed);
});

both!(a_full_last_page_is_the_last, |county| async {
    orders_placed(&county, PAGE as usize).await;
    let page = orders::mine(&county.resident.cx().await, None).await;
    assert_eq!(page.unwrap().next, None);
});

both!(messages_page_and_are_marked_as_read, |county| async {
    orders_placed(&county, 30).await;
    let cx = county.resident.cx().await;
    let found = pages(|key| {
        let cx = cx.clone();
        async move { notify::messages(&cx, key.as_deref()).await }
    })
    .await;
    assert_eq!(lengths(&found), [20, 10]);
    let newest = found[0][0].id;
    notify::mark_read(&cx, newest).await.unwrap();
    orders_placed(&county, 1).await;
    let unread = notify::messages(&cx, None).await.unwrap().rows;
    let unread = unread.iter().filter(|message| !message.read).count();
    assert_eq!(unread, 1);
});

both!(
    public_notices_page_although_they_end_together,
    |county| async {
        let mut expected = Vec::new();
        for _ in 0..22 {
            let no = county.order_in(State::Scheduled).await;
            county
                .leader
                .checks_in_for(&no, &county.member)
                .await
                .unwrap();
            county.later(MINUTE);
            county.member.checks_out(&no).await.unwrap();
            let attendance = county.attendance(&no, &county.member).await;
            county.leader.confirms(attendance).await.unwrap();
            expected.push(attendance);
        }
        let cx = county.visitor().cx().await;
        let found = pages(|key| {
            let cx = cx.clone();
            async move { hours::notices(&cx, key.as_deref()).await }
        })
        .await;
        assert_eq!(lengths(&found), [20, 2]);
        let shown: Vec<_> = found
            .concat()
            .into_iter()
            .map(|row| AttendanceId(row.id))
            .collect();
        assert_eq!(shown, expected);
    }
);

both!(what_is_no_key_starts_at_the_beginning, |county| async {
    orders_placed(&county, 21).await;
    let cx = county.resident.cx().await;
    let first = orders::mine(&cx, None).await.unwrap();
    assert_eq!(first.rows.len(), 20);
    for key in ["", "x", "1.5", "99999999999999999999"] {
        let page = orders::mine(&cx, Some(key)).await.unwrap();
        assert_eq!(page, first, "{key}");
    }
    let no = county.order_in(State::Scheduled).await;
    let (leader, member) = (&county.leader, &county.member);
    leader.checks_in_for(&no, member).await.unwrap();
    county.later(MINUTE);
    member.checks_out(&no).await.unwrap();
    let attendance = county.attendance(&no, member).await;
    leader.confirms(attendance).await.unwrap();
    let first = hours::notices(&cx, None).await.unwrap();
    assert_eq!(first.rows.len(), 1);
    for key in ["", "7", "x-7", "7-"] {
        let page = hours::notices(&cx, Some(key)).await.unwrap();
        assert_eq!(page, first, "{key}");
    }
});
