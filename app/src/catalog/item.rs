//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Service() -> impl IntoView {
    view! { <p>"Service"</p> }
}
