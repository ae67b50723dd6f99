//! Who makes a request: the session its cookie opens, and the language they chose.

use super::REQUEST_ID;
use app::account::ELDER;
use app::locale::Locale;
use app::request::{Site, Visit, cookie_in};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::Code;
use domain::account::Me;
use store::account;

/// Looks the session up and hands the visit to whatever answers.
pub(super) async fn recognise(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match visit(site, &parts).await {
        Ok(visit) => {
            let signed_in = visit.session.is_some();
            let mark = mark(&visit);
            // A browser sends later what it could not send at once, and somebody else may have signed in meanwhile.
            let another = parts
                .headers
                .get(VISITOR)
                .is_some_and(|meant| *meant != mark);
            if another && !parts.method.is_safe() {
                return super::refused(&Code::SIGN_IN_FIRST.into());
            }
            parts.extensions.insert(visit);
            let mut response = next.run(Request::from_parts(parts, body)).await;
            response.headers_mut().insert(VISITOR, mark);
            if signed_in {
                // Whoever comes to the device next must not find it by going back. Within the app that costs nothing: going back
                // there loads no page.
                response
                    .headers_mut()
                    .entry(header::CACHE_CONTROL)
                    .or_insert(HeaderValue::from_static("no-store"));
            }
            response
        }
        Err(error) => {
            tracing::error!(%error, "session look-up failed");
            super::plain(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

/// Tells a browser's worker whose the page is that it keeps, and us who has sent a form.
const VISITOR: HeaderName = HeaderName::from_static("x-visitor");

fn mark(visit: &Visit) -> HeaderValue {
    let session = visit.session.as_ref();
    let mark = session.map(|session| session.mark(&visit.site.store));
    mark.and_then(|mark| HeaderValue::try_from(mark).ok())
        .unwrap_or(HeaderValue::from_static("nobody"))
}

async fn visit(site: Site, request: &Parts) -> store::Result<Visit> {
    let now = (site.clock)();
    let headers = &request.headers;
    let session = match cookie_in(headers, &site.cookie) {
        Some(token) => account::resolve(&site.store, &token, now).await?,
        None => None,
    };
    let locale = cookie_in(headers, "lang")
        .and_then(|tag| Locale::parse(&tag))
        .unwrap_or_default();
    let elder = match cookie_in(headers, ELDER).as_deref() {
        Some("on") => true,
        Some(_) => false,
        None => session.as_ref().is_some_and(|session| session.elder),
    };
    let request_id = headers
        .get(REQUEST_ID)
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let mut visit = Visit {
        site,
        session,
        me: None,
        now,
        request_id,
        locale,
        elder,
    };
    if request.method == Method::GET && !request.uri.path().starts_with("/api/") {
        visit.me = me(&visit).await?;
    }
    Ok(visit)
}

/// Looks up what a page says of its visitor, for a page that answers a form. Without it the page is shown as to nobody.
pub(super) async fn introduce(visit: &mut Visit) {
    match me(visit).await {
        Ok(me) => visit.me = me,
        Err(error) => tracing::error!(%error, "visitor look-up failed"),
    }
}

async fn me(visit: &Visit) -> store::Result<Option<Me>> {
    match &visit.session {
        Some(session) => Ok(Some(
            account::me(&visit.site.store, session, visit.now).await?,
        )),
        None => Ok(None),
    }
}
