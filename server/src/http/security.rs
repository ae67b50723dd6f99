//! What protects people and the county: headers, same-origin checks, rate limits. And the demo's SMS log.

use crate::config::Rate;
use crate::sms::LogGateway;
use app::error::Fault;
use app::locale::{Locale, text, with};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Json, Response};
use axum::routing::get;
use axum::{Extension, Router};
use domain::Code;
use html_escape::encode_text;
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tower_governor::governor::GovernorConfigBuilder;
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};
use tower_http::csrf::CsrfLayer;

/// Headers that every answer has. Pages say themselves which scripts are theirs; nothing else may run any.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let by_browser = super::forms::accepts_html(request.headers());
    let mut response = next.run(request).await;
    if by_browser && let Some(InWords(status, code)) = response.extensions().get().copied() {
        response = in_words(status, code);
    }
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

/// What that layer refuses, which says nothing by itself, with its reason.
pub(super) async fn foreign_forms(request: Request, next: Next) -> Response {
    let sends = !request.method().is_safe();
    let response = next.run(request).await;
    let silent = !response.headers().contains_key(header::CONTENT_TYPE);
    if sends && silent && response.status() == StatusCode::FORBIDDEN {
        unread(StatusCode::FORBIDDEN, Code::FOREIGN_FORM)
    } else {
        response
    }
}

/// Where the server function is that sends a login code.
const REQUEST_CODE: &str = "/api/account/request_code";
/// The time for which login codes are counted.
const CODES_SPAN: Duration = Duration::from_mins(10);

/// The address a form comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address {
    behind_proxy: bool,
}

impl Address {
    /// As the configuration has it told.
    pub(super) const fn of(rate: &Rate) -> Self {
        Self {
            behind_proxy: rate.behind_proxy,
        }
    }
}

impl KeyExtractor for Address {
    type Key = IpAddr;

    fn extract<T>(&self, request: &axum::http::Request<T>) -> Result<IpAddr, GovernorError> {
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|peer| peer.0.ip());
        let told = || {
            // The proxy's own entry is the last of the last line; those before it are whatever the visitor wrote.
            let lines = request.headers().get_all("x-forwarded-for");
            let line = lines.iter().next_back()?.to_str().ok()?;
            line.rsplit(',').next()?.trim().parse().ok()
        };
        let told = if self.behind_proxy { told() } else { None };
        let address = told.or(peer).unwrap_or(IpAddr::from([0, 0, 0, 0]));
        Ok(household(address))
    }
}

/// The address that stands for everybody behind one connection: a home with IPv6 has as many addresses as it likes, which share
/// their first half.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
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
        .key_extractor(Address::of(rate))
        .finish();
    match config {
        None => router,
        Some(config) => router.layer(GovernorLayer::new(config).error_handler(|_| too_many())),
    }
}

/// Limits how many login codes one address asks for: each is an SMS that the county pays for, to a phone that may be anybody's.
pub(super) fn codes_limited(router: Router, rate: &Rate) -> Router {
    let Some(pause) = CODES_SPAN.checked_div(rate.login_codes) else {
        return router;
    };
    let address = Address::of(rate);
    let config = GovernorConfigBuilder::default()
        .period(pause)
        .burst_size(rate.login_codes)
        .key_extractor(address)
        .finish();
    let Some(config) = config else {
        return router;
    };
    let limiter = Arc::clone(config.limiter());
    router.layer(from_fn(move |request: Request, next: Next| {
        let allowed = !asks_for_code(&request)
            || address
                .extract(&request)
                .is_ok_and(|key| limiter.check_key(&key).is_ok());
        async move {
            if allowed {
                next.run(request).await
            } else {
                too_many()
            }
        }
    }))
}

fn asks_for_code(request: &Request) -> bool {
    request.method() == Method::POST && request.uri().path() == REQUEST_CODE
}

/// Marks the answer to a form that was not read, which a browser that shows it gets as a page.
#[derive(Clone, Copy)]
struct InWords(StatusCode, Code);

fn unread(status: StatusCode, code: Code) -> Response {
    let fault = Fault::from(code);
    (status, Extension(InWords(status, code)), Json(fault)).into_response()
}

fn too_many() -> Response {
    unread(StatusCode::TOO_MANY_REQUESTS, Code::TOO_MANY_REQUESTS)
}

/// The same as a page. Whose form it was has not been looked up yet, so it speaks every language.
fn in_words(status: StatusCode, code: Code) -> Response {
    let words = Locale::ALL.map(|locale| {
        let words = encode_text(with(locale, || text::code(code)));
        format!("<p lang=\"{}\">{words}</p>", locale.tag())
    });
    let (name, home) = with(Locale::default(), || (text::app::name(), text::app::home()));
    let page = format!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{name}</title><main><h1>{name}</h1>{}<p><a href=\"/\">{home}</a></p></main></html>",
        words.concat()
    );
    (status, Html(page)).into_response()
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::Request;

    /// What a form from `peer` is counted under, with these lines of `X-Forwarded-For`.
    fn key(behind_proxy: bool, peer: &str, told: &[&str]) -> String {
        let peer = SocketAddr::new(peer.parse().unwrap(), 1234);
        let mut request = Request::post("/").extension(ConnectInfo(peer));
        for line in told {
            request = request.header("x-forwarded-for", *line);
        }
        let request = request.body(Body::empty()).unwrap();
        let address = Address { behind_proxy };
        address.extract(&request).unwrap().to_string()
    }

    #[test]
    fn a_home_is_one_address() {
        for (peer, counted) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
            ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ] {
            assert_eq!(key(false, peer, &[]), counted, "{peer}");
        }
    }

    #[test]
    fn a_proxy_is_believed_in_its_own_entry_only() {
        let proxy = "10.0.0.1";
        assert_eq!(key(false, proxy, &["192.0.2.7"]), proxy, "there is none");
        assert_eq!(key(true, proxy, &[]), proxy, "it says nothing");
        assert_eq!(key(true, proxy, &["198.51.100.1, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(
            key(true, proxy, &["198.51.100.1", "192.0.2.7"]),
            "192.0.2.7",
            "some proxies add a line of their own"
        );
        assert_eq!(key(true, proxy, &["2001:db8:1:2::3"]), "2001:db8:1:2::");
    }
}
