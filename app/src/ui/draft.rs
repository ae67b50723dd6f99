//! What is typed and not sent yet. A page loads anew when one of its forms was taken or somebody else has changed what it
//! shows, and then builds its forms again: with what was typed into the others.

use crate::shell::here;
use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement};

/// A form of a page: its server function, and the hidden field that tells it from others to the same.
pub(super) type Which = (&'static str, Option<(&'static str, String)>);

/// The names and values of a form's fields.
pub(super) type Fields = Vec<(String, String)>;

/// What is typed into the forms of the page that is shown. Another page begins with nothing.
#[derive(Clone, Copy)]
pub struct Drafts(StoredValue<Page>);

#[derive(Default)]
struct Page {
    path: String,
    forms: Vec<(Which, Fields)>,
}

impl Drafts {
    /// Room for what is typed. Made once, at the root.
    pub fn none() -> Self {
        Self(StoredValue::new(Page::default()))
    }

    fn keep(self, path: &str, which: &Which, fields: Fields) {
        self.forget(path, which);
        self.0.update_value(|page| {
            if page.path != path {
                path.clone_into(&mut page.path);
                page.forms.clear();
            }
            page.forms.push((which.clone(), fields));
        });
    }

    fn forget(self, path: &str, which: &Which) {
        self.0.update_value(|page| {
            if page.path == path {
                page.forms.retain(|(of, _)| of != which);
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

    fn any(self, path: &str, action: &str, which: Option<&(&'static str, String)>) -> bool {
        self.0.with_value(|page| {
            let mut forms = page.forms.iter().filter(|_| page.path == path);
            forms.any(|((of, one), _)| *of == action && (which.is_none() || one.as_ref() == which))
        })
    }
}

/// Whether this page has something typed for this server function, in the form with this hidden field or in any.
pub(super) fn typed_for(action: &str, which: Option<&(&'static str, String)>) -> bool {
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

    /// Forgets it, for the form was taken. The page may have been left meanwhile.
    #[cfg(feature = "hydrate")]
    pub(super) fn forget(self) {
        let forget = |drafts: Drafts| {
            self.of
                .try_with_value(|(path, which)| drafts.forget(path, which))
        };
        self.drafts.map(forget);
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

    #[test]
    fn each_form_of_the_page_keeps_its_own() {
        Owner::new().with(|| {
            let drafts = Drafts::none();
            let note: Which = ("/api/note", None);
            let first: Which = ("/api/object", Some(("id", "1".to_owned())));
            let second: Which = ("/api/object", Some(("id", "2".to_owned())));
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
    fn another_page_begins_with_nothing() {
        Owner::new().with(|| {
            let drafts = Drafts::none();
            let note: Which = ("/api/note", None);
            drafts.keep("/orders/7", &note, typed("门铃坏了"));
            assert_eq!(drafts.of("/orders/8", &note), None);
            drafts.keep("/orders/8", &note, typed("请敲门"));
            assert_eq!(drafts.of("/orders/7", &note), None);
            assert!(!drafts.any("/orders/7", "/api/note", None));
        });
    }
}
