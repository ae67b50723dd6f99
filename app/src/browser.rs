//! The program in the browser: it takes the server's page over.

use crate::foreign;
use crate::forms::typed_into;
use crate::locale;
use crate::routes::App;
use any_spawner::Executor;
use futures::channel::oneshot;
use hydration_context::{HydrateSharedContext, SharedContext};
use leptos::mount::hydrate_from_async;
use leptos::prelude::*;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, HtmlElement};

/// The first and the longest pause before the page's code is asked for again.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_mins(1));

/// Starts the page in the browser, once its texts are there. Without them the page stays as the server sent it, and works.
pub async fn hydrate() {
    let attribute = |selector, name| {
        let found = document().query_selector(selector);
        found.ok().flatten()?.get_attribute(name)
    };
    let Some(path) = attribute("#catalogue", "href") else {
        return;
    };
    // The answer to a refused form is another page than its address says.
    let posted = attribute("meta[name=page]", "content");
    let here = posted
        .clone()
        .or_else(|| window().location().pathname().ok());
    let here = here.unwrap_or_default();
    let here = here.split('?').next().unwrap_or_default();
    // The page's code is asked for with the texts, for taking the page over is done in one go.
    let (texts, mut there) = futures::join!(texts(&path), crate::gathered::load(here));
    let Some(texts) = texts else {
        return;
    };
    locale::load(texts);
    if let (Some(page), Ok(history)) = (posted, window().history()) {
        // From here on it is the form's page again.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&page));
    }
    let Some(body) = document().body() else {
        return;
    };
    // Without the page's code the page stays as the server sent it as well.
    let (mut pause, longest) = PAUSES;
    while !there {
        wait(pause).await;
        pause = (2 * pause).min(longest);
        there = crate::gathered::load(here).await;
    }
    if foreign::builds_anew() {
        build(&body);
    } else {
        take_over(&body).await;
    }
    // Tests wait for the mark.
    let _ = body.set_attribute("data-hydrated", "");
    crate::offline::begin();
}

/// The texts of the page's language.
async fn texts(path: &str) -> Option<String> {
    let answer = gloo_net::http::Request::get(path).send().await.ok()?;
    answer.text().await.ok()
}

/// Waits for a while.
async fn wait(time: Duration) {
    let (over, waits) = oneshot::channel();
    set_timeout(
        move || {
            let _ = over.send(());
        },
        time,
    );
    let _ = waits.await;
}

/// Takes over what the server has sent.
async fn take_over(body: &HtmlElement) {
    let typed = typed_into();
    let clicks = PlainClicks::new();
    foreign::tidy(body);
    foreign::taking_over(true);
    // The type of all pages is not for whoever waits.
    let parent = body.clone();
    let hydrating: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        // It lasts as long as its document.
        Box::pin(hydrate_from_async(parent, App)).await.forget();
    });
    hydrating.await;
    foreign::taking_over(false);
    drop(clicks);
    // Its forms have not heard what was typed before.
    for form in typed {
        if let Ok(event) = Event::new("input") {
            let _ = form.dispatch_event(&event);
        }
    }
}

/// Builds the page in the place of what the server has sent and others have changed, from what all pages share; its own data is
/// loaded.
fn build(body: &HtmlElement) {
    foreign::set_page_aside();
    // It is there already, or is now.
    let _ = Executor::init_wasm_bindgen();
    let shared = Arc::new(HydrateSharedContext::new());
    let owner = Owner::new_root(Some(shared.clone()));
    owner.with(|| {
        let app = App().into_any();
        shared.set_is_hydrating(false);
        shared.hydration_complete();
        body.set_inner_html("");
        let mut built = app.build();
        built.mount(body, None);
        std::mem::forget(built);
    });
    std::mem::forget(owner);
    foreign::focus_again();
}

/// While the page is hydrated, a link is followed by the browser alone: the router would take the page away from under those
/// parts that are still to come.
struct PlainClicks(Closure<dyn FnMut(Event)>);

impl PlainClicks {
    fn new() -> Self {
        let keep = Closure::new(|event: Event| event.stop_propagation());
        let clicks = Self(keep);
        let window = window();
        let _ = window.add_event_listener_with_callback_and_bool(
            "click",
            clicks.0.as_ref().unchecked_ref(),
            true,
        );
        clicks
    }
}

impl Drop for PlainClicks {
    fn drop(&mut self) {
        let window = window();
        let _ = window.remove_event_listener_with_callback_and_bool(
            "click",
            self.0.as_ref().unchecked_ref(),
            true,
        );
    }
}
