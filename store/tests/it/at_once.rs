//! Many at once: whoever comes second learns so, and nothing happens twice.

use domain::Code;
use domain::account::RegistrationForm;
use domain::hours::ConfirmForm;
use domain::orders::State;
use domain::orders::{Presence, Told};
use domain::time::HOUR;
use std::collections::HashSet;
use std::future::Future;
use store::orders;
use store::testing::{AT_ONCE, refused};
use store::{account, both, hours};

/// How many try at once.
const MANY: usize = 64;

/// Runs as many tasks at once and gathers what they answer.
async fn at_once<T, F>(task: impl Fn(usize) -> F) -> Vec<store::Result<T>>
where
    T: Send + 'static,
    F: Future<Output = store::Result<T>> + Send + 'static,
{
    let tasks: Vec<_> = (0..MANY).map(|number| tokio::spawn(task(number))).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

/// How many went well; the others were refused with one of these codes.
fn well<T: std::fmt::Debug>(answers: Vec<store::Result<T>>, codes: &[Code]) -> usize {
    let (well, rest): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    for answer in rest {
        let code = refused(answer);
        assert!(codes.contains(&code), "refused with {code}");
    }
    well.len()
}

both!(an_offer_is_accepted_by_one_of_many, |county| async {
    let no = county.order_in(State::Offered).await;
    let before = county.trace(&no).await;
    let leader = county.leader.cx().await;
    let answers = at_once(|_| {
        let (cx, no) = (leader.clone(), no.clone());
        async move {
            let told = Told {
                request_id: cx.form_id(),
                no,
                ..Told::default()
            };
            orders::accept(&cx, told).await
        }
    })
    .await;
    assert_eq!(well(answers, &[Code::ALREADY_TAKEN]), 1);
    let after = county.trace(&no).await;
    assert_eq!(after.state, State::Accepted);
    assert_eq!(after.events, before.events + 1);
});

both!(one_form_sent_many_times_is_one_order, |county| async {
    let form = county
        .resident
        .order_form(county.menu.haircut, county.places.village)
        .await;
    let cx = county.resident.cx().await;
    let answers = at_once(|_| {
        let (cx, form) = (cx.clone(), form.clone());
        async move { orders::place(&cx, form).await }
    })
    .await;
    let numbers: HashSet<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(numbers.len(), 1);
    for table in ["orders", "order_event", "outbox"] {
        let count = format!("SELECT count(*) FROM {table}");
        assert_eq!(county.number(&count).await, 1, "{table}");
    }
    // Somebody else's form with the same id is another form.
    let other = county.stranger.places(form).await.unwrap();
    assert!(!numbers.contains(&other));
});

both!(
    one_attendance_confirmed_many_times_is_posted_once,
    AT_ONCE,
    |county| async {
        let no = county.order_in(State::Delivered).await;
        let attendance = county.attendance(&no, &county.member).await;
        let confirmers = [county.leader.cx().await, county.station.cx().await];
        let answers = at_once(|number| {
            let cx = confirmers[number % 2].clone();
            let form = ConfirmForm {
                request_id: cx.form_id(),
                attendance: attendance.to_string(),
            };
            async move { hours::confirm(&cx, form).await }
        })
        .await;
        assert_eq!(well(answers, &[Code::NOT_NOW]), 1);
        for table in ["hours_entry", "points_transfer"] {
            let count = format!("SELECT count(*) FROM {table}");
            assert_eq!(county.number(&count).await, 1, "{table}");
        }
        assert_eq!(county.member.minutes_and_points().await, (60, 10));
    }
);

both!(many_ticks_post_a_record_once, |county| async {
    let no = county.order_in(State::Delivered).await;
    let attendance = county.attendance(&no, &county.member).await;
    county.leader.confirms(attendance).await.unwrap();
    let now = county.later(240 * HOUR);
    let answers = at_once(|_| {
        let store = county.store().clone();
        async move { store::clock::tick(&store, now).await }
    })
    .await;
    let done: usize = answers.into_iter().map(Result::unwrap).sum();
    assert_eq!(done, 2, "the notice ends, and the order is closed");
    assert_eq!(county.member.minutes_and_points().await, (60, 10));
});

both!(many_orders_placed_at_once_are_all_placed, |county| async {
    let form = county
        .resident
        .order_form(county.menu.haircut, county.places.village)
        .await;
    let cx = county.resident.cx().await;
    let answers = at_once(|_| {
        let (cx, mut form) = (cx.clone(), form.clone());
        form.request_id = cx.form_id();
        async move { orders::place(&cx, form).await }
    })
    .await;
    let numbers: HashSet<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(numbers.len(), MANY);
    let events = "SELECT count(*) FROM order_event WHERE action = 'submit'";
    assert_eq!(county.number(events).await, MANY as i64);
});

both!(
    good_orders_are_placed_although_bad_ones_come_with_them,
    |county| async {
        let (menu, village) = (county.menu, county.places.village);
        let good = county.resident.order_form(menu.haircut, village).await;
        let bad = county.resident.order_form(menu.repairs, village).await;
        let cx = county.resident.cx().await;
        let answers = at_once(|number| {
            let cx = cx.clone();
            let mut form = if number % 3 == 0 { &bad } else { &good }.clone();
            form.request_id = cx.form_id();
            async move { orders::place(&cx, form).await }
        })
        .await;
        let placed = well(answers, &[Code::ITEM_PAUSED]);
        assert_eq!(placed, MANY - MANY.div_ceil(3));
        let orders = "SELECT count(*) FROM orders";
        assert_eq!(county.number(orders).await, placed as i64);
    }
);

both!(
    a_member_who_checks_in_many_times_has_come_once,
    |county| async {
        let no = county.order_in(State::Scheduled).await;
        let speakers = [county.member.cx().await, county.leader.cx().await];
        let member = county.member.volunteer_id();
        let answers = at_once(|number| {
            let (cx, no) = (speakers[number % 2].clone(), no.clone());
            async move {
                let presence = Presence {
                    request_id: cx.form_id(),
                    no,
                    volunteer: member.to_string(),
                    ..Presence::default()
                };
                orders::check_in(&cx, presence).await
            }
        })
        .await;
        assert_eq!(well(answers, &[Code::CHECKED_IN_ALREADY]), 1);
        let attendance = "SELECT count(*) FROM attendance";
        assert_eq!(county.number(attendance).await, 1);
    }
);

both!(
    somebody_who_registers_many_times_is_one_volunteer,
    |county| async {
        let person = county.resident("王小明").await;
        let cx = person.cx().await;
        let form = person.registration(county.places.village);
        let before = county.number("SELECT count(*) FROM volunteer").await;
        let answers = at_once(|_| {
            let cx = cx.clone();
            let form = RegistrationForm {
                request_id: cx.form_id(),
                ..form.clone()
            };
            async move { account::register(&cx, form).await }
        })
        .await;
        assert_eq!(well(answers, &[Code::REGISTERED_ALREADY]), 1);
        let after = county.number("SELECT count(*) FROM volunteer").await;
        assert_eq!(after, before + 1);
    }
);

both!(a_code_tried_many_times_opens_one_device, |county| async {
    let phone = county.resident.phone.clone();
    let cx = county.visitor().cx().await;
    account::request_code(&cx, &phone, "zh-CN", None)
        .await
        .unwrap();
    let code = county.login_code(&phone).await;
    let device = account::Device {
        label: "Firefox",
        locale: "zh-CN",
        elder: None,
    };
    let answers = at_once(|_| {
        let (cx, phone, code) = (cx.clone(), phone.clone(), code.clone());
        async move { account::sign_in(&cx, &phone, &code, device, None).await }
    })
    .await;
    assert_eq!(well(answers, &[Code::WRONG_CODE]), 1);
});

both!(
    a_code_is_requested_many_times_and_sent_once,
    |county| async {
        let cx = county.visitor().cx().await;
        let answers = at_once(|_| {
            let cx = cx.clone();
            async move { account::request_code(&cx, "13800001111", "zh-CN", None).await }
        })
        .await;
        assert_eq!(well(answers, &[Code::CODE_TOO_SOON]), 1);
        assert_eq!(county.waiting_texts().await.len(), 1);
    }
);

both!(
    a_member_who_checks_in_at_two_places_at_once_is_at_one,
    |county| async {
        let orders = [
            county.order_in(State::Scheduled).await,
            county.order_in(State::Scheduled).await,
        ];
        let answers = at_once(|n| {
            let (no, member) = (orders[n % 2].clone(), county.member.clone());
            async move { member.checks_in(&no).await }
        })
        .await;
        let known = [Code::CHECKED_IN_ALREADY, Code::SERVES_ELSEWHERE];
        assert_eq!(well(answers, &known), 1);
    }
);
