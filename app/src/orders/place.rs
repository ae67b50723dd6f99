//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn NewOrder() -> impl IntoView {
    view! { <p>"NewOrder"</p> }
}
