//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn Inbox() -> impl IntoView {
    view! { <p>"Inbox"</p> }
}
