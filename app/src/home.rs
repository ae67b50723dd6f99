//! The home page.

use leptos::prelude::*;

/// The home page.
#[component]
pub fn Home() -> impl IntoView {
    view! { <p>"Home"</p> }
}
