//! Pictures: sent in, shown, refused, swept.

use crate::browser::{Answer, Browser, serve_over};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::orders::State as OrderState;
use domain::pictures::{PictureView, Size};
use domain::time::{DAY, HOUR};
use futures::TryStreamExt;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use object_store::ObjectStore;
use object_store::memory::InMemory;
use server::config::{Config, PictureFiles};
use server::pictures::Pictures;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Arc, Mutex};
use store::testing::{County, Person};
use tokio::net::TcpListener;

pub(crate) const BOUNDARY: &str = "----cut-here";

/// A form in parts, as browsers send files.
pub(crate) struct Parts(Vec<u8>);

impl Parts {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    fn part(mut self, head: &str, body: &[u8]) -> Self {
        self.0.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").bytes(),
        );
        self.0.extend(body);
        self.0.extend(b"\r\n");
        self
    }

    fn field(self, name: &str, value: &str) -> Self {
        self.part(&format!("name=\"{name}\""), value.as_bytes())
    }

    pub(crate) fn file(self, bytes: &[u8]) -> Self {
        self.part("name=\"files\"; filename=\"a.png\"", bytes)
    }

    /// A file field in which nobody chose a file, as browsers send it.
    pub(crate) fn no_file(self) -> Self {
        self.part("name=\"files\"; filename=\"\"", &[])
    }

    pub(crate) fn end(mut self) -> Vec<u8> {
        self.0.extend(format!("--{BOUNDARY}--\r\n").bytes());
        self.0
    }
}

pub(crate) fn photo(shade: u8) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::from_pixel(400, 300, Rgb([shade, 90, 60])))
        .write_to(&mut file, ImageFormat::Png)
        .unwrap();
    file.into_inner()
}

/// A county whose files lie in memory.
struct Site {
    county: County,
    files: Arc<InMemory>,
    pictures: Pictures,
}

impl Site {
    async fn new() -> Self {
        let county = County::sqlite().await;
        let files = Arc::new(InMemory::new());
        let pictures = Pictures::over(
            county.store().clone(),
            Arc::clone(&files) as Arc<dyn ObjectStore>,
        );
        Self {
            county,
            files,
            pictures,
        }
    }

    async fn browser(&self, person: &Person) -> Browser {
        Browser::of(&serve_over(&self.county, self.pictures.clone()), person).await
    }

    fn visitor(&self) -> Browser {
        Browser::new(&serve_over(&self.county, self.pictures.clone()))
    }

    async fn kept(&self) -> usize {
        let files: Vec<_> = self.files.list(None).try_collect().await.unwrap();
        files.len()
    }

    async fn rows(&self) -> i64 {
        self.county.number("SELECT count(*) FROM picture").await
    }

    /// An order whose service is over and not reported.
    async fn served(&self) -> String {
        let no = self.county.order_in(OrderState::InService).await;
        self.county.later(HOUR);
        self.county.member.checks_out(&no).await.unwrap();
        no
    }
}

/// Sends parts, as a page's program does.
pub(crate) async fn sends(browser: &Browser, parts: Parts) -> Answer {
    let request = Request::post("/pictures")
        .header(header::ACCEPT, "application/json")
        .header(
            header::CONTENT_TYPE,
            format!("multipart/form-data; boundary={BOUNDARY}"),
        );
    browser.send_bytes(request, parts.end()).await
}

/// Sends a form with its files, as a browser without a program does.
async fn submits(browser: &Browser, path: &str, parts: Parts) -> Answer {
    let request = Request::post(path)
        .header(header::ACCEPT, "text/html")
        .header(
            header::CONTENT_TYPE,
            format!("multipart/form-data; boundary={BOUNDARY}"),
        );
    browser.send_bytes(request, parts.end()).await
}

