//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn People() -> impl IntoView {
    view! { <p>"People"</p> }
}
