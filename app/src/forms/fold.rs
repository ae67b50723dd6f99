//! Forms that few need, folded away.

use super::draft::typed_for;
use super::own::own;
use crate::shell::posted;
use leptos::prelude::*;

/// Forms that few need, folded away. It is open where the page is shown again with what was typed in it.
#[component]
pub fn Fold(
    #[prop(into)] label: String,
    /// Whom or what the forms are about, for those who hear a page with many of one label.
    #[prop(optional, into)]
    about: Option<String>,
    /// The paths of the forms' server functions.
    paths: Vec<&'static str>,
    /// The hidden field that tells the forms from others to the same.
    #[prop(optional)]
    which: Option<(&'static str, String)>,
    /// Whether it is a card of its own, or a part of the one it stands in.
    #[prop(default = true)]
    card: bool,
    children: Children,
) -> impl IntoView {
    let which = which.map(|(name, value)| (name.to_owned(), value));
    let open = paths.iter().any(|path| shown_again(path, which.as_ref()));
    let view = view! {
        <details class=card.then_some("notice-card py-1") open=open>
            <summary class=card.then_some("font-semibold")>
                {label} {about.map(|about| view! { <span class="sr-only">{format!(" {about}")}</span> })}
            </summary>
            <div class=card.then_some("pb-3")>{children()}</div>
        </details>
    };
    own(&format!("{paths:?} {which:?}"), view)
}

/// Whether the page is shown again with what was typed for this server function, in the form with this hidden field or in
/// any.
fn shown_again(action: &str, which: Option<&(String, String)>) -> bool {
    typed_for(action, which) || posted().is_some_and(|posted| posted.is_of(action, which))
}
