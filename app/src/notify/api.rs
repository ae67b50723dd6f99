//! Server functions of messages.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::notify::InboxView;
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {crate::request::cx, store::notify};

/// One's messages.
#[server(endpoint = "notify/messages", input = GetUrl)]
pub async fn messages(#[server(default)] after: String) -> Result<Page<InboxView>, Fault> {
    Ok(notify::messages(&cx()?, Some(after.as_str())).await?)
}

/// Marks everything up to a message as seen.
#[server(endpoint = "notify/mark_read")]
pub async fn mark_read(#[server(default)] up_to: String) -> Result<(), Fault> {
    let up_to = up_to.parse()?;
    Ok(notify::mark_read(&cx()?, up_to).await?)
}
