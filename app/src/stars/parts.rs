//! What several pages show of an application.

use crate::locale::text;
use crate::ui::{date_time, instant};
use domain::access::Action;
use domain::stars::{StarEventView, State};
use leptos::prelude::*;

/// Where an application stands, as a badge.
#[component]
pub(super) fn StarBadge(state: State) -> impl IntoView {
    let tone = match state {
        State::Applied | State::Objected => "tone-wait",
        State::Noticed => "tone-go",
        State::Awarded => "tone-done",
        State::Returned | State::Withdrawn => "tone-stop",
    };
    view! { <span class=format!("state-badge {tone}")>{text::star_state(state)}</span> }
}

/// What happened to an application in sentences, the oldest first.
#[component]
pub(super) fn StarTimeline(events: Vec<StarEventView>) -> impl IntoView {
    let last = events.len().saturating_sub(1);
    let told = events
        .into_iter()
        .enumerate()
        .map(|(at, event)| {
            let now = at == last;
            let (sentence, words) = in_words(&event);
            view! {
                <li class=if now { "is-now" } else { "" } aria-current=now.then_some("step")>
                    <time datetime=instant(event.at)>{date_time(event.at)}</time>
                    <p>{sentence}</p>
                    {words.map(|words| view! { <small>{words}</small> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline-list">{told}</ol> }
}

/// The sentence of an event, and what was said with it.
fn in_words(event: &StarEventView) -> (String, Option<String>) {
    let said = Some(event.words.clone()).filter(|words| !words.is_empty());
    match (event.action, event.to) {
        (Action::APPLY_FOR_STAR, _) => (text::star_told::applied().to_owned(), said),
        (Action::NOMINATE_FOR_STAR, _) => (text::star_told::nominated(&event.words), None),
        (Action::REVIEW_STAR, State::Noticed) => (text::star_told::noticed().to_owned(), said),
        (Action::REVIEW_STAR, _) => (text::star_told::returned().to_owned(), said),
        (Action::OBJECT, _) => (text::star_told::objected().to_owned(), said),
        (Action::AWARD_STAR, _) => (text::star_told::awarded(&event.words), None),
        (Action::WITHDRAW_STAR, _) => (text::star_told::withdrawn().to_owned(), said),
        (other, _) => (text::action(other).to_owned(), said),
    }
}
