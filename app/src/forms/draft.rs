//! What is typed and not sent yet. A page loads anew when one of its forms was taken or somebody else has changed what it
//! shows, and then builds its forms again: with what was typed into the others. Where a session has ended, what is typed
//! waits in the browser's tab until its person has signed in again.

use super::sent::Rows;
#[cfg(feature = "hydrate")]
use super::sent::names_of;
#[cfg(feature = "hydrate")]
use crate::shell::ShownAgain;
use crate::shell::here;
use leptos::ev::Event;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
#[cfg(feature = "hydrate")]
use wasm_bindgen::JsValue;
use web_sys::{FormData, HtmlFormElement};

/// A form of a page: its server function, and the hidden field that tells it from others to the same.
pub(super) type Which = (String, Option<(String, String)>);

/// The names and values of a form's fields.
pub(super) type Fields = Vec<(String, String)>;

/// The browser tab's key of what is set aside while its person signs in again, or the page is built anew.
const SET_ASIDE: &str = "draft";

/// What is typed into the forms of the page that is shown. Another page begins with nothing.
#[derive(Clone, Copy)]
pub struct Drafts(StoredValue<Page>, StoredValue<Left>);

/// The page that was shown before.
#[derive(Default)]
struct Left {
    page: Page,
    /// Whether the page that was wanted in its place did not come.
    wanted_back: bool,
}

#[derive(Default, Serialize, Deserialize)]
struct Page {
    /// The name of the person who is signed in, if somebody is.
    who: Option<String>,
    /// The page's path and query.
    path: String,
    forms: Vec<(Which, Fields)>,
    /// The pictures of forms where some were chosen or taken away. They may still be on their way.
    #[serde(skip)]
    pictures: Vec<(Which, Rows)>,
    /// Whether its person has signed in again since it was typed.
    #[serde(skip)]
    taken_up: bool,
}

impl Page {
    /// Begins with nothing if it is another page.
    fn turn_to(&mut self, path: &str) {
        if self.path != path {
            *self = Self {
                who: self.who.take(),
                path: path.to_owned(),
                ..Self::default()
            };
        }
    }

    /// Keeps it in the browser's tab.
    #[cfg(feature = "hydrate")]
    fn set_aside(&self) {
        let words = serde_json::to_string(self);
        if let (Ok(Some(storage)), Ok(words)) = (window().session_storage(), words) {
            let _ = storage.set_item(SET_ASIDE, &words);
        }
    }

    /// Puts the names of the pictures that the server has among the fields.
    #[cfg(feature = "hydrate")]
    fn name_pictures(&mut self) {
        for (of, rows) in &self.pictures {
            let form = self.forms.iter_mut().find(|(which, _)| which == of);
            if let Some((_, fields)) = form {
                let names = rows.with_untracked(|rows| names_of(rows));
                fields.retain(|(name, _)| name != "pictures");
                fields.push(("pictures".to_owned(), names));
            }
        }
    }
}

impl Drafts {
    /// Room for what this person types. Made once, at the root.
    pub fn begin(who: Option<String>) -> Self {
        let page = Page {
            who,
            ..Page::default()
        };
        Self(StoredValue::new(page), StoredValue::default())
    }

    /// Forgets everything, for another page is shown. Where it does not come, whoever goes back finds what they had typed.
    pub fn leave(self, to: &str) {
        self.0.update_value(|page| {
            self.1.update_value(|left| {
                let was = std::mem::take(page);
                page.who.clone_from(&was.who);
                if !left.wanted_back {
                    left.page = was;
                } else if left.page.path == to {
                    *page = std::mem::take(&mut left.page);
                }
                left.wanted_back = false;
            });
        });
    }

    /// Keeps what was typed into the page before, for the one that is wanted does not come.
    #[cfg(any(feature = "hydrate", test))]
    pub(crate) fn wants_back(self) {
        self.1.update_value(|left| left.wanted_back = true);
    }

    /// Takes up what its person had typed into this page when they had to sign in again, and says whether there was
    /// something. What is not of this page or of this person is gone as well.
    pub fn take_up(self, path: &str) -> bool {
        let Some(page) = taken_out(path) else {
            return false;
        };
        self.0
            .try_update_value(|now| {
                let its = page.path == path && (page.who.is_none() || page.who == now.who);
                if its {
                    *now = Page {
                        who: now.who.take(),
                        taken_up: true,
                        ..page
                    };
                }
                its
            })
            .unwrap_or(false)
    }

