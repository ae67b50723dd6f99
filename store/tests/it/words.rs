//! Words that get published: what they leave out, and how the desk takes them down.

use domain::Code;
use domain::notify::Message;
use domain::orders::{self, Rating, RatingView, SaidAtDesk, State, WordsState};
use domain::page::PAGE;
use store::testing::{County, Person, Reader, key, refused};
use store::{both, catalog, check};

fn rating(words: &str) -> Rating {
    Rating {
        stars: 5,
        tags: Vec::new(),
        words: words.to_owned(),
    }
}

both!(a_rating_names_nobody_and_tells_no_address, |county| async {
    let no = county.order_in(State::Delivered).await;
    let (resident, station) = (&county.resident, &county.station);
    for (words, code) in [
        // Who served, who was to serve and did not come, who leads them, who asked.
        ("张扬师傅很细心", Code::NAME_IN_TEXT),
        ("谢谢张 扬", Code::NAME_IN_TEXT),
        ("谢谢张\u{200B}扬", Code::NAME_IN_TEXT),
        ("李小燕也说要来", Code::NAME_IN_TEXT),
        ("沈碧烟队长安排得好", Code::NAME_IN_TEXT),
        ("我是沈毅斌，很满意", Code::NAME_IN_TEXT),
        ("到人民路12号上门", Code::ADDRESS_IN_TEXT),
        ("到人民路１２号上门", Code::ADDRESS_IN_TEXT),
        ("到人民路十二号上门", Code::ADDRESS_IN_TEXT),
    ] {
        for person in [resident, station] {
            let answer = person.judges(&no, &rating(words)).await;
            assert_eq!(refused(answer), code, "{words}");
        }
        assert_eq!(county.state_of(&no).await, State::Delivered);
    }
    // Whoever may not rate learns nothing of who was there.
    let guessed = county.stranger.judges(&no, &rating("张扬")).await;
    assert_eq!(refused(guessed), Code::NOT_FOUND);
    let fine = "城内社区请的小张师傅很细心，何静也看到了";
    resident.judges(&no, &rating(fine)).await.unwrap();
    assert_eq!(county.state_of(&no).await, State::Rated);
});

both!(a_rating_does_not_name_who_is_served, |county| async {
    let (item, village) = (county.menu.haircut, county.places.village);
    let no = county
        .resident
        .places_order_for_another(item, village)
        .await;
    let no = no.unwrap();
    let barbers = domain::orders::Performer::Team(county.teams.barbers);
    county.station.offers(&no, barbers).await.unwrap();
    county.leader.accepts(&no).await.unwrap();
    county.carries_out(&no, &county.member, 30).await;
    let told = county.resident.judges(&no, &rating("老邻居很满意")).await;
    assert_eq!(refused(told), Code::NAME_IN_TEXT);
    let fine = rating("老人很满意");
    county.resident.judges(&no, &fine).await.unwrap();
});

const WORDS: &str = "师傅手艺好，就是来晚了";
const WHY: &str = "说的是别的事";
/// Odd enough to be looked at first.
const ODD: &str = "请看 www.example.com";

/// What stands on the page of the service.
async fn on_its_page(county: &County) -> Vec<String> {
    let visitor = county.visitor().cx().await;
    let item = catalog::item(&visitor, county.menu.haircut, false).await;
    item.unwrap()
        .said
        .into_iter()
        .map(|(_, words)| words)
        .collect()
}

async fn stars(county: &County) -> (i64, i64) {
    let visitor = county.visitor().cx().await;
    let item = catalog::item(&visitor, county.menu.haircut, false).await;
    let approval = item.unwrap().card.approval;
    (approval.n, approval.stars)
}

async fn rating_seen(person: &Person, no: &str) -> RatingView {
    person.sees(no).await.unwrap().rating.unwrap()
}

async fn at_desk(person: &Person) -> SaidAtDesk {
    person.reads_what_was_said(None).await.unwrap()
}

