//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn TeamOrder() -> impl IntoView {
    view! { <p>"TeamOrder"</p> }
}
