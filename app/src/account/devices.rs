//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Devices() -> impl IntoView {
    view! { <p>"Devices"</p> }
}
