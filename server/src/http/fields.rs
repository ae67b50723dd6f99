//! Reading the fields of a form from a request's body, URL-encoded or multipart. Files become pictures on the way.

use app::error::Fault;
use app::request::Visit;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use domain::pictures::{AT_ONCE, LARGEST as LARGEST_FILE, PictureName};
use domain::{Code, Refusal};
use multer::{Constraints, Field, Multipart, SizeLimit};
use std::time::Duration;
use store::Cx;

use crate::pictures::{Error, Pictures};

/// The largest form without its files: a report of a thousand characters in UTF-8, percent-encoded, with room to spare.
const LARGEST_FIELDS: usize = 64 * 1024;
/// The most fields of a form: more than any of ours has, and few enough to look through for each that is added.
const MOST_FIELDS: usize = 200;
/// The field of a form that holds files.
const FILES: &str = "files";
/// The field that holds the names of the pictures that the files became.
pub(super) const PICTURES: &str = "pictures";
/// How long a form with pictures may take to arrive over a village's network.
const PATIENCE: Duration = Duration::from_mins(2);
/// The same of one without pictures.
const PATIENCE_PLAIN: Duration = Duration::from_secs(30);
/// The longest field that is no file, in bytes.
const LONGEST: u64 = 16 * 1024;
/// What stands around a boundary and below a part's headers.
const CUT: &str = "\r\n--\r\n\r\n";

/// A form that has more bytes or fields than any of ours.
#[derive(Debug)]
pub(super) struct TooLarge;

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

/// How many bytes of a multipart form may still come that belong to no file.
struct Left(usize);

impl Left {
    fn take(&mut self, bytes: usize) -> Result<(), TooLarge> {
        self.0 = self.0.checked_sub(bytes).ok_or(TooLarge)?;
        Ok(())
    }
}

/// The boundary of a multipart form; none for any other request.
pub(super) fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    multer::parse_boundary(kind).ok()
}

/// Reads a form in either encoding.
pub(super) async fn read(pictures: &Pictures, parts: &Parts, body: Body) -> Result<Form, TooLarge> {
    let visit = parts.extensions.get::<Visit>();
    if let (Some(boundary), Some(visit)) = (boundary(&parts.headers), visit) {
        let takes = app::takes_pictures(parts.uri.path());
        return read_multipart(takes.then_some(pictures), &visit.cx(), body, boundary).await;
    }
    // Whoever never finishes a form does not hold a connection for ever.
    let reading = to_bytes(body, LARGEST_FIELDS);
    let body = tokio::time::timeout(PATIENCE_PLAIN, reading)
        .await
        .map_err(|_| TooLarge)?
        .map_err(|_| TooLarge)?;
    let mut form = Form::default();
    for (name, value) in form_urlencoded::parse(&body).into_owned() {
        add(&mut form.fields, name, &value)?;
    }
    Ok(form)
}

/// Reads a multipart form. Its files become pictures, and their names a field like any other; without a place for pictures it may
/// have none.
pub(super) async fn read_multipart(
    pictures: Option<&Pictures>,
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
    pictures: Option<&Pictures>,
    cx: &Cx,
    body: Body,
    boundary: String,
) -> Result<(), Stopped> {
    let signed_in = cx.actor.account.is_some();
    let broken = |error| stopped(error, signed_in);
    let cut = boundary.len() + CUT.len();
    let constraints = Constraints::new().size_limit(sizes(signed_in));
    let mut parts = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let mut left = Left(LARGEST_FIELDS);
    let mut kept = 0;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        left.take(cut + head(&part))?;
        let name = part.name().unwrap_or_default().to_owned();
        if name != FILES {
            let value = part.text().await.map_err(broken)?;
            left.take(value.len())?;
            add(&mut form.fields, name, &value)?;
            continue;
        }
        if !signed_in {
            // Nobody's files are not read to their end.
            return Err(sign_in_first());
        }
        let Some(pictures) = pictures else {
            return Err(Stopped::Refused(Code::CHECK_THE_FORM.into()));
        };
        let chosen = part.file_name().is_some_and(|name| !name.is_empty());
        let file = part.bytes().await.map_err(broken)?;
        if file.is_empty() {
            if chosen {
                return Err(wrong(Code::PICTURE_CUT).into());
            }
            // A file field that was left empty.
            continue;
        }
        kept += 1;
        if kept > AT_ONCE {
            return Err(wrong(Code::TOO_MANY_PICTURES).into());
        }
        let picture = keep(pictures, cx, file.into()).await.map_err(wrong)?;
        add(&mut form.fields, PICTURES.to_owned(), picture.as_str())?;
    }
    Ok(())
}

/// How much is read at all. Nobody's files are taken, so a visitor's form is no larger than one without any.
fn sizes(signed_in: bool) -> SizeLimit {
    let whole = if signed_in {
        LARGEST_FILE * AT_ONCE + 4 * LARGEST_FIELDS
    } else {
        LARGEST_FIELDS
    };
    SizeLimit::new()
        .whole_stream(whole as u64)
        .per_field(LONGEST)
        .for_field(FILES, LARGEST_FILE as u64)
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
        Code::NOT_A_PICTURE
        | Code::PICTURE_CUT
        | Code::PICTURE_TOO_LARGE
        | Code::PICTURE_TOO_MANY_PIXELS
        | Code::TOO_MANY_PICTURES => Refusal::field(PICTURES, code),
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

/// Adds a field, unless there are too many. Boxes that share a name are one field, their values joined by commas.
fn add(fields: &mut Vec<(String, String)>, name: String, value: &str) -> Result<(), TooLarge> {
    let full = fields.len() >= MOST_FIELDS;
    match fields.iter_mut().find(|(known, _)| *known == name) {
        Some((_, values)) if values.is_empty() => value.clone_into(values),
        Some((_, values)) => {
            values.push(',');
            values.push_str(value);
        }
        None if full => return Err(TooLarge),
        None => fields.push((name, value.to_owned())),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_only_so_many_fields() {
        let mut fields = Vec::new();
        for at in 0..MOST_FIELDS {
            add(&mut fields, format!("field{at}"), "x").unwrap();
        }
        assert!(add(&mut fields, "one more".to_owned(), "x").is_err());
        // A box that shares its name is no further field.
        add(&mut fields, "field7".to_owned(), "y").unwrap();
        assert_eq!(fields.len(), MOST_FIELDS);
        assert_eq!(fields[7].1, "x,y");
    }
}