    /// Sets everything aside while its person signs in again.
    #[cfg(feature = "hydrate")]
    fn set_aside(self) {
        self.0.update_value(|page| {
            page.name_pictures();
            page.set_aside();
        });
    }

    fn keep(self, path: &str, which: &Which, fields: Fields) {
        self.0.update_value(|page| {
            page.turn_to(path);
            put(&mut page.forms, which, fields);
        });
    }

    fn keep_pictures(self, path: &str, which: &Which, rows: Rows) {
        self.0.update_value(|page| {
            page.turn_to(path);
            put(&mut page.pictures, which, rows);
        });
    }

    #[cfg(any(feature = "hydrate", test))]
    fn forget(self, path: &str, which: &Which) {
        self.0.update_value(|page| {
            if page.path == path {
                page.forms.retain(|(of, _)| of != which);
                page.pictures.retain(|(of, _)| of != which);
            }
        });
    }

    fn of(self, path: &str, which: &Which) -> Option<Fields> {
        self.0.with_value(|page| {
            let mut forms = page.forms.iter().filter(|_| page.path == path);
            let found = forms.find(|(of, _)| of == which);
            found.map(|(_, fields)| fields.clone())
        })
    }

    fn pictures(self, path: &str, which: &Which) -> Option<Rows> {
        self.0.with_value(|page| {
            let mut forms = page.pictures.iter().filter(|_| page.path == path);
            let found = forms.find(|(of, _)| of == which);
            found.map(|(_, rows)| rows.clone())
        })
    }

    fn taken_up(self, path: &str) -> bool {
        self.0.with_value(|page| page.taken_up && page.path == path)
    }

    fn any(self, path: &str, action: &str, which: Option<&(String, String)>) -> bool {
        self.0.with_value(|page| {
            let typed = page.forms.iter().map(|(of, _)| of);
            let chosen = page.pictures.iter().map(|(of, _)| of);
            let mut forms = typed.chain(chosen).filter(|_| page.path == path);
            forms.any(|(of, one)| of == action && (which.is_none() || one.as_ref() == which))
        })
    }
}

/// Puts what a form has in the place of what it had before.
fn put<T>(forms: &mut Vec<(Which, T)>, which: &Which, has: T) {
    forms.retain(|(of, _)| of != which);
    forms.push((which.clone(), has));
}

/// Takes out what was set aside, so that it stays no longer than it is needed.
fn taken_out(path: &str) -> Option<Page> {
    let storage = window().session_storage().ok()??;
    let words = storage.get_item(SET_ASIDE).ok()??;
    let page = serde_json::from_str::<Page>(&words).ok();
    // Here they sign in, and what is of another page waits.
    let waits = path.starts_with("/login") && page.as_ref().is_some_and(|page| page.path != path);
    if waits {
        return None;
    }
    let _ = storage.remove_item(SET_ASIDE);
    page
}

/// Whether this page has something typed for this server function, in the form with this hidden field or in any.
pub(super) fn typed_for(action: &str, which: Option<&(String, String)>) -> bool {
    use_context::<Drafts>().is_some_and(|drafts| drafts.any(&untrack(here()), action, which))
}

/// What is typed into one form.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    drafts: Option<Drafts>,
    of: StoredValue<(String, Which)>,
}

impl Draft {
    /// That of this form on the page that is shown.
    pub(super) fn of(which: Which) -> Self {
        Self {
            drafts: use_context(),
            of: StoredValue::new((untrack(here()), which)),
        }
    }

    /// What was typed before the page was built again.
    pub(super) fn fields(self) -> Option<Fields> {
        let drafts = self.drafts?;
        self.of.with_value(|(path, which)| drafts.of(path, which))
    }

    /// The pictures that were chosen before the page was built again.
    pub(super) fn pictures(self) -> Option<Rows> {
        let drafts = self.drafts?;
        self.of
            .with_value(|(path, which)| drafts.pictures(path, which))
    }

    /// Whether the person has signed in again since something was typed on this page.
    pub(super) fn taken_up(self) -> bool {
        let taken_up = |drafts: Drafts| self.of.with_value(|(path, _)| drafts.taken_up(path));
        self.drafts.is_some_and(taken_up)
    }

