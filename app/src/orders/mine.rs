//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn MyOrders() -> impl IntoView {
    view! { <p>"MyOrders"</p> }
}
