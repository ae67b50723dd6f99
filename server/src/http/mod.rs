//! The HTTP side: one visible list of routes and layers.

mod assets;
mod canonical;
mod cell;
mod fields;
mod forms;
mod ledger;
mod live;
mod manifest;
mod pictures;
mod qr;
mod security;
mod settlement;
mod verify;
mod visitor;

use crate::config::Rate;
use crate::pictures::Pictures;
use crate::sms::LogGateway;
use app::document::{Program, document};
use app::error::{Fault, status};
use app::request::{Site, Visit};
use app::routes::App;
use app::shell::Posted;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use leptos::prelude::{LeptosOptions, provide_context, use_context};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, generate_route_list, render_app_async_with_context,
};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// The header that carries a request's id.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// A page or form that takes longer is given up.
const TIMEOUT: Duration = Duration::from_secs(15);

/// What the handlers share.
#[derive(Clone)]
pub struct Http {
    /// The books and what pages know of the site.
    pub site: Site,
    /// Where the built files are.
    pub options: LeptosOptions,
    /// How many forms one address may send, and how many login codes it may ask for.
    pub rate: Rate,
    /// What people type to get here: QR codes lead there.
    pub public_url: Arc<str>,
    /// The files of pictures.
    pub pictures: Pictures,
    /// In demo mode: the log that `/dev/sms` shows.
    pub sms: Option<Arc<LogGateway>>,
}

/// Everything that is served.
pub fn router(http: &Http) -> Router {
    let pages = pages(http);
    // The pages' router answers server functions as well; forms are read in front of it.
    let people = pages
        .clone()
        .layer(timeout())
        .layer(from_fn_with_state((pages, http.clone()), forms::answer))
        .route(
            "/live/orders",
            get(live::orders).layer(Extension(live::Listeners::default())),
        )
        .route("/pictures", post(pictures::send))
        .route("/pictures/{name}/{size}", get(pictures::show))
        .route("/qr", get(qr::pick_up))
        .route("/qr/page", get(qr::page))
        .route("/shop/settlement.csv", get(settlement::download))
        .route(
            "/books/ledger.csv",
            get(ledger::download).layer(Extension(ledger::Readers::new())),
        )
        .route("/books/verify-ledger.mjs", get(ledger::verifier))
        .route("/qr/certificates/{no}", get(verify::qr))
        .route("/verify/offline", get(verify::offline))
        .route("/verify/keys.json", get(verify::keys))
        .with_state(http.clone())
        .layer(from_fn_with_state(http.site.clone(), visitor::recognise));
    let machines = Router::new()
        .route("/manifest.webmanifest", get(manifest::manifest))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .with_state(http.clone());
    let mut router = people.merge(machines).merge(assets::router(&http.options));
    if let Some(log) = &http.sms {
        // Whoever asks for a code reads it there, and nothing is sent.
        router = router.merge(security::sms_log(Arc::clone(log)));
    } else {
        router = security::codes_limited(router, &http.rate);
    }
    // From the outside in.
    security::limited(router, &http.rate).layer(
        ServiceBuilder::new()
            .map_request(without_id)
            .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
            .layer(TraceLayer::new_for_http().make_span_with(span))
            .layer(PropagateRequestIdLayer::new(REQUEST_ID))
            .layer(from_fn(security::headers))
            .layer(from_fn(canonical::redirect))
            .layer(CatchPanicLayer::new())
            .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
            .layer(from_fn(security::foreign_forms))
            .layer(security::same_origin()),
    )
}

/// For what is answered once the request is there: a form with pictures may take longer to arrive, and has its own limit.
fn timeout() -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT)
}

/// Takes a visitor's own id from a request: the logs and the audit know it by the one that it is given here.
fn without_id(mut request: Request) -> Request {
    request.headers_mut().remove(REQUEST_ID);
    request
}

/// One log line a request: its id and path. The query is left out, for it may hold the key of an order's link.
fn span(request: &Request) -> tracing::Span {
    let id = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default();
    tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
}

/// The paths of the pages.
///
/// Leptos renders the app to learn them and lets no resource of the whole process load meanwhile (`SuppressResourceLoad`): a
/// page that is rendered just then would wait for ever. So they are learned once, before there is a router and a page.
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// The pages, each rendered on the server; what is no page is the page that says so.
fn pages(http: &Http) -> Router<Http> {
    let options = http.options.clone();
    let program = Program::of(&options);
    let shell = move || document(options.clone(), program.clone());
    let not_found = render_app_async_with_context(provide, shell.clone());
    Router::new()
        .leptos_routes_with_context(http, ROUTES.clone(), provide, shell)
        .fallback(move |request: Request| {
            let page = not_found(request);
            async move { (StatusCode::NOT_FOUND, page.await).into_response() }
        })
}

impl axum::extract::FromRef<Http> for LeptosOptions {
    fn from_ref(http: &Http) -> Self {
        http.options.clone()
    }
}

/// Hands what the layers know to the page or function that is called.
fn provide() {
    let Some(parts) = use_context::<Parts>() else {
        return;
    };
    if let Some(visit) = parts.extensions.get::<Visit>() {
        provide_context(visit.locale);
        provide_context(visit.clone());
    }
    if let Some(posted) = parts.extensions.get::<Posted>() {
        provide_context(posted.clone());
    }
    security::allow_own_scripts();
}

async fn ready(State(http): State<Http>) -> StatusCode {
    match http.site.store.ready((http.site.clock)()).await {
        Ok(()) => StatusCode::OK,
        Err(error) => {
            tracing::error!(%error, "not ready");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// An answer that no page was rendered for.
fn plain(status: StatusCode) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Body::empty()).into_response()
}

/// A fault as the answer of a server function: its status, and the fault for the page's program.
fn refused(fault: &Fault) -> Response {
    let code = StatusCode::from_u16(status(fault.0.code)).unwrap_or(StatusCode::BAD_REQUEST);
    (code, Json(fault)).into_response()
}
