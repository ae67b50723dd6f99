//! Pages and forms as browsers get them.

use crate::browser::{Browser, serve, serve_limited};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use domain::orders::{Performer, State};
use futures::StreamExt;
use server::config::Rate;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use store::testing::County;

#[tokio::test]
async fn public_pages_are_whole_without_a_program() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    for page in [
        "/",
        "/services",
        "/notices",
        "/login",
        &format!("/services/{}", county.menu.haircut),
    ] {
        let answer = visitor.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.body.contains("<html lang=\"zh-CN\""), "{page}");
        assert!(answer.body.contains("<h1"), "{page} has a heading");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("script-src 'self' 'nonce-") && !policy.contains("unsafe-inline"),
            "{page}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(
            !answer.body.contains(" style=\""),
            "{page} has a style attribute, which the policy forbids"
        );
    }
}

#[tokio::test]
async fn a_page_is_rendered_while_another_router_is_made() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let rendered = Arc::new(AtomicBool::new(false));
    let making = thread::spawn({
        let (county, rendered) = (county.clone(), Arc::clone(&rendered));
        move || {
            while !rendered.load(Ordering::Relaxed) {
                drop(serve(&county));
            }
        }
    });
    for _ in 0..10 {
        let answer = visitor.get("/services").await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    rendered.store(true, Ordering::Relaxed);
    making.join().unwrap();
}

#[tokio::test]
async fn what_does_not_exist_is_404_and_says_so() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let stranger = Browser::of(&router, &county.stranger).await;
    let no = county.order_in(State::Scheduled).await;
    for page in [
        "/nothing",
        "/services/999999",
        "/orders/2600000000",
        &format!("/orders/{no}"),
        "/desk",
        "/team/1",
    ] {
        let answer = stranger.get(page).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
        assert!(!answer.body.contains(&county.resident.name), "{page}");
    }
}

#[tokio::test]
async fn personal_pages_send_visitors_to_sign_in() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    for page in [
        "/me",
        "/me/orders",
        "/me/devices",
        "/desk",
        "/order/new?item=1",
    ] {
        let answer = visitor.get(page).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{page}");
        assert!(
            answer.header("location").starts_with("/login?next=/"),
            "{page}: {}",
            answer.header("location")
        );
    }
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    let page = format!("/order/new?item={}", county.menu.haircut);
    let form = format!(
        "request_id=x&item={}&name=%E6%B2%88&phone=12&day1=2020-01-01&part1=afternoon&address=%E4%BA%BA%E6%B0%91%E8%B7%AF",
        county.menu.haircut
    );
    let answer = resident.submit(&page, "/api/orders/place", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("value=\"12\"") && answer.body.contains("value=\"人民路\""),
        "nothing typed is lost"
    );
    assert!(
        answer.body.contains("value=\"afternoon\" checked"),
        "nothing chosen either"
    );
    assert!(
        answer.body.contains("id=\"phone-error\""),
        "each fault stands beside its field"
    );
    assert!(answer.body.contains("id=\"day1-error\""));
}

#[tokio::test]
async fn what_people_write_is_text_wherever_it_stands() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    let page = format!("/order/new?item={}", county.menu.haircut);
    let form = format!(
        "request_id=x&item={}&phone=12&address=%22%3E%3Ci%3Ea&note=%3C%2Ftextarea%3E%3Ci%3Eb",
        county.menu.haircut
    );
    let refused = resident.submit(&page, "/api/orders/place", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("&lt;i&gt;a"));
    assert!(refused.body.contains("&lt;/textarea&gt;&lt;i&gt;b"));

    let form = crate::samples::sample(&county, "teams/found")
        .await
        .unwrap();
    let form = form
        .form()
        .replacen("name=", "name=%3C%2Ftitle%3E%3Ci%3Ec", 1);
    let staff = Browser::of(&router, &county.station).await;
    let founded = staff.submit("/desk/teams", "/api/teams/found", &form).await;
    let team = staff.get(founded.header("location")).await;
    assert_eq!(team.status, StatusCode::OK);
    assert!(team.body.contains("<title>&lt;/title&gt;&lt;i&gt;c"));
    for shown in [refused, team] {
        assert!(!shown.body.contains("<i>"), "nothing of it is markup");
    }
}

