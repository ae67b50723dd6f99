//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn MyHours() -> impl IntoView {
    view! { <p>"MyHours"</p> }
}
