//! What people see: as much as they need, and for a stranger nothing.

use domain::account::PersonName;
use domain::orders::{Performer, State};
use domain::{Code, certificates};
use store::both;
use store::testing::{Person, refused};

/// Whether they see whom to visit and where.
async fn sees_contact(person: &Person, no: &str) -> bool {
    person.sees(no).await.unwrap().contact.is_some()
}

both!(
    whoever_serves_sees_the_address_while_they_need_it,
    |county| async {
        for state in [
            State::Offered,
            State::Accepted,
            State::Scheduled,
            State::InService,
            State::Delivered,
            State::Rated,
        ] {
            let no = county.order_in(state).await;
            let needs = !matches!(state, State::Offered | State::Rated);
            assert_eq!(sees_contact(&county.leader, &no).await, needs, "{state}");
            if !matches!(state, State::Offered | State::Accepted) {
                assert_eq!(sees_contact(&county.member, &no).await, needs, "{state}");
            }
            for person in [
                &county.resident,
                &county.link_holder(&no).await,
                &county.station,
                &county.centre,
            ] {
                assert!(sees_contact(person, &no).await, "{person:?} in {state}");
            }
        }
    }
);

both!(an_order_does_not_exist_for_strangers, |county| async {
    let no = county.order_in(State::InService).await;
    for person in [
        &county.stranger,
        &county.rival,
        &county.neighbour,
        &county.elsewhere,
        &county.visitor(),
    ] {
        assert_eq!(refused(person.sees(&no).await), Code::NOT_FOUND);
    }
    let other = county.order_in(State::Submitted).await;
    let link_holder = county.link_holder(&other).await;
    assert_eq!(refused(link_holder.sees(&no).await), Code::NOT_FOUND);
    for typed in ["", "2612345678", "无此单号"] {
        assert_eq!(refused(county.centre.sees(typed).await), Code::NOT_FOUND);
    }
});

both!(
    residents_see_the_masked_names_of_those_who_come,
    |county| async {
        let no = county.order_in(State::InService).await;
        let names = |view: domain::orders::OrderView| -> Vec<String> {
            view.assigned.into_iter().map(|who| who.name).collect()
        };
        let resident = county.resident.sees(&no).await.unwrap();
        assert_eq!(names(resident), ["张*", "李**"]);
        let leader = county.leader.sees(&no).await.unwrap();
        assert_eq!(names(leader), ["张扬", "李小燕"]);
    }
);

both!(a_page_offers_what_the_use_cases_take, |county| async {
    for &state in State::ALL {
        let no = county.order_in(state).await;
        for person in [&county.resident, &county.leader, &county.station] {
            let Ok(view) = person.sees(&no).await else {
                continue;
            };
            for action in view.actions {
                let arrow = domain::orders::step(state, action).is_ok();
                let more = [
                    (State::Submitted, domain::access::Action::OFFER),
                    (state, domain::access::Action::CONFIRM_ATTENDANCE),
                ];
                assert!(
                    arrow || more.contains(&(state, action)),
                    "{person:?} is offered {action} in {state}"
                );
            }
        }
    }
});

both!(
    what_was_said_about_where_one_lives_is_for_whom_the_address_is_for,
    |county| async {
        let no = county.order_in(State::NeedsInfo).await;
        county
            .resident
            .answers(&no, "3号楼502，找我女儿")
            .await
            .unwrap();
        let offer = Performer::Team(county.teams.barbers);
        county.station.offers(&no, offer).await.unwrap();
        let reads = async |person: &Person| {
            let seen = person.sees(&no).await.unwrap();
            let mut words = seen.events.into_iter().map(|event| event.reason);
            words.any(|words| words.contains("502"))
        };
        for person in [&county.resident, &county.station, &county.centre] {
            assert!(reads(person).await, "{person:?}");
        }
        for person in [&county.leader, &county.admin] {
            assert!(!reads(person).await, "{person:?} is not asked to come yet");
        }
        county.leader.accepts(&no).await.unwrap();
        assert!(reads(&county.leader).await);
    }
);

