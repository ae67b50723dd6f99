//! Server functions of the county's rules.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::rules::{NumberView, RuleForm};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {crate::request::cx, store::rules};

/// What the page of the county's rules shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesDesk {
    /// Every number with its lines.
    pub numbers: Vec<NumberView>,
    /// The first day that a line may hold from.
    pub tomorrow: String,
    /// The id for this page's forms.
    pub request_id: String,
}

/// The county's rules, for those who decide on them.
#[server(endpoint = "rules/desk", input = GetUrl)]
pub async fn desk() -> Result<RulesDesk, Fault> {
    let cx = cx()?;
    Ok(RulesDesk {
        numbers: rules::desk(&cx).await?,
        tomorrow: cx.now.date().plus_days(1).to_string(),
        request_id: cx.form_id(),
    })
}

/// Adds a line.
#[server(endpoint = "rules/enter")]
pub async fn enter(#[server(flatten)] form: RuleForm) -> Result<(), Fault> {
    rules::enter(&cx()?, form).await?;
    Ok(())
}
