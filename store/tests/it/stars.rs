//! Stars: asked for once, reviewed by another, shown in public, awarded once.

use domain::Code;
use domain::ids::{StarApplicationId, VolunteerId};
use domain::notices::{May, Verdict};
use domain::notify::Message;
use domain::stars::{ApplyForm, AwardForm, Body, Goal, NomineeForm, StarRuleForm, State};
use domain::time::DAY;
use store::testing::{AT_ONCE, County, Person, Reader, key, refused};
use store::{both, check, stars};

/// Hours as if they had been posted.
async fn has_served(county: &County, person: &Person, hours: i64) {
    let id = person.volunteer_id();
    let sql = format!(
        "UPDATE volunteer SET minutes = {} WHERE id = {id}",
        hours * 60
    );
    county.execute(&sql).await.unwrap();
}

/// What somebody objects with.
const DOUBT: &str = "这些时长不是本人服务的";

fn asks_for(cx: &store::Cx, star: i64) -> ApplyForm {
    ApplyForm {
        request_id: cx.form_id(),
        star: star.to_string(),
    }
}

fn award_form(cx: &store::Cx, id: StarApplicationId) -> AwardForm {
    AwardForm {
        request_id: cx.form_id(),
        application: id.to_string(),
        ..AwardForm::default()
    }
}

async fn awards(person: &Person, id: StarApplicationId) -> store::Result<()> {
    let cx = person.cx().await;
    stars::award(&cx, award_form(&cx, id)).await
}

async fn stands(county: &County, id: StarApplicationId) -> String {
    let sql = format!("SELECT state FROM star_application WHERE id = {id}");
    county.texts_of(&sql).await.remove(0)
}

async fn checked(county: &County) {
    let report = check::run(county.database(), &key()).await.unwrap();
    let about_stars = report
        .differences
        .iter()
        .filter(|told| told.contains("star"));
    assert_eq!(about_stars.collect::<Vec<_>>(), Vec::<&String>::new());
}

both!(a_star_goes_its_way_to_the_award, |county| async {
    has_served(&county, &county.leader, 120).await;
    let mark = county.mark().await;
    let id = county.leader.applies_for_star(1).await.unwrap();
    assert_eq!(
        refused(county.leader.applies_for_star(1).await),
        Code::APPLIED_ALREADY
    );
    assert_eq!(refused(awards(&county.centre, id).await), Code::NOT_NOW);
    county
        .institute
        .reviews_star(id, Verdict::Approve, "")
        .await
        .unwrap();
    assert_eq!(
        refused(awards(&county.centre, id).await),
        Code::IN_PUBLIC_NOTICE
    );
    let shown = stars::notices(&county.visitor().cx().await, None)
        .await
        .unwrap();
    assert_eq!((shown.rows.len(), shown.rows[0].who.as_str()), (1, "沈**"));
    county.at(shown.rows[0].until);
    let gone = stars::notices(&county.visitor().cx().await, None).await;
    assert!(gone.unwrap().rows.is_empty());
    assert_eq!(
        refused(county.stranger.objects_to_star(id, DOUBT).await),
        Code::NOT_NOW,
        "the notice is over, however long the award takes"
    );
    awards(&county.centre, id).await.unwrap();
    assert_eq!(refused(awards(&county.centre, id).await), Code::NOT_NOW);

    let mine = stars::mine(&county.leader.cx().await).await.unwrap();
    assert_eq!((mine.held, mine.applications[0].state), (1, State::Awarded));
    assert_eq!(mine.applications[0].events.len(), 3);
    assert!(mine.may_apply.is_empty());
    let next = Goal {
        minutes: 300 * 60,
        star: Some(2),
    };
    assert_eq!(mine.next, Some(next));
    let told = county.told_since(mark).await;
    let me = Reader::Account(county.leader.account.unwrap());
    let mine: Vec<&Message> = told
        .iter()
        .filter_map(|(reader, notice)| (*reader == me).then_some(notice))
        .collect();
    assert!(matches!(
        mine.as_slice(),
        [
            Message::Stars(domain::stars::Message::StarApplied { star: 1 }),
            Message::Stars(domain::stars::Message::StarNoticed { star: 1, .. }),
            Message::Stars(domain::stars::Message::StarAwarded { star: 1, .. })
        ]
    ));
    let institute = Reader::Org(county.places.town);
    assert!(told.contains(&(
        institute,
        Message::Stars(domain::stars::Message::StarWaits { star: 1 })
    )));
    checked(&county).await;
});

both!(hours_open_the_way_and_not_before, |county| async {
    for (hours, star, code) in [
        (99, 1, Some(Code::NOT_ENOUGH_HOURS)),
        (299, 2, Some(Code::NOT_ENOUGH_HOURS)),
        (299, 1, None),
    ] {
        has_served(&county, &county.leader, hours).await;
        let answer = county.leader.applies_for_star(star).await;
        match code {
            Some(code) => assert_eq!(refused(answer), code),
            None => assert!(answer.is_ok()),
        }
    }
    assert_eq!(
        refused(county.resident.applies_for_star(1).await),
        Code::VOLUNTEERS_ONLY
    );
    assert_eq!(
        refused(county.visitor().applies_for_star(1).await),
        Code::SIGN_IN_FIRST
    );
    for star in [0, 6] {
        assert_eq!(
            refused(county.leader.applies_for_star(star).await),
            Code::NOT_A_NUMBER
        );
    }
});