both!(the_link_of_an_order_is_for_who_asks, |county| async {
    let no = county.order_in(State::InService).await;
    for (person, asks) in [
        (&county.resident, true),
        (&county.link_holder(&no).await, true),
        (&county.station, false),
        (&county.admin, false),
        (&county.leader, false),
        (&county.member, false),
    ] {
        let seen = person.sees(&no).await.unwrap();
        assert_eq!(seen.key.is_some(), asks, "{person:?}");
    }
});

both!(
    the_team_looks_after_it_and_the_institute_answers_the_phone,
    |county| async {
        let no = county.order_in(State::Offered).await;
        let waiting = county.resident.sees(&no).await.unwrap().responsible;
        assert_eq!(waiting.name, waiting.institute);
        let no = county.order_in(State::Accepted).await;
        let held = county.resident.sees(&no).await.unwrap().responsible;
        assert_eq!(held.institute, waiting.institute);
        assert_ne!(held.name, held.institute);
        assert_eq!(held.phone, waiting.phone);
    }
);

/// The names on the desk's pages of what waits for a decision, as somebody reads them there.
async fn names_at_desk(person: &Person) -> Vec<String> {
    let cx = person.cx().await;
    let mut names = Vec::new();
    let reviews = store::hours::reviews(&cx, None).await.unwrap();
    names.extend(reviews.rows.into_iter().map(|row| row.who));
    let asked = store::certificates::requests(&cx, certificates::State::Asked, None).await;
    names.extend(asked.unwrap().rows.into_iter().map(|row| row.name));
    let points = store::points::requests(&cx, None).await.unwrap();
    names.extend(points.rows.into_iter().map(|row| row.name));
    let stars = store::stars::queue(&cx, None, None).await.unwrap();
    names.extend(stars.rows.into_iter().map(|row| row.name));
    for row in store::honours::queue(&cx, None, None).await.unwrap().rows {
        names.push(row.name);
        names.push(store::honours::case(&cx, row.id).await.unwrap().by);
    }
    names
}

both!(
    whoever_keeps_the_system_reads_masked_names,
    |county| async {
        let no = county.order_in(State::Delivered).await;
        let attendance = county.attendance(&no, &county.member).await;
        county.leader.confirms(attendance).await.unwrap();
        county.resident.objects(attendance).await.unwrap();
        county.certificate_asked().await;
        county.points_asked(&county.centre, &county.member).await;
        county.star_application().await;
        county.nomination().await;

        let whole = names_at_desk(&county.centre).await;
        assert_eq!(whole.len(), 6, "{whole:?}");
        assert!(whole.iter().all(|name| !name.contains('*')), "{whole:?}");
        let masked = names_at_desk(&county.admin).await;
        assert_eq!(masked.len(), whole.len());
        for (masked, whole) in masked.iter().zip(&whole) {
            let parsed = PersonName::parse(whole).unwrap();
            assert_eq!(*masked, parsed.masked());
            assert_ne!(masked, whole);
        }
        // What they may not decide on is not offered to them.
        for (person, may) in [(&county.centre, true), (&county.admin, false)] {
            let waits = store::hours::reviews(&person.cx().await, None)
                .await
                .unwrap();
            assert!(!waits.rows.is_empty());
            assert!(waits.rows.iter().all(|row| row.may == may), "{person:?}");
        }
        // On the order they read masked names and no contact.
        let order = county.admin.sees(&no).await.unwrap();
        assert!(order.contact.is_none() && order.roster.is_empty());
        let names = order.assigned.iter().map(|one| one.name.as_str());
        assert!(names.clone().count() > 0);
        for name in names {
            assert!(![county.member.name.as_str(), &county.second.name].contains(&name));
        }
    }
);
