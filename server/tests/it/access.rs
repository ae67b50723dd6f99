//! Every endpoint and every role: the second of the two snapshots that show a reviewer who may do what; and which questions
//! of the access table decide it, proved by opening each of them to everybody.

use crate::browser::serve_with_files;
use crate::samples::{Sample, encoded, route_sample, sample};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use domain::access::{Action, Standing, allowed, probe};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::thread;
use store::testing::{County, Person, Scene};
use tower::ServiceExt;

/// Endpoints at which nobody gets what they ask for, and why.
const NOBODY_PASSES: &[(&str, &str)] = &[];

/// Endpoints that ask the access table nothing, and why.
const ASK_NOTHING: &[(&str, &str)] = &[
    ("/books/ledger.csv", EVERYBODY),
    ("/books/verify-ledger.mjs", EVERYBODY),
    (
        "/healthz",
        "it is for whoever runs the program, and says that it runs",
    ),
    ("/manifest.webmanifest", EVERYBODY),
    (
        "/pictures/{name}/{size}",
        "whoever has a ticket was shown it, and whoever sent it may look",
    ),
    ("/qr", "it draws what it is told"),
    ("/qr/page", "it draws what it is told"),
    (
        "/readyz",
        "it is for whoever runs the program, and says that it runs",
    ),
    ("account/code_sent_to", "it repeats a cookie of the device"),
    ("account/demo", "the accounts of a demo are nobody's"),
    ("account/request_code", "whoever asks is not signed in yet"),
    ("account/sign_in", "the code is what opens it"),
    ("catalog/categories", EVERYBODY),
    ("catalog/item", EVERYBODY),
    ("catalog/items", EVERYBODY),
    ("catalog/new_category", "it is an empty form"),
    ("honours/awarded", EVERYBODY),
    ("honours/notices", EVERYBODY),
    ("hours/notices", EVERYBODY),
    ("ledger/books", EVERYBODY),
    ("points/earning", EVERYBODY),
    ("ranking/list", EVERYBODY),
    ("shop/reward", EVERYBODY),
    ("shop/rewards", EVERYBODY),
    ("stars/notices", EVERYBODY),
];
const EVERYBODY: &str = "everybody may look";

/// Fields that the table is asked by, as `endpoint field`, and why they are no row's.
const SAY_WHERE: &[(&str, &str)] = &[
    ("catalog/save_item area", NEW),
    (
        "orders/desk org",
        "who names no place looks at the queue of their own",
    ),
    ("teams/found org", NEW),
];
const NEW: &str =
    "what is new has no place yet but this: who leaves it out has a desk and has not said which";

/// Questions that decide nothing, as `endpoint action`, and why.
const DECIDE_NOTHING: &[(&str, &str)] = &[];

/// Actions that no endpoint asks about, and why.
const NEVER_ASKED: &[(&str, &str)] = &[
    ("claim", "no order is open to be claimed yet"),
    ("merge", "nothing folds an order into another yet"),
    (
        "release",
        "the order of the sample was declined before; one that was not is released with its offer, by the same staff",
    ),
];

/// Who asks, in the order of the table.
static ROLES: [Role; 17] = [
    Role::named("visitor", |_| None),
    Role::named("stranger", |county| Some(&county.stranger)),
    Role::named("resident", |county| Some(&county.resident)),
    Role::named("minor", |county| Some(&county.minor)),
    Role::named("member", |county| Some(&county.member)),
    Role::named("leader", |county| Some(&county.leader)),
    Role::named("rival", |county| Some(&county.rival)),
    Role::named("station", |county| Some(&county.station)),
    Role::named("neighbour", |county| Some(&county.neighbour)),
    Role::named("institute", |county| Some(&county.institute)),
    Role::named("elsewhere", |county| Some(&county.elsewhere)),
    Role::named("centre", |county| Some(&county.centre)),
    Role::named("keeper", |county| Some(&county.keeper)),
    Role::named("mediator", |county| Some(&county.mediator)),
    Role::named("admin", |county| Some(&county.admin)),
    Role::with_key("link", ToOwned::to_owned),
    Role::with_key("wrong_link", |key| key.chars().rev().collect()),
];

/// Somebody who asks: an account, or a visitor, perhaps with the key of an order's link.
struct Role {
    name: &'static str,
    person: for<'a> fn(&'a County) -> Option<&'a Person>,
    key: Option<fn(&str) -> String>,
}

