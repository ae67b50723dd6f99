//! Forms. A page's program gets an answer to read; a browser without it gets a page: where the form leads, or the form again,
//! with what was typed and what is wrong.

use app::error::{Fault, status};
use app::request::{Visit, local_path};
use app::shell::{HERE, Posted};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Code;
use sha2::{Digest, Sha256};
use store::is_form_id;
use tower::ServiceExt;

use super::{Http, fields, refused};

/// The largest answer of a server function that failed, in bytes.
const LARGEST_ANSWER: usize = 64 * 1024;
/// The type of a form without files.
const PLAIN_FORM: &str = "application/x-www-form-urlencoded";
/// What a server function marks its failures with.
const FAILED: &str = "serverfnerror";

/// Answers a form.
pub(super) async fn answer(
    State((pages, http)): State<(Router<Http>, Http)>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::POST {
        return told_apart(next.run(request).await).await.0;
    }
    let (mut parts, body) = request.into_parts();
    let by_browser = accepts_html(&parts.headers);
    let Ok(form) = fields::read(&http.pictures, &parts, body).await else {
        return super::plain(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let mut fields = form.fields;
    let page = Page::of(&parts, take(&mut fields, HERE));
    let action = parts.uri.path().to_owned();
    let (response, fault) = if let Some(fault) = form.fault {
        (refused(&fault), Some(fault))
    } else {
        let headers = &mut parts.headers;
        headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PLAIN_FORM));
        headers.remove(header::CONTENT_LENGTH);
        let body = Body::from(encode(&bound(&action, &fields)));
        told_apart(next.run(Request::from_parts(parts, body)).await).await
    };
    if !by_browser {
        return response;
    }
    match fault {
        None => see_other(response, &page),
        Some(fault) => {
            page.again(
                pages.with_state(http),
                Posted {
                    action,
                    fields,
                    fault,
                },
            )
            .await
        }
    }
}

