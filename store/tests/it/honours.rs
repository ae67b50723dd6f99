//! Honours: criteria from the books, a second person, consent, and no more awards than places.

use domain::Code;
use domain::honours::{CampaignForm, Kind, NominationForm, Publish, State};
use domain::ids::{CampaignId, NominationId};
use domain::notices::{CaseForm, May, Verdict};
use domain::notify::Message;
use store::testing::{AT_ONCE, County, Person, key, refused};
use store::{both, check, honours};

/// A service of so many minutes, posted and rated.
async fn serves(county: &County, member: &Person, minutes: i64, stars: i64) {
    let no = county.serves(member, minutes).await;
    county.resident.rates(&no, stars).await.unwrap();
}

fn form(county: &County, kind: Kind, places: i64) -> CampaignForm {
    let today = county.now().date();
    CampaignForm {
        title: "年度最美志愿者".to_owned(),
        about: "一年里服务最多、口碑最好".to_owned(),
        kind: kind.to_string(),
        from: today.plus_days(-300).to_string(),
        to: today.plus_days(10).to_string(),
        until: today.plus_days(10).to_string(),
        places: places.to_string(),
        hours: "1".to_owned(),
        orders: "1".to_owned(),
        approval: "50".to_owned(),
        ..CampaignForm::default()
    }
}

async fn opens(county: &County, kind: Kind, places: i64) -> CampaignId {
    let cx = county.centre.cx().await;
    honours::open(&cx, form(county, kind, places))
        .await
        .unwrap()
}

async fn nominates(
    person: &Person,
    campaign: CampaignId,
    subject: i64,
) -> store::Result<NominationId> {
    nominates_for(person, campaign, subject, "风里来雨里去，一年没有歇过").await
}

async fn nominates_for(
    person: &Person,
    campaign: CampaignId,
    subject: i64,
    reason: &str,
) -> store::Result<NominationId> {
    let cx = person.cx().await;
    let form = NominationForm {
        request_id: cx.form_id(),
        campaign: campaign.to_string(),
        subject: subject.to_string(),
        reason: reason.to_owned(),
        ..NominationForm::default()
    };
    honours::nominate(&cx, form).await
}

/// Whom somebody finds for a campaign by these words, and whether there are more than that.
async fn finds(person: &Person, campaign: CampaignId, q: &str) -> (Vec<i64>, bool) {
    let cx = person.cx().await;
    let choices = honours::choices(&cx, campaign, q).await.unwrap();
    let ids = choices.found.into_iter().map(|(id, _)| id);
    (ids.collect(), choices.more)
}

/// What somebody objects with.
const DOUBT: &str = "这些事不是他做的";

async fn reviews(person: &Person, id: NominationId, approve: bool) -> store::Result<()> {
    let verdict = if approve {
        Verdict::Approve
    } else {
        Verdict::Return
    };
    person.reviews_honour(id, verdict, "材料要补充").await
}

async fn checked(county: &County) {
    let report = check::run(county.database(), &key()).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
}

both!(
    a_volunteer_is_honoured_and_says_whether_it_is_published,
    AT_ONCE,
    |county| async {
        serves(&county, &county.member, 90, 5).await;
        let campaign = opens(&county, Kind::Volunteer, 2).await;
        let whom = county.member.volunteer_id().0;
        let mark = county.mark().await;
        let id = nominates(&county.leader, campaign, whom).await.unwrap();
        let told = county.told_since(mark).await;
        assert!(told.iter().any(|(_, notice)| matches!(
            notice,
            Message::Honours(domain::honours::Message::HonourNominated { .. })
        )));
        let again = nominates(&county.member, campaign, whom).await;
        assert_eq!(refused(again), Code::DUPLICATE);
        let case = honours::case(&county.elsewhere.cx().await, id)
            .await
            .unwrap();
        assert_eq!((case.then.minutes, case.then.orders), (90, 1));
        assert_eq!(case.then, case.now);
        assert_eq!((case.then.ratings, case.then.good), (1, 1));
        assert_eq!(case.row.name, county.member.name);

        // The member lives in the other township.
        for (person, code) in [
            (&county.institute, Code::NOT_FOUND),
            (&county.station, Code::NOT_FOUND),
            (&county.member, Code::NOT_FOUND),
            (&county.visitor(), Code::SIGN_IN_FIRST),
        ] {
            assert_eq!(refused(reviews(person, id, true).await), code, "{person:?}");
        }
        assert_eq!(
            refused(county.centre.awards_honour(id).await),
            Code::NOT_NOW
        );
        reviews(&county.elsewhere, id, true).await.unwrap();
        assert_eq!(
            refused(county.elsewhere.awards_honour(id).await),
            Code::NOT_YOURS
        );
        county.centre.awards_honour(id).await.unwrap();
        assert_eq!(
            refused(county.centre.awards_honour(id).await),
            Code::NOT_NOW
        );

        let visitor = county.visitor().cx().await;
        let shown = async || honours::awarded(&visitor, None).await.unwrap().rows;
        assert_eq!(shown().await[0].name, "张*");
        assert_eq!(
            refused(county.leader.answers_about_honour(id, true).await),
            Code::NOT_FOUND
        );
        county.member.answers_about_honour(id, true).await.unwrap();
        assert_eq!(shown().await[0].name, "张扬");
        county.member.answers_about_honour(id, false).await.unwrap();
        assert_eq!(shown().await[0].name, "张*");
        county.member.answers_about_honour(id, true).await.unwrap();
        let sql = format!("UPDATE volunteer SET birth_month = '2010-05' WHERE id = {whom}");
        county.execute(&sql).await.unwrap();
        assert_eq!(shown().await[0].name, "张*", "a minor never");
        let mine = honours::mine(&county.member.cx().await).await.unwrap();
        assert_eq!(
            (mine[0].state, mine[0].publish),
            (State::Awarded, Publish::Given)
        );
        checked(&county).await;
    }
);