#[tokio::test]
async fn a_form_names_its_page_when_the_address_does_not() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    // A form that was refused once stands at the address it was sent to.
    let answer = resident
        .submit(
            "/api/account/end_device",
            "/api/account/end_device",
            "id=nobody&here=%2Fme%2Fdevices",
        )
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(
        answer.body.contains("name=\"here\" value=\"/me/devices\"")
            && answer
                .body
                .contains("name=\"page\" content=\"/me/devices\""),
        "its page is shown again"
    );
    assert!(
        answer.body.contains("href=\"/me/inbox\""),
        "to the person who is signed in"
    );
    for (here, page) in [
        ("%2Fservices%3Fq%3Dx", "/services?q=x"),
        ("https%3A%2F%2Fevil.example", "/"),
        ("%2F%2Fevil.example", "/"),
        ("%2Fapi%2Faccount%2Flanguage", "/"),
    ] {
        let form = format!("locale=zh-CN&here={here}");
        let answer = resident.submit("", "/api/account/language", &form).await;
        assert_eq!(answer.header("location"), page, "{here}");
    }
}

#[tokio::test]
async fn an_accepted_form_leads_on() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    let form = crate::samples::sample(&county, "orders/place")
        .await
        .unwrap();
    let answer = resident
        .submit("/order/new", "/api/orders/place", &form.form())
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let next = answer.header("location").to_owned();
    assert!(
        next.starts_with("/orders/") && next.ends_with("?placed=1"),
        "{next}"
    );
    assert_eq!(resident.get(&next).await.status, StatusCode::OK);
    let again = resident
        .submit("/order/new", "/api/orders/place", &form.form())
        .await;
    assert_eq!(
        again.header("location"),
        next,
        "a replay leads to the same order"
    );
}

#[tokio::test]
async fn the_orders_link_opens_it_without_signing_in() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let no = county.order_in(State::Submitted).await;
    let key = county.resident.sees(&no).await.unwrap().key.unwrap();
    assert_eq!(
        visitor.get(&format!("/orders/{no}?key={key}")).await.status,
        StatusCode::OK
    );
    assert_eq!(
        visitor
            .get(&format!("/orders/{no}?key={}", "0".repeat(32)))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        visitor
            .get(&format!("/live/orders?no={no}&key=wrong"))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn nobody_opens_streams_without_end() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let no = county.order_in(State::Submitted).await;
    let key = county.resident.sees(&no).await.unwrap().key.unwrap();
    let resident = Browser::of(&router, &county.resident).await;
    let visitor = Browser::new(&router);
    let (path, by_link) = (
        format!("/live/orders?no={no}"),
        format!("/live/orders?no={no}&key={key}"),
    );

    let mut open = Vec::new();
    for _ in 0..6 {
        open.push(resident.opens(&path).await);
    }
    let streams = |answer: &Response| answer.status() == StatusCode::OK;
    assert!(open.iter().all(streams));
    let refused = resident.opens(&path).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers()[header::RETRY_AFTER], "60");
    assert!(streams(&visitor.opens(&by_link).await), "somebody else");

    open.pop();
    open.push(resident.opens(&path).await);
    assert!(open.iter().all(streams), "one has ended");
    drop(open);
    let at_once = futures::future::join_all((0..20).map(|_| resident.opens(&path))).await;
    assert_eq!(at_once.iter().filter(|answer| streams(answer)).count(), 6);

    let mut of_visitors = Vec::new();
    for _ in 0..60 {
        of_visitors.push(visitor.opens(&by_link).await);
    }
    assert!(of_visitors.iter().all(streams));
    let refused = visitor.opens(&by_link).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn one_stream_tells_of_the_orders_that_one_may_see() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let (one, another) = (
        county.order_in(State::Submitted).await,
        county.order_in(State::Submitted).await,
    );
    let key = county.resident.sees(&another).await.unwrap().key.unwrap();
    let visitor = Browser::new(&router);
    let stream = visitor
        .opens(&format!("/live/orders?no={one},{another}&key=,{key}"))
        .await;
    assert_eq!(stream.status(), StatusCode::OK);
    let mut told = stream.into_body().into_data_stream();
    for no in [&one, &another] {
        let offered = county
            .station
            .offers(no, Performer::Team(county.teams.barbers))
            .await;
        offered.unwrap();
    }
    // It begins with a comment.
    let mut first = String::from(":");
    while first.starts_with(':') {
        let part = told.next().await.unwrap().unwrap();
        first = String::from_utf8_lossy(&part).into_owned();
    }
    assert!(first.contains(&another), "{first}");

    let nothing = visitor
        .opens(&format!("/live/orders?no={one},{another}&key={key},"))
        .await;
    assert_eq!(nothing.status(), StatusCode::NOT_FOUND, "each has its key");
}

