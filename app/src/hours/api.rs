//! Server functions of hours.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::hours::{EntryView, NoticeView, ReviewView};
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, fault, refuse},
    domain::Code,
    store::hours,
};

/// Service records in public notice, with an id for the page's forms.
#[server(endpoint = "hours/notices", input = GetUrl)]
pub async fn notices(
    #[server(default)] after: String,
) -> Result<(Page<NoticeView>, String), Fault> {
    let cx = cx()?;
    Ok((
        hours::notices(&cx, Some(after.as_str()))
            .await
            .map_err(fault)?,
        cx.form_id(),
    ))
}

/// One's own service: posted minutes, and every record.
#[server(endpoint = "hours/mine", input = GetUrl)]
pub async fn mine(#[server(default)] after: String) -> Result<(i64, Page<EntryView>), Fault> {
    hours::mine(&cx()?, Some(after.as_str()))
        .await
        .map_err(fault)
}

/// Attendance that waits for a decision, with an id for the page's forms.
#[server(endpoint = "hours/reviews", input = GetUrl)]
pub async fn reviews(
    #[server(default)] after: String,
) -> Result<(Page<ReviewView>, String), Fault> {
    let cx = cx()?;
    Ok((
        hours::reviews(&cx, Some(after.as_str()))
            .await
            .map_err(fault)?,
        cx.form_id(),
    ))
}

/// Confirms that somebody served.
#[server(endpoint = "hours/confirm")]
pub async fn confirm(
    #[server(default)] request_id: String,
    #[server(default)] attendance: String,
) -> Result<(), Fault> {
    let attendance = attendance.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    hours::confirm(&cx()?, &request_id, attendance)
        .await
        .map_err(fault)
}

/// Objects to a service record in public notice.
#[server(endpoint = "hours/object")]
pub async fn object(
    #[server(default)] request_id: String,
    #[server(default)] attendance: String,
    #[server(default)] words: String,
) -> Result<(), Fault> {
    let attendance = attendance.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    hours::object(&cx()?, &request_id, attendance, &words)
        .await
        .map_err(fault)
}

/// Decides on attendance.
#[server(endpoint = "hours/review")]
pub async fn review(
    #[server(default)] request_id: String,
    #[server(default)] attendance: String,
    #[server(default)] verdict: String,
) -> Result<(), Fault> {
    let attendance = attendance.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    let verdict = verdict.parse().map_err(refuse)?;
    hours::review(&cx()?, &request_id, attendance, verdict)
        .await
        .map_err(fault)
}
