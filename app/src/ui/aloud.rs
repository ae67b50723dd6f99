//! Reading a page aloud, with the browser's own voice.

use crate::locale::{current, text};
use crate::ui::Icon;
use leptos::prelude::*;

/// A button that reads the page's words aloud, and stops. It shows only where the browser has a voice.
#[component]
pub fn ReadAloud() -> impl IntoView {
    let (speaks, speaking) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move || speaks.set(voice::is_there()));
    on_cleanup(voice::stop);
    let lang = current().tag();
    let toggle = move |_| {
        if speaking.get_untracked() {
            voice::stop();
            speaking.set(false);
        } else {
            voice::read(lang, move || {
                speaking.try_set(false);
            });
            speaking.set(true);
        }
    };
    let words = move || {
        if speaking.get() {
            text::app::aloud_stop()
        } else {
            text::app::aloud()
        }
    };
    view! {
        <button type="button" class="btn aloud" hidden=move || !speaks.get() on:click=toggle>
            <Icon name="volume-2"/>
            {words}
        </button>
    }
}

#[cfg(not(feature = "hydrate"))]
mod voice {
    pub(super) fn is_there() -> bool {
        false
    }
    pub(super) fn stop() {}
    pub(super) fn read(_: &str, _: impl Fn() + 'static) {}
}

#[cfg(feature = "hydrate")]
mod voice {
    use leptos::prelude::document;
    use leptos::prelude::window;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance};

    /// What is words to be heard, and no control.
    const WORDS: &str = "main :is(h1, h2, h3, p, dt, dd, li)";

    fn voice() -> Option<SpeechSynthesis> {
        // Some browsers in apps have none.
        js_sys::Reflect::has(&window(), &"speechSynthesis".into())
            .ok()
            .filter(|has| *has)?;
        window().speech_synthesis().ok()
    }

    pub(super) fn is_there() -> bool {
        voice().is_some()
    }

    pub(super) fn stop() {
        if let Some(voice) = voice() {
            voice.cancel();
        }
    }

    /// Reads the page's words, one after the other, and says when it has ended.
    pub(super) fn read(lang: &str, ended: impl Fn() + 'static) {
        let Some(voice) = voice() else { return };
        voice.cancel();
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&words()) else {
            return;
        };
        utterance.set_lang(lang);
        // A little slower than the browser would.
        utterance.set_rate(0.9);
        let ended = Closure::once_into_js(ended);
        utterance.set_onend(Some(ended.unchecked_ref()));
        voice.speak(&utterance);
    }

    fn words() -> String {
        let Ok(found) = document().query_selector_all(WORDS) else {
            return String::new();
        };
        let mut words: Vec<String> = Vec::new();
        for at in 0..found.length() {
            let element = found
                .item(at)
                .and_then(|node| node.dyn_into::<HtmlElement>().ok());
            let Some(element) = element else { continue };
            let inside = element.closest("form, nav, button, [hidden]");
            let part_of_another = element
                .parent_element()
                .and_then(|parent| parent.closest(WORDS).ok().flatten());
            if matches!(inside, Ok(None)) && part_of_another.is_none() {
                words.push(element.inner_text());
            }
        }
        words.join("\n")
    }
}
