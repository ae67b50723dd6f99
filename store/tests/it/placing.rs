//! Placing an order.

use domain::Code;
use domain::notify::Message;
use domain::orders::{PlaceForm, State, parse_order_no};
use domain::rules::Number;
use domain::time::HOUR;
use futures::future::join_all;
use store::testing::{Reader, refused};
use store::{both, orders};

both!(
    an_order_is_acknowledged_and_waits_at_the_station,
    |county| async {
        let (item, village) = (county.menu.haircut, county.places.village);
        let mut topics = county.store().topics();
        let no = county.resident.places_order(item, village).await.unwrap();
        assert_eq!(parse_order_no(&no).as_ref(), Ok(&no));
        let title = "上门理发".to_owned();
        let placed = Message::Orders(domain::orders::Message::OrderPlaced {
            no: no.clone(),
            title: title.clone(),
        });
        let inbox = county.resident.reads().await;
        assert_eq!(inbox, std::slice::from_ref(&placed));
        let waits = Message::Orders(domain::orders::Message::OrderWaits {
            no: no.clone(),
            title,
        });
        assert_eq!(county.station.reads().await, [waits]);
        assert!(county.neighbour.reads().await.is_empty());

        let texts = county.waiting_texts().await;
        assert_eq!(texts.len(), 1);
        assert_eq!(texts[0].phone.as_str(), county.resident.phone);
        assert_eq!(texts[0].message, placed);
        assert!(texts[0].link.is_some());
        assert_eq!(topics.recv().await.unwrap(), orders::topic(&no));
    }
);

both!(a_refused_order_leaves_nothing_behind, |county| async {
    let mark = county.mark().await;
    let mut topics = county.store().topics();
    let village = county.places.village;
    let paused = county
        .resident
        .places_order(county.menu.repairs, village)
        .await;
    assert_eq!(refused(paused), Code::ITEM_PAUSED);
    assert_eq!(county.number("SELECT count(*) FROM orders").await, 0);
    assert_eq!(county.told_since(mark).await, []);
    assert!(topics.try_recv().is_err());
});

both!(
    a_service_is_ordered_where_it_is_offered_and_in_time,
    |county| async {
        let places = county.places;
        let lecture = county.menu.lecture;
        let elsewhere = county
            .resident
            .places_order(lecture, places.other_village)
            .await;
        assert_eq!(refused(elsewhere), Code::NOT_SERVED_THERE);
        let in_a_town = county.resident.places_order(lecture, places.town).await;
        assert_eq!(refused(in_a_town), Code::NOT_A_CHOICE);

        let form = county.resident.order_form(lecture, places.village).await;
        let today = PlaceForm {
            day1: county.now().date().to_string(),
            part1: "afternoon".to_owned(),
            ..form.clone()
        };
        assert_eq!(refused(county.resident.places(today).await), Code::TOO_SOON);
        let wrong_town = PlaceForm {
            town: places.other_town.to_string(),
            ..form.clone()
        };
        assert_eq!(
            refused(county.resident.places(wrong_town).await),
            Code::VILLAGE_NOT_IN_TOWNSHIP
        );
        assert_eq!(
            refused(county.visitor().places(form.clone()).await),
            Code::SIGN_IN_FIRST
        );
        county.resident.places(form).await.unwrap();
    }
);

both!(
    ordering_for_somebody_else_tells_them_by_sms,
    |county| async {
        let form = PlaceForm {
            on_behalf: "on".to_owned(),
            name: "沈阿婆".to_owned(),
            phone: "13500003333".to_owned(),
            consent: "by_phone".to_owned(),
            ..county
                .resident
                .order_form(county.menu.haircut, county.places.village)
                .await
        };
        let mark = county.mark().await;
        let no = county.resident.places(form).await.unwrap();
        let told = county.told_since(mark).await;
        let reads = |reader: &Reader| told.iter().any(|(known, _)| known == reader);
        assert!(reads(&Reader::Account(county.resident.account.unwrap())));
        assert!(reads(&Reader::Phone(
            domain::account::Phone::parse("13500003333").unwrap()
        )));
        assert_eq!(told.len(), 3, "and the station: {told:?}");
        let by_link = county.link_holder(&no).await.sees(&no).await.unwrap();
        assert_eq!(by_link.contact.unwrap().name.as_str(), "沈阿婆");
    }
);

