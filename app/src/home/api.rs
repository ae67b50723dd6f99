//! The server function of the home page.

use crate::error::Fault;
use domain::catalog::{CategoryView, ItemCard};
use domain::insights::CountyNumbers;
use domain::orders::{OrderCard, Repeatable};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, english, visit},
    domain::catalog::ItemFilter,
    domain::orders::State,
    store::{catalog, orders},
};

/// What the home page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    /// The latest of one's own orders that are not over.
    pub orders: Vec<OrderCard>,
    /// What they had last, to be ordered again as it was.
    pub again: Option<Repeatable>,
    /// The categories of the menu.
    pub categories: Vec<CategoryView>,
    /// A few services that take orders.
    pub items: Vec<ItemCard>,
    /// The county's numbers, as a worker last counted them.
    pub numbers: CountyNumbers,
}

/// What the home page shows, in one request.
#[server(endpoint = "home", input = GetUrl)]
pub async fn home() -> Result<HomeView, Fault> {
    const LOOKED_AT: u64 = 5;
    const ORDERS: usize = 2;
    let (cx, english) = (cx()?, english());
    let mut orders = Vec::new();
    if cx.actor.account.is_some() {
        orders = orders::latest(&cx, LOOKED_AT).await?;
        orders.retain(|order| !order.state.is_over());
        // What waits for them comes first.
        orders.sort_by_key(|order| !matches!(order.state, State::NeedsInfo | State::Delivered));
        orders.truncate(ORDERS);
    }
    let menu = catalog::items(&cx, &ItemFilter::default(), english).await?;
    let numbers = visit()?.site.numbers;
    let numbers = *numbers
        .read()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok(HomeView {
        orders,
        again: orders::repeatable(&cx).await?,
        categories: catalog::categories(&cx, english).await?,
        items: of_many_kinds(menu.rows),
        numbers,
    })
}

/// A few services that take orders: one of each category first, so that people see how much there is.
#[cfg(feature = "ssr")]
fn of_many_kinds(menu: Vec<ItemCard>) -> Vec<ItemCard> {
    const ITEMS: usize = 4;
    let mut first: Vec<ItemCard> = Vec::new();
    let mut others = Vec::new();
    for item in menu.into_iter().filter(|item| item.open) {
        if first.iter().any(|known| known.category == item.category) {
            others.push(item);
        } else {
            first.push(item);
        }
    }
    first.extend(others);
    first.truncate(ITEMS);
    first
}