both!(
    only_the_tier_above_reviews_and_only_the_centre_awards,
    AT_ONCE,
    |county| async {
        has_served(&county, &county.leader, 120).await;
        let id = county.leader.applies_for_star(1).await.unwrap();
        for (person, code) in [
            (&county.station, Code::NOT_FOUND),
            (&county.neighbour, Code::NOT_FOUND),
            (&county.elsewhere, Code::NOT_FOUND),
            (&county.admin, Code::NOT_FOUND),
            (&county.leader, Code::NOT_FOUND),
            (&county.stranger, Code::NOT_FOUND),
            (&county.visitor(), Code::SIGN_IN_FIRST),
        ] {
            let answer = person.reviews_star(id, Verdict::Approve, "").await;
            assert_eq!(refused(answer), code, "{person:?}");
        }
        assert_eq!(
            refused(county.institute.reviews_star(id, Verdict::Return, "").await),
            Code::REQUIRED,
            "whoever returns it says why"
        );
        county
            .centre
            .reviews_star(id, Verdict::Approve, "")
            .await
            .unwrap();
        for (person, code) in [
            (&county.institute, Code::NOT_YOURS),
            (&county.station, Code::NOT_FOUND),
            (&county.leader, Code::NOT_FOUND),
            (&county.centre, Code::SECOND_PERSON),
        ] {
            assert_eq!(refused(awards(person, id).await), code, "{person:?}");
        }
    }
);

both!(
    a_leader_nominates_who_has_reached_a_star,
    AT_ONCE,
    |county| async {
        has_served(&county, &county.member, 310).await;
        let barbers = county.teams.barbers;
        let cx = county.leader.cx().await;
        let found = stars::nominees(&cx, barbers).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].star, found[0].volunteer),
            (2, county.member.volunteer_id())
        );
        let whom = county.member.volunteer_id();
        let names = |whom: VolunteerId| NomineeForm {
            request_id: cx.form_id(),
            team: barbers.to_string(),
            volunteer: whom.to_string(),
        };
        for person in [&county.rival, &county.member, &county.station] {
            let cx = person.cx().await;
            let answer = stars::nominate(&cx, names(whom)).await;
            assert_eq!(refused(answer), Code::NOT_FOUND, "{person:?}");
        }
        let elsewhere = stars::nominate(&cx, names(county.rival.volunteer_id())).await;
        assert_eq!(refused(elsewhere), Code::NOT_FOUND, "not on the roster");
        let mark = county.mark().await;
        let id = stars::nominate(&cx, names(whom)).await.unwrap();
        assert!(stars::nominees(&cx, barbers).await.unwrap().is_empty());
        let told = county.told_since(mark).await;
        assert!(told.iter().any(|(_, notice)| matches!(
            notice,
            Message::Stars(domain::stars::Message::StarNominated { star: 2, .. })
        )));
        // The member lives in the other township.
        assert_eq!(
            refused(
                county
                    .institute
                    .reviews_star(id, Verdict::Approve, "")
                    .await
            ),
            Code::NOT_FOUND
        );
        county
            .elsewhere
            .reviews_star(id, Verdict::Return, "服务时长还要核对")
            .await
            .unwrap();
        assert_eq!(stands(&county, id).await, "returned");
        let again = stars::nominate(&cx, names(whom)).await.unwrap();
        county.member.withdraws_star(again).await.unwrap();
        assert_eq!(
            refused(county.member.withdraws_star(again).await),
            Code::NOT_NOW
        );
        assert_eq!(
            refused(county.leader.withdraws_star(again).await),
            Code::NOT_FOUND
        );
        checked(&county).await;
    }
);

both!(an_objection_leads_back_to_the_review, |county| async {
    has_served(&county, &county.leader, 120).await;
    let id = county.leader.applies_for_star(1).await.unwrap();
    assert_eq!(
        refused(county.stranger.objects_to_star(id, DOUBT).await),
        Code::NOT_NOW
    );
    county
        .institute
        .reviews_star(id, Verdict::Approve, "")
        .await
        .unwrap();
    county.stranger.objects_to_star(id, DOUBT).await.unwrap();
    let queue = stars::queue(&county.institute.cx().await, None, None)
        .await
        .unwrap();
    let case = &queue.rows[0];
    assert_eq!(
        (case.state, case.may),
        (
            State::Objected,
            May {
                approve: true,
                give_back: true,
                grant: false
            }
        )
    );
    assert!(
        case.events
            .iter()
            .any(|event| event.words.contains("不是本人"))
    );
    county.later(30 * DAY);
    assert_eq!(refused(awards(&county.centre, id).await), Code::NOT_NOW);
    county
        .institute
        .reviews_star(id, Verdict::Approve, "")
        .await
        .unwrap();
    assert_eq!(
        refused(awards(&county.centre, id).await),
        Code::IN_PUBLIC_NOTICE,
        "the notice begins anew"
    );
    county
        .institute
        .reviews_star(id, Verdict::Return, "核实后不符")
        .await
        .unwrap();
    let elsewhere = stars::queue(&county.elsewhere.cx().await, Some(State::Returned), None).await;
    assert!(elsewhere.unwrap().rows.is_empty());
    checked(&county).await;
});

