//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Menu() -> impl IntoView {
    view! { <p>"Menu"</p> }
}
