//! What is one's own: shown to whose it is and to nobody else, and not decided on by whose it is.

use domain::Code;
use domain::access::Action;
use domain::actor::Role;
use domain::certificates::AskForm;
use domain::honours::{Kind, NominationForm};
use domain::hours::Verdict as Review;
use domain::ids::{CertificateRequestId, OrgId};
use domain::notices::Verdict;
use domain::notify::Message;
use domain::orders::{Performer, State};
use domain::pictures::{A_DAY, PictureView};
use domain::points::{Earns, RequestForm, RuleForm, Verdict as Decision};
use domain::stars::NomineeForm;
use domain::time::{DAY, HOUR};
use store::testing::{AT_ONCE, County, Person, refused};
use store::{
    account, both, certificates, honours, hours, ledger, notify, orders, pictures, points, shop,
    stars, teams,
};

/// How long each list of somebody's own is.
async fn lists(person: &Person) -> Vec<(&'static str, usize)> {
    let cx = person.cx().await;
    let orders = orders::mine(&cx, None).await.unwrap();
    let latest = orders::latest(&cx, 9).await.unwrap();
    let shifts = orders::my_shifts(&cx).await.unwrap();
    let teams = teams::my_teams(&cx).await.unwrap();
    let (_, hours) = hours::mine(&cx, None).await.unwrap();
    let (_, points) = ledger::statement(&cx, None).await.unwrap();
    let redemptions = shop::mine(&cx, None).await.unwrap();
    let certificates = certificates::mine(&cx, None).await.unwrap();
    let stars = stars::mine(&cx).await.unwrap();
    let honours = honours::mine(&cx).await.unwrap();
    vec![
        ("orders", orders.rows.len()),
        ("latest orders", latest.len()),
        ("shifts", shifts.len()),
        ("teams", teams.len()),
        ("hours", hours.rows.len()),
        ("points", points.rows.len()),
        ("redemptions", redemptions.rows.len()),
        ("certificates", certificates.rows.len()),
        ("stars", stars.applications.len()),
        ("honours", honours.len()),
    ]
}

/// Makes somebody staff of a place beside what else they are.
async fn appoints(county: &County, person: &Person, role: Role, org: OrgId) {
    county.admin.grants(&person.phone, role, org).await.unwrap();
}

async fn asks_for_certificate(person: &Person) -> CertificateRequestId {
    let today = person.now().date();
    let form = AskForm {
        from: today.plus_days(-30).to_string(),
        to: today.to_string(),
        ..AskForm::default()
    };
    person.asks_for_certificate(form).await.unwrap()
}

both!(
    a_list_of_ones_own_is_nobody_elses,
    AT_ONCE,
    |county| async {
        let newcomer = county.volunteer("王小明").await;
        let (item, village) = (county.menu.haircut, county.places.village);
        county.member.places_order(item, village).await.unwrap();
        county.redemption().await;
        asks_for_certificate(&county.member).await;
        county.star_application().await;
        county.nomination().await;
        county.order_in(State::Scheduled).await;
        for (list, length) in lists(&county.member).await {
            assert!(length > 0, "{list}");
        }
        for (list, length) in lists(&newcomer).await {
            assert_eq!(length, 0, "{list}");
        }
        let cx = newcomer.cx().await;
        assert_eq!(account::devices(&cx, None).await.unwrap().len(), 1);
        let page = notify::messages(&cx, None).await.unwrap();
        assert_eq!(page.rows.len(), 1, "they were welcomed");
        let form = orders::new_order(&cx, item, None, false)
            .await
            .unwrap()
            .form;
        assert_eq!((form.address.as_str(), form.village.as_str()), ("", ""));
    }
);

both!(a_leader_hears_of_offers_to_their_own_team, |county| async {
    county.order_in(State::Offered).await;
    let waiting = async |person: &Person| orders::offers_waiting(&person.cx().await).await.unwrap();
    assert_eq!(waiting(&county.leader).await, [(county.teams.barbers, 1)]);
    assert_eq!(waiting(&county.rival).await, []);
});

