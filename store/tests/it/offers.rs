//! Offers lapse, are declined and taken back; deliveries are closed and reopened.

use domain::Code;
use domain::access::Action;
use domain::actor::Actor;
use domain::notify::Message;
use domain::orders::{DeclineReason, Performer, State};
use domain::teams::TeamForm;
use domain::time::{DAY, HOUR};
use store::both;
use store::testing::refused;

both!(an_offer_lapses_at_its_deadline, |county| async {
    let no = county.order_in(State::Offered).await;
    county.later(2 * HOUR - 1);
    assert_eq!(county.ticks().await, 0);
    county.later(1);
    let mark = county.mark().await;
    assert_eq!(county.ticks().await, 1);
    assert_eq!(county.state_of(&no).await, State::Dispatchable);
    let told = county.told_since(mark).await;
    let [(_, Message::Orders(domain::orders::Message::OfferReturned { by, .. }))] = &told[..]
    else {
        panic!("the desk hears of it, and nobody else: {told:?}");
    };
    assert_eq!(by, "巾帼理发志愿服务队");
    assert_eq!(county.ticks().await, 0, "once");
    assert_eq!(refused(county.leader.accepts(&no).await), Code::NOT_FOUND);
    let to = Performer::Team(county.teams.rivals);
    county.station.offers(&no, to).await.unwrap();
    county.rival.accepts(&no).await.unwrap();
});

both!(
    an_offer_is_accepted_before_its_deadline_only,
    |county| async {
        let [late, in_time] = [
            county.order_in(State::Offered).await,
            county.order_in(State::Offered).await,
        ];
        county.later(2 * HOUR - 1);
        county.leader.accepts(&in_time).await.unwrap();
        county.later(1);
        let before = county.trace(&late).await;
        assert_eq!(
            refused(county.leader.accepts(&late).await),
            Code::OFFER_EXPIRED
        );
        assert_eq!(county.trace(&late).await, before);
        assert_eq!(county.ticks().await, 1, "and only the late one lapses");
    }
);

both!(a_declined_order_is_offered_to_others, |county| async {
    let no = county.order_in(State::Offered).await;
    county.leader.declines(&no).await.unwrap();
    assert_eq!(refused(county.leader.accepts(&no).await), Code::NOT_FOUND);
    let to = Performer::Org(county.places.other_town);
    county.station.offers(&no, to).await.unwrap();
    county.elsewhere.accepts(&no).await.unwrap();
    assert_eq!(county.state_of(&no).await, State::Accepted);
});

both!(
    why_a_team_declined_is_read_by_who_looks_for_another,
    |county| async {
        let no = county.order_in(State::Offered).await;
        let why = Some(DeclineReason::NobodyFree);
        county.leader.declines_for(&no, why, "").await.unwrap();
        let view = county.station.sees(&no).await.unwrap();
        let declined = view
            .events
            .iter()
            .rfind(|event| event.action == Action::DECLINE);
        assert_eq!(declined.map(|event| event.because), Some(why));
        let answer = "SELECT count(*) FROM offer WHERE answer = 'declined'";
        assert_eq!(county.number(answer).await, 1);
    }
);

both!(
    a_dispatcher_overrides_with_a_reason_and_the_order_moves,
    |county| async {
        let to = Performer::Team(county.teams.rivals);
        for state in [State::Offered, State::Accepted, State::Scheduled] {
            let no = county.order_in(state).await;
            for short in ["", "急"] {
                let answer = county.station.overrides(&no, to, short).await;
                assert!(
                    [Code::REQUIRED, Code::TOO_SHORT].contains(&refused(answer)),
                    "{state}"
                );
            }
            county.station.overrides(&no, to, "距离更近").await.unwrap();
            assert_eq!(
                refused(county.leader.accepts(&no).await),
                Code::NOT_FOUND,
                "{state}"
            );
            assert_eq!(
                refused(county.member.checks_in(&no).await),
                Code::NOT_FOUND,
                "{state}"
            );
            county.rival.accepts(&no).await.unwrap();
            let view = county.rival.sees(&no).await.unwrap();
            assert!(view.assigned.is_empty() && view.scheduled.is_none());
            assert!(view.events.iter().any(|event| event.reason == "距离更近"));
        }
    }
);

