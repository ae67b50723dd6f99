//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Reviews() -> impl IntoView {
    view! { <p>"Reviews"</p> }
}
