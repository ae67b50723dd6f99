//! A long form's questions: all on one page, or in elder mode one at a time.

use crate::locale::text;
use crate::shell::elder;
use crate::ui::Icon;
use leptos::prelude::*;

/// A question of a form whose class is `questions`.
///
/// In elder mode it is alone on the screen, under an address of its own (`#where`), with the ways to those beside it: the browser
/// shows the one that is addressed, so it needs no program, and Back leads to the question before. They stay one document: nothing is
/// sent, kept or lost between two of them, on any network.
#[component]
pub fn Question(
    id: &'static str,
    #[prop(into)] title: String,
    /// The question before it.
    #[prop(optional, into)]
    before: Option<&'static str>,
    /// The question behind it.
    #[prop(optional, into)]
    next: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let ways = elder().then(|| {
        // External: the router would change the address behind the browser's back.
        let before = before.map(|to| {
            view! {
                <a class="btn" href=format!("#{to}") rel="external">
                    <Icon name="arrow-left"/>
                    {text::form::question_before()}
                </a>
            }
        });
        let next = next.map(|to| {
            view! {
                <a class="btn btn-primary" href=format!("#{to}") rel="external">
                    {text::form::question_next()}
                    <Icon name="arrow-right"/>
                </a>
            }
        });
        view! { <p class="question-ways">{before} {next}</p> }
    });
    view! {
        <section id=id class="question group" tabindex="-1" aria-labelledby=format!("{id}-question")>
            <h2 id=format!("{id}-question")>{title}</h2>
            {children()}
            {ways}
        </section>
    }
}
