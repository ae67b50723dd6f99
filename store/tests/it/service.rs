//! From checking in to the hours ledger.

use domain::Code;
use domain::access::Action;
use domain::hours::{self, Verdict};
use domain::notify::Message;
use domain::orders::{Performer, State, Window};
use domain::time::{CountyDate, DAY, HOUR, MINUTE, Timestamp};
use futures::future::join_all;
use store::both;
use store::check;
use store::testing::{AT_ONCE, County, Person, Reader, key, refused};

/// An order on which one member serves for so long, delivered. The clock stands where they left.
async fn served(county: &County, member: &Person, minutes: i64) -> String {
    let no = county.order_in(State::Accepted).await;
    county.carries_out(&no, member, minutes).await;
    no
}

fn day(month: u8, day: u8) -> Timestamp {
    CountyDate::new(2026, month, day).unwrap().start()
}

both!(
    minutes_are_whole_ones_of_the_servers_clock,
    AT_ONCE,
    |county| async {
        let no = county.order_in(State::Scheduled).await;
        county.member.checks_in(&no).await.unwrap();
        county.later(95 * MINUTE + 59_999);
        county.member.checks_out(&no).await.unwrap();
        let attendance = county.attendance(&no, &county.member).await;
        county.leader.confirms(attendance).await.unwrap();
        assert_eq!(county.member.minutes_and_points().await, (95, 15));
    }
);

both!(nobody_checks_in_more_than_an_hour_ahead, |county| async {
    let no = county.order_in(State::Scheduled).await;
    county.later(-31 * MINUTE);
    let answer = county.member.checks_in(&no).await;
    assert_eq!(refused(answer), Code::TOO_SOON_TO_SERVE);
    county.later(MINUTE);
    county.member.checks_in(&no).await.unwrap();
    let again = county.member.checks_in(&no).await;
    assert_eq!(refused(again), Code::CHECKED_IN_ALREADY);
});

both!(a_leader_sends_members_of_the_roster_only, |county| async {
    let no = county.order_in(State::Accepted).await;
    let outsider = county.volunteer("王小明").await;
    let answer = county
        .leader
        .schedules(&no, &[&county.member, &outsider])
        .await;
    assert_eq!(refused(answer), Code::NOT_A_CHOICE);
    assert_eq!(county.state_of(&no).await, State::Accepted);
});

both!(
    more_than_eight_hours_a_day_wait_for_staff,
    AT_ONCE,
    |county| async {
        let whole_day = county.serves(&county.member, 8 * 60).await;
        let counted = county.attendance_state(&whole_day, &county.member).await;
        assert_eq!(counted, hours::State::Posted);
        let more = county.serves(&county.member, 30).await;
        let waiting = county.attendance_state(&more, &county.member).await;
        assert_eq!(waiting, hours::State::InReview);
        assert_eq!(county.member.minutes_and_points().await, (480, 80));

        let attendance = county.attendance(&more, &county.member).await;
        let approve = Verdict::Approve;
        for (person, code) in [
            (&county.leader, Code::NOT_YOURS),
            (&county.neighbour, Code::NOT_FOUND),
            (&county.stranger, Code::NOT_FOUND),
        ] {
            assert_eq!(refused(person.reviews(attendance, approve).await), code);
        }
        let queue = store::hours::reviews(&county.station.cx().await, None).await;
        assert_eq!(
            queue.unwrap().rows[0].reason,
            Some(hours::ReviewReason::OverDay)
        );
        county.station.reviews(attendance, approve).await.unwrap();
        let paid = county.member.minutes_and_points().await;
        assert_eq!(
            paid,
            (510, 80),
            "the minutes count, a day's points are used up"
        );
        let again = county.station.reviews(attendance, approve).await;
        assert_eq!(refused(again), Code::NOT_NOW);
    }
);

