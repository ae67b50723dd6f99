//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Editor() -> impl IntoView {
    view! { <p>"Editor"</p> }
}
