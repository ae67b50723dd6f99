//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Team() -> impl IntoView {
    view! { <p>"Team"</p> }
}