both!(hidden_words_vanish_and_the_stars_count, |county| async {
    let (no, rating) = county.rated_in_words(WORDS).await;
    assert_eq!(on_its_page(&county).await, [WORDS]);
    assert_eq!(stars(&county).await, (1, 4));
    let mark = county.mark().await;
    county.station.hides_words(rating, WHY).await.unwrap();
    assert!(on_its_page(&county).await.is_empty());
    assert_eq!(stars(&county).await, (1, 4), "the stars still count");

    // Who asked, by whatever way, and the desk see what is hidden and why.
    for person in [
        &county.resident,
        &county.link_holder(&no).await,
        &county.station,
        &county.institute,
        &county.centre,
    ] {
        let seen = rating_seen(person, &no).await;
        assert_eq!(
            (seen.words.as_str(), seen.state),
            (WORDS, WordsState::Hidden)
        );
        assert_eq!(seen.because, WHY, "{person:?}");
    }
    for person in [&county.leader, &county.member, &county.admin] {
        let seen = rating_seen(person, &no).await;
        assert_eq!((seen.words.as_str(), seen.because.as_str()), ("", ""));
        assert_eq!(
            (seen.stars, seen.state),
            (4, WordsState::Shown),
            "{person:?}"
        );
    }
    let told = county.told_since(mark).await;
    let title = "上门理发".to_owned();
    let resident = Reader::Account(county.resident.account.unwrap());
    let message = orders::Message::WordsHidden {
        no: no.clone(),
        title: title.clone(),
        reason: WHY.to_owned(),
    };
    assert_eq!(told, [(resident.clone(), Message::from(message))]);

    let mark = county.mark().await;
    let again = "写的就是这次服务";
    county.institute.shows_words(rating, again).await.unwrap();
    assert_eq!(on_its_page(&county).await, [WORDS]);
    assert_eq!(rating_seen(&county.leader, &no).await.words, WORDS);
    assert_eq!(at_desk(&county.station).await.page.rows[0].because, again);
    let message = orders::Message::WordsShown { no, title };
    let told = county.told_since(mark).await;
    assert_eq!(told, [(resident, Message::from(message))]);

    let audit = "SELECT action FROM audit WHERE subject LIKE 'rating:%' ORDER BY id";
    assert_eq!(county.texts_of(audit).await, ["hide_words", "show_words"]);
    let sealed = county.dump("rating_event").await;
    assert!(!sealed.contains(WHY), "reasons are sealed");
    let report = check::run(county.database(), &key()).await.unwrap();
    assert!(report.differences.is_empty(), "{:?}", report.differences);
});

both!(
    whoever_is_not_in_charge_takes_no_words_down,
    |county| async {
        let (no, rating) = county.rated_in_words(WORDS).await;
        let before = county.trace(&no).await;
        for (person, code) in [
            (&county.stranger, Code::NOT_FOUND),
            (&county.visitor(), Code::NOT_FOUND),
            (&county.neighbour, Code::NOT_FOUND),
            (&county.elsewhere, Code::NOT_FOUND),
            (&county.rival, Code::NOT_FOUND),
            (&county.leader, Code::NOT_YOURS),
            (&county.member, Code::NOT_YOURS),
            (&county.resident, Code::NOT_YOURS),
            (&county.admin, Code::NOT_YOURS),
        ] {
            for reason in [WHY, ""] {
                let hides = person.hides_words(rating, reason).await;
                assert_eq!(refused(hides), code, "{person:?}");
                let shows = person.shows_words(rating, reason).await;
                assert_eq!(refused(shows), code, "{person:?}");
            }
        }
        for (reason, code) in [("", Code::REQUIRED), ("好", Code::TOO_SHORT)] {
            let hides = county.station.hides_words(rating, reason).await;
            assert_eq!(refused(hides), code);
        }
        let shown = county.station.shows_words(rating, WHY).await;
        assert_eq!(refused(shown), Code::NOT_NOW);
        assert_eq!(county.trace(&no).await, before);
        county.centre.hides_words(rating, WHY).await.unwrap();
        let twice = county.station.hides_words(rating, WHY).await;
        assert_eq!(refused(twice), Code::NOT_NOW);
        let unsaid = county.station.shows_words(rating, "").await;
        assert_eq!(refused(unsaid), Code::REQUIRED);
    }
);