impl Role {
    const fn named(
        name: &'static str,
        person: for<'a> fn(&'a County) -> Option<&'a Person>,
    ) -> Self {
        Self {
            name,
            person,
            key: None,
        }
    }

    const fn with_key(name: &'static str, key: fn(&str) -> String) -> Self {
        Self {
            name,
            person: |_| None,
            key: Some(key),
        }
    }
}

/// A server function, or a route of its own.
struct Endpoint {
    name: String,
    path: String,
    method: Method,
}

fn endpoints() -> Vec<Endpoint> {
    let functions = server_fn::axum::server_fn_paths().map(|(path, method)| Endpoint {
        name: path.strip_prefix("/api/").unwrap().to_owned(),
        path: path.to_owned(),
        method,
    });
    // The router does not tell its routes, but they are written in one place.
    let written = include_str!("../../src/http/mod.rs");
    let routes = written.split(".route(").skip(1).map(|route| {
        let path = route.split('"').nth(1).unwrap();
        let posts = route.find("post(").unwrap_or(usize::MAX);
        let gets = route.find("get(").unwrap_or(usize::MAX);
        Endpoint {
            name: path.to_owned(),
            path: path.to_owned(),
            method: if posts < gets {
                Method::POST
            } else {
                Method::GET
            },
        }
    });
    let mut endpoints: Vec<_> = functions.chain(routes).collect();
    endpoints.sort_by(|one, other| one.name.cmp(&other.name));
    endpoints
}

/// What somebody gets: the status, and of what is looked at the text.
#[derive(Clone, PartialEq, Eq)]
struct Answer {
    status: StatusCode,
    text: String,
}

/// An endpoint in a county that has what it is about.
struct Stage<'a> {
    endpoint: &'a Endpoint,
    sample: Sample,
    key: Option<String>,
    /// Looking changes nothing, so whoever looks shares a county.
    shared: Option<(County, Router)>,
    scene: Scene,
}

impl<'a> Stage<'a> {
    async fn of(endpoint: &'a Endpoint) -> Self {
        let county = County::sqlite().await;
        let sample = if endpoint.name.starts_with('/') {
            route_sample(&county, &endpoint.name).await
        } else {
            sample(&county, &endpoint.name).await
        };
        let Some(sample) = sample else {
            panic!(
                "{} has no sample: say in samples/ what a good request to it looks like",
                endpoint.name
            );
        };
        let key = match &sample.order {
            Some(no) => Some(county.link_key(no).await),
            None => None,
        };
        let scene = county.scene().await;
        let router = serve_with_files(&county, sample.files.clone());
        Self {
            endpoint,
            sample,
            key,
            shared: (endpoint.method == Method::GET).then_some((county, router)),
            scene,
        }
    }

    fn roles(&self) -> impl Iterator<Item = &'static Role> {
        let by_link = self.key.is_some();
        ROLES
            .iter()
            .filter(move |role| role.key.is_none() || by_link)
    }

    /// A county for whoever asks, and the program in front of it.
    async fn county(&self) -> (County, Router) {
        if let Some(shared) = &self.shared {
            return shared.clone();
        }
        let county = self.scene.county().await;
        let router = serve_with_files(&county, self.sample.files.clone());
        (county, router)
    }

    /// What a role sends that succeeds for whoever may.
    fn fields(&self, role: &Role) -> &[(String, String)] {
        match &self.sample.fields_for {
            Some((whose, fields)) if *whose == role.name => fields,
            _ => &self.sample.fields,
        }
    }

    /// Which spoiled forms a role gets another answer to than that it may not, though it may not with a good one.
    async fn told(
        &self,
        role: &Role,
        refused: StatusCode,
        (county, router): &(County, Router),
    ) -> Vec<String> {
        let mut told = Vec::new();
        for (what, fields) in spoiled(&self.endpoint.name, self.fields(role)) {
            let request = self.request(role, county, fields).await;
            let status = router.clone().oneshot(request).await.unwrap().status();
            // A form that does not say what it is about is about nothing.
            if ![refused, StatusCode::NOT_FOUND].contains(&status) {
                told.push(what);
            }
        }
        told
    }

    /// What a role gets while an action is open to everybody, and what the table was asked meanwhile.
    async fn answer(&self, role: &Role, lifted: Option<Action>) -> (Answer, Vec<Action>) {
        let (county, router) = self.county().await;
        let request = self
            .request(role, &county, self.fields(role).to_vec())
            .await;
        probe::asked();
        probe::lift(lifted);
        let response = router.oneshot(request).await.unwrap();
        let status = response.status();
        // A live page's answer has no end.
        let read = self.shared.is_some() && self.endpoint.path.starts_with("/api/");
        let text = if read {
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            without_form_ids(&String::from_utf8_lossy(&body))
        } else {
            String::new()
        };
        probe::lift(None);
        (Answer { status, text }, probe::asked())
    }

    async fn request(
        &self,
        role: &Role,
        county: &County,
        mut fields: Vec<(String, String)>,
    ) -> Request<Body> {
        if let (Some(of), Some(key)) = (role.key, &self.key) {
            fields.push(("key".to_owned(), of(key)));
        }
        let fields = encoded(&fields);
        let path = self.sample.path.as_ref().unwrap_or(&self.endpoint.path);
        let mut cookie = self.sample.cookie.clone();
        if let Some(person) = (role.person)(county) {
            write!(cookie, "; diandan={}", person.device().await).unwrap();
        }
        let request = Request::builder()
            .method(&self.endpoint.method)
            .header(header::HOST, "diandan.example")
            .header(header::ACCEPT, "application/json")
            .header(header::COOKIE, cookie);
        let request = match (&self.sample.parts, &self.endpoint.method) {
            (_, &Method::GET) => request.uri(format!("{path}?{fields}")).body(Body::empty()),
            (Some((boundary, body)), _) => request
                .uri(path)
                .header(
                    header::CONTENT_TYPE,
                    format!("multipart/form-data; boundary={boundary}"),
                )
                .body(body.clone().into()),
            (None, _) => request
                .uri(path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(fields.into()),
        };
        request.unwrap()
    }
}

