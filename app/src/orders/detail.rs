//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Order() -> impl IntoView {
    view! { <p>"Order"</p> }
}
