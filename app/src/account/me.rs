//! To be written.

use leptos::prelude::*;

/// To be written.
#[component]
pub fn MyPage() -> impl IntoView {
    view! { <p>"MyPage"</p> }
}