/// A form with each of its fields spoiled, and with all of them that say nothing of where; and what that is called.
fn spoiled(endpoint: &str, fields: &[(String, String)]) -> Vec<(String, Vec<(String, String)>)> {
    let called = |field: &str| format!("{endpoint} {field}");
    let says_where = |field: &str| SAY_WHERE.iter().any(|(known, _)| *known == called(field));
    let mut forms = Vec::new();
    // Nothing at all, and more than any field takes.
    for spoil in [String::new(), "x".repeat(2000)] {
        let with = |spoils: &dyn Fn(&str) -> bool| {
            let value = |(name, value): &(String, String)| {
                let value = if spoils(name) { &spoil } else { value };
                (name.clone(), value.clone())
            };
            fields.iter().map(value).collect()
        };
        for (field, _) in fields {
            forms.push((called(field), with(&|name| name == field)));
        }
        forms.push((called("*"), with(&|name| !says_where(name))));
    }
    forms
}

/// Each answer carries new ids for the page's forms.
fn without_form_ids(text: &str) -> String {
    let is_id =
        |piece: &str| piece.len() == 32 && piece.bytes().all(|byte| byte.is_ascii_hexdigit());
    let pieces: Vec<_> = text.split('"').filter(|piece| !is_id(piece)).collect();
    pieces.join("\"")
}

/// What is known of an endpoint.
struct Row {
    endpoint: String,
    answers: Vec<(&'static str, StatusCode)>,
    /// What it asks the table, and whose answer changes first when that is open to everybody.
    questions: BTreeMap<&'static str, Decides>,
    /// The fields by which somebody who may not learns more than that.
    told: BTreeSet<String>,
}

/// What a question decides.
enum Decides {
    /// Everybody with an account may, and that they are signed in is seen without the table.
    Nothing,
    /// Whose answer it is that changes.
    For(&'static str),
    /// Nobody's.
    ForNobody,
}

async fn survey(endpoint: &Endpoint) -> Row {
    let stage = Stage::of(endpoint).await;
    let mut answers = Vec::new();
    let mut asked: Vec<Action> = Vec::new();
    for role in stage.roles() {
        let (answer, questions) = stage.answer(role, None).await;
        answers.push((role, answer));
        for action in questions {
            if !asked.contains(&action) {
                asked.push(action);
            }
        }
    }
    let mut questions = BTreeMap::new();
    for action in asked {
        questions.insert(action.as_str(), decides(&stage, &answers, action).await);
    }
    Row {
        told: told(&stage, &answers).await,
        endpoint: endpoint.name.clone(),
        answers: answers
            .into_iter()
            .map(|(role, answer)| (role.name, answer.status))
            .collect(),
        questions,
    }
}

async fn told(stage: &Stage<'_>, answers: &[(&Role, Answer)]) -> BTreeSet<String> {
    // What is refused leaves nothing behind, so that one county is enough.
    let county = stage.county().await;
    let mut told = BTreeSet::new();
    for (role, Answer { status, .. }) in answers {
        if matches!(status.as_u16(), 401 | 403 | 404) {
            told.extend(stage.told(role, *status, &county).await);
        }
    }
    told
}

async fn decides(stage: &Stage<'_>, answers: &[(&Role, Answer)], action: Action) -> Decides {
    let open = allowed(action);
    if open.contains(&Standing::Anyone) || open.contains(&Standing::SignedIn) {
        return Decides::Nothing;
    }
    for (role, before) in answers {
        // A form that was accepted says no more than that.
        if stage.shared.is_none() && before.status.is_success() {
            continue;
        }
        let (answer, _) = stage.answer(role, Some(action)).await;
        if answer != *before {
            return Decides::For(role.name);
        }
    }
    Decides::ForNobody
}

/// Everything that is known, worked out once for the tests below.
static SURVEY: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let endpoints = endpoints();
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            // A county and all that runs for it stay on one thread: what it asks the table is watched there.
            let work = || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .unwrap();
                while let Some(endpoint) = endpoints.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let row = runtime.block_on(Box::pin(survey(endpoint)));
                    rows.lock().unwrap().push(row);
                }
            };
            thread::Builder::new()
                .stack_size(16 << 20)
                .spawn_scoped(scope, work)
                .unwrap();
        }
    });
    let mut rows = rows.into_inner().unwrap();
    rows.sort_by(|one, other| one.endpoint.cmp(&other.endpoint));
    rows
});