both!(nobody_checks_in_at_two_places_at_once, |county| async {
    let first = county.order_in(State::InService).await;
    let second = county.order_in(State::Scheduled).await;
    county.later(HOUR);
    let answer = county.member.checks_in(&second).await;
    assert_eq!(refused(answer), Code::SERVES_ELSEWHERE);
    let herself = county.member.volunteer_id();
    let answer = county
        .member
        .notes_arrival_despite(&second, herself, "顺路")
        .await;
    assert_eq!(
        refused(answer),
        Code::SERVES_ELSEWHERE,
        "nobody excuses themselves"
    );
    let (member, left) = (county.member.volunteer_id(), county.now());
    let forgot = "回家忘了签退";
    county
        .leader
        .notes_end(&first, member, left, forgot)
        .await
        .unwrap();
    county.member.checks_in(&second).await.unwrap();
    county.later(HOUR);
    county.member.checks_out(&second).await.unwrap();
    // The leader makes it overlap after all.
    let left = county.now();
    county
        .leader
        .notes_end(&first, member, left, forgot)
        .await
        .unwrap();
    for no in [&first, &second] {
        let attendance = county.attendance(no, &county.member).await;
        county.leader.confirms(attendance).await.unwrap();
        let state = county.attendance_state(no, &county.member).await;
        assert_eq!(state, hours::State::InReview);
    }
});

both!(
    a_forgotten_end_is_noted_with_a_reason_until_it_is_confirmed,
    |county| async {
        let no = county.order_in(State::InService).await;
        let (member, came) = (county.member.volunteer_id(), county.now());
        let planned = came.plus(90 * MINUTE);
        county.later(30 * HOUR);
        let notes = async |person: &Person, left: Timestamp, reason: &str| {
            person.notes_end(&no, member, left, reason).await
        };
        for (person, left, reason, code) in [
            (&county.member, planned, "忘了", Code::NOT_YOURS),
            (&county.rival, planned, "忘了", Code::NOT_FOUND),
            (&county.leader, planned, "", Code::REQUIRED),
            (&county.leader, came, "忘了", Code::LEFT_BEFORE_COMING),
            (
                &county.leader,
                county.now().plus(MINUTE),
                "忘了",
                Code::NOT_YET_ENDED,
            ),
        ] {
            assert_eq!(refused(notes(person, left, reason).await), code);
        }
        notes(&county.leader, planned, "忘了").await.unwrap();
        let attendance = county.attendance(&no, &county.member).await;
        county.leader.confirms(attendance).await.unwrap();
        let state = county.attendance_state(&no, &county.member).await;
        assert_eq!(state, hours::State::Noticed, "as it was planned");
        let late = notes(&county.leader, planned, "忘了").await;
        assert_eq!(refused(late), Code::NOT_NOW);
        let report = check::run(county.database(), &key()).await.unwrap();
        assert_eq!(report.differences, Vec::<String>::new());
    }
);

both!(
    an_end_behind_the_plan_that_is_noted_afterwards_waits_for_staff,
    |county| async {
        let no = county.order_in(State::InService).await;
        let member = county.member.volunteer_id();
        county.later(3 * HOUR);
        let (left, why) = (county.now(), "多聊了一会儿");
        county
            .leader
            .notes_end(&no, member, left, why)
            .await
            .unwrap();
        let attendance = county.attendance(&no, &county.member).await;
        county.leader.confirms(attendance).await.unwrap();
        let queue = store::hours::reviews(&county.station.cx().await, None).await;
        let row = queue.unwrap().rows.remove(0);
        assert_eq!(row.reason, Some(hours::ReviewReason::PastPlan));
        assert_eq!(row.end_reason, why);
    }
);

both!(the_clock_closes_what_was_forgotten, |county| async {
    let no = county.order_in(State::InService).await;
    // The plan ends an hour and a half after who serves came.
    county.later(90 * MINUTE + hours::FORGOTTEN - 1);
    assert_eq!(county.ticks().await, 0);
    county.later(1);
    let mark = county.mark().await;
    assert_eq!(county.ticks().await, 1);
    assert_eq!(county.ticks().await, 0, "once");
    let told = county.told_since(mark).await;
    assert!(
        matches!(
            &told[..],
            [
                (
                    Reader::Account(_),
                    Message::Orders(domain::orders::Message::CheckOutForgotten { .. })
                ),
                ..
            ]
        ),
        "{told:?}"
    );
    county.leader.delivers(&no).await.unwrap();
    let attendance = county.attendance(&no, &county.member).await;
    county.leader.confirms(attendance).await.unwrap();
    county.later(9 * DAY);
    county.ticks().await;
    assert_eq!(county.member.minutes_and_points().await.0, 90);
});

