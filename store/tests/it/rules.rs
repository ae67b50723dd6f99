//! The county's rules: who decides, from when on a number holds, and what keeps the number of its day.

use domain::Code;
use domain::hours::State as Served;
use domain::orders::State;
use domain::rules::{Number, RuleForm, Stands};
use domain::time::{DAY, HOUR, MINUTE, Timestamp, after_working_days};
use store::testing::{AT_ONCE, County, Person, key, refused};
use store::{both, check, rules};

const REASON: &str = "县中心会议决定";

/// The centre decides on a number, from tomorrow on.
async fn decides(county: &County, number: Number, value: i64) {
    let tomorrow = county.now().date().plus_days(1);
    let centre = &county.centre;
    centre
        .enters_rule(number, value, tomorrow, REASON)
        .await
        .unwrap();
}

async fn enters(person: &Person, number: Number, value: i64, in_days: i64) -> store::Result<()> {
    let from = person.now().date().plus_days(in_days);
    person
        .enters_rule(number, value, from, REASON)
        .await
        .map(|_| ())
}

/// When the notice of somebody's attendance on this order ends.
async fn notice_ends(county: &County, no: &str, person: &Person) -> Timestamp {
    let id = county.attendance(no, person).await;
    let sql = format!("SELECT notice_until FROM attendance WHERE id = {id}");
    Timestamp(county.number(&sql).await)
}

both!(
    a_number_holds_from_its_day_on_and_leaves_the_past_alone,
    |county| async {
        decides(&county, Number::HoursNotice, 5).await;
        let no = county.serves(&county.member, 60).await;
        let until = after_working_days(county.now(), 3);
        assert_eq!(notice_ends(&county, &no, &county.member).await, until);
        county.later(DAY);
        let next = county.serves(&county.second, 60).await;
        let longer = after_working_days(county.now(), 5);
        assert_eq!(notice_ends(&county, &next, &county.second).await, longer);
        assert_eq!(notice_ends(&county, &no, &county.member).await, until);
    }
);

both!(only_the_centre_decides_and_only_ahead, |county| async {
    for person in [
        &county.admin,
        &county.institute,
        &county.station,
        &county.resident,
        &county.visitor(),
    ] {
        let answer = enters(person, Number::ReopenDays, 20, 1).await;
        assert_eq!(refused(answer), Code::NOT_FOUND, "{person:?}");
    }
    for (person, code) in [
        (&county.admin, Code::NOT_FOUND),
        (&county.institute, Code::NOT_FOUND),
        (&county.resident, Code::NOT_FOUND),
        (&county.visitor(), Code::SIGN_IN_FIRST),
    ] {
        let looked = rules::desk(&person.cx().await).await;
        assert_eq!(refused(looked), code, "{person:?}");
    }
    for days in [0, -1] {
        let answer = enters(&county.centre, Number::ReopenDays, 20, days).await;
        assert_eq!(refused(answer), Code::IN_THE_PAST);
    }
    let too_few = enters(&county.centre, Number::HoursNotice, 2, 1).await;
    assert_eq!(refused(too_few), Code::NOT_A_NUMBER);
    let lines = "SELECT count(*) FROM county_rule WHERE entered_by IS NOT NULL";
    assert_eq!(county.number(lines).await, 0);
    // Not even past the use-case.
    let sql = "INSERT INTO county_rule (number, value, from_at, reason, entered_by, entered_at)
        SELECT 'reopen_days', 1, 5, '', min(id), 5 FROM account";
    county.execute(sql).await.unwrap_err();
});

both!(what_changes_nothing_is_refused, |county| async {
    let centre = &county.centre;
    let usual = enters(centre, Number::HeldDays, 7, 3).await;
    assert_eq!(refused(usual), Code::HOLDS_ALREADY);
    enters(centre, Number::HeldDays, 10, 3).await.unwrap();
    let again = enters(centre, Number::HeldDays, 10, 3).await;
    assert_eq!(refused(again), Code::HOLDS_ALREADY);
    // It is called off before its day.
    enters(centre, Number::HeldDays, 7, 3).await.unwrap();
    let views = rules::desk(&centre.cx().await).await.unwrap();
    let held = views.iter().find(|view| view.number == Number::HeldDays);
    let lines = held.unwrap().lines.iter();
    let lines: Vec<_> = lines.map(|line| (line.value, line.stands)).collect();
    assert_eq!(lines, [(7, Stands::Coming), (10, Stands::Replaced)]);
});

both!(
    of_many_who_enter_the_same_line_one_enters_it,
    |county| async {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..16 {
            let centre = county.centre.clone();
            tasks.spawn(async move { enters(&centre, Number::CloseDays, 10, 2).await });
        }
        let answers = tasks.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        for answer in answers.into_iter().filter(Result::is_err) {
            assert_eq!(refused(answer), Code::HOLDS_ALREADY);
        }
        let lines = "SELECT count(*) FROM county_rule WHERE number = 'close_days'";
        assert_eq!(county.number(lines).await, 1);
    }
);

both!(a_form_that_is_sent_again_adds_no_line, |county| async {
    let cx = county.centre.cx().await;
    let form = RuleForm {
        request_id: cx.form_id(),
        number: Number::CloseDays.to_string(),
        value: "10".to_owned(),
        from: county.now().date().plus_days(2).to_string(),
        reason: REASON.to_owned(),
    };
    let first = rules::enter(&cx, form.clone()).await.unwrap();
    assert_eq!(rules::enter(&cx, form).await.unwrap(), first);
});