/// What was found and what is exempt have to be the same.
fn only(found: Vec<String>, exempt: &[(&str, &str)], what: &str) {
    let mut faults = String::new();
    for one in &found {
        if !exempt.iter().any(|(known, _)| known == one) {
            writeln!(faults, "{one}: {what}").unwrap();
        }
    }
    for (known, _) in exempt {
        if !found.iter().any(|one| one == known) {
            writeln!(faults, "{known}: it needs no exemption").unwrap();
        }
    }
    assert_eq!(faults, "");
}

#[test]
fn every_endpoint_answers_every_role_as_the_committed_table_says() {
    let mut table = String::new();
    for row in SURVEY.iter() {
        writeln!(table, "{}", row.endpoint).unwrap();
        let mut by_status: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
        for (role, status) in &row.answers {
            by_status.entry(status.as_u16()).or_default().push(role);
        }
        for (status, roles) in by_status {
            writeln!(table, "    {status} {}", roles.join(" ")).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn at_every_endpoint_somebody_passes() {
    let closed = SURVEY
        .iter()
        .filter(|row| !row.answers.iter().any(|(_, status)| status.is_success()));
    let closed = closed.map(|row| row.endpoint.clone()).collect();
    only(closed, NOBODY_PASSES, "nobody passes");
}

#[test]
fn every_endpoint_asks_the_access_table_what_the_committed_list_says() {
    let mut list = String::new();
    for row in SURVEY.iter() {
        writeln!(list, "{}", row.endpoint).unwrap();
        for (action, decides) in &row.questions {
            match decides {
                Decides::Nothing => writeln!(list, "    {action}").unwrap(),
                Decides::For(role) => writeln!(list, "    {action} (shuts out {role})").unwrap(),
                Decides::ForNobody => writeln!(list, "    {action} (shuts out nobody)").unwrap(),
            }
        }
    }
    insta::assert_snapshot!(list);
}

#[test]
fn every_question_decides_something() {
    let silent = SURVEY.iter().filter(|row| row.questions.is_empty());
    let silent = silent.map(|row| row.endpoint.clone()).collect();
    only(silent, ASK_NOTHING, "it asks the table nothing");
    let idle = SURVEY.iter().flat_map(|row| {
        let idle = row
            .questions
            .iter()
            .filter(|(_, decides)| matches!(decides, Decides::ForNobody));
        idle.map(|(action, _)| format!("{} {action}", row.endpoint))
    });
    only(idle.collect(), DECIDE_NOTHING, "it decides nothing");
}

#[test]
fn whoever_may_not_hears_nothing_of_their_form() {
    let told = SURVEY.iter().flat_map(|row| row.told.iter().cloned());
    only(
        told.collect(),
        SAY_WHERE,
        "somebody who may not hears that it is wrong",
    );
}

#[test]
fn every_action_of_the_access_table_is_asked_about() {
    let asked = |action: &Action| {
        let mut rows = SURVEY.iter();
        rows.any(|row| row.questions.contains_key(action.as_str()))
    };
    // What the clock does, no request does.
    let idle =
        Action::all().filter(|action| !asked(action) && allowed(*action) != [Standing::Clock]);
    let idle = idle.map(|action| action.as_str().to_owned()).collect();
    only(idle, NEVER_ASKED, "no endpoint asks about it");
}
