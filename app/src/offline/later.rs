//! Forms that were sent without a network: the browser's worker keeps them, sends them later, and tells every page what became
//! of them.

use leptos::prelude::*;

/// The header in which a form says what its page is about, by which whoever sent it knows it again.
pub const TITLE: &str = "x-title";

/// What became of forms that were sent without a network. On the server, and where nothing waits, it is nothing.
#[component]
pub fn Later() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let told = browser::told();
    // Of one shape on both sides, for the browser takes over what the server has sent.
    #[cfg(not(feature = "hydrate"))]
    let told = || None::<AnyView>;
    view! { <div class="later" role="status">{told}</div> }
}

/// Has the browser's worker come. Its first page was taken over by then, and does not share its network with what the worker loads.
pub fn begin() {
    #[cfg(feature = "hydrate")]
    browser::begin();
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::error::Fault;
    use crate::locale::text;
    use crate::shell::{Reload, here};
    use crate::ui::Icon;
    use js_sys::Reflect;
    use leptos::prelude::*;
    use leptos_router::NavigateOptions;
    use leptos_router::hooks::use_navigate;
    use serde::Deserialize;
    use std::cell::Cell;
    use std::rc::Rc;
    use std::time::Duration;
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{MessageEvent, ServiceWorkerContainer};

    /// The browser of 微信, says so in its name. It ends workers as it likes, so it is left without one.
    const WECHAT: &str = "MicroMessenger";

    /// How often a form that waits is tried, for not every network says that it is there again.
    const TRIES: Duration = Duration::from_secs(15);

    /// A form, as the worker tells of it.
    #[derive(Clone, PartialEq, Eq, Deserialize)]
    struct Form {
        title: String,
        state: State,
        /// The page that it stands on.
        #[serde(default)]
        here: String,
        /// Where its success leads.
        #[serde(default)]
        to: Option<String>,
        #[serde(default)]
        fault: Option<Fault>,
    }

    #[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum State {
        Waiting,
        Done,
        Refused,
    }

    /// Browsers have workers only where pages come encrypted, or from the same machine.
    fn workers() -> Option<ServiceWorkerContainer> {
        let workers = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
        (!workers.is_undefined()).then(|| workers.unchecked_into())
    }

    /// Asks the worker for something, if there is one.
    fn ask(what: &str) {
        if let Some(worker) = workers().and_then(|workers| workers.controller()) {
            let _ = worker.post_message(&what.into());
        }
    }

    pub(super) fn begin() {
        let agent = window().navigator().user_agent().unwrap_or_default();
        if let Some(workers) = workers().filter(|_| !agent.contains(WECHAT)) {
            // Without it everything works but what needs no network.
            let refused = Closure::<dyn FnMut(JsValue)>::new(drop);
            let _ = workers.register("/sw.js").catch(&refused);
            refused.forget();
        }
    }

    pub(super) fn told() -> impl Fn() -> Option<AnyView> {
        let forms = RwSignal::new(Vec::new());
        let reload = expect_context::<Reload>();
        let (here, navigate) = (here(), use_navigate());
        // What was done changes the page, or leads on from it as if it had been done at once.
        let done = move |form: &Form| match &form.to {
            Some(to) if untrack(here) == form.here => navigate(to, NavigateOptions::default()),
            _ => reload.now(),
        };
        Effect::new(move || listen(forms, done.clone()));
        move || {
            let forms = forms.get();
            (!forms.is_empty()).then(|| view! { <Told forms/> }.into_any())
        }
    }

    fn listen(forms: RwSignal<Vec<Form>>, done: impl Fn(&Form) + 'static) {
        let Some(workers) = workers() else {
            return;
        };
        let tries = Rc::new(Cell::new(false));
        let heard = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
            let told = event.data().as_string();
            let told = told.and_then(|told| serde_json::from_str::<Vec<Form>>(&told).ok());
            let Some(told) = told else {
                return;
            };
            let wait = |forms: &[Form]| forms.iter().any(|form| form.state == State::Waiting);
            // All tabs are told whenever one of them asks.
            if wait(&told) && !tries.replace(true) {
                let tries = Rc::clone(&tries);
                set_timeout(
                    move || {
                        tries.set(false);
                        ask("send");
                    },
                    TRIES,
                );
            }
            let waited = forms.with_untracked(|before| wait(before));
            let last = told.iter().rfind(|form| form.state == State::Done);
            let last = last.filter(|_| waited).cloned();
            if forms.with_untracked(|before| *before != told) {
                forms.set(told);
            }
            if let Some(last) = last {
                done(&last);
            }
        });
        let _ = workers.add_event_listener_with_callback("message", heard.as_ref().unchecked_ref());
        // It lasts as long as its document.
        heard.forget();
        window_event_listener_untyped("online", |_| ask("send"));
        ask("tell");
    }

    #[component]
    fn Told(forms: Vec<Form>) -> impl IntoView {
        let over = forms.iter().any(|form| form.state != State::Waiting);
        let lines = forms.into_iter().map(line).collect_view();
        view! {
            <ul>{lines}</ul>
            {over
                .then(|| {
                    view! {
                        <button type="button" class="btn btn-sm" on:click=|_| ask("seen")>
                            {text::without_network::seen()}
                        </button>
                    }
                })}
        }
    }

    fn line(form: Form) -> impl IntoView {
        let (icon, words, link) = match form.state {
            State::Waiting => ("clock", text::without_network::waits(form.title), None),
            State::Done => {
                let link = form.to.map(|to| (to, text::without_network::look()));
                (
                    "circle-check",
                    text::without_network::done(form.title),
                    link,
                )
            }
            State::Refused => {
                let why = form.fault.map_or("", |fault| text::code(fault.0.code));
                let link = (form.here, text::without_network::back());
                (
                    "circle-alert",
                    text::without_network::refused(form.title, why),
                    Some(link),
                )
            }
        };
        let link = link.map(|(to, words)| view! { " " <a class="link" href=to>{words}</a> });
        view! {
            <li>
                <Icon name=icon/>
                <span>{words} {link}</span>
            </li>
        }
    }
}
