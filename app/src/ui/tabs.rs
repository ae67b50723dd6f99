//! Links side by side: menus of the desk, and the states that a queue is narrowed down to.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use std::str::FromStr;
use wasm_bindgen::JsCast;

/// Pixels that stay in sight of the link before the one that is open.
const PEEK: i32 = 24;

/// Links that narrow a queue to one state each; without a state it shows what is under way.
#[component]
pub fn StateTabs(
    /// The queue's page.
    path: &'static str,
    /// What the tabs choose between.
    label: &'static str,
    /// What the queue shows without a state, if it shows anything then.
    #[prop(optional)]
    all: Option<&'static str>,
    /// Each state with its words.
    states: Vec<(String, &'static str)>,
    /// The state that is shown; empty without one.
    here: String,
) -> impl IntoView {
    let tab = |state: &str, words: &'static str| {
        let current = (state == here).then_some("page");
        let href = onward(path, state);
        let href = href.trim_end_matches(['?', '&']).to_owned();
        view! { <a href=href aria-current=current>{words}</a> }
    };
    let all = all.map(|words| tab("", words));
    let tabs: Vec<_> = states
        .iter()
        .map(|(state, words)| tab(state, words))
        .collect();
    view! { <Strip class="queue-tabs" label>{all} {tabs}</Strip> }
}

/// What the URL narrows a queue down to: the word of a state, empty without one; and the row after which the queue goes on.
pub fn narrowed<State: FromStr + ToString>() -> Memo<(String, String)> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        let value = |name| query.get(name).unwrap_or_default();
        // A state that there is none of narrows nothing.
        let state = value("state").parse::<State>().ok();
        let state = state.map(|state| state.to_string());
        (state.unwrap_or_default(), value("after"))
    })
}

/// The URL of a queue in this state, which the next page's key is put behind.
pub fn onward(path: &str, state: &str) -> String {
    if state.is_empty() {
        format!("{path}?")
    } else {
        format!("{path}?state={state}&")
    }
}

/// Links side by side, which a phone shows some of: it begins at the one that is open.
#[component]
pub fn Strip(
    /// How it looks.
    class: &'static str,
    /// What the links choose between.
    label: &'static str,
    /// The links.
    children: Children,
) -> impl IntoView {
    let strip = NodeRef::<leptos::html::Nav>::new();
    Effect::new(move || {
        let current = strip.get().and_then(|nav| {
            let open = nav.query_selector("[aria-current]").ok()??;
            Some((nav, open.dyn_into::<web_sys::HtmlElement>().ok()?))
        });
        if let Some((nav, open)) = current {
            // A part of the one before it says that there is more on that side.
            nav.set_scroll_left(open.offset_left() - nav.offset_left() - PEEK);
        }
    });
    view! { <nav class=class aria-label=label node_ref=strip>{children()}</nav> }
}
