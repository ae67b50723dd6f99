//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn MyPoints() -> impl IntoView {
    view! { <p>"MyPoints"</p> }
}
