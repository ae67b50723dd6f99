//! Server functions of rankings.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::ranking::{RankForm, Ranking};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    crate::request::cx,
    domain::ranking::{Of, Over},
    store::ranking,
};

/// A page of a ranking; teams over ninety days where the URL does not say.
#[server(endpoint = "ranking/list", input = GetUrl)]
pub async fn list(
    #[server(default)] of: String,
    #[server(default)] over: String,
    #[server(default)] after: String,
) -> Result<Ranking, Fault> {
    let of = of.parse().unwrap_or(Of::Teams);
    let over = over.parse().unwrap_or(Over::Quarter);
    Ok(ranking::ranking(&cx()?, of, over, Some(after.as_str())).await?)
}

/// Chooses to be ranked, under which name, or not to be.
#[server(endpoint = "ranking/choose")]
pub async fn choose(#[server(flatten)] form: RankForm) -> Result<(), Fault> {
    Ok(ranking::choose(&cx()?, form).await?)
}