both!(
    who_is_to_serve_elsewhere_is_sent_only_on_purpose,
    |county| async {
        let taken = county.order_in(State::Accepted).await;
        let (no, member) = (
            county.order_in(State::Accepted).await,
            county.member.volunteer_id(),
        );
        let from = county.now().plus(2 * HOUR);
        let window = |from: Timestamp| Window {
            from,
            to: from.plus(HOUR),
        };
        let leader = &county.leader;
        leader
            .schedules_at(&taken, window(from), &[member])
            .await
            .unwrap();
        let elsewhere = leader
            .schedules_at(&no, window(from.plus(59 * MINUTE)), &[member])
            .await;
        assert_eq!(refused(elsewhere), Code::BUSY_THEN);
        leader
            .schedules_despite(&no, window(from.plus(59 * MINUTE)), &[member])
            .await
            .unwrap();
        for _ in 0..2 {
            leader
                .schedules_at(&no, window(from.plus(HOUR)), &[member])
                .await
                .unwrap();
        }
    }
);

both!(nobody_is_sent_to_serve_themselves, |county| async {
    let (item, village) = (county.menu.haircut, county.places.village);
    let no = county.member.places_order(item, village).await.unwrap();
    let barbers = Performer::Team(county.teams.barbers);
    county.station.offers(&no, barbers).await.unwrap();
    county.leader.accepts(&no).await.unwrap();
    let answer = county.leader.schedules(&no, &[&county.member]).await;
    assert_eq!(refused(answer), Code::SERVES_ONESELF);
    let roster = county.leader.sees(&no).await.unwrap().roster;
    let member = county.member.volunteer_id();
    assert!(roster.iter().all(|one| one.id != member), "nor offered");
    county
        .leader
        .schedules(&no, &[&county.second])
        .await
        .unwrap();
});

both!(
    who_led_a_team_lately_is_confirmed_by_staff,
    |county| async {
        let no = served(&county, &county.leader, 60).await;
        let attendance = county.attendance(&no, &county.leader).await;
        let team = county.teams.barbers;
        store::teams::name_leader(
            &county.leader.cx().await,
            team,
            county.member.volunteer_id(),
        )
        .await
        .unwrap();
        let handed_over = county.member.confirms(attendance).await;
        assert_eq!(refused(handed_over), Code::LED_THE_TEAM);
        county.station.confirms(attendance).await.unwrap();
    }
);

both!(
    nobody_confirms_or_reviews_their_own_attendance,
    |county| async {
        let no = served(&county, &county.leader, 60).await;
        let attendance = county.attendance(&no, &county.leader).await;
        assert_eq!(
            refused(county.leader.confirms(attendance).await),
            Code::OWN_ATTENDANCE
        );
        for (person, code) in [
            (&county.member, Code::NOT_FOUND),
            (&county.rival, Code::NOT_FOUND),
            (&county.resident, Code::NOT_YOURS),
            (&county.elsewhere, Code::NOT_FOUND),
        ] {
            assert_eq!(refused(person.confirms(attendance).await), code);
        }
        county.station.confirms(attendance).await.unwrap();
        assert_eq!(
            refused(county.station.confirms(attendance).await),
            Code::NOT_NOW
        );
    }
);

both!(whoever_still_serves_is_not_confirmed, |county| async {
    let no = county.order_in(State::InService).await;
    let attendance = county.attendance(&no, &county.member).await;
    assert_eq!(
        refused(county.leader.confirms(attendance).await),
        Code::STILL_SERVING
    );
});

both!(
    hours_count_after_three_working_days_in_public,
    |county| async {
        let no = county.serves(&county.member, 90).await;
        assert!(matches!(
            county.member.reads().await[0],
            Message::Hours(domain::hours::Message::HoursNoticed { until, minutes: 90, .. }) if until == day(11, 27)
        ));
        let notices = store::hours::notices(&county.visitor().cx().await, None)
            .await
            .unwrap();
        assert_eq!(notices.rows.len(), 1);
        assert_eq!(notices.rows[0].who, "张*", "masked in public");

        // Confirmed on a Monday: Tuesday, Wednesday and Thursday have to pass.
        county.at(day(11, 27).plus(-1));
        assert_eq!(county.ticks().await, 0);
        assert_eq!(county.member.minutes_and_points().await, (0, 0));
        county.later(1);
        assert_eq!(county.ticks().await, 1);
        assert_eq!(county.member.minutes_and_points().await, (90, 15));
        assert!(matches!(
            county.member.reads().await[0],
            Message::Hours(domain::hours::Message::HoursPosted {
                minutes: 90,
                points: 15,
                ..
            })
        ));
        assert_eq!(county.ticks().await, 0, "once");
        assert_eq!(
            county.attendance_state(&no, &county.member).await,
            hours::State::Posted
        );
    }
);

