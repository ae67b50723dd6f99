//! Pictures on their way in and out.

use super::Http;
use super::forms::{self, TooLarge};
use app::error::{Fault, status};
use app::request::Visit;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::pictures::{AT_ONCE, LARGEST, PictureName, Size};
use domain::{Code, Refusal};
use multer::{Constraints, Field, Multipart, SizeLimit};
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
/// What stands around a boundary and below a part's headers.
const CUT: &str = "\r\n--\r\n\r\n";

/// A form that was read: its fields, and what was wrong with its files if it had any.
#[derive(Default)]
pub(super) struct Form {
    pub(super) fields: Vec<(String, String)>,
    pub(super) fault: Option<Fault>,
}

/// Why a form was not read to its end.
enum Stopped {
    /// There is more of it than of any form of ours.
    TooLarge,
    /// Something is wrong that a person can be told.
    Refused(Refusal),
}

impl From<TooLarge> for Stopped {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// How many bytes of a form in parts may still come that belong to no file.
struct Left(usize);

impl Left {
    fn take(&mut self, bytes: usize) -> Result<(), TooLarge> {
        self.0 = self.0.checked_sub(bytes).ok_or(TooLarge)?;
        Ok(())
    }
}

/// Whether a request is a form that came in parts, and where these are cut.
pub(super) fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(kind).ok()
}

/// Reads a form that came in parts. Its files become pictures, and their names a field like any other.
pub(super) async fn read(
    pictures: &Pictures,
    cx: &Cx,
    body: Body,
    boundary: String,
) -> Result<Form, TooLarge> {
    let mut form = Form::default();
    let reading = read_into(&mut form, pictures, cx, body, boundary);
    let outcome = tokio::time::timeout(PATIENCE, reading).await;
    match outcome {
        Ok(Ok(())) => {}
        Ok(Err(Stopped::Refused(refusal))) => form.fault = Some(Fault(refusal)),
        Ok(Err(Stopped::TooLarge)) => return Err(TooLarge),
        Err(_) => form.fault = Some(Code::TIMED_OUT.into()),
    }
    Ok(form)
}

async fn read_into(
    form: &mut Form,
    pictures: &Pictures,
    cx: &Cx,
    body: Body,
    boundary: String,
) -> Result<(), Stopped> {
    let signed_in = cx.actor.account.is_some();
    let broken = |error| stopped(error, signed_in);
    let cut = boundary.len() + CUT.len();
    let constraints = Constraints::new().size_limit(sizes(signed_in));
    let mut parts = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let mut left = Left(forms::LARGEST);
    let mut kept = 0;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        left.take(cut + head(&part))?;
        let name = part.name().unwrap_or_default().to_owned();
        if name != FILES {
            let value = part.text().await.map_err(broken)?;
            left.take(value.len())?;
            forms::add(&mut form.fields, name, &value)?;
            continue;
        }
        if !signed_in {
            // Nobody's files are not read to their end.
            return Err(sign_in_first());
        }
        let file = part.bytes().await.map_err(broken)?;
        // A file field that was left empty.
        if file.is_empty() {
            continue;
        }
        kept += 1;
        if kept > AT_ONCE {
            return Err(wrong(Code::TOO_MANY_PICTURES).into());
        }
        let picture = keep(pictures, cx, file.into()).await.map_err(wrong)?;
        forms::add(&mut form.fields, PICTURES.to_owned(), picture.as_str())?;
    }
    Ok(())
}

/// How much is read at all. Nobody's files are taken, so a visitor's form is no larger than one without any.
fn sizes(signed_in: bool) -> SizeLimit {
    let whole = if signed_in {
        LARGEST * AT_ONCE + 4 * forms::LARGEST
    } else {
        forms::LARGEST
    };
    SizeLimit::new()
        .whole_stream(whole as u64)
        .per_field(LONGEST)
        .for_field(FILES, LARGEST as u64)
}

/// The bytes of a part's headers.
fn head(part: &Field<'_>) -> usize {
    let headers = part.headers().iter();
    headers
        .map(|(name, value)| name.as_str().len() + ": \r\n".len() + value.len())
        .sum()
}

fn wrong(code: Code) -> Refusal {
    match code {
        Code::NOT_A_PICTURE | Code::PICTURE_TOO_LARGE | Code::TOO_MANY_PICTURES => {
            Refusal::field(PICTURES, code)
        }
        other => other.into(),
    }
}

/// What it means that a form could not be read on.
fn stopped(error: multer::Error, signed_in: bool) -> Stopped {
    match error {
        multer::Error::FieldSizeExceeded { field_name, .. }
            if field_name.as_deref() != Some(FILES) =>
        {
            Stopped::TooLarge
        }
        // So large is a form by its files.
        multer::Error::StreamSizeExceeded { .. } if !signed_in => sign_in_first(),
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            wrong(Code::PICTURE_TOO_LARGE).into()
        }
        _ => Stopped::Refused(Code::CHECK_THE_FORM.into()),
    }
}

fn sign_in_first() -> Stopped {
    Stopped::Refused(Code::SIGN_IN_FIRST.into())
}

/// Keeps a picture, or says what a person can be told.
async fn keep(pictures: &Pictures, cx: &Cx, sent: Vec<u8>) -> Result<PictureName, Code> {
    pictures.keep(cx, sent).await.map_err(|error| match error {
        Error::Refused(code) => code,
        Error::Books(store::Error::Refused(refusal)) => refusal.code,
        error => {
            tracing::error!(request_id = cx.request_id, %error, "picture not kept");
            Code::INTERNAL
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
    let Ok(form) = read(&http.pictures, &cx, request.into_body(), boundary).await else {
        return super::plain(StatusCode::PAYLOAD_TOO_LARGE);
    };
    if let Some(fault) = form.fault {
        return refused(&fault);
    }
    let sent = form.fields.into_iter().find(|(name, _)| name == PICTURES);
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
