//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Register() -> impl IntoView {
    view! { <p>"Register"</p> }
}
