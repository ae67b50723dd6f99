//! A field to search in.

use super::show::Icon;
use leptos::html;
use leptos::prelude::*;

/// The field and the button of a search form; what is typed goes as `q`.
#[component]
pub fn SearchBox(
    /// What can be searched for; where a label stands beside it, that says so.
    #[prop(optional, into)]
    label: Option<String>,
    /// An example.
    #[prop(into)]
    placeholder: String,
    /// What is searched for now.
    #[prop(optional, into)]
    value: Signal<String>,
    /// What the button says.
    #[prop(into)]
    find: String,
    #[prop(default = "btn btn-primary")] class: &'static str,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // What is searched for next, and not what it begins with: something may be typed before the page's program is there.
    Effect::watch(
        move || value.get(),
        move |asked, _, _| {
            if let Some(input) = input.get_untracked() {
                input.set_value(asked);
            }
        },
        false,
    );
    view! {
        <div class="hero-search">
            <Icon name="search"/>
            <input
                node_ref=input
                id="q"
                name="q"
                type="search"
                maxlength="40"
                enterkeyhint="search"
                autocomplete="off"
                aria-label=label
                placeholder=placeholder
                value=move || value.get()
            />
            <button type="submit" class=class>{find}</button>
        </div>
    }
}