both!(
    a_minor_agrees_to_nothing_and_takes_back_what_they_did,
    AT_ONCE,
    |county| async {
        serves(&county, &county.member, 90, 5).await;
        let campaign = opens(&county, Kind::Volunteer, 1).await;
        let whom = county.member.volunteer_id().0;
        let id = nominates(&county.leader, campaign, whom).await.unwrap();
        let born = async |month: &str| {
            let sql = format!("UPDATE volunteer SET birth_month = '{month}' WHERE id = {whom}");
            county.execute(&sql).await.unwrap();
        };
        let mine = async || {
            let rows = honours::mine(&county.member.cx().await).await.unwrap();
            (rows[0].publish, rows[0].may_publish)
        };
        born("2010-05").await;
        assert_eq!(
            refused(county.member.answers_about_honour(id, true).await),
            Code::NO_MINORS
        );
        assert_eq!(mine().await, (Publish::Asked, false));
        let consents = "SELECT count(*) FROM consent WHERE purpose LIKE 'honour:%'";
        assert_eq!(county.number(consents).await, 0);
        born("1990-05").await;
        county.member.answers_about_honour(id, true).await.unwrap();
        assert_eq!(mine().await, (Publish::Given, true));
        born("2010-05").await;
        county.member.answers_about_honour(id, false).await.unwrap();
        assert_eq!(mine().await, (Publish::Refused, false));
        assert_eq!(county.number(consents).await, 2);
        checked(&county).await;
    }
);

both!(
    a_public_reason_names_nobody_and_tells_no_phone,
    AT_ONCE,
    |county| async {
        serves(&county, &county.member, 90, 5).await;
        let campaign = opens(&county, Kind::Volunteer, 1).await;
        let whom = county.member.volunteer_id().0;
        let says = async |person: &Person, reason: &str| {
            nominates_for(person, campaign, whom, reason).await
        };
        let named = "张扬风里来雨里去，一年没有歇过";
        assert_eq!(refused(says(&county.leader, named).await), Code::WHOLE_NAME);
        assert_eq!(
            refused(says(&county.member, named).await),
            Code::WHOLE_NAME,
            "nor oneself"
        );
        assert_eq!(
            refused(says(&county.rival, named).await),
            Code::NOT_A_CHOICE,
            "nobody finds out the name of who is out of reach"
        );
        assert_eq!(
            refused(says(&county.leader, "谁家有事打138 0000 0001，他就到").await),
            Code::CONTACT_IN_TEXT
        );
        let by_number = |reason: &str| NominationForm {
            campaign: campaign.to_string(),
            no: county.member.volunteer_no().to_owned(),
            reason: reason.to_owned(),
            ..NominationForm::default()
        };
        let staff = county.elsewhere.cx().await;
        assert_eq!(
            refused(honours::nominate(&staff, by_number(named)).await),
            Code::WHOLE_NAME
        );
        honours::nominate(&staff, by_number("小张风里来雨里去，一年没有歇过"))
            .await
            .unwrap();
    }
);