both!(
    an_objection_freezes_a_record_until_staff_decide,
    |county| async {
        let no = county.serves(&county.member, 60).await;
        let attendance = county.attendance(&no, &county.member).await;
        let visitor = county.visitor();
        assert_eq!(
            refused(visitor.objects(attendance).await),
            Code::SIGN_IN_FIRST
        );
        county.stranger.objects(attendance).await.unwrap();
        assert_eq!(
            refused(county.resident.objects(attendance).await),
            Code::NOT_NOW
        );
        county.at(day(12, 7));
        county.ticks().await;
        assert_eq!(county.member.minutes_and_points().await, (0, 0));

        let queue = store::hours::reviews(&county.station.cx().await, None).await;
        assert_eq!(queue.unwrap().rows[0].objection, "那天下午没有人来过");
        county
            .station
            .reviews(attendance, Verdict::Approve)
            .await
            .unwrap();
        county.ticks().await;
        assert_eq!(
            county.member.minutes_and_points().await,
            (0, 0),
            "it hangs in public once more"
        );
        county.at(day(12, 11));
        county.ticks().await;
        assert_eq!(county.member.minutes_and_points().await, (60, 10));
        assert_eq!(
            refused(county.stranger.objects(attendance).await),
            Code::NOT_NOW
        );
    }
);

both!(a_struck_record_never_counts, |county| async {
    let no = county.serves(&county.member, 60).await;
    let attendance = county.attendance(&no, &county.member).await;
    county.stranger.objects(attendance).await.unwrap();
    county
        .centre
        .reviews(attendance, Verdict::Strike)
        .await
        .unwrap();
    assert!(matches!(
        county.member.reads().await[0],
        Message::Hours(domain::hours::Message::HoursStruck { .. })
    ));
    county.resident.rates(&no, 5).await.unwrap();
    county.later(30 * DAY);
    county.ticks().await;
    assert_eq!(county.member.minutes_and_points().await, (0, 0));
    assert_eq!(
        refused(county.leader.confirms(attendance).await),
        Code::NOT_NOW
    );
});

both!(
    five_stars_thank_those_who_served_and_nobody_else,
    |county| async {
        let no = county.order_in(State::Delivered).await;
        county.resident.rates(&no, 5).await.unwrap();
        assert_eq!(county.member.minutes_and_points().await, (0, 5));
        assert_eq!(
            county.second.minutes_and_points().await,
            (0, 0),
            "assigned, and did not come"
        );
        assert_eq!(county.leader.minutes_and_points().await, (0, 0));
        let no = county.order_in(State::Delivered).await;
        county.resident.rates(&no, 4).await.unwrap();
        assert_eq!(county.member.minutes_and_points().await, (0, 5));
    }
);

both!(
    five_stars_thank_once_for_an_order_that_was_reopened,
    |county| async {
        let no = county.order_in(State::Delivered).await;
        county.resident.rates(&no, 5).await.unwrap();
        let first = county.attendance(&no, &county.member).await;
        county.resident.reopens(&no, "没剪完").await.unwrap();
        county.later(HOUR);
        county.carries_out(&no, &county.member, 60).await;
        // Confirmed late: its row is now the one that was written last.
        county.leader.confirms(first).await.unwrap();
        county.resident.rates(&no, 5).await.unwrap();
        assert_eq!(county.member.minutes_and_points().await, (0, 5));
    }
);

both!(
    five_stars_thank_once_although_the_first_record_was_struck,
    |county| async {
        let no = county.order_in(State::Delivered).await;
        county.resident.rates(&no, 5).await.unwrap();
        let first = county.attendance(&no, &county.member).await;
        county.leader.confirms(first).await.unwrap();
        county.stranger.objects(first).await.unwrap();
        county
            .station
            .reviews(first, Verdict::Strike)
            .await
            .unwrap();
        county.resident.reopens(&no, "没剪完").await.unwrap();
        county.later(HOUR);
        county.carries_out(&no, &county.member, 60).await;
        county.resident.rates(&no, 5).await.unwrap();
        assert_eq!(county.member.minutes_and_points().await, (0, 5));
    }
);

