//! The server function of the page for times without a network.

use crate::error::Fault;
use domain::orders::{OrderCard, ShiftView};
use domain::orgs::OrgView;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {crate::request::cx, store::orders};

/// What is worth knowing without a network.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingView {
    /// When it was so.
    pub at: Timestamp,
    /// One's own latest orders that are not over.
    pub orders: Vec<OrderCard>,
    /// What one is assigned to and has not finished.
    pub shifts: Vec<ShiftView>,
    /// Whom to call: the county's centre.
    pub centre: Option<OrgView>,
}

/// One's next orders and shifts; for who is not signed in, whom to call.
#[server(endpoint = "offline", input = GetUrl)]
pub async fn coming() -> Result<ComingView, Fault> {
    /// Of so many latest orders those are shown that are not over.
    const LOOKED_AT: u64 = 20;
    let cx = cx()?;
    let (mut orders, mut shifts) = (Vec::new(), Vec::new());
    if cx.actor.account.is_some() {
        orders = orders::latest(&cx, LOOKED_AT).await?;
        orders.retain(|order| !order.state.is_over());
        shifts = orders::my_shifts(&cx).await?;
    }
    Ok(ComingView {
        at: cx.now,
        orders,
        shifts,
        centre: cx.store.centre(),
    })
}