both!(an_orgs_messages_are_for_its_staff, |county| async {
    let places = county.places;
    let waits = async |person: &Person| {
        let told = person.reads().await.into_iter();
        told.filter(|message| {
            matches!(
                message,
                Message::Orders(domain::orders::Message::OrderWaits { .. })
            )
        })
        .count()
    };
    for (village, heard) in [(places.village, [1, 0]), (places.next_village, [1, 1])] {
        let haircut = county.menu.haircut;
        county
            .resident
            .places_order(haircut, village)
            .await
            .unwrap();
        let staff = [waits(&county.station).await, waits(&county.neighbour).await];
        assert_eq!(staff, heard);
        assert_eq!(
            waits(&county.keeper).await,
            0,
            "a shop's keeper is no staff"
        );
    }
});

both!(an_order_of_an_org_is_its_staffs, |county| async {
    let no = county.order_in(State::Submitted).await;
    let org = Performer::Org(county.places.next_village);
    county.station.offers(&no, org).await.unwrap();
    county.neighbour.sees(&no).await.unwrap();
    let keeper = county.keeper.sees(&no).await;
    assert_eq!(refused(keeper), Code::NOT_FOUND, "they keep a shop there");
});

both!(members_check_in_for_themselves, |county| async {
    let no = county.order_in(State::InService).await;
    for (person, next) in [
        (&county.member, Action::CHECK_OUT),
        (&county.second, Action::CHECK_IN),
    ] {
        let shifts = orders::my_shifts(&person.cx().await).await.unwrap();
        assert_eq!(shifts[0].next, Some(next), "{person:?}");
        let seen = person.sees(&no).await.unwrap().assigned;
        let me: Vec<_> = seen.iter().filter(|who| who.me).collect();
        assert_eq!(me.len(), 1);
        assert_eq!(me[0].volunteer, person.volunteer_id());
    }
    let for_another = county.member.checks_in_for(&no, &county.second).await;
    assert_eq!(refused(for_another), Code::NOT_YOURS);
    let unassigned = county.leader.checks_in(&no).await;
    assert_eq!(refused(unassigned), Code::NOT_YOURS);
    county
        .leader
        .checks_in_for(&no, &county.second)
        .await
        .unwrap();
});

both!(
    nobody_rates_what_they_were_to_serve_or_have_served,
    |county| async {
        let (item, village) = (county.menu.haircut, county.places.village);
        let accepted = async |person: &Person| {
            // For a neighbour: nobody is sent to serve themselves.
            let no = person
                .places_order_for_another(item, village)
                .await
                .unwrap();
            let team = Performer::Team(county.teams.barbers);
            county.station.offers(&no, team).await.unwrap();
            county.leader.accepts(&no).await.unwrap();
            no
        };
        let no = accepted(&county.second).await;
        let both = [&county.member, &county.second];
        county.leader.schedules(&no, &both).await.unwrap();
        county.member.checks_in(&no).await.unwrap();
        county.later(HOUR);
        county.member.checks_out(&no).await.unwrap();
        county.leader.delivers(&no).await.unwrap();
        let assigned = county.second.rates(&no, 5).await;
        assert_eq!(refused(assigned), Code::OWN_SERVICE);

        let no = accepted(&county.member).await;
        county.carries_out(&no, &county.member, 60).await;
        county.member.reopens(&no, "没剪完").await.unwrap();
        county.later(HOUR);
        county.carries_out(&no, &county.second, 60).await;
        let came_before = county.member.rates(&no, 5).await;
        assert_eq!(refused(came_before), Code::OWN_SERVICE);
    }
);

both!(a_language_is_ones_own, |county| async {
    let stranger = county.stranger.cx().await;
    account::set_locale(&stranger, "en").await.unwrap();
    let english = "SELECT count(*) FROM account WHERE locale = 'en'";
    assert_eq!(county.number(english).await, 1);
});