both!(nobody_rates_what_they_served_themselves, |county| async {
    // Whoever ordered it for a neighbour turns out to come along.
    let (item, village) = (county.menu.haircut, county.places.village);
    for (person, served) in [
        (&county.member, true),
        (&county.leader, true),
        (&county.resident, false),
    ] {
        let no = person
            .places_order_for_another(item, village)
            .await
            .unwrap();
        let team = Performer::Team(county.teams.barbers);
        county.station.offers(&no, team).await.unwrap();
        county.leader.accepts(&no).await.unwrap();
        county.carries_out(&no, &county.member, 60).await;
        let offered = person.sees(&no).await.unwrap().actions;
        assert_eq!(offered.contains(&Action::RATE), !served, "{person:?}");
        if served {
            assert_eq!(refused(person.rates(&no, 5).await), Code::OWN_SERVICE);
            assert_eq!(county.member.minutes_and_points().await, (0, 0));
            county.station.rates(&no, 4).await.unwrap();
        } else {
            person.rates(&no, 5).await.unwrap();
        }
    }
});

both!(of_many_objections_at_once_ten_are_heard, |county| async {
    let mut noticed = Vec::new();
    for _ in 0..domain::notices::OBJECTIONS_A_DAY + 10 {
        let no = county.serves(&county.member, 5).await;
        noticed.push(county.attendance(&no, &county.member).await);
    }
    let objecting = noticed
        .into_iter()
        .map(|record| county.stranger.objects(record));
    let (heard, refusals): (Vec<_>, Vec<_>) = join_all(objecting)
        .await
        .into_iter()
        .partition(Result::is_ok);
    assert_eq!(heard.len() as u64, domain::notices::OBJECTIONS_A_DAY);
    for refusal in refusals {
        assert_eq!(refused(refusal), Code::OBJECTIONS_USED_UP);
    }
});

both!(
    nobody_stops_the_books_with_objections_without_end,
    |county| async {
        let mut noticed = Vec::new();
        for _ in 0..=domain::notices::OBJECTIONS_A_DAY {
            let no = county.serves(&county.member, 5).await;
            noticed.push(county.attendance(&no, &county.member).await);
        }
        let last = noticed.pop().unwrap();
        for record in noticed {
            county.stranger.objects(record).await.unwrap();
        }
        let one_more = county.stranger.objects(last).await;
        assert_eq!(refused(one_more), Code::OBJECTIONS_USED_UP);
        county.resident.objects(last).await.unwrap();
    }
);

both!(
    a_notice_hangs_longer_once_the_years_holidays_are_decreed,
    |county| async {
        let no = served(&county, &county.member, 60).await;
        let served = county.attendance(&no, &county.member).await;
        county.leader.confirms(served).await.unwrap();
        county.ticks().await;
        // A program that knew the calendar of 2025 only had it end on 24 February 2026, for by law 春节 is four days.
        let (told, known) = (day(2, 24), CountyDate::new(2025, 12, 31).unwrap().start());
        for sql in [
            format!("UPDATE attendance SET notice_until = {}", told.0),
            format!(
                "UPDATE clock_mark SET at = {} WHERE name = 'hours_calendar'",
                known.0
            ),
        ] {
            county.execute(&sql).await.unwrap();
        }
        let mark = county.mark().await;
        let hung = day(2, 12).plus(10 * HOUR);
        for _ in 0..2 {
            store::clock::tick(county.store(), hung).await.unwrap();
        }
        let until = county.number("SELECT notice_until FROM attendance").await;
        let counted = domain::time::counted_again(told, hung, known.date());
        assert_eq!(until, counted.0);
        assert!(counted > told);
        let told = county.told_since(mark).await;
        let prolonged = told.iter().filter(|(reader, message)| {
            *reader == Reader::Account(county.member.account.unwrap())
                && matches!(
                    message,
                    Message::Hours(hours::Message::HoursProlonged { until, .. }) if *until == counted
                )
        });
        assert_eq!(prolonged.count(), 1, "{told:?}");
        let audited = "SELECT count(*) FROM audit WHERE action = 'prolong_notice'";
        assert_eq!(county.number(audited).await, 1);
    }
);
