//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Notices() -> impl IntoView {
    view! { <p>"Notices"</p> }
}
