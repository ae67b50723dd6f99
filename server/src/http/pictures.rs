//! Pictures on their way in and out.

use super::Http;
use app::error::{Fault, status};
use app::request::Visit;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::pictures::{AT_ONCE, LARGEST, PictureName, Size};
use domain::{Code, Refusal};
use multer::{Constraints, Multipart, SizeLimit};
use std::time::Duration;
use store::Cx;

use crate::pictures::{Error, Pictures};

/// The field of a form that holds files, and the one that holds the names of the pictures they became.
const FILES: &str = "files";
const PICTURES: &str = "pictures";
/// How long a form with pictures may take to arrive over a village's network.
const PATIENCE: Duration = Duration::from_mins(2);
/// The longest field that is no file, in bytes.
const LONGEST: u64 = 16 * 1024;

/// A form that came in parts: its fields, and what was wrong with its files.
pub(super) struct Parts {
    pub(super) fields: Vec<(String, String)>,
    pub(super) fault: Option<Fault>,
}

/// Whether a request is a form that came in parts, and where these are cut.
pub(super) fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(kind).ok()
}

/// Reads a form that came in parts. Its files become pictures, and their names a field like any other.
pub(super) async fn read(pictures: &Pictures, cx: &Cx, body: Body, boundary: String) -> Parts {
    let mut parts = Parts {
        fields: Vec::new(),
        fault: None,
    };
    let reading = read_into(&mut parts, pictures, cx, body, boundary);
    let outcome = match tokio::time::timeout(PATIENCE, reading).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Code::TimedOut.into()),
    };
    if let Err(refusal) = outcome {
        parts.fault = Some(Fault(refusal));
    }
    parts
}

async fn read_into(
    parts: &mut Parts,
    pictures: &Pictures,
    cx: &Cx,
    body: Body,
    boundary: String,
) -> Result<(), Refusal> {
    let sizes = SizeLimit::new()
        .whole_stream((LARGEST * AT_ONCE) as u64 + 256 * 1024)
        .per_field(LONGEST)
        .for_field(FILES, LARGEST as u64);
    let constraints = Constraints::new().size_limit(sizes);
    let mut form = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let mut kept = 0;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name != FILES {
            let value = field.text().await.map_err(broken)?;
            super::forms::add(&mut parts.fields, name, &value);
            continue;
        }
        if cx.actor.account.is_none() {
            // Nobody's files are not read to their end.
            return Err(Code::SignInFirst.into());
        }
        let file = field.bytes().await.map_err(broken)?;
        // A file field that was left empty.
        if file.is_empty() {
            continue;
        }
        kept += 1;
        if kept > AT_ONCE {
            return Err(wrong(Code::TooManyPictures));
        }
        let picture = keep(pictures, cx, file.into()).await.map_err(wrong)?;
        super::forms::add(&mut parts.fields, PICTURES.to_owned(), picture.as_str());
    }
    Ok(())
}

fn wrong(code: Code) -> Refusal {
    match code {
        Code::NotAPicture | Code::PictureTooLarge | Code::TooManyPictures => {
            Refusal::field(PICTURES, code)
        }
        other => other.into(),
    }
}

fn broken(error: multer::Error) -> Refusal {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            wrong(Code::PictureTooLarge)
        }
        _ => Code::CheckTheForm.into(),
    }
}

/// Keeps a picture, or says what a person can be told.
async fn keep(pictures: &Pictures, cx: &Cx, sent: Vec<u8>) -> Result<PictureName, Code> {
    pictures.keep(cx, sent).await.map_err(|error| match error {
        Error::Refused(code) => code,
        Error::Books(store::Error::Refused(refusal)) => refusal.code,
        error => {
            tracing::error!(request_id = cx.request_id, %error, "picture not kept");
            Code::Internal
        }
    })
}

/// Takes pictures that a page's program sends; answers with their names.
pub(super) async fn send(
    State(http): State<Http>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Response {
    let Some(boundary) = boundary(request.headers()) else {
        return super::plain(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    };
    let cx = visit.cx();
    if let Err(error) = store::pictures::may_send(&cx).await {
        return refused(&Fault(error.refusal()));
    }
    let parts = read(&http.pictures, &cx, request.into_body(), boundary).await;
    if let Some(fault) = parts.fault {
        return refused(&fault);
    }
    let sent = parts.fields.into_iter().find(|(name, _)| name == PICTURES);
    Json(sent.map(|(_, names)| names).unwrap_or_default()).into_response()
}

pub(super) fn refused(fault: &Fault) -> Response {
    let code = StatusCode::from_u16(status(fault.0.code)).unwrap_or(StatusCode::BAD_REQUEST);
    (code, Json(fault)).into_response()
}

/// A picture's file. Its name is made of what it shows, so that it never changes.
pub(super) async fn show(
    State(http): State<Http>,
    Path((name, size)): Path<(String, String)>,
) -> Response {
    let (Ok(name), Ok(size)) = (name.parse::<PictureName>(), size.parse::<Size>()) else {
        return super::plain(StatusCode::NOT_FOUND);
    };
    match http.pictures.file(&name, size).await {
        Ok(Some(file)) => {
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
                (
                    header::CACHE_CONTROL,
                    HeaderValue::from_static("public, max-age=31536000, immutable"),
                ),
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
