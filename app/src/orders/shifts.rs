//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Shifts() -> impl IntoView {
    view! { <p>"Shifts"</p> }
}
