//! Points: rules that change, second opinions, expiry, and what goes back.

use domain::Code;
use domain::hours::Verdict as Review;
use domain::ids::PointsRequestId;
use domain::notify::Message;
use domain::orders::State;
use domain::points::{DecideForm, Earns, RequestForm, Rule, RuleForm, Verdict};
use domain::time::{DAY, MINUTE};
use store::testing::{AT_ONCE, County, Person, refused};
use store::{Cx, both, check, ledger, points};

async fn points_of(person: &Person) -> i64 {
    person.minutes_and_points().await.1
}

/// The form of a rule that holds from so many days from now on.
fn rule(county: &County, earns: Earns, points: i64, in_days: i64) -> RuleForm {
    RuleForm {
        earns: earns.to_string(),
        points: points.to_string(),
        from: county.now().date().plus_days(in_days).to_string(),
        ..RuleForm::default()
    }
}

async fn enters(person: &Person, form: RuleForm) -> store::Result<()> {
    points::enter_rule(&person.cx().await, form)
        .await
        .map(|_| ())
}

async fn asks(person: &Person, whom: &Person, way: Rule, points: i64) -> store::Result<()> {
    let form = RequestForm {
        no: whom.volunteer_no().to_owned(),
        way: way.to_string(),
        points: points.to_string(),
        words: "防汛值守三个晚上".to_owned(),
        ..RequestForm::default()
    };
    points::ask(&person.cx().await, form).await.map(|_| ())
}

/// Decides on whatever waits first.
async fn decides(county: &County, person: &Person, verdict: Verdict) -> store::Result<()> {
    let waiting = points::requests(&county.centre.cx().await, None)
        .await
        .unwrap();
    let id = waiting.rows.first().unwrap().id;
    let cx = person.cx().await;
    points::decide(&cx, decision(&cx, id, verdict)).await
}

fn decision(cx: &Cx, id: PointsRequestId, verdict: Verdict) -> DecideForm {
    DecideForm {
        request_id: cx.form_id(),
        id: id.to_string(),
        verdict: verdict.to_string(),
    }
}

async fn checked(county: &County) {
    let report = check::run(county.database(), &store::testing::key())
        .await
        .unwrap();
    assert!(report.differences.is_empty(), "{:?}", report.differences);
}

both!(
    a_rule_holds_from_its_first_day_and_leaves_the_past_alone,
    AT_ONCE,
    |county| async {
        let form = rule(&county, Earns::Hour, 12, 1);
        enters(&county.admin, form).await.unwrap();
        county.serves(&county.member, 60).await;
        assert_eq!(
            points_of(&county.member).await,
            10,
            "today the old rule holds"
        );
        county.later(DAY);
        county.serves(&county.member, 60).await;
        assert_eq!(points_of(&county.member).await, 22);
        checked(&county).await;
    }
);

both!(
    only_an_administrator_sets_rules_and_only_ahead,
    |county| async {
        for (person, code) in [
            (&county.centre, Code::NOT_FOUND),
            (&county.resident, Code::NOT_FOUND),
            (&county.visitor(), Code::NOT_FOUND),
        ] {
            let answer = enters(person, rule(&county, Earns::Hour, 12, 1)).await;
            assert_eq!(refused(answer), code, "{person:?}");
        }
        for days in [0, -1] {
            let answer = enters(&county.admin, rule(&county, Earns::Hour, 12, days)).await;
            assert_eq!(refused(answer), Code::IN_THE_PAST);
        }
        let answer = enters(&county.admin, rule(&county, Earns::Campaign, 12, 1)).await;
        assert_eq!(
            refused(answer),
            Code::REQUIRED,
            "a campaign has a name and a last day"
        );
    }
);

both!(
    a_campaign_rewards_each_service_within_the_caps,
    AT_ONCE,
    |county| async {
        let campaign = RuleForm {
            title: "重阳敬老".to_owned(),
            until: county.now().date().plus_days(2).to_string(),
            ..rule(&county, Earns::Campaign, 30, 1)
        };
        enters(&county.admin, campaign).await.unwrap();
        enters(&county.admin, rule(&county, Earns::MonthCap, 75, 1))
            .await
            .unwrap();
        county.later(DAY);
        county.serves(&county.member, 60).await;
        assert_eq!(points_of(&county.member).await, 40);
        county.serves(&county.member, 60).await;
        assert_eq!(
            points_of(&county.member).await,
            75,
            "the month has no more room"
        );
        checked(&county).await;
    }
);

