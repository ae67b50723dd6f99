//! From checking in to the hours ledger.

use domain::Code;
use domain::access::Action;
use domain::hours::{self, Verdict};
use domain::notify::Message;
use domain::orders::{Performer, State};
use domain::time::{CountyDate, DAY, HOUR, MINUTE, Timestamp};
use futures::future::join_all;
use store::both;
use store::testing::{AT_ONCE, County, Person, refused};

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

both!(
    being_at_two_places_at_once_waits_for_staff,
    |county| async {
        let first = county.order_in(State::InService).await;
        let second = county.order_in(State::Scheduled).await;
        county.later(HOUR);
        county.member.checks_in(&second).await.unwrap();
        county.later(HOUR);
        for no in [&first, &second] {
            county.member.checks_out(no).await.unwrap();
            let attendance = county.attendance(no, &county.member).await;
            county.leader.confirms(attendance).await.unwrap();
            let state = county.attendance_state(no, &county.member).await;
            assert_eq!(state, hours::State::InReview);
        }
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
    // Whoever ordered it turns out to come along.
    let (item, village) = (county.menu.haircut, county.places.village);
    for (person, served) in [
        (&county.member, true),
        (&county.leader, true),
        (&county.resident, false),
    ] {
        let no = person.places_order(item, village).await.unwrap();
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