/// Whether a browser shows the answer to somebody; a page's program asks for another kind.
pub(super) fn accepts_html(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// Takes a field out of a form.
fn take(fields: &mut Vec<(String, String)>, name: &str) -> Option<String> {
    let at = fields.iter().position(|(known, _)| known == name)?;
    Some(fields.swap_remove(at).1)
}

/// The field that carries a form's id, by which a replay is known.
const FORM_ID: &str = "request_id";

/// The fields with the form's id bound to the action and to everything else that was typed: the same form sent again has the same
/// id, and one that was gone back to and changed is another form.
fn bound(action: &str, fields: &[(String, String)]) -> Vec<(String, String)> {
    let mut content = Sha256::new();
    let parts = fields.iter().flat_map(|(name, value)| [name, value]);
    for part in std::iter::once(action).chain(parts.map(String::as_str)) {
        content.update((part.len() as u64).to_be_bytes());
        content.update(part);
    }
    let hash: [u8; 32] = content.finalize().into();
    let id = hash
        .iter()
        .take(16)
        .fold(0_u128, |id, byte| id << 8 | u128::from(*byte));
    let id = format!("{id:032x}");
    fields
        .iter()
        .map(|(name, value)| match name.as_str() {
            // Anything else than one of our ids stays what it is: it promises nothing.
            FORM_ID if is_form_id(value) => (name.clone(), id.clone()),
            _ => (name.clone(), value.clone()),
        })
        .collect()
}

fn encode(fields: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// Tells a failure from a success, and gives it the status of its code.
async fn told_apart(response: Response) -> (Response, Option<Fault>) {
    if !response.headers().contains_key(FAILED) {
        let fault = unexplained(response.status());
        return (response, fault);
    }
    let (mut parts, body) = response.into_parts();
    let body = to_bytes(body, LARGEST_ANSWER).await.unwrap_or_default();
    let fault: Fault = serde_json::from_slice(&body).unwrap_or_else(|_| Code::INTERNAL.into());
    parts.status =
        StatusCode::from_u16(status(fault.0.code)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (Response::from_parts(parts, Body::from(body)), Some(fault))
}

/// What there is to say of a failure that no function has put into words: it took too long, or there is no such function.
fn unexplained(status: StatusCode) -> Option<Fault> {
    let code = match status {
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => Code::TIMED_OUT,
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Code::NOT_FOUND,
        status if status.is_client_error() || status.is_server_error() => Code::INTERNAL,
        _ => return None,
    };
    Some(code.into())
}

/// Sends the browser where the function says, or back to the page of the form.
fn see_other(response: Response, page: &Page) -> Response {
    let (mut parts, _) = response.into_parts();
    let to = parts
        .headers
        .remove(header::LOCATION)
        .or_else(|| HeaderValue::from_str(&page.uri.to_string()).ok());
    let mut answer = super::plain(StatusCode::SEE_OTHER);
    answer.headers_mut().insert(
        header::LOCATION,
        to.unwrap_or(HeaderValue::from_static("/")),
    );
    for cookie in parts.headers.get_all(header::SET_COOKIE) {
        answer
            .headers_mut()
            .append(header::SET_COOKIE, cookie.clone());
    }
    answer
}

/// The page a form stood on.
struct Page {
    uri: Uri,
    parts: Parts,
}

impl Page {
    /// The page that the form names, else the one that the browser says it came from. Only a path of ours is taken,
    /// whatever they say.
    fn of(parts: &Parts, here: Option<String>) -> Self {
        let referer = || {
            let referer = parts.headers.get(header::REFERER)?.to_str().ok()?;
            let referer = referer.parse::<Uri>().ok()?;
            Some(referer.path_and_query()?.to_string())
        };
        let uri = here
            .or_else(referer)
            .filter(|path| !path.starts_with("/api/"))
            .and_then(|path| local_path(&path).parse().ok())
            .unwrap_or_else(|| Uri::from_static("/"));
        Self {
            uri,
            parts: parts.clone(),
        }
    }

    /// Shows the page again with what was typed.
    async fn again(mut self, pages: Router, posted: Posted) -> Response {
        let code = StatusCode::from_u16(status(posted.fault.0.code))
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.parts.method = Method::GET;
        self.parts.uri = self.uri;
        self.parts.headers.remove(header::CONTENT_LENGTH);
        self.parts.headers.remove(header::CONTENT_TYPE);
        self.parts.extensions.insert(posted);
        if let Some(visit) = self.parts.extensions.get_mut::<Visit>() {
            super::visitor::introduce(visit).await;
        }
        let Ok(mut response) = pages
            .oneshot(Request::from_parts(self.parts, Body::empty()))
            .await;
        if response.status().is_success() {
            *response.status_mut() = code;
        }
        response.into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forms_id_is_good_for_one_action_and_content() {
        let form = |id: &str, address: &str| {
            vec![
                (FORM_ID.to_owned(), id.to_owned()),
                ("address".to_owned(), address.to_owned()),
            ]
        };
        let id = |action: &str, id: &str, address: &str| {
            let fields = bound(action, &form(id, address));
            assert_eq!(fields[1].1, address);
            fields[0].1.clone()
        };
        let (first, second) = ("a".repeat(32), "b".repeat(32));
        let sent = id("/api/orders/place", &first, "中山路8号");
        assert!(is_form_id(&sent));
        assert_eq!(sent, id("/api/orders/place", &first, "中山路8号"));
        for other in [
            id("/api/orders/place", &first, "中山路9号"),
            id("/api/orders/place", &first, ""),
            id("/api/orders/cancel", &first, "中山路8号"),
            id("/api/orders/place", &second, "中山路8号"),
        ] {
            assert_ne!(sent, other);
        }
        assert_eq!(id("/api/orders/place", "x", "中山路8号"), "x");
    }

    #[test]
    fn a_failure_that_nobody_explains_is_one() {
        for (status, code) in [
            (StatusCode::OK, None),
            (StatusCode::FOUND, None),
            (StatusCode::SERVICE_UNAVAILABLE, Some(Code::TIMED_OUT)),
            (StatusCode::REQUEST_TIMEOUT, Some(Code::TIMED_OUT)),
            (StatusCode::NOT_FOUND, Some(Code::NOT_FOUND)),
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, Some(Code::INTERNAL)),
            (StatusCode::BAD_GATEWAY, Some(Code::INTERNAL)),
        ] {
            assert_eq!(unexplained(status).map(|fault| fault.0.code), code);
        }
    }
}
