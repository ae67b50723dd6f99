//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn DeskOrder() -> impl IntoView {
    view! { <p>"DeskOrder"</p> }
}
