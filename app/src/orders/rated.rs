//! What was said of a service, on the pages of its order.

use crate::locale::text;
use crate::ui::Icon;
use domain::orders::{RatingView, WordsState};
use leptos::prelude::*;

/// The words of a rating, and where they do not stand in public that they do not and why. Nothing where there are none, or
/// where whoever looks may not read them.
pub(super) fn words(rating: &RatingView) -> Option<impl IntoView + use<>> {
    if rating.words.is_empty() {
        return None;
    }
    let note = match rating.state {
        WordsState::Shown => None,
        WordsState::Waits => Some(("hourglass", text::order::words_wait().to_owned())),
        WordsState::Hidden => Some(("info", text::order::words_hidden(&rating.because))),
    };
    let note = note.map(|(icon, note)| {
        view! { <p class="text-muted"><Icon name=icon/> " " {note}</p> }
    });
    Some(view! {
        <p>{rating.words.clone()}</p>
        {note}
    })
}
