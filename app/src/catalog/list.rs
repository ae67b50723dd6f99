//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Services() -> impl IntoView {
    view! { <p>"Services"</p> }
}
