//! The server function of the card for the fridge.

use crate::error::Fault;
use domain::orders::Repeatable;
use domain::orgs::OrgView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {crate::request::cx, store::orders};

/// What the card says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// The county's centre.
    pub centre: Option<OrgView>,
    /// The station of the place they order for.
    pub station: Option<OrgView>,
    /// What they had last.
    pub again: Option<Repeatable>,
}

/// One's own card.
#[server(endpoint = "card", input = GetUrl)]
pub async fn card() -> Result<CardView, Fault> {
    let cx = cx()?;
    Ok(CardView {
        centre: cx.store.centre(),
        station: orders::own_station(&cx).await?,
        again: orders::repeatable(&cx).await?,
    })
}