both!(
    who_brought_a_volunteer_is_thanked_once,
    AT_ONCE,
    |county| async {
        let newcomer = county.volunteer_brought_by("王小明", &county.member).await;
        let team = county.teams.barbers;
        let leader = county.leader.cx().await;
        store::teams::join_roster(&leader, team, newcomer.volunteer_no(), &newcomer.name)
            .await
            .unwrap();
        assert_eq!(points_of(&county.member).await, 0);
        county.serves(&newcomer, 60).await;
        county.serves(&newcomer, 60).await;
        assert_eq!(points_of(&county.member).await, 10);
        assert_eq!(points_of(&newcomer).await, 20);
        checked(&county).await;
    }
);

both!(points_are_granted_by_two, |county| async {
    let (first, second) = (&county.station, &county.institute);
    asks(&county.elsewhere, &county.member, Rule::Grant, 50)
        .await
        .unwrap();
    let own = decides(&county, &county.elsewhere, Verdict::Approve).await;
    assert_eq!(refused(own), Code::SECOND_PERSON);
    for person in [first, second, &county.leader, &county.resident] {
        let answer = decides(&county, person, Verdict::Approve).await;
        assert_eq!(
            refused(answer),
            Code::NOT_FOUND,
            "the member lives elsewhere"
        );
    }
    decides(&county, &county.centre, Verdict::Approve)
        .await
        .unwrap();
    assert_eq!(points_of(&county.member).await, 50);
    let told = county.member.reads().await;
    assert!(
        matches!(
            told.first(),
            Some(Message::Points(domain::points::Message::PointsDecided {
                points: 50,
                ..
            }))
        ),
        "{told:?}"
    );

    asks(&county.elsewhere, &county.member, Rule::Deduction, 60)
        .await
        .unwrap();
    let too_many = decides(&county, &county.centre, Verdict::Approve).await;
    assert_eq!(refused(too_many), Code::NOT_ENOUGH_POINTS);
    decides(&county, &county.centre, Verdict::Refuse)
        .await
        .unwrap();
    assert_eq!(points_of(&county.member).await, 50);
    asks(&county.elsewhere, &county.member, Rule::Deduction, 20)
        .await
        .unwrap();
    decides(&county, &county.centre, Verdict::Approve)
        .await
        .unwrap();
    assert_eq!(points_of(&county.member).await, 30);
    checked(&county).await;
});

both!(a_desk_asks_for_its_own_volunteers_only, |county| async {
    let answer = asks(&county.station, &county.member, Rule::Grant, 5).await;
    assert_eq!(refused(answer), Code::NO_SUCH_VOLUNTEER);
    let answer = asks(&county.leader, &county.member, Rule::Grant, 5).await;
    assert_eq!(refused(answer), Code::NOT_FOUND);
});

both!(
    a_request_is_decided_once_however_many_decide,
    |county| async {
        asks(&county.elsewhere, &county.member, Rule::Grant, 50)
            .await
            .unwrap();
        let waiting = points::requests(&county.centre.cx().await, None)
            .await
            .unwrap();
        let id = waiting.rows.first().unwrap().id;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..32 {
            let cx = county.centre.cx().await;
            let form = decision(&cx, id, Verdict::Approve);
            tasks.spawn(async move { points::decide(&cx, form).await });
        }
        let answers = tasks.join_all().await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert_eq!(points_of(&county.member).await, 50);
    }
);

both!(
    points_expire_after_two_years_the_oldest_first,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        county.later(400 * DAY);
        county.serves(&county.member, 120).await;
        asks(&county.elsewhere, &county.member, Rule::Deduction, 4)
            .await
            .unwrap();
        decides(&county, &county.centre, Verdict::Approve)
            .await
            .unwrap();
        assert_eq!(points_of(&county.member).await, 26);

        // Sixty days ahead they hear of what is left of the first ten.
        county.later((730 - 400 - 50) * DAY);
        county.ticks().await;
        let told = county.member.reads().await;
        assert!(
            matches!(
                told.first(),
                Some(Message::Points(domain::points::Message::PointsExpiring {
                    points: 6,
                    ..
                }))
            ),
            "{told:?}"
        );
        county.ticks().await;
        assert_eq!(
            county.member.reads().await.len(),
            told.len(),
            "and hear it once"
        );
        assert_eq!(points_of(&county.member).await, 26);

        county.later(52 * DAY);
        county.ticks().await;
        assert_eq!(points_of(&county.member).await, 20);
        county.ticks().await;
        assert_eq!(points_of(&county.member).await, 20, "nothing expires twice");
        county.later(730 * DAY);
        county.ticks().await;
        assert_eq!(points_of(&county.member).await, 0);
        assert_eq!(
            county.member.minutes_and_points().await.0,
            180,
            "hours never fall"
        );
        checked(&county).await;
    }
);

