//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Teams() -> impl IntoView {
    view! { <p>"Teams"</p> }
}