both!(
    an_administrator_does_not_lock_themselves_out,
    |county| async {
        let admin = county.admin.cx().await;
        let held = account::grants(&admin, None).await.unwrap().rows;
        let own = held.iter().find(|grant| grant.role == Role::CountyAdmin);
        let own = own.unwrap().id;
        let answer = account::end_grant(&admin, own).await;
        assert_eq!(refused(answer), Code::NOT_NOW);
        let (other, centre) = (&county.stranger, county.places.centre);
        appoints(&county, other, Role::CountyAdmin, centre).await;
        account::end_grant(&other.cx().await, own).await.unwrap();
    }
);

both!(staff_do_not_review_their_own_hours, |county| async {
    let leader = &county.leader;
    appoints(&county, leader, Role::StationStaff, county.places.village).await;
    let no = county.serves(leader, 60).await;
    let attendance = county.attendance(&no, leader).await;
    county.stranger.objects(attendance).await.unwrap();
    let own = leader.reviews(attendance, Review::Approve).await;
    assert_eq!(refused(own), Code::OWN_ATTENDANCE);
    let station = &county.station;
    station.reviews(attendance, Review::Approve).await.unwrap();
});

both!(who_leads_a_service_earns_for_it, AT_ONCE, |county| async {
    let form = RuleForm {
        earns: Earns::LeaderHour.to_string(),
        points: "7".to_owned(),
        from: county.now().date().plus_days(1).to_string(),
        ..RuleForm::default()
    };
    county.admin.enters_earning_rule(form).await.unwrap();
    county.later(DAY);
    for (person, earned) in [(&county.leader, 17), (&county.member, 10)] {
        county.serves(person, 60).await;
        assert_eq!(person.minutes_and_points().await, (60, earned));
    }
});

both!(staff_do_not_decide_on_their_own_points, |county| async {
    let leader = &county.leader;
    appoints(&county, leader, Role::StationStaff, county.places.village).await;
    let waiting = async |person: &Person| {
        let page = points::requests(&person.cx().await, None).await.unwrap();
        page.rows
    };
    county.points_asked(&county.elsewhere, &county.member).await;
    let nothing = waiting(&county.station).await;
    assert!(nothing.is_empty(), "the member lives elsewhere");
    let asked = county.points_asked(&county.station, leader).await;
    for (person, decides) in [
        (leader, false),
        (&county.station, false),
        (&county.institute, true),
    ] {
        let found = waiting(person).await;
        assert_eq!(found[0].id, asked);
        assert_eq!(found[0].mine, decides, "{person:?}");
    }
    let own = leader.decides_on_points(asked, Decision::Approve).await;
    assert_eq!(refused(own), Code::OWN_POINTS);
    let for_oneself = RequestForm {
        no: leader.volunteer_no().to_owned(),
        way: "grant".to_owned(),
        points: "5".to_owned(),
        words: "防汛值守三个晚上".to_owned(),
        ..RequestForm::default()
    };
    let own = leader.asks_for_points(for_oneself).await;
    assert_eq!(refused(own), Code::OWN_POINTS);
});

both!(
    a_certificate_counts_and_names_what_it_should,
    AT_ONCE,
    |county| async {
        let (member, village) = (&county.member, county.places.other_village);
        county.serves(&county.second, 45).await;
        county.serves(member, 60).await;
        let newcomer = county.volunteer("王小明").await;
        for person in [member, &newcomer] {
            appoints(&county, person, Role::StationStaff, village).await;
        }
        let id = asks_for_certificate(member).await;
        let no = newcomer.issues_certificate(id).await.unwrap();
        for (person, revocable) in [(member, false), (&newcomer, true)] {
            let seen = certificates::view(&person.cx().await, &no, true).await;
            let seen = seen.unwrap();
            assert_eq!(seen.public.snapshot.minutes, 60, "nobody else's");
            assert_eq!(seen.revocable, revocable, "{person:?}");
        }

        // The desk of a village that the volunteer does not live in is no issuer, however near its clerk is.
        let centre = &county.centre;
        appoints(&county, centre, Role::StationStaff, county.places.village).await;
        let id = asks_for_certificate(member).await;
        let no = centre.issues_certificate(id).await.unwrap();
        let seen = certificates::verify(&centre.cx().await, &no).await.unwrap();
        assert_eq!(seen.snapshot.issuer, "诏安县新时代文明实践中心");
    }
);