#[tokio::test]
async fn a_report_carries_pictures_without_a_program() {
    let site = Site::new().await;
    let no = site.served().await;
    let leader = site.browser(&site.county.leader).await;
    let page = format!("/team/{}/orders/{no}", site.county.teams.barbers);
    let form = |report: &str| {
        Parts::new()
            .field("request_id", &"a".repeat(32))
            .field("no", &no)
            .field("here", &page)
            .field("report", report)
            .field("pictures", "")
    };
    // The report is missing: the page comes back, and has the pictures already.
    let refused = submits(
        &leader,
        "/api/orders/deliver",
        form("").file(&photo(10)).file(&photo(200)),
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, names) = refused
        .body
        .split_once("name=\"pictures\" value=\"")
        .unwrap();
    let names = names.split('"').next().unwrap().to_owned();
    assert_eq!(names.split(',').count(), 2, "{names}");

    let empty = form("理完了").field("pictures", &names).file(&[]);
    let answer = submits(&leader, "/api/orders/deliver", empty).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("这张照片不完整"), "its file is empty");

    let again = form("理完了").field("pictures", &names).no_file();
    let answer = submits(&leader, "/api/orders/deliver", again).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let seen = site.county.resident.sees(&no).await.unwrap();
    assert_eq!(seen.pictures.len(), 2);

    let first = seen.pictures.first().unwrap();
    let file = site.visitor().get(&first.path(Size::Small)).await;
    assert_eq!(file.status, StatusCode::OK);
    assert_eq!(file.header("content-type"), "image/jpeg");
    assert!(file.header("cache-control").contains("immutable"));
    assert_eq!(file.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn pictures_of_homes_are_for_whoever_sees_the_order() {
    let site = Site::new().await;
    let no = site.served().await;
    let leader = site.browser(&site.county.leader).await;
    let sent = sends(&leader, Parts::new().file(&photo(10))).await;
    let names: String = serde_json::from_str(&sent.body).unwrap();
    let form = format!(
        "request_id={}&no={no}&report=done&pictures={names}",
        "e".repeat(32)
    );
    let answer = leader.post("/api/orders/deliver", &form).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let seen = site.county.resident.sees(&no).await.unwrap();
    let picture = seen.pictures.first().unwrap().clone();
    let small = |ticket: String| {
        PictureView {
            ticket,
            ..picture.clone()
        }
        .path(Size::Small)
    };
    let visitor = site.visitor();
    let shown = visitor.get(&small(picture.ticket.clone())).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.header("cache-control").starts_with("private"));
    let theirs = leader.get(&small(String::new())).await;
    assert_eq!(theirs.status, StatusCode::OK, "whoever sent it");

    let stranger = site.browser(&site.county.stranger).await;
    let (day, hash) = picture.ticket.split_once('.').unwrap();
    let later = picture.ticket.replace(day, "2099-01-01");
    for (ticket, why) in [
        (String::new(), "no ticket"),
        ("x".to_owned(), "no ticket's form"),
        (format!("{day}."), "no hash"),
        (format!("{day}.{}", "0".repeat(hash.len())), "made up"),
        (later, "for longer than it was given"),
    ] {
        for browser in [&visitor, &stranger] {
            let answer = browser.get(&small(ticket.clone())).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{why}");
        }
    }
    site.county.later(2 * DAY);
    let answer = visitor.get(&small(picture.ticket.clone())).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "it is over");
}

