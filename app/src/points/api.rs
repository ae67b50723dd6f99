//! Server functions of points.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::page::Page;
use domain::points::EntryView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, fault},
    store::points,
};

/// One's balance, and every entry with its reason.
#[server(endpoint = "points/statement", input = GetUrl)]
pub async fn statement(#[server(default)] after: String) -> Result<(i64, Page<EntryView>), Fault> {
    points::statement(&cx()?, Some(after.as_str()))
        .await
        .map_err(fault)
}