    /// Keeps what the form has now.
    pub(super) fn keep(self, event: &Event) {
        let form = event.current_target();
        let form = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        if let (Some(drafts), Some(form)) = (self.drafts, form) {
            let fields = fields_of(&form);
            self.of
                .with_value(|(path, which)| drafts.keep(path, which, fields));
        }
    }

    /// Keeps the pictures that the form has, and those that are on their way to it.
    pub(super) fn keep_pictures(self, rows: Rows) {
        if let Some(drafts) = self.drafts {
            self.of
                .with_value(|(path, which)| drafts.keep_pictures(path, which, rows));
        }
    }

    /// What is typed into the form as it is sent.
    #[cfg(feature = "hydrate")]
    pub(super) fn sent(self) -> SentDraft {
        let (path, which) = self.of.get_value();
        SentDraft {
            drafts: self.drafts,
            shown_again: use_context(),
            path,
            which,
        }
    }
}

/// What is typed into a form that is on its way. When its answer comes the form may be gone.
#[cfg(feature = "hydrate")]
pub(super) struct SentDraft {
    drafts: Option<Drafts>,
    shown_again: Option<ShownAgain>,
    path: String,
    which: Which,
}

#[cfg(feature = "hydrate")]
impl SentDraft {
    /// Forgets it, for the form was accepted.
    pub(super) fn accepted(&self) {
        if let Some(drafts) = self.drafts {
            drafts.forget(&self.path, &self.which);
        }
        if let Some(shown_again) = self.shown_again {
            let (action, which) = &self.which;
            shown_again.accepted(action, which.as_ref());
        }
    }

    /// Sets everything on the page aside, for its person has to sign in again.
    pub(super) fn set_aside(&self, form: &HtmlFormElement) {
        if let Some(drafts) = self.drafts {
            drafts.keep(&self.path, &self.which, fields_of(form));
            drafts.set_aside();
        }
    }
}

/// The forms that something is typed into, without a program that has heard it.
#[cfg(feature = "hydrate")]
pub fn typed_into() -> Vec<HtmlFormElement> {
    let forms = js_sys::Array::from(&document().get_elements_by_tag_name("form"));
    let forms = forms.iter().filter_map(|form| form.dyn_into().ok());
    forms
        .filter(|form: &HtmlFormElement| {
            let fields = js_sys::Array::from(&form.get_elements_by_tag_name("*"));
            fields.iter().any(|field| is_changed(&field))
        })
        .collect()
}

/// Whether a field has another value than the server sent it with.
#[cfg(feature = "hydrate")]
fn is_changed(field: &JsValue) -> bool {
    let of = |value: &JsValue, name: &str| {
        js_sys::Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
    };
    let options = of(field, "options");
    if options.is_object() {
        let is = |option: &JsValue, name| of(option, name).is_truthy();
        let options = js_sys::Array::from(&options).to_vec();
        let first = options
            .iter()
            .position(|option| is(option, "defaultSelected"));
        let chosen = options.iter().position(|option| is(option, "selected"));
        return chosen != first.or(Some(0)).filter(|_| !options.is_empty());
    }
    // Neither is there on what is no field.
    let differs = |now, first| !js_sys::Object::is(&of(field, now), &of(field, first));
    let ticked = matches!(
        of(field, "type").as_string().as_deref(),
        Some("checkbox" | "radio")
    );
    match of(field, "defaultValue").is_undefined() {
        true => false,
        false if ticked => differs("checked", "defaultChecked"),
        false => differs("value", "defaultValue"),
    }
}

/// Sets aside what is typed into a page that no program has taken over, for the one that builds it anew.
#[cfg(feature = "hydrate")]
pub fn set_typed_aside() {
    let forms = typed_into().into_iter().filter_map(|form| {
        let which = form.query_selector("input[data-which]").ok().flatten();
        let which = which
            .and_then(|field| Some((field.get_attribute("name")?, field.get_attribute("value")?)));
        Some(((form.get_attribute("action")?, which), fields_of(&form)))
    });
    let page = Page {
        path: crate::foreign::address(),
        forms: forms.collect(),
        ..Page::default()
    };
    if !page.forms.is_empty() {
        page.set_aside();
    }
}

