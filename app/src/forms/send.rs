//! The browser's side of a form: the same request as without a program, in the background.

use super::FormState;
use super::draft::Draft;
use crate::error::Fault;
use crate::offline::TITLE;
use crate::shell::{Accepted, Reload};
use crate::ui::{encoded, sign_in_url};
use domain::Code;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

pub(super) fn submit(
    event: &SubmitEvent,
    path: &'static str,
    state: FormState,
    done: Option<Callback<()>>,
    reload: bool,
) {
    event.prevent_default();
    if state.busy.get_untracked() || state.under_way.get_untracked() {
        return;
    }
    let Some(form) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlFormElement>().ok())
    else {
        return;
    };
    let Some(body) = body_of(&form, event) else {
        return;
    };
    state.busy.set(true);
    let navigate = use_navigate();
    let (anew, accepted) = (use_context::<Reload>(), use_context::<Accepted>());
    let draft = state.draft.map(Draft::sent);
    let sign_in = sign_in_url();
    leptos::task::spawn_local(async move {
        let answer = post(path, body).await;
        state.busy.set(false);
        match answer {
            Ok(location) => {
                state.fault.set(None);
                if let Some(draft) = draft {
                    draft.accepted();
                }
                match location {
                    Some(to) if reload => {
                        let _ = window().location().assign(&to);
                    }
                    None if reload => {
                        let _ = window().location().reload();
                    }
                    Some(to) => {
                        navigate(&to, leptos_router::NavigateOptions::default());
                        if let Some(anew) = anew {
                            anew.now();
                        }
                    }
                    None => {
                        form.reset();
                        // The page may have been left while the form was on its way.
                        match (done, accepted) {
                            (Some(done), _) => drop(done.try_run(())),
                            (None, Some(accepted)) => accepted.say(),
                            (None, None) => {}
                        }
                        if let Some(anew) = anew {
                            anew.now();
                        }
                    }
                }
            }
            Err(fault) => {
                let signed_out = fault.0.code == Code::SIGN_IN_FIRST;
                state.fault.set(Some(fault));
                if signed_out {
                    // Signed out meanwhile, perhaps on another device. The page comes back with what is typed.
                    if let Some(draft) = draft {
                        draft.set_aside(&form);
                    }
                    let _ = window().location().assign(&sign_in);
                }
                show_first_fault(&form);
            }
        }
    });
}

fn body_of(form: &HtmlFormElement, event: &SubmitEvent) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    // The files were sent when they were chosen.
    data.delete("files");
    let button = event
        .submitter()
        .filter(|button| button.has_attribute("name"));
    if let Some(button) = button {
        let (name, value) = (
            button.get_attribute("name")?,
            button.get_attribute("value")?,
        );
        data.append_with_str(&name, &value).ok()?;
    }
    UrlSearchParams::new_with_str_sequence_sequence(data.unchecked_ref())
        .ok()
        .map(|search| String::from(search.to_string()))
}

/// What the page is about.
fn heading() -> String {
    let heading = document().query_selector("main h1").ok().flatten();
    let words = heading.and_then(|heading| heading.text_content());
    words.unwrap_or_else(|| document().title())
}

/// Posts the form; returns where the server sends the browser.
async fn post(path: &str, body: String) -> Result<Option<String>, Fault> {
    let lost = || Fault::from(Code::CONNECTION_LOST);
    let request = gloo_net::http::Request::post(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .header(TITLE, &encoded(&heading()))
        .body(body)
        .map_err(|_| lost())?;
    let answer = request.send().await.map_err(|_| lost())?;
    if answer.ok() {
        return Ok(answer.headers().get("location"));
    }
    // What took too long says so by its status alone.
    let unexplained = match answer.status() {
        503 => Code::TIMED_OUT,
        _ => Code::INTERNAL,
    };
    let words = answer.text().await.map_err(|_| lost())?;
    Err(serde_json::from_str(&words).unwrap_or_else(|_| unexplained.into()))
}

/// Brings what is wrong into view, and the cursor to it.
fn show_first_fault(form: &HtmlFormElement) {
    let form = form.clone();
    request_animation_frame(move || {
        let first = |selector| form.query_selector(selector).ok().flatten();
        let wrong = first("[aria-invalid=true]").or_else(|| first(".form-errors"));
        if let Some(element) =
            wrong.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = element.focus();
        }
    });
}