#[tokio::test]
async fn forms_from_other_sites_are_refused() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    let request = Request::post("/api/account/sign_out")
        .header("sec-fetch-site", "cross-site")
        .header(header::ORIGIN, "https://evil.example");
    assert_eq!(
        resident.send(request, "").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        resident.get("/me").await.status,
        StatusCode::OK,
        "still signed in"
    );
}

#[tokio::test]
async fn a_form_that_was_gone_back_to_and_changed_is_another() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    let sample = crate::samples::sample(&county, "orders/place")
        .await
        .unwrap();
    let first = sample.form();
    let changed = first.replace("address=", "address=%E6%94%B9");
    assert_ne!(first, changed);
    let mut led = Vec::new();
    for form in [&first, &first, &changed, &changed] {
        let answer = resident
            .submit("/order/new", "/api/orders/place", form)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        led.push(answer.header("location").to_owned());
    }
    assert_eq!(led[0], led[1], "the same form sent again");
    assert_eq!(led[2], led[3], "the same form sent again");
    assert_ne!(led[0], led[2], "nothing that was changed is lost");
}

#[tokio::test]
async fn a_form_of_another_site_is_answered_in_words() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let request = Request::post("/api/account/language")
        .header("sec-fetch-site", "cross-site")
        .header(header::ORIGIN, "https://evil.example")
        .header(header::ACCEPT, "text/html,*/*");
    let answer = visitor.send(request, "locale=en").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    for words in [
        "不是从本网站的页面发出的",
        "not sent from a page of this site",
    ] {
        assert!(answer.body.contains(words), "{}", answer.body);
    }
}

#[tokio::test]
async fn another_spelling_leads_to_the_page() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    let no = county.order_in(State::Offered).await;
    let spoken = domain::orders::spoken_no(&no);
    for (typed, page) in [
        (format!("/orders/{spoken}"), format!("/orders/{no}")),
        (format!("/orders/{no}/"), format!("/orders/{no}")),
        (
            format!("/orders/{spoken}/?placed=1"),
            format!("/orders/{no}?placed=1"),
        ),
        ("/services/".to_owned(), "/services".to_owned()),
    ] {
        let answer = resident.get(&typed).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{typed}");
        assert_eq!(answer.header("location"), page);
        assert_eq!(resident.get(&page).await.status, StatusCode::OK);
    }
    for path in ["//evil.example/", "/\\evil.example/"] {
        let answer = resident.get(path).await;
        assert_eq!(answer.header("location"), "", "{path}");
    }
}

#[tokio::test]
async fn pages_of_the_signed_in_are_kept_by_nobody() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    for page in ["/", "/me", "/me/orders", "/services"] {
        let answer = resident.get(page).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{page}");
    }
    let visitor = Browser::new(&router);
    assert_eq!(
        visitor.get("/").await.header("cache-control"),
        "private, no-cache"
    );
    let out = resident.post("/api/account/sign_out", "").await;
    assert_eq!(out.header("clear-site-data"), "\"cache\"");
}

#[tokio::test]
async fn one_address_sends_only_so_many_forms() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve_limited(
        &county,
        Rate {
            per_second: 1,
            burst: 3,
            ..Rate::default()
        },
    ));
    let mut last = StatusCode::OK;
    for _ in 0..5 {
        last = visitor
            .post("/api/account/language", "locale=en")
            .await
            .status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        visitor.get("/").await.status,
        StatusCode::OK,
        "reading is not limited"
    );
}

