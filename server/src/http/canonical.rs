//! One address for each page: without a slash at its end, and with numbers as they are kept, however they were typed.

use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Code;
use domain::certificates::parse_certificate_no;
use domain::orders::parse_order_no;
use percent_encoding::percent_decode_str;

/// Leads whoever opens another spelling of a page's address to the page.
pub(super) async fn redirect(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let path = request.uri().path();
    match canonical(path).filter(|canonical| reads && canonical != path) {
        None => next.run(request).await,
        Some(mut to) => {
            if let Some(query) = request.uri().query() {
                to.extend(["?", query]);
            }
            (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response()
        }
    }
}

/// The address of the page that a path means; none where it is the page's address already, or may be anything.
fn canonical(path: &str) -> Option<String> {
    // Browsers read two slashes at the beginning, or a backslash, as another site's name.
    let inner = path.trim_matches('/');
    if inner.contains('\\') || (path.starts_with("//") && !inner.is_empty()) {
        return None;
    }
    let mut canonical = String::with_capacity(path.len());
    let mut before = "";
    for part in inner.split('/') {
        canonical.push('/');
        match number(before, part) {
            Some(no) => canonical.push_str(&no),
            None => canonical.push_str(part),
        }
        before = part;
    }
    Some(canonical)
}

/// The number that stands in a path behind the name of what it numbers, as it is kept.
fn number(of: &str, typed: &str) -> Option<String> {
    let read: fn(&str) -> Result<String, Code> = match of {
        "orders" => parse_order_no,
        "certificates" | "verify" => parse_certificate_no,
        _ => return None,
    };
    read(&percent_decode_str(typed).decode_utf8().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_leads_to_one_address() {
        let no = domain::orders::order_no(2026, 1_963_011);
        let spoken = domain::orders::spoken_no(&no);
        let wide: String = no
            .bytes()
            .map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap())
            .collect();
        let wide = percent_encoding::utf8_percent_encode(&wide, percent_encoding::NON_ALPHANUMERIC);
        for typed in [
            format!("/orders/{spoken}"),
            format!("/orders/{spoken}/"),
            format!("/orders/{no}/"),
            format!("/orders/{no}"),
            format!("/orders/{wide}"),
            format!("/orders/{}", spoken.replace('-', "%20")),
            format!("/orders/{}", spoken.replace('-', "%E2%80%91")),
        ] {
            assert_eq!(canonical(&typed), Some(format!("/orders/{no}")), "{typed}");
        }
        for (typed, page) in [
            ("/services/", "/services"),
            ("/services//", "/services"),
            ("/desk/orders/", "/desk/orders"),
            ("/verify/2601-j8jw-6gtp", "/verify/2601J8JW6GTP"),
            ("/verify/offline", "/verify/offline"),
            ("/orders/new/", "/orders/new"),
            ("/orders/1234567890", "/orders/1234567890"),
            ("/", "/"),
            ("///", "/"),
        ] {
            assert_eq!(canonical(typed).as_deref(), Some(page), "{typed}");
        }
        assert_eq!(
            canonical(&format!("/team/7/orders/{spoken}/")),
            Some(format!("/team/7/orders/{no}"))
        );
    }

    #[test]
    fn nobody_is_led_to_another_site() {
        for typed in [
            "//example.com/",
            "///example.com/",
            "/\\example.com/",
            "//example.com//",
        ] {
            assert_eq!(canonical(typed), None, "{typed}");
        }
        for typed in [
            "/x//example.com/",
            "/%2F%2Fexample.com/",
            "/%5Cexample.com/",
        ] {
            let to = canonical(typed).unwrap();
            assert!(!to.starts_with("//") && !to.starts_with("/\\"), "{to}");
        }
    }
}
