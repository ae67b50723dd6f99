//! What others than the server have put into the page before its program takes it over: links that a browser makes of numbers,
//! a translator's wrappers, an extension's own elements. Taking over walks along what the server has sent, and ends the program
//! at the first node that is another. So the known ones are put out of the way; where that was not enough the page is loaded
//! once more, and its program builds it anew.

use crate::forms::set_typed_aside;
use leptos::prelude::{document, set_timeout, window};
use std::cell::Cell;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, Storage};

/// What the server puts into the body itself.
const OURS: &str =
    "a.skip-link, header.topbar, .later, main, nav.dock-bar, .accepted, .passage, script";
/// What we have defined ourselves.
const DEFINED: &str = "qr-scanner";
/// What others put around text. Our own links to numbers have a class.
const WRAPPERS: &str = "font, a[x-apple-data-detectors], a[href^='tel:']:not([class])";
/// The browser tab's key for pages that are built anew: the id of the field that had the keyboard.
const BUILDS: &str = "builds";

thread_local! {
    /// Whether the page is just being taken over.
    static TAKING_OVER: Cell<bool> = const { Cell::new(false) };
}

/// Puts what is known to be no part of the page out of its way.
pub(crate) fn tidy(body: &HtmlElement) {
    while let Ok(Some(wrapper)) = body.query_selector(WRAPPERS) {
        unwrap(&wrapper);
    }
    let all = js_sys::Array::from(&body.get_elements_by_tag_name("*"));
    for element in all
        .iter()
        .filter_map(|element| element.dyn_into::<Element>().ok())
    {
        let top = element.parent_node().as_ref() == Some(body);
        // Only an element that somebody has defined has a hyphen in its name.
        let name = element.local_name();
        let defined = name.contains('-') && name != DEFINED;
        if defined || (top && !element.matches(OURS).unwrap_or(true)) {
            // Whoever put it there still finds it, behind everything.
            let _ = body.append_child(&element);
        }
    }
}

/// Puts what is in an element in its place.
fn unwrap(wrapper: &Node) {
    let Some(parent) = wrapper.parent_node() else {
        return;
    };
    while let Some(inner) = wrapper.first_child() {
        let _ = parent.insert_before(&inner, Some(wrapper));
    }
    let _ = parent.remove_child(wrapper);
    // Text that was cut up is one again; the server's own texts are never beside each other.
    parent.normalize();
}

/// Says that the page is just being taken over, or that it is taken over.
pub(crate) fn taking_over(now: bool) {
    TAKING_OVER.set(now);
}

/// Whether pages of this tab are built anew: there is something in them that nobody knows.
pub(crate) fn builds_anew() -> bool {
    storage().is_some_and(|storage| matches!(storage.get_item(BUILDS), Ok(Some(_))))
}

/// Called when the program ends. While it is taking the page over, the page is loaded once more, to be built anew; it is not
/// taken over again, so that happens once.
pub fn give_way() {
    if !TAKING_OVER.replace(false) || builds_anew() {
        return;
    }
    set_page_aside();
    if builds_anew() {
        // Not the answer to a form, and not only another place on the page.
        let _ = window().location().replace(&address());
    }
}

/// The path and query that the document has.
pub(crate) fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// Sets aside what is typed into the page, and where the keyboard is, for the page that is built in its place.
pub(crate) fn set_page_aside() {
    set_typed_aside();
    let field = document().active_element().map(|field| field.id());
    let field = field.unwrap_or_default();
    // The document before may have left one.
    if let Some(storage) = storage().filter(|_| !field.is_empty() || !builds_anew()) {
        let _ = storage.set_item(BUILDS, &field);
    }
}

/// Brings the keyboard back to the field that had it, once that is built.
pub(crate) fn focus_again() {
    let id = storage().and_then(|storage| {
        let id = storage.get_item(BUILDS).ok()?;
        let _ = storage.set_item(BUILDS, "");
        id
    });
    if let Some(id) = id.filter(|id| !id.is_empty()) {
        focus(id, 100);
    }
}

fn focus(id: String, tries: u32) {
    let field = document().get_element_by_id(&id);
    match field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        Some(field) => drop(field.focus()),
        None if tries > 0 => set_timeout(move || focus(id, tries - 1), Duration::from_millis(50)),
        None => {}
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok()?
}