#[tokio::test]
async fn one_address_asks_for_only_so_many_login_codes() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve_limited(
        &county,
        Rate {
            per_second: 0,
            login_codes: 2,
            behind_proxy: true,
            ..Rate::default()
        },
    ));
    // The first line of the addresses is the visitor's own invention, the last the proxy's.
    let post = async |path: &str, form: &str, from: &str| {
        let request = Request::post(path)
            .header(header::ACCEPT, "application/json")
            .header("x-forwarded-for", "203.0.113.9")
            .header("x-forwarded-for", from);
        visitor.send(request, form).await.status
    };
    let ask = async |last: u8, from: &str| {
        let form = format!("phone=1390000000{last}");
        post("/api/account/request_code", &form, from).await
    };
    assert_eq!(ask(1, "2001:db8:1:2::1").await, StatusCode::OK);
    assert_eq!(ask(2, "2001:db8:1:2::2").await, StatusCode::OK);
    assert_eq!(
        ask(3, "2001:db8:1:2:3:4:5:6").await,
        StatusCode::TOO_MANY_REQUESTS,
        "a home is one address"
    );
    assert_eq!(
        ask(3, "2001:db8:1:3::1").await,
        StatusCode::OK,
        "the neighbours' is another"
    );
    assert_eq!(
        post("/api/account/language", "locale=en", "2001:db8:1:2::1").await,
        StatusCode::OK,
        "other forms are not counted"
    );
}

#[tokio::test]
async fn a_request_has_the_id_that_it_is_given_here() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let request = Request::get("/login").header("x-request-id", "forged");
    let answer = visitor.send(request, "").await;
    let id = answer.header("x-request-id");
    assert!(!id.is_empty() && id != "forged", "{id}");
}

#[tokio::test]
async fn a_form_with_more_fields_than_any_of_ours_is_refused() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let fields = |many: usize| {
        (0..many).fold("locale=en".to_owned(), |form, at| {
            form + &format!("&field{at}=x")
        })
    };
    let few = visitor.post("/api/account/language", &fields(100)).await;
    assert_eq!(few.status, StatusCode::OK);
    let many = visitor.post("/api/account/language", &fields(300)).await;
    assert_eq!(many.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn an_enormous_form_is_refused_before_it_is_read() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let answer = visitor
        .post(
            "/api/account/request_code",
            &format!("phone={}", "1".repeat(100_000)),
        )
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_language_is_chosen_and_kept() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let answer = visitor
        .submit("/services", "/api/account/language", "locale=en")
        .await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/services")
    );
    assert!(answer.header("set-cookie").starts_with("lang=en;"));
    let english = Request::get("/").header(header::COOKIE, "lang=en");
    assert!(
        visitor
            .send(english, "")
            .await
            .body
            .contains("<html lang=\"en\"")
    );
}

#[tokio::test]
async fn one_form_too_many_is_answered_in_words_people_can_read() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve_limited(
        &county,
        Rate {
            per_second: 1,
            burst: 3,
            ..Rate::default()
        },
    ));
    let (path, form) = ("/api/account/language", "locale=en");
    for _ in 0..10 {
        visitor.post(path, form).await;
    }
    let shown = visitor.submit("/services", path, form).await;
    assert_eq!(shown.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(shown.header("content-type"), "text/html; charset=utf-8");
    for words in ["操作太频繁了", "lang=\"en\""] {
        assert!(shown.body.contains(words), "{}", shown.body);
    }
    let read = visitor.post(path, form).await;
    assert_eq!(read.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(read.header("content-type"), "application/json");
    assert!(read.body.contains("too_many_requests"), "{}", read.body);
}

#[tokio::test]
async fn a_form_that_nothing_takes_does_not_look_as_if_it_was_taken() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    for nowhere in ["/api/nothing", "/me/devices"] {
        let answer = resident.submit("/me/devices", nowhere, "words=x").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nowhere}");
        assert!(
            answer
                .body
                .contains("name=\"page\" content=\"/me/devices\""),
            "{nowhere}: its page is shown again"
        );
    }
}

