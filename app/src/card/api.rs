//! The server function of the card for the fridge.

use crate::error::Fault;
use domain::orders::Repeatable;
use domain::orgs::OrgView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, visit},
    store::orders,
};

/// What the card says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// Whose it is, once they gave a name.
    pub name: String,
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
    let (cx, visit) = (cx()?, visit()?);
    let station = orders::own_station(&cx).await?;
    let name = visit
        .session
        .map(|session| session.name)
        .unwrap_or_default();
    Ok(CardView {
        // Until they gave a name they are shown as a masked phone.
        name: Some(name)
            .filter(|name| !name.contains('*'))
            .unwrap_or_default(),
        centre: cx.store.centre(),
        station,
        again: orders::repeatable(&cx).await?,
    })
}