both!(the_form_remembers_the_last_answers, |county| async {
    let (item, village) = (county.menu.haircut, county.places.village);
    let first = orders::new_order(&county.resident.cx().await, item, None, false)
        .await
        .unwrap();
    assert_eq!(first.form.phone, county.resident.phone);
    assert_eq!(first.form.address, "");
    assert_eq!(
        first.earliest,
        county.now().plus(2 * HOUR).date().to_string()
    );
    county.resident.places_order(item, village).await.unwrap();
    let next = orders::new_order(&county.resident.cx().await, item, None, false)
        .await
        .unwrap();
    assert_eq!(next.form.name, county.resident.name);
    assert_eq!(next.form.village, village.to_string());
    assert_eq!(next.form.town, county.places.town.to_string());
    assert!(!next.form.address.is_empty() && next.form.day1.is_empty());
});

both!(an_order_starts_from_an_earlier_one, |county| async {
    let (item, village) = (county.menu.haircut, county.places.village);
    let asks = |like: String| {
        let county = county.clone();
        async move {
            let cx = county.resident.cx().await;
            orders::new_order(&cx, item, Some(&like), false).await
        }
    };
    let cx = county.resident.cx().await;
    assert_eq!(orders::repeatable(&cx).await.unwrap(), None);
    let no = county.order_in(State::Rated).await;
    let last = orders::repeatable(&cx).await.unwrap().unwrap();
    assert_eq!((&last.no, last.item), (&no, item));
    let first = county.resident.sees(&no).await.unwrap().contact.unwrap();
    let like = asks(no.clone()).await.unwrap();
    assert!(like.ready);
    assert_eq!(like.form.address, first.address);
    assert_eq!(like.form.note, first.note);
    assert_eq!(like.form.village, village.to_string());
    let again = county.resident.places(like.form).await.unwrap();
    assert_ne!(again, no);

    // Of somebody else's order nothing is told, and for somebody else it has to be asked again whether they agree.
    let stranger = county.stranger.cx().await;
    let foreign = orders::new_order(&stranger, item, Some(&no), false).await;
    let foreign = foreign.unwrap();
    assert!(!foreign.ready && foreign.form.address.is_empty());
    let behalf = PlaceForm {
        on_behalf: "on".to_owned(),
        consent: "in_person".to_owned(),
        name: "沈阿婆".to_owned(),
        ..county.resident.order_form(item, village).await
    };
    let behalf = county.resident.places(behalf).await.unwrap();
    let like = asks(behalf).await.unwrap();
    assert!(!like.ready && like.form.consent.is_empty());
    assert_eq!(like.form.on_behalf, "on");
    assert_eq!(like.form.name, "沈阿婆");
    assert_eq!(refused(asks("2".to_owned()).await), Code::NOT_FOUND);
});

both!(a_number_that_is_taken_is_drawn_again, |county| async {
    // As if only a hundred numbers were left: drawing twenty of them without a repeat hardly ever happens.
    county
        .execute("CREATE UNIQUE INDEX few_numbers ON orders (substr(no, 8, 2))")
        .await
        .unwrap();
    let (item, village) = (county.menu.haircut, county.places.village);
    for _ in 0..20 {
        county.resident.places_order(item, village).await.unwrap();
    }
});

both!(
    of_fifty_orders_at_once_a_day_takes_as_many_as_it_may,
    &[(Number::OrdersADay, 3)],
    |county| async {
        let (item, village) = (county.menu.haircut, county.places.village);
        let placing = (0..50).map(|_| county.resident.places_order(item, village));
        let (placed, refusals): (Vec<_>, Vec<_>) =
            join_all(placing).await.into_iter().partition(Result::is_ok);
        assert_eq!(placed.len(), 3);
        for refusal in refusals {
            assert_eq!(refused(refusal), Code::ORDERS_USED_UP);
        }
    }
);

both!(
    nobody_places_orders_without_end,
    &[(Number::OrdersADay, 3)],
    |county| async {
        let (item, village) = (county.menu.haircut, county.places.village);
        for _ in 0..3 {
            county.resident.places_order(item, village).await.unwrap();
            county.station.places_order(item, village).await.unwrap();
        }
        let one_more = county.resident.places_order(item, village).await;
        assert_eq!(refused(one_more), Code::ORDERS_USED_UP);
        county.station.places_order(item, village).await.unwrap();
        county.stranger.places_order(item, village).await.unwrap();
        county.later(24 * HOUR);
        county.resident.places_order(item, village).await.unwrap();
    }
);