#[tokio::test]
async fn every_shortcut_of_the_installed_site_leads_to_a_page() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    for (tag, name) in [("zh-CN", "诏安点单"), ("en", "Diandan")] {
        let path = format!("/manifest.webmanifest?lang={tag}");
        let manifest: serde_json::Value =
            serde_json::from_str(&resident.get(&path).await.body).unwrap();
        assert_eq!(manifest["lang"], tag);
        assert!(manifest["name"].as_str().unwrap().contains(name));
        for shortcut in manifest["shortcuts"].as_array().unwrap() {
            let url = shortcut["url"].as_str().unwrap();
            assert_eq!(resident.get(url).await.status, StatusCode::OK, "{url}");
        }
    }
}

#[tokio::test]
async fn a_form_that_is_sent_later_is_sent_by_who_filled_it_in() {
    let county = County::sqlite().await;
    let router = serve(&county);
    let resident = Browser::of(&router, &county.resident).await;
    let member = Browser::of(&router, &county.member).await;
    let nobody = Browser::new(&router);
    let mut marks = Vec::new();
    for browser in [&resident, &member, &nobody] {
        let kept = browser.get("/offline").await;
        assert_eq!(kept.status, StatusCode::OK);
        assert!(!kept.body.contains(".wasm"), "it needs no program");
        marks.push(kept.header("x-visitor").to_owned());
        assert_eq!(
            browser.get("/").await.header("x-visitor"),
            marks[marks.len() - 1]
        );
    }
    assert!(marks[0] != marks[1] && marks[2] == "nobody");
    // Signing in again makes the same visitor of somebody.
    county.later(domain::time::HOUR);
    let again = Browser::of(&router, &county.resident).await;
    assert_eq!(again.get("/").await.header("x-visitor"), marks[0]);

    for (sender, mark, status) in [
        (&resident, &marks[0], StatusCode::OK),
        (&resident, &marks[1], StatusCode::UNAUTHORIZED),
        (&nobody, &marks[0], StatusCode::UNAUTHORIZED),
        (&resident, &marks[2], StatusCode::UNAUTHORIZED),
    ] {
        let request = Request::post("/api/notify/mark_read")
            .header(header::ACCEPT, "application/json")
            .header("x-visitor", mark);
        assert_eq!(
            sender.send(request, "up_to=1").await.status,
            status,
            "{mark}"
        );
    }
}

#[tokio::test]
async fn elder_mode_is_known_to_the_device_and_to_the_account() {
    let county = County::sqlite().await;
    let pages = serve(&county);
    let is_elder = |body: &str| body.contains("<html lang=\"zh-CN\" class=\"elder\">");
    let visitor = Browser::new(&pages);
    assert!(!is_elder(&visitor.get("/").await.body));
    let told = visitor.with("elder=on").get("/").await;
    assert!(is_elder(&told.body) && told.body.contains("href=\"tel:"));

    let resident = Browser::of(&pages, &county.resident).await;
    let switch = |on: &'static str| format!("on={on}&here=%2Fme");
    let answer = resident
        .submit("", "/api/account/elder", &switch("on"))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/me");
    assert!(answer.header("set-cookie").starts_with("elder=on;"));
    // Another device of theirs, which was told nothing.
    assert!(is_elder(&resident.get("/me").await.body));
    let other = resident.clone().with("elder=off").get("/me").await;
    assert!(!is_elder(&other.body), "this device was told otherwise");
    resident
        .submit("", "/api/account/elder", &switch("off"))
        .await;
    assert!(!is_elder(&resident.get("/me").await.body));
}

#[tokio::test]
async fn a_qr_leads_to_pages_of_ours_only() {
    let county = County::sqlite().await;
    let visitor = Browser::new(&serve(&county));
    let own = visitor.get("/qr/page?to=%2Fservices%3Forg%3D12").await;
    assert_eq!(own.status, StatusCode::OK);
    assert_eq!(own.header("content-type"), "image/svg+xml");
    for foreign in [
        "",
        "services",
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "/a b",
        &format!("/{}", "x".repeat(300)),
    ] {
        let to = form_urlencoded::byte_serialize(foreign.as_bytes()).collect::<String>();
        let answer = visitor.get(&format!("/qr/page?to={to}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{foreign}");
    }
}
