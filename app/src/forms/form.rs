//! Forms. Each is a plain `<form method="post">`; in the browser the same request is sent in the background, and its answer
//! shown without leaving the page.

use super::draft::Draft;
use super::own::own;
#[cfg(feature = "hydrate")]
use super::send::submit as send;
use super::sent::Rows;
use crate::error::Fault;
use crate::locale::text;
use crate::shell::{HERE, here, posted};
use crate::ui::Icon;
use domain::Code;
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What a form's fields have to know: what is wrong, and what was typed before the page was shown again.
#[derive(Clone, Copy)]
pub struct FormState {
    pub(super) fault: RwSignal<Option<Fault>>,
    typed: StoredValue<Vec<(String, String)>>,
    /// Whether the page came back with it, because it was refused.
    again: bool,
    pub(super) busy: RwSignal<bool>,
    /// Whether pictures are still being sent.
    pub(super) under_way: RwSignal<bool>,
    pub(super) draft: Option<Draft>,
}

impl FormState {
    fn of(action: &'static str, which: Option<(&'static str, String)>) -> Self {
        let which = which.map(|(name, value)| (name.to_owned(), value));
        let again = posted().filter(|posted| posted.is_of(action, which.as_ref()));
        let (fault, typed) = again.map(|posted| (posted.fault, posted.fields)).unzip();
        let draft = Draft::of((action.to_owned(), which));
        Self {
            again: fault.is_some(),
            fault: RwSignal::new(fault),
            typed: StoredValue::new(draft.fields().or(typed).unwrap_or_default()),
            busy: RwSignal::new(false),
            under_way: RwSignal::new(false),
            draft: Some(draft),
        }
    }

    /// Keeps what is being typed, should the page be built again before the form is sent.
    fn keep(self, event: &Event) {
        if let Some(draft) = self.draft {
            draft.keep(event);
        }
    }

    /// The pictures that were chosen before the page was built again.
    pub(super) fn pictures(self) -> Option<Rows> {
        self.draft?.pictures()
    }

    /// Keeps the form's pictures, should the page be built again before the form is sent.
    pub(super) fn keep_pictures(self, rows: Rows) {
        if let Some(draft) = self.draft {
            draft.keep_pictures(rows);
        }
    }

    /// Whether pictures are still being sent; the form waits for them.
    pub(super) fn under_way(self) -> RwSignal<bool> {
        self.under_way
    }

    /// What was typed into a field, if this page is shown again; else the value it starts with.
    pub(super) fn start(self, name: &str, value: String) -> String {
        let typed = self.typed.read_value();
        if typed.is_empty() {
            return value;
        }
        typed
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, typed)| typed.clone())
            .unwrap_or_default()
    }

    /// What is wrong with a field.
    pub(super) fn wrong(self, name: &'static str) -> Signal<Option<Code>> {
        Signal::derive(move || self.fault.read().as_ref().and_then(|fault| fault.of(name)))
    }
}

/// A form that posts to a server function. After success the browser goes where the server says, or loads the page's data anew.
#[component]
pub fn Form<S>(
    /// The server function.
    #[prop(optional)]
    action: std::marker::PhantomData<S>,
    /// Where a page has several forms to one function: the hidden field that tells them apart, which the form adds.
    #[prop(optional)]
    which: Option<(&'static str, String)>,
    /// Called after success when the server says nothing of where to go.
    #[prop(optional, into)]
    done: Option<Callback<()>>,
    /// Whether success needs a whole new page: when somebody signs in or out, or changes the language.
    #[prop(optional)]
    reload: bool,
    #[prop(optional, into)] class: &'static str,
    /// Whether pictures go with it.
    #[prop(optional)]
    pictures: bool,
    /// The form's name, for those who hear the page.
    #[prop(optional, into)]
    label: Option<&'static str>,
    children: Children,
) -> impl IntoView
where
    S: ServerFn + 'static,
{
    let _ = action;
    let state = FormState::of(S::PATH, which.clone());
    provide_context(state);
    let submit = move |event: SubmitEvent| send(&event, S::PATH, state, done, reload);
    let summary = move || {
        state.fault.get().map(|fault| {
            view! {
                <div class="form-errors" role="alert" tabindex="-1" autofocus=state.again>
                    <Icon name="circle-alert"/>
                    <p>{text::code(fault.0.code)}</p>
                </div>
            }
        })
    };
    // After its person has signed in again, what was typed is put into a form that is built anew.
    let taken_up = state.draft.is_some_and(Draft::taken_up);
    let of = format!("{} {which:?} {taken_up}", S::PATH);
    let view = view! {
        <form method="post" action=S::PATH enctype=pictures.then_some("multipart/form-data") class=class aria-label=label on:input=move |event| state.keep(&event) on:submit=submit novalidate>
            {summary}
            <input type="hidden" name=HERE value=here()/>
            {which.map(|(name, value)| view! { <input type="hidden" name=name value=value data-which/> })}
            {children()}
        </form>
    };
    own(&of, view)
}

/// The form around.
pub(super) fn form_state() -> FormState {
    use_context().unwrap_or_else(|| FormState {
        fault: RwSignal::new(None),
        typed: StoredValue::new(Vec::new()),
        again: false,
        busy: RwSignal::new(false),
        under_way: RwSignal::new(false),
        draft: None,
    })
}

/// A value that the form carries and nobody sees.
#[component]
pub fn Hidden(name: &'static str, #[prop(into)] value: Signal<String>) -> impl IntoView {
    view! { <input type="hidden" name=name value=move || value.get()/> }
}

/// What was typed into a field of the form around, for controls that pages build themselves.
pub fn typed(name: &str, value: String) -> String {
    form_state().start(name, value)
}

/// Whether something is wrong with any of these fields of the form around.
pub fn any_wrong(names: &'static [&'static str]) -> Signal<bool> {
    let wrong: Vec<_> = names.iter().map(|name| form_state().wrong(name)).collect();
    Signal::derive(move || wrong.iter().any(|wrong| wrong.get().is_some()))
}

/// The button that sends the form. While it is on its way a second click does nothing.
#[component]
pub fn Submit(
    #[prop(into)] label: String,
    #[prop(default = "btn btn-primary")] class: &'static str,
    /// A name and value that tell this button from another of the same form.
    #[prop(optional, into)]
    value: Option<(&'static str, &'static str)>,
    /// Whom or what the button is about, for those who hear a page with many buttons of one name.
    #[prop(optional, into)]
    about: Option<String>,
) -> impl IntoView {
    let FormState {
        busy, under_way, ..
    } = form_state();
    let waits = move || (busy.get() || under_way.get()).then_some("true");
    let (name, value) = value.unzip();
    view! {
        <button type="submit" class=class name=name value=value aria-disabled=waits>
            {label}
            {about.map(|about| view! { <span class="sr-only">{format!(" {about}")}</span> })}
        </button>
    }
}

/// Without the browser there is nothing to send.
#[cfg(not(feature = "hydrate"))]
fn send(_: &SubmitEvent, _: &'static str, _: FormState, _: Option<Callback<()>>, _: bool) {}
