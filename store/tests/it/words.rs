//! Words that get published: what they leave out.

use domain::Code;
use domain::orders::{Rating, State};
use store::both;
use store::testing::refused;

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
