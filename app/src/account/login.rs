//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Login() -> impl IntoView {
    view! { <p>"Login"</p> }
}
