//! Pictures on their way in and out.

use super::fields::{self, PICTURES};
use super::{Http, refused};
use app::error::Fault;
use app::request::Visit;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::pictures::{PictureName, Size};
use serde::Deserialize;
use store::pictures::Looks;

/// Takes pictures that a page's program sends; answers with their names.
pub(super) async fn send(
    State(http): State<Http>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Response {
    let Some(boundary) = fields::boundary(request.headers()) else {
        return super::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    };
    let cx = visit.cx();
    if let Err(error) = store::pictures::may_send(&cx).await {
        return refused(&Fault(error.refusal()));
    }
    let Ok(form) =
        fields::read_multipart(Some(&http.pictures), &cx, request.into_body(), boundary).await
    else {
        return super::plain(StatusCode::PAYLOAD_TOO_LARGE);
    };
    if let Some(fault) = form.fault {
        return refused(&fault);
    }
    let sent = form.fields.into_iter().find(|(name, _)| name == PICTURES);
    Json(sent.map(|(_, names)| names).unwrap_or_default()).into_response()
}

/// What a picture's address says besides its name.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    ticket: String,
}

/// A picture's file, for whoever may look at it. Its name is made of what it shows, so that it never changes.
pub(super) async fn show(
    State(http): State<Http>,
    Extension(visit): Extension<Visit>,
    Path((name, size)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let (Ok(name), Ok(size)) = (name.parse::<PictureName>(), size.parse::<Size>()) else {
        return super::plain(StatusCode::NOT_FOUND);
    };
    let kept = match store::pictures::may_look(&visit.cx(), &name, &asked.ticket).await {
        Ok(Looks::Everybody) => "public, max-age=31536000, immutable",
        Ok(Looks::They) => "private, max-age=86400, immutable",
        Err(error) => return refused(&Fault(error.refusal())),
    };
    match http.pictures.file(&name, size).await {
        Ok(Some(file)) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
                (header::CACHE_CONTROL, HeaderValue::from_static(kept)),
            ];
            (headers, file).into_response()
        }
        Ok(None) => super::plain(StatusCode::NOT_FOUND),
        Err(error) => {
            tracing::error!(%error, "picture not read");
            super::plain(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}
