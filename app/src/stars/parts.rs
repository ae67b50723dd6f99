//! What several pages show of an application.

use crate::locale::text;
use crate::notices::{Told, timeline};
use domain::access::Action;
use domain::notices::EventView;
use domain::stars::State;
use leptos::prelude::*;

/// What happened to an application in sentences, the oldest first.
pub(super) fn history(events: &[EventView<State>]) -> impl IntoView + use<> {
    timeline(events.iter().map(in_words).collect())
}

fn in_words(event: &EventView<State>) -> Told {
    let said = Some(event.words.clone()).filter(|words| !words.is_empty());
    let (sentence, words) = match (event.action, event.to) {
        (Action::APPLY_FOR_STAR, _) => (text::star_told::applied().to_owned(), said),
        (Action::NOMINATE_FOR_STAR, _) => (text::star_told::nominated(&event.words), None),
        (Action::REVIEW_STAR, State::Noticed) => (text::star_told::noticed().to_owned(), said),
        (Action::REVIEW_STAR, _) => (text::star_told::returned().to_owned(), said),
        (Action::OBJECT, _) => (text::star_told::objected().to_owned(), said),
        (Action::AWARD_STAR, _) => (text::star_told::awarded(&event.words), None),
        (Action::WITHDRAW_STAR, _) => (text::star_told::withdrawn().to_owned(), said),
        (other, _) => (text::action(other).to_owned(), said),
    };
    Told {
        at: event.at,
        sentence,
        words,
    }
}