#[tokio::test]
async fn a_form_that_takes_no_pictures_stores_none() {
    let site = Site::new().await;
    let resident = site.browser(&site.county.resident).await;
    for path in [
        "/api/orders/cancel",
        "/api/account/register",
        "/api/nothing",
    ] {
        let form = Parts::new().field("no", "1").file(&photo(10));
        let answer = submits(&resident, path, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    assert_eq!((site.rows().await, site.kept().await), (0, 0));
}

#[tokio::test]
async fn a_program_sends_pictures_ahead_of_the_form() {
    let site = Site::new().await;
    let leader = site.browser(&site.county.leader).await;
    let answer = sends(&leader, Parts::new().file(&photo(10))).await;
    assert_eq!(answer.status, StatusCode::OK);
    let names: String = serde_json::from_str(&answer.body).unwrap();
    assert!(domain::pictures::read(&names).is_ok_and(|names| names.len() == 1));
    assert_eq!((site.rows().await, site.kept().await), (1, 3));
    // The same picture again is the same picture.
    let again = sends(&leader, Parts::new().file(&photo(10))).await;
    assert_eq!(again.body, answer.body);
    assert_eq!((site.rows().await, site.kept().await), (1, 3));
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_leaves_nothing() {
    let site = Site::new().await;
    let leader = site.browser(&site.county.leader).await;
    for (sent, code) in [
        (b"<html>".to_vec(), "not_a_picture"),
        (
            vec![0_u8; domain::pictures::LARGEST + 1],
            "picture_too_large",
        ),
    ] {
        let answer = sends(&leader, Parts::new().file(&sent)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(code), "{}", answer.body);
    }
    let cut = submits(
        &leader,
        "/api/orders/deliver",
        Parts::new().field("no", "1").file(b"no picture"),
    )
    .await;
    assert_eq!(cut.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((site.rows().await, site.kept().await), (0, 0));
}

#[tokio::test]
async fn only_who_is_signed_in_sends_pictures() {
    let site = Site::new().await;
    let answer = sends(&site.visitor(), Parts::new().file(&photo(10))).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!((site.rows().await, site.kept().await), (0, 0));
}

#[tokio::test]
async fn the_rest_of_a_form_with_files_is_as_small_as_a_form_without() {
    let site = Site::new().await;
    let leader = site.browser(&site.county.leader).await;
    let fields = |many: usize, value: &str| {
        (0..many).fold(Parts::new(), |parts, at| {
            parts.field(&format!("field{at}"), value)
        })
    };
    let same = (0..2000).fold(Parts::new(), |parts, _| parts.field("", ""));
    for (parts, what) in [
        (fields(5, &"x".repeat(15_000)), "all texts together"),
        (fields(1, &"x".repeat(20_000)), "one text"),
        (fields(300, "x"), "fields"),
        (same, "parts that say nothing"),
    ] {
        let answer = submits(&leader, "/api/orders/deliver", parts).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{what}");
        assert_eq!(answer.body, "", "{what}");
    }
    let answer = sends(&leader, fields(300, "x").file(&photo(10))).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!((site.rows().await, site.kept().await), (0, 0));
}

#[tokio::test]
async fn a_visitors_form_is_not_read_beyond_what_a_form_without_files_has() {
    let site = Site::new().await;
    let form = Parts::new().field("no", "1").file(&vec![0_u8; 100_000]);
    let answer = submits(&site.visitor(), "/api/orders/deliver", form).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn somebody_elses_picture_cannot_be_used() {
    let site = Site::new().await;
    let no = site.served().await;
    let stranger = site.browser(&site.county.stranger).await;
    let sent = sends(&stranger, Parts::new().file(&photo(10))).await;
    let names: String = serde_json::from_str(&sent.body).unwrap();
    let leader = site.browser(&site.county.leader).await;
    let form = format!(
        "request_id={}&no={no}&report=done&pictures={names}",
        "b".repeat(32)
    );
    let answer = leader.post("/api/orders/deliver", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("not_a_picture"));
}

#[tokio::test]
async fn what_nothing_shows_is_swept_after_a_day() {
    let site = Site::new().await;
    let no = site.served().await;
    let leader = site.browser(&site.county.leader).await;
    let mut names = Vec::new();
    for shade in [10, 200] {
        let answer = sends(&leader, Parts::new().file(&photo(shade))).await;
        names.push(serde_json::from_str::<String>(&answer.body).unwrap());
    }
    let form = format!(
        "request_id={}&no={no}&report=done&pictures={}",
        "c".repeat(32),
        names[0]
    );
    assert_eq!(
        leader.post("/api/orders/deliver", &form).await.status,
        StatusCode::OK
    );
    assert_eq!(
        site.pictures.sweep(site.county.now()).await.unwrap(),
        0,
        "it is fresh"
    );
    site.county.later(DAY);
    assert_eq!(site.pictures.sweep(site.county.now()).await.unwrap(), 1);
    assert_eq!((site.rows().await, site.kept().await), (1, 3));
    let gone = names[1].parse::<domain::pictures::PictureName>().unwrap();
    let answer = site.visitor().get(&gone.path(Size::Large)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_name_leads_nowhere_else() {
    let site = Site::new().await;
    for path in [
        "/pictures/..%2F..%2Fkey/large",
        "/pictures/key/large",
        &format!("/pictures/{}/huge", "a".repeat(64)),
        &format!("/pictures/{}/large", "a".repeat(64)),
    ] {
        assert_eq!(
            site.visitor().get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

/// What S3 answers to the three requests that are made of it, to whoever signs them.
async fn bucket(
    State(files): State<Files>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signed = headers
        .get(header::AUTHORIZATION)
        .and_then(|signature| signature.to_str().ok())
        .is_some_and(|signature| signature.starts_with("AWS4-HMAC-SHA256 Credential=county/"));
    if !signed {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut files = files.lock().unwrap();
    let known = [
        (header::ETAG, "\"1\""),
        (header::LAST_MODIFIED, "Mon, 23 Nov 2026 00:00:00 GMT"),
    ];
    match method {
        Method::PUT => {
            files.insert(uri.path().to_owned(), body);
            known.into_response()
        }
        Method::GET => match files.get(uri.path()) {
            Some(file) => (known, file.clone()).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        // `DeleteObjects`: the keys stand in XML.
        _ => {
            let asked = String::from_utf8_lossy(&body).into_owned();
            let mut done = String::new();
            for key in asked.split("<Key>").skip(1) {
                let key = key.split("</Key>").next().unwrap();
                files.remove(&format!("{}/{key}", uri.path().trim_end_matches('/')));
                done.extend(["<Deleted><Key>", key, "</Key></Deleted>"]);
            }
            format!("<DeleteResult>{done}</DeleteResult>").into_response()
        }
    }
}

/// Files by their paths.
type Files = Arc<Mutex<BTreeMap<String, Bytes>>>;

#[tokio::test]
async fn pictures_lie_on_storage_that_speaks_s3() {
    let files = Files::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let service = Router::new()
        .fallback(bucket)
        .with_state(Arc::clone(&files));
    tokio::spawn(async { axum::serve(listener, service).await });
    let county = County::sqlite().await;
    let config = Config {
        pictures: PictureFiles {
            bucket: Some("diandan".to_owned()),
            endpoint: Some(endpoint),
            region: "local".to_owned(),
            access_key: "county".to_owned(),
            secret_key: "secret".to_owned(),
        },
        ..Config::default()
    };
    let pictures = Pictures::open(county.store().clone(), &config).unwrap();
    let name = pictures
        .keep(&county.member.cx().await, photo(90))
        .await
        .unwrap();
    let kept: Vec<String> = files.lock().unwrap().keys().cloned().collect();
    assert_eq!(kept.len(), 3);
    assert!(
        kept.iter()
            .all(|path| path.starts_with("/diandan/") && path.contains(name.as_str())),
        "{kept:?}"
    );
    let file = pictures.file(&name, Size::Large).await.unwrap().unwrap();
    assert!(file.starts_with(&[0xFF, 0xD8]), "a JPEG");
    // What nothing shows is swept from there as well.
    county.later(2 * DAY);
    assert_eq!(pictures.sweep(county.now()).await.unwrap(), 1);
    assert_eq!(files.lock().unwrap().len(), 0);
    assert_eq!(pictures.file(&name, Size::Large).await.unwrap(), None);
}
