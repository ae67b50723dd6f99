//! What a phone needs to put the site among its programs, in the language of the page that names it.

use app::locale::{Locale, text, with};
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Json, Response};
use serde::Deserialize;
use serde_json::{Value, json};

/// The language of the page.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    lang: String,
}

pub(super) async fn manifest(Query(asked): Query<Asked>) -> Response {
    let locale = Locale::parse(&asked.lang).unwrap_or_default();
    let manifest = Json(with(locale, || written(locale)));
    let headers = [
        (header::CONTENT_TYPE, "application/manifest+json"),
        (header::CACHE_CONTROL, super::assets::FOR_A_DAY),
    ];
    (headers, manifest).into_response()
}

fn written(locale: Locale) -> Value {
    let icon = |src: &str, kind: &str, sizes: &str, purpose: &str| json!({ "src": src, "type": kind, "sizes": sizes, "purpose": purpose });
    let shortcut = |name: &str, url: &str| json!({ "name": name, "url": url });
    json!({
        // The same program in both languages.
        "id": "/",
        "name": text::app::name(),
        "short_name": text::app::name(),
        "description": text::app::tagline(),
        "lang": locale.tag(),
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f1e8",
        "theme_color": "#fffcf8",
        "icons": [
            icon("/app-icon.svg", "image/svg+xml", "any", "any maskable"),
            icon("/app-icon-192.png", "image/png", "192x192", "any"),
            icon("/app-icon-512.png", "image/png", "512x512", "any"),
        ],
        "shortcuts": [
            shortcut(text::app::order(), "/services"),
            shortcut(text::my_orders::title(), "/me/orders"),
            shortcut(text::shifts::title(), "/me/shifts"),
        ],
    })
}
