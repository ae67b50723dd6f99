//! Server functions of hours.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::hours::{ConfirmForm, EntryView, NoticedHours, ReviewView, VerdictForm};
use domain::notices::{NoticeView, ObjectionForm};
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {crate::request::cx, store::hours};

/// Service records in public notice, with an id for the page's forms.
#[server(endpoint = "hours/notices", input = GetUrl)]
pub async fn notices(
    #[server(default)] after: String,
) -> Result<(Page<NoticeView<NoticedHours>>, String), Fault> {
    let cx = cx()?;
    Ok((
        hours::notices(&cx, Some(after.as_str())).await?,
        cx.form_id(),
    ))
}

/// One's own service: posted minutes, and every record.
#[server(endpoint = "hours/mine", input = GetUrl)]
pub async fn mine(#[server(default)] after: String) -> Result<(i64, Page<EntryView>), Fault> {
    Ok(hours::mine(&cx()?, Some(after.as_str())).await?)
}

/// Attendance that waits for a decision, with an id for the page's forms.
#[server(endpoint = "hours/reviews", input = GetUrl)]
pub async fn reviews(
    #[server(default)] after: String,
) -> Result<(Page<ReviewView>, String), Fault> {
    let cx = cx()?;
    Ok((
        hours::reviews(&cx, Some(after.as_str())).await?,
        cx.form_id(),
    ))
}

/// Confirms that somebody served.
#[server(endpoint = "hours/confirm")]
pub async fn confirm(#[server(flatten)] form: ConfirmForm) -> Result<(), Fault> {
    Ok(hours::confirm(&cx()?, form).await?)
}

/// Objects to a service record in public notice.
#[server(endpoint = "hours/object")]
pub async fn object(#[server(flatten)] form: ObjectionForm) -> Result<(), Fault> {
    Ok(hours::object(&cx()?, form).await?)
}

/// Decides on attendance.
#[server(endpoint = "hours/review")]
pub async fn review(#[server(flatten)] form: VerdictForm) -> Result<(), Fault> {
    Ok(hours::review(&cx()?, form).await?)
}