both!(who_nominates_does_not_review, |county| async {
    let campaign = county.campaign(Kind::Volunteer).await;
    let (asks, whom) = (&county.elsewhere, &county.member);
    let id = county.nominated(asks, campaign, whom).await;
    let same = asks.reviews_honour(id, Verdict::Approve, "").await;
    assert_eq!(refused(same), Code::SECOND_PERSON);
    county
        .centre
        .reviews_honour(id, Verdict::Approve, "")
        .await
        .unwrap();
});

both!(
    a_leader_nominates_others_for_a_star,
    AT_ONCE,
    |county| async {
        county.star_in_reach().await;
        county.has_served(&county.leader, 60).await;
        let (leader, barbers) = (county.leader.cx().await, county.teams.barbers);
        let found = stars::nominees(&leader, barbers).await.unwrap();
        let found: Vec<_> = found.iter().map(|one| one.volunteer).collect();
        assert_eq!(found, [county.member.volunteer_id()]);
        for person in [&county.rival, &county.member] {
            let cx = person.cx().await;
            let found = stars::nominees(&cx, barbers).await.unwrap();
            assert!(found.is_empty(), "{person:?} leads another team, or none");
        }
        let form = NomineeForm {
            request_id: leader.form_id(),
            team: barbers.to_string(),
            volunteer: county.leader.volunteer_id().to_string(),
        };
        let own = stars::nominate(&leader, form).await;
        assert_eq!(refused(own), Code::OWN_STAR);
        // One application of each is under way at most.
        county.member.applies_for_star(1).await.unwrap();
        county.leader.applies_for_star(1).await.unwrap();
        let again = county.member.applies_for_star(1).await;
        assert_eq!(refused(again), Code::APPLIED_ALREADY);
    }
);

both!(a_keeper_keeps_their_own_shop, AT_ONCE, |county| async {
    let id = county.redemption().await;
    let code = county.member.pick_up_code(id).await.unwrap();
    let (keeper, member, rival) = (&county.keeper, &county.member, &county.rival);
    appoints(&county, rival, Role::ShopKeeper, county.places.village).await;
    appoints(
        &county,
        member,
        Role::ShopKeeper,
        county.places.next_village,
    )
    .await;
    let own = member.hands_out(&code).await;
    assert_eq!(refused(own), Code::OWN_REWARD);
    let kept = shop::desk(&keeper.cx().await).await.unwrap();
    assert_eq!(kept.len(), 1);
    let other = shop::desk(&rival.cx().await).await.unwrap();
    assert!(other.is_empty(), "no shop is open in their village");
    let settles = async |person: &Person| {
        let cx = person.cx().await;
        shop::settlement(&cx, kept[0].shop, "2026-11").await
    };
    settles(keeper).await.unwrap();
    assert_eq!(refused(settles(rival).await), Code::NOT_FOUND);
});

both!(a_picture_is_its_senders_to_show, |county| async {
    let sends = async |person: &Person, number: u64| {
        let picture = PictureView {
            name: format!("{number:064x}").parse().unwrap(),
            width: 1,
            height: 1,
            ticket: String::new(),
        };
        pictures::note(&person.cx().await, picture).await
    };
    let campaign = county.campaign(Kind::Volunteer).await;
    let form = NominationForm {
        campaign: campaign.to_string(),
        subject: county.member.volunteer_id().to_string(),
        reason: "风里来雨里去，一年没有歇过".to_owned(),
        pictures: format!("{:064x}", 0),
        ..NominationForm::default()
    };
    for number in 0..A_DAY {
        sends(&county.member, number).await.unwrap();
    }
    let one_more = sends(&county.member, A_DAY).await;
    assert_eq!(refused(one_more), Code::TOO_MANY_REQUESTS);
    let anothers = county.leader.nominates(form.clone()).await;
    assert_eq!(refused(anothers), Code::NOT_A_PICTURE);
    sends(&county.leader, 0).await.unwrap();
    county.leader.nominates(form).await.unwrap();
});