both!(whom_a_long_list_leaves_out_a_search_finds, |county| async {
    let team = opens(&county, Kind::Team, 1).await;
    let (town, leader) = (county.places.town, county.leader.volunteer_id());
    let sql = format!(
        "WITH RECURSIVE n(id) AS (SELECT CAST(10001 AS bigint) UNION ALL SELECT id + 1 FROM n WHERE id < 10299)
         INSERT INTO team (id, org_id, name, leader_id, skills, founded_at)
         SELECT id, {town}, '第' || id || '队', {leader}, '', 0 FROM n"
    );
    county.execute(&sql).await.unwrap();
    let institute = &county.institute;
    let (listed, more) = finds(institute, team, "").await;
    assert_eq!((listed.len(), more), (300, true));
    assert!(!listed.contains(&10299), "the last of 301 is cut off");
    assert_eq!(
        finds(institute, team, " 10299队 ").await,
        (vec![10299], false)
    );
    assert_eq!(finds(institute, team, "%").await, (vec![], false));
    let (barbers, rivals) = (county.teams.barbers.0, county.teams.rivals.0);
    assert_eq!(
        finds(&county.rival, team, "志愿服务队").await,
        (vec![rivals], false),
        "a leader finds their own"
    );
    let found = finds(institute, team, "志愿服务队").await;
    assert_eq!(found, (vec![barbers, rivals], false));

    let centre = &county.centre;
    let project = opens(&county, Kind::Project, 1).await;
    let haircut = county.menu.haircut.0;
    assert_eq!(finds(centre, project, "理发").await, (vec![haircut], false));
    let station = opens(&county, Kind::Station, 1).await;
    let next = county.places.next_village.0;
    assert_eq!(finds(centre, station, "东门").await, (vec![next], false));
    assert_eq!(finds(centre, station, "").await.0.len(), 3);
    let people = opens(&county, Kind::Volunteer, 1).await;
    let member = county.member.volunteer_id().0;
    assert_eq!(
        finds(&county.leader, people, "张").await,
        (vec![member], false)
    );
});

both!(criteria_and_reach_are_asked_for, AT_ONCE, |county| async {
    let campaign = opens(&county, Kind::Volunteer, 2).await;
    let whom = county.leader.volunteer_id().0;
    assert_eq!(
        refused(nominates(&county.leader, campaign, whom).await),
        Code::BELOW_CRITERIA
    );
    serves(&county, &county.leader, 60, 5).await;
    for person in [&county.rival, &county.elsewhere, &county.stranger] {
        let answer = nominates(person, campaign, whom).await;
        assert_eq!(refused(answer), Code::NOT_A_CHOICE, "{person:?}");
    }
    let visitor = nominates(&county.visitor(), campaign, whom).await;
    assert_eq!(refused(visitor), Code::SIGN_IN_FIRST);
    let cx = county.station.cx().await;
    let by_number = NominationForm {
        campaign: campaign.to_string(),
        no: county.leader.volunteer_no().to_owned(),
        reason: "风里来雨里去，一年没有歇过".to_owned(),
        ..NominationForm::default()
    };
    let id = honours::nominate(&cx, by_number).await.unwrap();
    reviews(&county.institute, id, false).await.unwrap();
    assert_eq!(
        refused(reviews(&county.institute, id, true).await),
        Code::NOT_NOW
    );
    let own = nominates(&county.leader, campaign, whom).await.unwrap();
    reviews(&county.institute, own, true).await.unwrap();
    county.later(30 * domain::time::DAY);
    assert_eq!(
        refused(nominates(&county.member, campaign, county.member.volunteer_id().0).await),
        Code::NOMINATIONS_OVER
    );
    for person in [&county.institute, &county.resident, &county.leader] {
        let answer = honours::open(&person.cx().await, form(&county, Kind::Team, 1)).await;
        assert_eq!(refused(answer), Code::NOT_FOUND);
    }
    checked(&county).await;
});

both!(
    teams_services_and_stations_are_honoured_too,
    AT_ONCE,
    |county| async {
        serves(&county, &county.leader, 60, 5).await;
        let team = opens(&county, Kind::Team, 1).await;
        let barbers = county.teams.barbers.0;
        let choices = honours::choices(&county.leader.cx().await, team, "")
            .await
            .unwrap();
        let found = choices.found.iter().any(|(id, _)| *id == barbers);
        assert!(found && !choices.more && !choices.by_no);
        let answer = nominates(&county.rival, team, barbers).await;
        assert_eq!(refused(answer), Code::NOT_A_CHOICE);
        let id = nominates(&county.leader, team, barbers).await.unwrap();
        reviews(&county.institute, id, true).await.unwrap();
        county.centre.awards_honour(id).await.unwrap();
        let project = opens(&county, Kind::Project, 1).await;
        nominates(&county.centre, project, county.menu.haircut.0)
            .await
            .unwrap();
        let station = opens(&county, Kind::Station, 1).await;
        let answer = nominates(&county.station, station, county.places.village.0).await;
        assert_eq!(
            refused(answer),
            Code::BELOW_CRITERIA,
            "the team has served, not the station"
        );
        let shown = honours::awarded(&county.visitor().cx().await, None)
            .await
            .unwrap();
        assert_eq!(shown.rows.len(), 1);
        assert_eq!(
            refused(county.leader.answers_about_honour(id, true).await),
            Code::NOT_FOUND,
            "a team consents to nothing"
        );
        checked(&county).await;
    }
);

