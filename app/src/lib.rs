//! What people see: pages, their server functions, and the shell around them.
//!
//! Architecture invariants: a server function holds no rule and no SQL; a page calls its own feature's `api`; every mutation
//! is a plain form, every filter a URL, and everything works before the wasm arrives.

#![recursion_limit = "512"]

pub mod error;
pub mod locale;
#[cfg(feature = "ssr")]
pub mod request;
pub mod routes;
pub mod shell;
pub mod ui;

pub mod account;
pub mod catalog;
pub mod home;
pub mod hours;
pub mod notify;
pub mod orders;
pub mod points;
pub mod teams;

/// Starts the page in the browser, once its texts are there. Without them the page stays as the server sent it, and works.
#[cfg(feature = "hydrate")]
pub async fn hydrate() {
    let attribute = |selector, name| {
        let found = leptos::prelude::document().query_selector(selector);
        found.ok().flatten()?.get_attribute(name)
    };
    let Some(path) = attribute("#catalogue", "href") else {
        return;
    };
    let Ok(answer) = gloo_net::http::Request::get(&path).send().await else {
        return;
    };
    let Ok(texts) = answer.text().await else {
        return;
    };
    locale::load(texts);
    if let (Some(page), Ok(history)) = (
        attribute("meta[name=page]", "content"),
        leptos::prelude::window().history(),
    ) {
        // The answer to a refused form: from here on it is the form's page again.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&page));
    }
    leptos::mount::hydrate_lazy(routes::App);
}