both!(
    a_delivery_is_closed_and_reopened_by_the_rule_of_its_day,
    |county| async {
        decides(&county, Number::CloseDays, 2).await;
        decides(&county, Number::ReopenDays, 3).await;
        let before = county.order_in(State::Delivered).await;
        let delivered = county.now();
        county.later(DAY);
        let after = county.order_in(State::Delivered).await;
        let delivered_after = county.now();
        let shown = county.resident.sees(&before).await.unwrap();
        assert_eq!(shown.closes, Some(delivered.plus(7 * DAY)));
        assert_eq!(shown.reopens_until, Some(delivered.plus(14 * DAY)));

        county.at(delivered_after.plus(2 * DAY - 1));
        county.ticks().await;
        assert_eq!(county.state_of(&after).await, State::Delivered);
        county.later(1);
        county.ticks().await;
        assert_eq!(county.state_of(&after).await, State::AutoClosed);
        assert_eq!(county.state_of(&before).await, State::Delivered);
        county.at(delivered_after.plus(3 * DAY + 1));
        let late = county.resident.reopens(&after, "没剪完").await;
        assert_eq!(refused(late), Code::TOO_LATE_TO_REOPEN);
        county.at(delivered.plus(7 * DAY));
        county.ticks().await;
        assert_eq!(county.state_of(&before).await, State::AutoClosed);
        county.at(delivered.plus(14 * DAY));
        county.resident.reopens(&before, "没剪完").await.unwrap();
    }
);

both!(
    a_long_day_is_reviewed_and_earns_by_its_own_rule,
    AT_ONCE,
    |county| async {
        decides(&county, Number::DailyHours, 2).await;
        county.serves(&county.member, 180).await;
        assert_eq!(county.member.minutes_and_points().await, (180, 30));
        county.later(DAY);
        let no = county.serves(&county.member, 180).await;
        let waits = county.attendance(&no, &county.member).await;
        assert_eq!(
            county.attendance_state(&no, &county.member).await,
            Served::InReview
        );
        // Reviewed when another rule holds: what it earns is still the rule of its day.
        decides(&county, Number::DailyHours, 8).await;
        county.later(2 * DAY);
        let verdict = domain::hours::Verdict::Approve;
        county.station.reviews(waits, verdict).await.unwrap();
        assert_eq!(county.member.minutes_and_points().await, (360, 50));
        let report = check::run(county.database(), &key()).await.unwrap();
        assert_eq!(report.differences, Vec::<String>::new());
    }
);

both!(
    points_last_as_long_as_on_the_day_they_were_earned,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        let first = county.now();
        decides(&county, Number::PointsMonths, 36).await;
        county.later(DAY);
        county.serves(&county.member, 120).await;
        let points = async || county.member.minutes_and_points().await.1;
        assert_eq!(points().await, 30);
        let on = |months: i64, days: i64| {
            let day = first.date().plus_months(months).plus_days(days);
            day.start().plus(HOUR)
        };
        county.at(on(24, 0));
        county.ticks().await;
        assert_eq!(points().await, 30);
        county.at(on(24, 1));
        county.ticks().await;
        assert_eq!(points().await, 20);
        county.at(on(36, 1));
        county.ticks().await;
        assert_eq!(points().await, 20);
        county.at(on(36, 2));
        county.ticks().await;
        assert_eq!(points().await, 0);
    }
);

both!(
    a_shorter_life_of_points_does_not_overtake_older_ones,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        let first = county.now();
        decides(&county, Number::PointsMonths, 12).await;
        county.later(DAY);
        county.serves(&county.member, 120).await;
        let points = async || county.member.minutes_and_points().await.1;
        let on = |months: i64, days: i64| {
            let day = first.date().plus_months(months).plus_days(days);
            day.start().plus(HOUR)
        };
        county.at(on(12, 9));
        county.ticks().await;
        assert_eq!(points().await, 30, "older ones are not expired yet");
        county.at(on(24, 1));
        county.ticks().await;
        assert_eq!(points().await, 0);
    }
);

both!(
    orders_of_a_day_are_counted_by_the_rule_of_today,
    |county| async {
        decides(&county, Number::OrdersADay, 1).await;
        let (item, village) = (county.menu.haircut, county.places.village);
        for _ in 0..2 {
            county.resident.places_order(item, village).await.unwrap();
        }
        county.later(2 * DAY);
        county.resident.places_order(item, village).await.unwrap();
        county.later(MINUTE);
        let one_more = county.resident.places_order(item, village).await;
        assert_eq!(refused(one_more), Code::ORDERS_USED_UP);
    }
);

both!(
    a_reward_is_held_as_long_as_on_the_day_of_its_redemption,
    |county| async {
        county.has_served(&county.member, 60).await;
        let shelf = county.shelf(1).await;
        let goods = (shelf.reward, shelf.shop);
        decides(&county, Number::HeldDays, 2).await;
        let today = county.now();
        county.member.redeems(goods, 1).await.unwrap();
        county.later(DAY);
        county.member.redeems(goods, 1).await.unwrap();
        let ends = county
            .texts_of("SELECT CAST(until_at AS text) FROM redemption ORDER BY id")
            .await;
        let expected = [today.plus(7 * DAY), today.plus(3 * DAY)];
        assert_eq!(ends, expected.map(|at| at.0.to_string()));
    }
);
