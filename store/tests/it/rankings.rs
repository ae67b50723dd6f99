//! Rankings: made once a day, per head, where there is enough; volunteers by their own choice only.

use domain::Code;
use domain::ranking::{Of, Over, RankForm, Ranked, Ranking};
use domain::time::DAY;
use store::testing::{County, Person, key, refused};
use store::{both, check, ranking};

async fn ranked(county: &County, of: Of, over: Over) -> Ranking {
    let cx = county.visitor().cx().await;
    ranking::ranking(&cx, of, over, None).await.unwrap()
}

async fn chooses(person: &Person, listed: bool, name: &str) -> store::Result<()> {
    let cx = person.cx().await;
    let form = RankForm {
        request_id: cx.form_id(),
        listed: if listed { "listed" } else { "" }.to_owned(),
        name: name.to_owned(),
    };
    ranking::choose(&cx, form).await
}

/// Gives people of the crowd hours, written straight into the books: so many minutes each, served so many days ago.
async fn have_served(county: &County, first: i64, minutes: &[i64], days_ago: i64) {
    let no = county.order_in(domain::orders::State::Accepted).await;
    let served = county.now().date().plus_days(-days_ago).start().0;
    for (person, minutes) in (first..).zip(minutes) {
        let id = 700_000 + person * 10 + days_ago % 10;
        for sql in [
            format!(
                "INSERT INTO attendance (id, order_id, volunteer_id, path, state, checked_in_at, checked_out_at, minutes, objection)
                 SELECT {id}, o.id, {person}, o.path, 'posted', {served}, {served} + {minutes} * 60000, {minutes}, '' FROM orders AS o WHERE o.no = '{no}'"
            ),
            format!(
                "INSERT INTO hours_entry (id, volunteer_id, attendance_id, minutes, served_on, posted_at) VALUES ({id}, {person}, {id}, {minutes}, {served}, {served})"
            ),
        ] {
            county.execute(&sql).await.unwrap();
        }
    }
}

both!(
    only_who_wants_to_be_is_ranked_and_only_with_enough_others,
    |county| async {
        county.crowd(7, 10).await;
        have_served(&county, 100_001, &[60, 90, 90, 30, 20, 10, 500], 3).await;
        // The seventh has not said that they want to be ranked; the sixth is sixteen.
        county
            .execute("UPDATE volunteer SET ranked_as = '' WHERE id BETWEEN 100001 AND 100006")
            .await
            .unwrap();
        county
            .execute("UPDATE volunteer SET birth_month = '2010-11' WHERE id = 100006")
            .await
            .unwrap();
        county.later(DAY);
        county.ticks().await;
        let found = ranked(&county, Of::Volunteers, Over::Month).await;
        let lines: Vec<_> = found
            .page
            .rows
            .iter()
            .map(|line| line.ranked.map(|ranked| (ranked.rank, ranked.minutes)))
            .collect();
        assert_eq!(
            lines,
            [(1, 90), (1, 90), (3, 60), (4, 30), (5, 20)].map(Some)
        );
        // Who leaves is gone at once; with one fewer there is no ranking the next day.
        county
            .execute("UPDATE volunteer SET ranked_as = NULL WHERE id = 100001")
            .await
            .unwrap();
        let found = ranked(&county, Of::Volunteers, Over::Month).await;
        assert_eq!(found.page.rows.len(), 4);
        county.later(DAY);
        county.ticks().await;
        let found = ranked(&county, Of::Volunteers, Over::Month).await;
        assert_eq!(found.page.rows, [], "too few are not even named");
        let kept = "SELECT count(*) FROM ranking_line WHERE version_at = (SELECT max(begun_at) FROM ranking_version) AND subjects = 'volunteers' AND days = 30";
        assert_eq!(county.number(kept).await, 4);
    }
);

both!(
    places_are_ranked_per_head_and_small_ones_are_not,
    |county| async {
        // 城内社区 gets six more volunteers, of whom three have served.
        county.crowd(6, 10).await;
        have_served(&county, 100_001, &[60, 60, 120], 40).await;
        county.later(DAY);
        county.ticks().await;
        let heads = county
            .number(&format!(
                "SELECT count(*) FROM volunteer WHERE village_id = {}",
                county.places.village
            ))
            .await;
        let quarter = ranked(&county, Of::Stations, Over::Quarter).await;
        let line = quarter.page.rows.first().unwrap();
        let (rank, minutes) = (1, 240);
        let first = Ranked {
            rank,
            minutes,
            heads,
        };
        assert_eq!(line.ranked, Some(first));
        assert!(line.name.contains("城内社区"), "{}", line.name);
        assert_eq!(
            ranked(&county, Of::Stations, Over::Month).await.page.rows,
            []
        );
        let towns = ranked(&county, Of::Townships, Over::Year).await;
        let first = towns.page.rows[0].ranked.unwrap();
        assert_eq!((first.rank, first.minutes), (1, 240));
        // The team that served has too few members: it has no rank, and its figures stay in the books.
        let teams = ranked(&county, Of::Teams, Over::Quarter).await;
        let line = &teams.page.rows[0];
        assert_eq!((line.ranked, line.name.is_empty()), (None, false));
        let minutes = "SELECT minutes FROM ranking_line WHERE version_at = (SELECT max(begun_at) FROM ranking_version) AND subjects = 'teams' AND days = 90";
        assert_eq!(county.number(minutes).await, 240);
    }
);

both!(a_choice_is_a_consent_and_no_whole_name, |county| async {
    let person = &county.member;
    let consents = "SELECT count(*) FROM consent WHERE purpose = 'ranking'";
    let before = county.number(consents).await;
    chooses(person, true, "清风").await.unwrap();
    assert_eq!(county.number(consents).await, before + 1);
    let mine = |ranking: Ranking| ranking.me.map(|me| (me.listed, me.name));
    let seen = |person: Person| async move {
        let cx = person.cx().await;
        ranking::ranking(&cx, Of::Teams, Over::Month, None)
            .await
            .unwrap()
    };
    assert_eq!(
        mine(seen(person.clone()).await),
        Some(("listed".to_owned(), "清风".to_owned()))
    );
    chooses(person, false, "清风").await.unwrap();
    assert_eq!(
        mine(seen(person.clone()).await),
        Some((String::new(), String::new()))
    );
    assert_eq!(
        refused(chooses(person, true, &person.name).await),
        Code::WHOLE_NAME
    );
    assert_eq!(
        refused(chooses(&county.resident, true, "").await),
        Code::VOLUNTEERS_ONLY
    );
    let minor = format!(
        "UPDATE volunteer SET birth_month = '2010-11' WHERE id = {}",
        person.volunteer_id()
    );
    county.execute(&minor).await.unwrap();
    assert_eq!(refused(chooses(person, true, "").await), Code::NO_MINORS);
    assert_eq!(mine(seen(person.clone()).await), None);
    let report = check::run(county.database(), &key()).await.unwrap();
    assert_eq!(report.differences, Vec::<String>::new());
});

both!(many_ticks_make_one_ranking, |county| async {
    county.crowd(6, 10).await;
    have_served(&county, 100_001, &[60, 60, 120], 3).await;
    county.later(DAY);
    let ticks = (0..8).map(|_| county.ticks());
    futures::future::join_all(ticks).await;
    let rows = "SELECT count(*) FROM ranking_line WHERE version_at = (SELECT max(begun_at) FROM ranking_version) AND subjects = 'stations' AND days = 90";
    assert_eq!(county.number(rows).await, 1);
});