/// The fields of a form as the browser would send them; of boxes with one name the ticked ones, joined by commas.
fn fields_of(form: &HtmlFormElement) -> Fields {
    let mut fields = Fields::new();
    let Ok(data) = FormData::new_with_form(form) else {
        return fields;
    };
    for entry in js_sys::Array::from(&data) {
        let entry = js_sys::Array::from(&entry);
        // A file is no text.
        let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) else {
            continue;
        };
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, before)) => before.extend([",", &value]),
            None => fields.push((name, value)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &str) -> Fields {
        vec![("words".to_owned(), words.to_owned())]
    }

    fn note() -> Which {
        ("/api/note".to_owned(), None)
    }

    fn object(id: &str) -> Which {
        let which = ("id".to_owned(), id.to_owned());
        ("/api/object".to_owned(), Some(which))
    }

    #[test]
    fn each_form_of_the_page_keeps_its_own() {
        Owner::new().with(|| {
            let drafts = Drafts::begin(None);
            let (note, first, second) = (note(), object("1"), object("2"));
            drafts.keep("/orders/7", &note, typed("门铃坏了"));
            drafts.keep("/orders/7", &first, typed("不"));
            drafts.keep("/orders/7", &first, typed("不对"));
            assert_eq!(drafts.of("/orders/7", &first), Some(typed("不对")));
            assert_eq!(drafts.of("/orders/7", &note), Some(typed("门铃坏了")));
            assert_eq!(drafts.of("/orders/7", &second), None);
            assert!(drafts.any("/orders/7", "/api/object", None));
            assert!(drafts.any("/orders/7", "/api/object", first.1.as_ref()));
            assert!(!drafts.any("/orders/7", "/api/object", second.1.as_ref()));
            drafts.forget("/orders/7", &first);
            assert_eq!(drafts.of("/orders/7", &first), None);
            assert_eq!(drafts.of("/orders/7", &note), Some(typed("门铃坏了")));
        });
    }

    #[test]
    fn pictures_stay_until_their_form_is_taken() {
        Owner::new().with(|| {
            let drafts = Drafts::begin(None);
            let (note, first) = (note(), object("1"));
            let rows = Rows::new(Vec::new());
            drafts.keep("/orders/7", &note, typed("门铃坏了"));
            drafts.keep_pictures("/orders/7", &first, rows.clone());
            assert_eq!(drafts.pictures("/orders/7", &first), Some(rows));
            assert!(drafts.pictures("/orders/7", &note).is_none());
            assert!(drafts.any("/orders/7", "/api/object", None));
            drafts.forget("/orders/7", &first);
            assert!(drafts.pictures("/orders/7", &first).is_none());
            assert_eq!(drafts.of("/orders/7", &note), Some(typed("门铃坏了")));
        });
    }

    #[test]
    fn another_page_begins_with_nothing() {
        Owner::new().with(|| {
            let drafts = Drafts::begin(None);
            let note = note();
            drafts.keep("/orders/7", &note, typed("门铃坏了"));
            assert_eq!(drafts.of("/orders/8", &note), None);
            drafts.keep("/orders/8", &note, typed("请敲门"));
            assert_eq!(drafts.of("/orders/7", &note), None);
            assert!(!drafts.any("/orders/7", "/api/note", None));
        });
    }

    #[test]
    fn a_page_that_was_left_begins_with_nothing() {
        Owner::new().with(|| {
            let drafts = Drafts::begin(None);
            let (note, first) = (note(), object("1"));
            drafts.keep("/orders/7", &note, typed("门铃坏了"));
            drafts.keep_pictures("/orders/7", &first, Rows::new(Vec::new()));
            drafts.leave("/me");
            assert_eq!(drafts.of("/orders/7", &note), None);
            assert!(drafts.pictures("/orders/7", &first).is_none());
            drafts.leave("/orders/7");
            assert_eq!(drafts.of("/orders/7", &note), None);
        });
    }

    #[test]
    fn a_page_is_not_left_for_one_that_does_not_come() {
        Owner::new().with(|| {
            let drafts = Drafts::begin(None);
            let note = note();
            drafts.keep("/orders/7", &note, typed("门铃坏了"));
            for absent in ["/me", "/services"] {
                drafts.leave(absent);
                drafts.wants_back();
            }
            assert_eq!(drafts.of("/orders/7", &note), None);
            drafts.leave("/orders/7");
            assert_eq!(drafts.of("/orders/7", &note), Some(typed("门铃坏了")));
        });
    }
}
