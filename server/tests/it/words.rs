//! Words that everybody reads, on the pages where they stand, in browsers without a program.

use crate::browser::{Answer, Browser, serve};
use axum::http::StatusCode;
use domain::orders::State;
use store::testing::County;

const WORDS: &str = "师傅手艺好，就是来晚了";
const WHY: &str = "说的是别的事";

/// A form as a page sends it.
fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .append_pair("request_id", &"a".repeat(32))
        .finish()
}

#[tokio::test]
async fn a_name_in_a_rating_is_told_beside_the_field_in_both_languages() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    let no = county.order_in(State::Delivered).await;
    let page = format!("/orders/{no}");
    let rates = async |words: &str| {
        let form = form(&[("no", no.as_str()), ("stars", "5"), ("words", words)]);
        resident.submit(&page, "/api/orders/rate", &form).await
    };
    let says = |answer: &Answer, told: &str, words: &str| {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains("id=\"words-error\""), "{words}");
        assert!(answer.body.contains(told), "{words}");
        assert!(answer.body.contains(words), "nothing typed is lost");
    };
    let answer = rates("张 扬师傅很细心").await;
    says(&answer, "请不要写这一单里任何人的全名", "张 扬师傅很细心");
    let answer = rates("到人民路12号来的").await;
    says(&answer, "请不要写上门的地址", "到人民路12号来的");
    let english = Browser::of(&router, &county.resident).await.in_english();
    let named = form(&[("no", no.as_str()), ("stars", "5"), ("words", "张扬")]);
    let answer = english.submit(&page, "/api/orders/rate", &named).await;
    says(&answer, "please leave out whole names", "张扬");
}

#[tokio::test]
async fn hidden_words_stand_on_no_public_page() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let (no, rating) = county.rated_in_words(WORDS).await;
    let visitor = Browser::new(&router);
    let service = format!("/services/{}", county.menu.haircut);
    assert!(visitor.get(&service).await.body.contains(WORDS));

    let station = Browser::of(&router, &county.station).await;
    let desk = station.get("/desk/words").await.body;
    assert!(desk.contains(WORDS) && desk.contains("/api/orders/hide_words"));
    let rating = rating.to_string();
    let hides = async |reason: &str| {
        let form = form(&[("rating", rating.as_str()), ("reason", reason)]);
        let path = "/api/orders/hide_words";
        station.submit("/desk/words", path, &form).await
    };
    let refused = hides("").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("<details open"),
        "the form is in sight"
    );
    assert!(hides(WHY).await.status.is_redirection());
    let desk = station.get("/desk/words").await.body;
    assert!(desk.contains(WHY) && desk.contains("/api/orders/show_words"));

    for page in [
        "/",
        "/services",
        &service,
        "/honours",
        "/ranking",
        "/notices",
    ] {
        let answer = visitor.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(!answer.body.contains(WORDS), "{page}");
    }
    let page = format!("/orders/{no}");
    let resident = Browser::of(&router, &county.resident).await;
    let own = resident.get(&page).await.body;
    assert!(own.contains(WORDS) && own.contains(WHY));
    let leader = Browser::of(&router, &county.leader).await;
    let theirs = leader.get(&page).await.body;
    assert!(!theirs.contains(WORDS) && !theirs.contains(WHY));
    let team = leader.get(&format!("/team/{}", county.teams.barbers)).await;
    assert!(!team.body.contains(WORDS));
}
