//! What protects people and the county: headers, same-origin checks, rate limits. And the demo's SMS log.

use crate::config::Rate;
use crate::sms::LogGateway;
use app::error::Fault;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Json, Response};
use axum::routing::get;
use domain::Code;
use html_escape::encode_text;
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tower_governor::governor::GovernorConfigBuilder;
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};
use tower_http::csrf::CsrfLayer;

/// Headers that every answer has. Pages say themselves which scripts are theirs; nothing else may run any.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(self), geolocation=(), microphone=(), payment=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
        ));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-cache"));
    response
}

/// Lets a page's own scripts run, which carry its nonce, and nobody else's.
pub(super) fn allow_own_scripts() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
         connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Forms come from our own pages. Browsers tell where a request comes from, so no token is needed.
pub(super) fn same_origin() -> CsrfLayer {
    CsrfLayer::new()
}

/// The address a form comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address {
    behind_proxy: bool,
}

impl KeyExtractor for Address {
    type Key = IpAddr;

    fn extract<T>(&self, request: &axum::http::Request<T>) -> Result<IpAddr, GovernorError> {
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|peer| peer.0.ip());
        let told = || {
            // The proxy's own entry is the last; those before it are whatever the visitor wrote.
            let header = request.headers().get("x-forwarded-for")?.to_str().ok()?;
            header.rsplit(',').next()?.trim().parse().ok()
        };
        let told = if self.behind_proxy { told() } else { None };
        Ok(told.or(peer).unwrap_or(IpAddr::from([0, 0, 0, 0])))
    }
}

/// Limits how many forms one address sends. Reading is not limited: it changes nothing and is cheap.
pub(super) fn limited(router: Router, rate: &Rate) -> Router {
    let Some(pause) = 1000_u64.checked_div(u64::from(rate.per_second)) else {
        return router;
    };
    let config = GovernorConfigBuilder::default()
        .per_millisecond(pause.max(1))
        .burst_size(rate.burst)
        .methods(vec![Method::POST])
        .key_extractor(Address {
            behind_proxy: rate.behind_proxy,
        })
        .finish();
    match config {
        None => router,
        Some(config) => router.layer(GovernorLayer::new(config).error_handler(|_| {
            (
                StatusCode::TOO_MANY_REQUESTS,
                Json(Fault::from(Code::TooManyRequests)),
            )
                .into_response()
        })),
    }
}

/// The demo's SMS log: served in demo mode on a loopback listener only. As a page for people, as JSON for scripts.
pub(super) fn sms_log(log: Arc<LogGateway>) -> Router {
    Router::new()
        .route("/dev/sms", get(show_sms))
        .with_state(log)
}

async fn show_sms(State(log): State<Arc<LogGateway>>, headers: HeaderMap) -> Response {
    let messages = log.latest();
    let wants_json = headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
    if wants_json {
        return Json(messages).into_response();
    }
    let rows = messages.iter().fold(String::new(), |rows, message| {
        let (phone, text) = (encode_text(&message.phone), encode_text(&message.text));
        rows + "<dt>" + &phone + "</dt><dd>" + &text + "</dd>"
    });
    Html(format!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>SMS</title><main><h1>SMS</h1><dl>{rows}</dl></main></html>"
    ))
    .into_response()
}