both!(an_objection_leads_back_to_the_review, |county| async {
    serves(&county, &county.leader, 90, 5).await;
    county.later(9 * domain::time::DAY);
    county.ticks().await;
    let campaign = opens(&county, Kind::Volunteer, 1).await;
    let whom = county.leader.volunteer_id().0;
    let id = nominates(&county.leader, campaign, whom).await.unwrap();
    assert_eq!(
        refused(county.stranger.objects_to_honour(id, DOUBT).await),
        Code::NOT_NOW
    );
    reviews(&county.institute, id, true).await.unwrap();
    let visitor = county.visitor();
    assert_eq!(
        refused(visitor.objects_to_honour(id, DOUBT).await),
        Code::SIGN_IN_FIRST
    );
    let mark = county.mark().await;
    county.stranger.objects_to_honour(id, DOUBT).await.unwrap();
    let told = county.told_since(mark).await;
    for of in ["HonourWaits", "HonourObjected"] {
        let mut notices = told.iter().map(|(_, notice)| format!("{notice:?}"));
        let of = format!("Honours({of} ");
        assert!(notices.any(|notice| notice.starts_with(&of)), "{of}");
    }
    let shown = honours::notices(&visitor.cx().await, None).await.unwrap();
    assert!(shown.rows.is_empty(), "it no longer hangs");
    let case = honours::case(&county.institute.cx().await, id)
        .await
        .unwrap();
    assert_eq!(
        (case.row.state, case.may),
        (
            State::Objected,
            May {
                approve: true,
                give_back: true,
                grant: false
            }
        )
    );
    assert_eq!(case.words, "这些事不是他做的");
    county.later(30 * domain::time::DAY);
    assert_eq!(
        refused(county.centre.awards_honour(id).await),
        Code::NOT_NOW
    );
    reviews(&county.institute, id, true).await.unwrap();
    assert_eq!(
        refused(county.centre.awards_honour(id).await),
        Code::IN_PUBLIC_NOTICE,
        "the notice begins anew"
    );
    county.stranger.objects_to_honour(id, DOUBT).await.unwrap();
    reviews(&county.institute, id, false).await.unwrap();
    assert_eq!(
        refused(county.stranger.objects_to_honour(id, DOUBT).await),
        Code::NOT_NOW
    );
    checked(&county).await;
});

both!(
    nobody_objects_behind_the_end_of_the_notice,
    |county| async {
        serves(&county, &county.leader, 90, 5).await;
        county.later(9 * domain::time::DAY);
        county.ticks().await;
        let campaign = opens(&county, Kind::Volunteer, 1).await;
        let whom = county.leader.volunteer_id().0;
        let id = nominates(&county.leader, campaign, whom).await.unwrap();
        reviews(&county.institute, id, true).await.unwrap();
        let visitor = county.visitor();
        let shown = async || {
            let page = honours::notices(&visitor.cx().await, None).await;
            page.unwrap().rows
        };
        county.at(shown().await[0].until);
        assert!(shown().await.is_empty(), "it no longer hangs");
        assert_eq!(
            refused(county.stranger.objects_to_honour(id, DOUBT).await),
            Code::NOT_NOW
        );
        county.centre.awards_honour(id).await.unwrap();
        checked(&county).await;
    }
);

both!(
    many_clerks_award_no_more_than_there_are_places,
    AT_ONCE,
    |county| async {
        let campaign = opens(&county, Kind::Volunteer, 2).await;
        let mut waiting = Vec::new();
        for person in [&county.leader, &county.member, &county.second] {
            serves(&county, person, 60, 5).await;
            let id = nominates(person, campaign, person.volunteer_id().0)
                .await
                .unwrap();
            let desk = if person.volunteer == county.leader.volunteer {
                &county.institute
            } else {
                &county.elsewhere
            };
            reviews(desk, id, true).await.unwrap();
            waiting.push(id);
        }
        let centre = county.centre.cx().await;
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..24 {
            let (cx, id) = (centre.clone(), waiting[number % waiting.len()]);
            let form = CaseForm {
                request_id: cx.form_id(),
                id: id.to_string(),
            };
            tasks.spawn(async move { honours::award(&cx, form).await });
        }
        let answers = tasks.join_all().await;
        let (well, rest): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!(well.len(), 2);
        for answer in rest {
            assert!(matches!(
                refused(answer),
                Code::NOT_NOW | Code::NO_PLACE_LEFT
            ));
        }
        checked(&county).await;
        let tampered = "UPDATE honour_campaign SET places = 1";
        county.execute(tampered).await.unwrap();
        let found = check::run(county.database(), &key())
            .await
            .unwrap()
            .differences;
        assert!(
            found
                .iter()
                .any(|told| told.contains("has 1 places, 2 are awarded")),
            "{found:#?}"
        );
    }
);
