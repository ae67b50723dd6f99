//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Desk() -> impl IntoView {
    view! { <p>"Desk"</p> }
}
