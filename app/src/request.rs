//! The request that is being answered, as the HTTP layers have prepared it.

use crate::error::{Fault, status};
use crate::locale::Locale;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts};
use cookie::{Cookie, SameSite};
use domain::account::Me;
use domain::actor::Actor;
use domain::insights::CountyNumbers;
use domain::time::Timestamp;
use domain::{Class, Code, Refusal};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use std::sync::{Arc, RwLock};
use store::account::Session;
use store::{Cx, Store};

/// What every request shares.
#[derive(Clone)]
pub struct Site {
    /// The books.
    pub store: Store,
    /// The county's clock.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// The county's numbers, as a worker last counted them.
    pub numbers: Arc<RwLock<CountyNumbers>>,
    /// The name and attributes of the session cookie.
    pub cookie: Arc<str>,
    /// Whether cookies are sent over HTTPS only.
    pub secure: bool,
    /// In demo mode: phone and locale key of each demo account.
    pub demo: Arc<[(&'static str, &'static str, &'static str)]>,
}

/// A request with who makes it.
#[derive(Clone)]
pub struct Visit {
    /// What every request shares.
    pub site: Site,
    /// The session its cookie opened.
    pub session: Option<Session>,
    /// The signed-in person, for the shell; looked up for pages only.
    pub me: Option<Me>,
    /// When it arrived.
    pub now: Timestamp,
    /// The id it is logged under.
    pub request_id: String,
    /// The reader's language.
    pub locale: Locale,
    /// Whether pages are shown in elder mode: as this device was told, else as the account was.
    pub elder: bool,
}

impl Visit {
    /// The context for use-cases.
    pub fn cx(&self) -> Cx {
        let actor = self
            .session
            .as_ref()
            .map(|session| session.actor.clone())
            .unwrap_or_default();
        self.site.store.cx(actor, self.now, self.request_id.clone())
    }
}

/// The request that is being answered.
pub fn visit() -> Result<Visit, Fault> {
    use_context::<Visit>().ok_or_else(|| Code::INTERNAL.into())
}

/// The context for use-cases.
pub fn cx() -> Result<Cx, Fault> {
    Ok(visit()?.cx())
}

/// The context of somebody who may have followed an order's link.
pub fn cx_with_link(key: &str) -> Result<Cx, Fault> {
    let mut cx = cx()?;
    let actor = std::mem::take(&mut cx.actor);
    cx.actor = Actor {
        link: Some(key.to_owned()).filter(|key| !key.is_empty()),
        ..actor
    };
    Ok(cx)
}

/// Whether the reader chose English.
pub fn english() -> bool {
    use_context::<Visit>().is_some_and(|visit| visit.locale == Locale::En)
}

/// A refusal whose status is set, where a page refuses by itself.
pub fn refuse(refusal: impl Into<Refusal>) -> Fault {
    refusal.into().into()
}

/// Sets the status of a refusal; a page that wants somebody signed in sends them to sign in first.
pub(crate) fn answer_with(refusal: &Refusal) {
    if let (Some(parts), Some(response)) =
        (use_context::<Parts>(), use_context::<ResponseOptions>())
    {
        let page = parts.method == Method::GET && !parts.uri.path().starts_with("/api/");
        if page && refusal.code == Code::SIGN_IN_FIRST {
            leptos_axum::redirect(&sign_in_url(&parts));
        } else if let Ok(status) = StatusCode::from_u16(status(refusal.code)) {
            response.set_status(status);
            if let Class::Limited(seconds) = refusal.code.class() {
                response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
        }
    }
}

fn sign_in_url(parts: &Parts) -> String {
    let wanted = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    format!("/login?next={}", crate::ui::encoded(wanted))
}

/// A cookie of the request that is being answered.
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    cookie_in(&parts.headers, name)
}

/// A cookie among a request's headers; the first of that name, for browsers send the most specific one first.
pub fn cookie_in(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// What to call the device in the list of devices: its browser and system, nothing that tells it from others of the kind.
pub fn device_label() -> String {
    let parts = use_context::<Parts>();
    let agent = parts
        .as_ref()
        .and_then(|parts| parts.headers.get(header::USER_AGENT))
        .and_then(|agent| agent.to_str().ok());
    let agent = agent.unwrap_or_default();
    let known = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(sign, _)| agent.contains(sign))
            .map_or("", |(_, name)| *name)
    };
    let browser = known(&[
        ("MicroMessenger", "WeChat"),
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = known(&[
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Where to go after an action: only a path of ours, as browsers write one. Tabs, which they would take out, and whatever a
/// header cannot hold make it none.
pub fn local_path(next: &str) -> &str {
    let local = next.starts_with('/')
        && !next.starts_with("//")
        && next
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if local { next } else { "/" }
}

/// Sends the browser elsewhere, after a form was accepted.
pub fn go(path: &str) {
    leptos_axum::redirect(path);
}

/// Sets a cookie for so many seconds, or with no value takes it away.
pub fn set_cookie(name: &str, value: Option<&str>, max_age: i64, secure: bool) {
    let cookie = kept(name, value, max_age, secure).to_string();
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        expect_context::<ResponseOptions>().append_header(header::SET_COOKIE, cookie);
    }
}

/// Has the browser forget the pages it keeps, so that nobody finds them by going back.
pub fn forget_pages() {
    let forget = HeaderValue::from_static("\"cache\"");
    expect_context::<ResponseOptions>().insert_header(CLEAR_SITE_DATA, forget);
}

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// A cookie for the whole site that no script reads and no form of another site sends.
fn kept<'a>(name: &'a str, value: Option<&'a str>, max_age: i64, secure: bool) -> Cookie<'a> {
    let (value, max_age) = value.map_or(("", 0), |value| (value, max_age));
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .max_age(cookie::time::Duration::seconds(max_age))
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for elsewhere in [
            "https://example.com",
            "//example.com",
            "/\\example.com",
            "",
            "javascript:alert(1)",
            "/a\r\nb",
            "/\t/example.com",
            "/中",
        ] {
            assert_eq!(local_path(elsewhere), "/", "{elsewhere}");
        }
        assert_eq!(
            local_path("/orders/2612345678?key=1"),
            "/orders/2612345678?key=1"
        );
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        for line in [
            "theme=dark; lang=en;odd; phone=13800000001",
            "lang=zh-CN; diandan=a=b",
        ] {
            headers.append(header::COOKIE, HeaderValue::from_static(line));
        }
        for (name, value) in [
            ("lang", Some("en")),
            ("phone", Some("13800000001")),
            ("diandan", Some("a=b")),
            ("Lang", None),
            ("odd", None),
        ] {
            assert_eq!(cookie_in(&headers, name).as_deref(), value, "{name}");
        }
        assert_eq!(cookie_in(&HeaderMap::new(), "lang"), None);
    }

    #[test]
    fn a_cookie_is_for_this_site_and_no_script() {
        let attributes = |value, secure| {
            let cookie = kept("__Host-diandan", value, 600, secure).to_string();
            let mut parts: Vec<_> = cookie.split("; ").map(str::to_owned).collect();
            parts[1..].sort();
            parts
        };
        assert_eq!(
            attributes(Some("0a1b"), true),
            [
                "__Host-diandan=0a1b",
                "HttpOnly",
                "Max-Age=600",
                "Path=/",
                "SameSite=Lax",
                "Secure"
            ]
        );
        assert_eq!(
            attributes(None, false),
            [
                "__Host-diandan=",
                "HttpOnly",
                "Max-Age=0",
                "Path=/",
                "SameSite=Lax"
            ]
        );
    }
}
