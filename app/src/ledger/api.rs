//! Server functions of the open books.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::ledger::OpenBooks;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {crate::request::cx, store::ledger};

/// Closed days, and the line that a receipt leads to.
#[server(endpoint = "ledger/books", input = GetUrl)]
pub async fn books(
    #[server(default)] receipt: String,
    #[server(default)] after: String,
) -> Result<OpenBooks, Fault> {
    Ok(ledger::open_books(&cx()?, &receipt, &after).await?)
}
