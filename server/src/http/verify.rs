//! Verifying certificates without this server: a page that holds all it needs, and the same for machines.

use super::Http;
use app::locale::{Locale, text, with};
use app::request::Visit;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::certificates::{Trusted, Truth};
use qrcode::{EcLevel, QrCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::certificates;

const PAGE: &str = include_str!("../../offline/page.html");
const SCRIPT: &str = include_str!("../../offline/verify.js");
const STYLE: &str = include_str!("../../offline/verify.css");

/// The keys and revocations of this moment.
async fn trusted(visit: &Visit) -> Result<Trusted, Response> {
    certificates::trusted(&visit.cx()).await.map_err(|error| {
        tracing::error!(%error, "keys and revocations");
        super::plain(StatusCode::SERVICE_UNAVAILABLE)
    })
}

/// The page that verifies with no network: one file to keep.
pub(super) async fn offline(Extension(visit): Extension<Visit>) -> Response {
    let page = match trusted(&visit).await {
        Ok(trusted) => with(visit.locale, || written(visit.locale, &trusted)),
        Err(refused) => return refused,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"diandan-verify.html\"",
        ),
    ];
    (headers, page).into_response()
}

/// Keys and revocations for programs.
pub(super) async fn keys(Extension(visit): Extension<Visit>) -> Response {
    match trusted(&visit).await {
        Ok(trusted) => Json(trusted).into_response(),
        Err(refused) => refused,
    }
}

fn written(locale: Locale, trusted: &Trusted) -> String {
    let data = json!({
        "lang": locale.tag(),
        "at": trusted.at,
        "keys": trusted.keys,
        "revoked": trusted.revoked,
        "words": words(),
    });
    // So that no word ends the script that it stands in.
    let data = data.to_string().replace('<', "\\u003c");
    let hash = |source: &str| BASE64.encode(Sha256::digest(source.as_bytes()));
    let mut page = PAGE.to_owned();
    for (place, value) in [
        ("{lang}", locale.tag()),
        ("{script-hash}", &hash(SCRIPT)),
        ("{style-hash}", &hash(STYLE)),
        ("{title}", text::offline::title()),
        ("{lead}", text::offline::lead()),
        ("{label}", text::offline::label()),
        ("{look}", text::offline::look()),
        ("{unsupported}", text::offline::unsupported()),
        ("{style}", STYLE),
        // Last, for nothing may be put into them.
        ("{data}", &data),
        ("{script}", SCRIPT),
    ] {
        page = page.replacen(place, value, if place == "{title}" { 2 } else { 1 });
    }
    page
}

/// What the page says; the script fills the placeholders.
fn words() -> Value {
    use text::{certificate, offline};
    json!({
        "genuine": text::certificate_truth(Truth::Genuine),
        "revoked": text::certificate_truth(Truth::Revoked),
        "forged": text::certificate_truth(Truth::Forged),
        "unknown_key": offline::unknown_key(),
        "unreadable": offline::unreadable(),
        "unsupported": offline::unsupported(),
        "revoked_on": offline::revoked_on(),
        "list_of": offline::list_of("{day}"),
        "fresh": offline::fresh(),
        "age": offline::age("{days}"),
        "empty": offline::empty(),
        "number": certificate::number(),
        "name": certificate::name(),
        "tail": certificate::tail(),
        "period": certificate::period(),
        "days": certificate::days("{from}", "{to}"),
        "whole": certificate::whole(),
        "issuer": certificate::issuer(),
        "handler": certificate::handler(),
        "on": certificate::on(),
        "key": certificate::key(),
        "lasting": text::time::hours_minutes("{hours}", "{minutes}"),
    })
}

/// The QR of a certificate: its address, with signature and text behind the `#`, which no browser sends.
pub(super) async fn qr(
    State(http): State<Http>,
    Extension(visit): Extension<Visit>,
    Path(no): Path<String>,
) -> Response {
    let Ok((no, payload)) = certificates::qr(&visit.cx(), &no).await else {
        return super::plain(StatusCode::NOT_FOUND);
    };
    let address = format!("{}/verify/{no}", http.public_url);
    // Paper that is framed stays clean: the least error correction keeps the squares large.
    let drawn = QrCode::with_error_correction_level(format!("{address}#{payload}"), EcLevel::L)
        .or_else(|_| QrCode::new(&address));
    drawn.map_or_else(
        |_| super::plain(StatusCode::NOT_FOUND),
        |drawn| super::qr::picture(&drawn),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::certificates::PublicKey;
    use domain::time::Timestamp;

    #[test]
    fn the_page_is_whole_in_both_languages() {
        let revoked = "ab".repeat(32);
        let trusted = Trusted {
            at: Timestamp(1_795_365_000_000),
            keys: vec![PublicKey {
                id: "0123abcd".to_owned(),
                key: "AAAA".to_owned(),
            }],
            revoked: vec![(revoked.clone(), Timestamp(0))],
        };
        for locale in Locale::ALL {
            let page = with(locale, || written(locale, &trusted));
            assert!(page.contains(&format!("<html lang=\"{}\">", locale.tag())));
            assert!(page.contains("0123abcd") && page.contains(&revoked));
            for left in [
                "{lang}", "{title}", "{lead}", "{label}", "{look}", "{style}", "{data}",
                "{script}", "-hash}",
            ] {
                assert!(!page.contains(left), "{left}");
            }
            assert!(!page.contains("src="), "nothing is loaded from anywhere");
        }
    }
}