both!(
    whatever_expires_is_told_of_two_months_ahead,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        county.later(2 * DAY);
        county.serves(&county.member, 480).await;
        county.later(40 * DAY);
        county.serves(&county.member, 120).await;
        let told = async || {
            let notices = county.member.reads().await;
            let warnings = notices.into_iter().filter_map(|notice| match notice {
                Message::Points(domain::points::Message::PointsExpiring { points, .. }) => {
                    Some(points)
                }
                _ => None,
            });
            warnings.collect::<Vec<_>>()
        };
        county.later((732 - 42 - 60) * DAY);
        county.ticks().await;
        assert_eq!(told().await, [90], "with what expires two days later");
        county.later(2 * DAY);
        county.ticks().await;
        assert_eq!(told().await, [90], "and nothing more for a month");
        county.later(40 * DAY);
        county.ticks().await;
        assert_eq!(told().await, [110, 90]);
        for (days, left) in [(17, 110), (1, 100), (2, 20), (39, 20), (1, 0)] {
            county.later(days * DAY);
            county.ticks().await;
            assert_eq!(points_of(&county.member).await, left);
        }
        checked(&county).await;
    }
);

both!(
    a_campaign_rewards_a_service_once_in_the_category_it_was_ordered_in,
    AT_ONCE,
    |county| async {
        let campaign = RuleForm {
            title: "重阳敬老".to_owned(),
            category: county.menu.category.to_string(),
            until: county.now().date().plus_days(9).to_string(),
            ..rule(&county, Earns::Campaign, 20, 1)
        };
        enters(&county.admin, campaign).await.unwrap();
        county.later(DAY);
        let no = county.serves(&county.member, 60).await;
        assert_eq!(points_of(&county.member).await, 30);
        county.resident.reopens(&no, "没剪完").await.unwrap();
        // The menu moves on meanwhile; what was ordered stays what it was.
        let sql = "INSERT INTO category (name_zh, name_en, icon, position) VALUES ('别的', 'Other', 'leaf', 9)";
        county.execute(sql).await.unwrap();
        let sql = "UPDATE item SET category_id = (SELECT max(id) FROM category)";
        county.execute(sql).await.unwrap();
        county.later(60 * MINUTE);
        county.carries_out(&no, &county.member, 60).await;
        let again = county.attendance(&no, &county.member).await;
        county.leader.confirms(again).await.unwrap();
        assert_eq!(points_of(&county.member).await, 40, "its hour, no more");
        checked(&county).await;
    }
);

both!(
    the_thanks_for_service_that_is_struck_go_back,
    |county| async {
        let no = county.order_in(State::Delivered).await;
        let attendance = county.attendance(&no, &county.member).await;
        county.leader.confirms(attendance).await.unwrap();
        county.resident.rates(&no, 5).await.unwrap();
        assert_eq!(points_of(&county.member).await, 5);
        county.stranger.objects(attendance).await.unwrap();
        county
            .station
            .reviews(attendance, Review::Strike)
            .await
            .unwrap();
        assert_eq!(points_of(&county.member).await, 0);
        let lines = ledger::statement(&county.member.cx().await, None)
            .await
            .unwrap()
            .1;
        let rules: Vec<_> = lines
            .rows
            .iter()
            .map(|line| (line.rule, line.amount))
            .collect();
        assert_eq!(rules, [(Rule::Reversal, -5), (Rule::FiveStars, 5)]);
        checked(&county).await;
    }
);

both!(
    a_receipt_is_in_the_books_from_the_day_after,
    AT_ONCE,
    |county| async {
        county.serves(&county.member, 60).await;
        let closed = async || {
            let cx = county.member.cx().await;
            let entries = ledger::statement(&cx, None).await.unwrap().1;
            entries.rows.first().unwrap().closed
        };
        assert!(!closed().await);
        county.later(2 * DAY);
        county.ticks().await;
        assert!(closed().await);
    }
);