both!(nobody_decides_on_words_of_their_own, |county| async {
    // The clerk has ordered for themselves and says what they think.
    let (item, village) = (county.menu.haircut, county.places.village);
    let no = county.station.places_order(item, village).await.unwrap();
    let barbers = domain::orders::Performer::Team(county.teams.barbers);
    county.institute.offers(&no, barbers).await.unwrap();
    county.leader.accepts(&no).await.unwrap();
    county.carries_out(&no, &county.member, 30).await;
    county.station.judges(&no, &rating(ODD)).await.unwrap();
    let id = county.rating(&no).await;
    assert!(!at_desk(&county.station).await.waiting[0].may);
    let own = county.station.shows_words(id, "").await;
    assert_eq!(refused(own), Code::OWN_WORDS);
    assert!(at_desk(&county.institute).await.waiting[0].may);
    county.institute.shows_words(id, "").await.unwrap();

    // Staff who serve in the team do not take down what is said of it.
    let (_, id) = county.rated_in_words(WORDS).await;
    let leader = &county.leader;
    let clerk = domain::actor::Role::StationStaff;
    county
        .admin
        .grants(&leader.phone, clerk, village)
        .await
        .unwrap();
    assert_eq!(refused(leader.hides_words(id, WHY).await), Code::OWN_WORDS);
});

both!(what_is_long_or_odd_waits_to_be_looked_at, |county| async {
    let long = "好".repeat(orders::LONG_WORDS + 1);
    for (words, stands) in [
        (ODD, false),
        (long.as_str(), false),
        ("！！！", false),
        (WORDS, true),
    ] {
        let mark = county.mark().await;
        let (no, rating) = county.rated_in_words(words).await;
        assert_eq!(
            on_its_page(&county).await.contains(&words.to_owned()),
            stands
        );
        let told = county.told_since(mark).await;
        let waits = orders::Message::WordsWait {
            no: no.clone(),
            title: "上门理发".to_owned(),
        };
        let to_desk = (Reader::Org(county.places.village), Message::from(waits));
        assert_eq!(told.contains(&to_desk), !stands, "{words}");
        if stands {
            continue;
        }
        let seen = rating_seen(&county.resident, &no).await;
        assert_eq!(
            (seen.words.as_str(), seen.state),
            (words, WordsState::Waits)
        );
        assert_eq!(rating_seen(&county.leader, &no).await.words, "");
        let waiting = at_desk(&county.station).await.waiting;
        assert_eq!((waiting[0].id, waiting[0].may), (rating, true));
        county.station.shows_words(rating, "").await.unwrap();
        assert!(on_its_page(&county).await.contains(&words.to_owned()));
        assert!(at_desk(&county.station).await.waiting.is_empty());
    }
    let report = check::run(county.database(), &key()).await.unwrap();
    assert!(report.differences.is_empty(), "{:?}", report.differences);
});

both!(
    the_desk_reads_what_was_said_in_its_own_part,
    |county| async {
        let mut said = Vec::new();
        for _ in 0..=PAGE {
            said.push(county.rated_in_words(WORDS).await.1);
        }
        let (_, odd) = county.rated_in_words(ODD).await;
        let hidden = said[1];
        county.station.hides_words(hidden, WHY).await.unwrap();
        said.reverse();
        for person in [&county.station, &county.institute, &county.centre] {
            let first = at_desk(person).await;
            assert_eq!(first.waiting[0].id, odd);
            let newest: Vec<_> = first.page.rows.iter().map(|row| row.id).collect();
            assert_eq!(newest, said[..PAGE as usize]);
            let rest = person.reads_what_was_said(first.page.next.as_deref()).await;
            let rest = rest.unwrap();
            assert!(rest.waiting.is_empty(), "it is listed first, and once");
            assert_eq!(rest.page.rows[0].id, said[PAGE as usize]);
            assert_eq!(rest.page.next, None);
        }
        // Who keeps the system and decides on no words sees what everybody sees.
        let seen = at_desk(&county.admin).await;
        assert!(seen.waiting.is_empty());
        assert!(
            seen.page
                .rows
                .iter()
                .all(|row| row.id != hidden && !row.may)
        );
        assert_eq!(seen.page.rows.len(), PAGE as usize - 1);
        for person in [&county.neighbour, &county.elsewhere] {
            let seen = at_desk(person).await;
            assert!(seen.waiting.is_empty() && seen.page.rows.is_empty());
        }
        for person in [&county.stranger, &county.leader] {
            let none = person.reads_what_was_said(None).await;
            assert_eq!(refused(none), Code::NOT_FOUND);
        }
    }
);

both!(
    check_names_words_that_stand_without_a_decision,
    |county| async {
        let (_, rating) = county.rated_in_words(WORDS).await;
        let sql = format!("UPDATE rating SET words_state = 'hidden' WHERE id = {rating}");
        county.execute(&sql).await.unwrap();
        let report = check::run(county.database(), &key()).await.unwrap();
        let named = format!("rating {rating}: the words are hidden, the last decision is none");
        assert_eq!(report.differences, [named]);
    }
);
