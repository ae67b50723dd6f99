//! QR codes: the address that a camera opens.

use super::Http;
use app::request::local_path;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Deserialize;

/// A pick-up code.
#[derive(Deserialize)]
pub(super) struct PickUp {
    code: String,
}

/// The QR that a keeper's camera opens the counter with. It says no more than whoever asks for it.
pub(super) async fn pick_up(State(http): State<Http>, Query(asked): Query<PickUp>) -> Response {
    let Ok(code) = domain::shop::parse_code(&asked.code) else {
        return super::plain(StatusCode::NOT_FOUND);
    };
    leading_to(&format!("{}/shop?code={code}", http.public_url))
}

/// A page of ours.
#[derive(Deserialize)]
pub(super) struct Page {
    to: String,
}

/// What a QR holds at most; a longer address makes one that old cameras cannot read.
const LONGEST: usize = 200;

/// The QR that a camera opens a page of ours with.
pub(super) async fn page(State(http): State<Http>, Query(asked): Query<Page>) -> Response {
    if local_path(&asked.to) != asked.to || asked.to.len() > LONGEST {
        return super::plain(StatusCode::NOT_FOUND);
    }
    leading_to(&format!("{}{}", http.public_url, asked.to))
}

/// The QR that leads to an address.
fn leading_to(url: &str) -> Response {
    match QrCode::new(url) {
        Ok(qr) => picture(&qr),
        Err(_) => super::plain(StatusCode::NOT_FOUND),
    }
}

/// A QR as a picture.
pub(super) fn picture(qr: &QrCode) -> Response {
    let picture = qr
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .build();
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "private, max-age=604800"),
    ];
    (headers, picture).into_response()
}