both!(
    what_the_county_may_not_award_it_records,
    AT_ONCE,
    |county| async {
        has_served(&county, &county.leader, 700).await;
        let id = county.leader.applies_for_star(3).await.unwrap();
        county
            .institute
            .reviews_star(id, Verdict::Approve, "")
            .await
            .unwrap();
        assert_eq!(
            refused(awards(&county.centre, id).await),
            Code::REQUIRED,
            "the county does not award three stars by itself"
        );
        let cx = county.centre.cx().await;
        let form = AwardForm {
            by: "漳州市志愿者协会".to_owned(),
            on: county.now().plus(-3 * DAY).date().to_string(),
            document: "漳志〔2026〕8号".to_owned(),
            ..award_form(&cx, id)
        };
        stars::award(&cx, form).await.unwrap();
        let sql = "SELECT awarded_by || ' ' || document FROM star_application";
        assert_eq!(
            county.texts_of(sql).await,
            ["漳州市志愿者协会 漳志〔2026〕8号"]
        );
        checked(&county).await;
    }
);

both!(two_clerks_at_once_award_once, AT_ONCE, |county| async {
    has_served(&county, &county.leader, 120).await;
    let mut tasks = tokio::task::JoinSet::new();
    let cx = county.leader.cx().await;
    for _ in 0..16 {
        let cx = cx.clone();
        tasks.spawn(async move { stars::apply(&cx, asks_for(&cx, 1)).await });
    }
    let answers = tasks.join_all().await;
    let (well, rest): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(well.len(), 1);
    for answer in rest {
        assert_eq!(refused(answer), Code::APPLIED_ALREADY);
    }
    let id = well.into_iter().next().unwrap().unwrap();
    county
        .institute
        .reviews_star(id, Verdict::Approve, "")
        .await
        .unwrap();
    let centre = county.centre.cx().await;
    let (same, replayed) = (award_form(&centre, id), centre.form_id());
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..16 {
        let (cx, mut form) = (centre.clone(), same.clone());
        form.request_id = if number % 2 == 0 {
            replayed.clone()
        } else {
            cx.form_id()
        };
        tasks.spawn(async move { stars::award(&cx, form).await });
    }
    let answers = tasks.join_all().await;
    let (well, rest): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert!(!well.is_empty());
    for answer in rest {
        assert_eq!(refused(answer), Code::NOT_NOW);
    }
    let awarded = "SELECT count(*) FROM star_event WHERE action = 'award_star'";
    assert_eq!(county.number(awarded).await, 1);
    checked(&county).await;
});

both!(a_line_is_added_for_a_day_to_come, |county| async {
    let form = |star: &str, hours: &str, days: i64| StarRuleForm {
        star: star.to_owned(),
        hours: hours.to_owned(),
        body: Body::County.to_string(),
        from: county.now().date().plus_days(days).to_string(),
        ..StarRuleForm::default()
    };
    for (person, code) in [
        (&county.institute, Code::NOT_FOUND),
        (&county.resident, Code::NOT_FOUND),
    ] {
        let answer = stars::enter_rule(&person.cx().await, form("1", "80", 1)).await;
        assert_eq!(refused(answer), code);
    }
    let centre = county.centre.cx().await;
    let answer = stars::enter_rule(&centre, form("1", "80", 0)).await;
    assert_eq!(refused(answer), Code::IN_THE_PAST);
    let answer = stars::enter_rule(&centre, form("1", "300", 1)).await;
    assert_eq!(refused(answer), Code::STARS_DO_NOT_CLIMB);
    stars::enter_rule(&centre, form("1", "80", 1))
        .await
        .unwrap();
    has_served(&county, &county.leader, 90).await;
    assert_eq!(
        refused(county.leader.applies_for_star(1).await),
        Code::NOT_ENOUGH_HOURS
    );
    county.later(DAY);
    county.leader.applies_for_star(1).await.unwrap();
    checked(&county).await;
});

both!(a_tampered_star_is_found, |county| async {
    has_served(&county, &county.leader, 120).await;
    let id = county.leader.applies_for_star(1).await.unwrap();
    let sql = format!("UPDATE star_application SET state = 'withdrawn', star = 2 WHERE id = {id}");
    county.execute(&sql).await.unwrap();
    let found = check::run(county.database(), &key())
        .await
        .unwrap()
        .differences;
    for words in [
        "the state is withdrawn, the last event leads to applied",
        "minutes for star 2",
    ] {
        assert!(found.iter().any(|told| told.contains(words)), "{found:#?}");
    }
});