both!(
    an_order_is_reopened_once_and_the_org_above_hears_of_it,
    |county| async {
        let no = county.order_in(State::Delivered).await;
        county.later(HOUR);
        let mark = county.mark().await;
        county.resident.reopens(&no, "头发没剪完").await.unwrap();
        let told = county.told_since(mark).await;
        let reopened = |notice: &Message| matches!(notice, Message::Orders(domain::orders::Message::OrderReopened { reason, .. }) if reason == "头发没剪完");
        assert!(told.iter().all(|(_, notice)| reopened(notice)));
        let institute = county.institute.reads().await;
        assert!(reopened(&institute[0]));

        // Back with the same assignee, who serves again.
        assert_eq!(county.state_of(&no).await, State::Accepted);
        county
            .leader
            .schedules(&no, &[&county.member])
            .await
            .unwrap();
        county.member.checks_in(&no).await.unwrap();
        county.later(HOUR);
        county.member.checks_out(&no).await.unwrap();
        county.leader.delivers(&no).await.unwrap();
        assert_eq!(
            refused(county.resident.reopens(&no, "还是不行").await),
            Code::REOPENED_BEFORE
        );
        county.resident.rates(&no, 3).await.unwrap();
        assert_eq!(
            refused(county.resident.reopens(&no, "还是不行").await),
            Code::REOPENED_BEFORE
        );
    }
);

both!(
    a_reopened_order_is_not_delivered_by_what_was_done_before,
    |county| async {
        let no = county.order_in(State::Delivered).await;
        county.later(HOUR);
        county.resident.reopens(&no, "头发没剪完").await.unwrap();
        let members = [&county.member, &county.second];
        county.leader.schedules(&no, &members).await.unwrap();
        assert_eq!(refused(county.leader.delivers(&no).await), Code::NOT_NOW);
        county.second.checks_in(&no).await.unwrap();
        assert_eq!(
            refused(county.leader.delivers(&no).await),
            Code::STILL_SERVING
        );
        county.later(HOUR);
        county.second.checks_out(&no).await.unwrap();
        county.leader.delivers(&no).await.unwrap();
    }
);

both!(
    an_order_is_reopened_within_fourteen_days_only,
    |county| async {
        let [late, in_time] = [
            county.order_in(State::Rated).await,
            county.order_in(State::Rated).await,
        ];
        let delivered = county.now();
        county.at(delivered.plus(14 * DAY));
        county.resident.reopens(&in_time, "没剪完").await.unwrap();
        county.later(1);
        assert_eq!(
            refused(county.resident.reopens(&late, "没剪完").await),
            Code::TOO_LATE_TO_REOPEN
        );
    }
);

both!(
    an_unrated_delivery_is_closed_after_seven_days,
    |county| async {
        let no = county.order_in(State::Delivered).await;
        county.later(7 * DAY - 1);
        assert_eq!(county.ticks().await, 0);
        county.later(1);
        assert_eq!(county.ticks().await, 1);
        assert_eq!(county.state_of(&no).await, State::AutoClosed);
        assert!(matches!(
            county.resident.reads().await[0],
            Message::Orders(domain::orders::Message::OrderClosed { .. })
        ));
        assert_eq!(county.ticks().await, 0);
        assert_eq!(refused(county.resident.rates(&no, 5).await), Code::NOT_NOW);
    }
);

both!(
    a_team_that_is_not_of_the_place_is_offered_nothing,
    |county| async {
        let form = TeamForm {
            request_id: county.cx(Actor::default()).form_id(),
            name: "深桥巧手志愿服务队".to_owned(),
            org: county.places.other_town.to_string(),
            leader_no: county.second.volunteer_no().to_owned(),
            leader_name: county.second.name.clone(),
            skills: String::new(),
        };
        let foreign = county.elsewhere.founds(form).await.unwrap();
        let no = county.order_in(State::Submitted).await;
        let answer = county.station.offers(&no, Performer::Team(foreign)).await;
        assert_eq!(refused(answer), Code::NOT_A_CHOICE);
        let seen = county.station.sees(&no).await.unwrap().candidates;
        let foreign = Performer::Team(foreign);
        assert!(seen.iter().all(|candidate| candidate.performer != foreign));
    }
);

both!(what_people_say_of_an_order_is_sealed, |county| async {
    let home = "桃源路八号后门进";
    let no = county.order_in(State::NeedsInfo).await;
    county.resident.answers(&no, home).await.unwrap();
    let taken = county.order_in(State::Accepted).await;
    county.resident.cancels(&taken, home).await.unwrap();
    for (table, column) in [
        ("order_event", "reason"),
        ("inbox", "notice"),
        ("audit", "subject"),
    ] {
        let sql = format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%{home}%'");
        assert_eq!(county.number(&sql).await, 0, "{table}");
    }
    let seen = county.resident.sees(&no).await.unwrap().events;
    assert_eq!(seen.last().unwrap().reason, home);
    let told = county.leader.reads().await;
    assert!(
        matches!(
            told.first(),
            Some(Message::Orders(domain::orders::Message::OrderCancelled { reason, .. })) if reason == home
        ),
        "{told:?}"
    );
});
