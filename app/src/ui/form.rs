//! Forms. Each is a plain `<form method="post">`; in the browser the same request is sent in the background, and its answer
//! shown without leaving the page.

use super::draft::Draft;
use super::own::own;
use super::sent::Rows;
use super::show::Icon;
use crate::error::Fault;
use crate::locale::text;
use crate::shell::{HERE, here, posted};
use domain::Code;
use html_escape::encode_text;
use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// What a form's fields have to know: what is wrong, and what was typed before the page was shown again.
#[derive(Clone, Copy)]
pub struct FormState {
    fault: RwSignal<Option<Fault>>,
    typed: StoredValue<Vec<(String, String)>>,
    /// Whether the page came back with it, because it was refused.
    again: bool,
    busy: RwSignal<bool>,
    /// Whether pictures are still being sent.
    under_way: RwSignal<bool>,
    draft: Option<Draft>,
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
    fn wrong(self, name: &'static str) -> Signal<Option<Code>> {
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
    let submit = move |event: SubmitEvent| send::submit(&event, S::PATH, state, done, reload);
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
            {which.map(|(name, value)| view! { <input type="hidden" name=name value=value/> })}
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

/// What is wrong with a field, beside it.
#[component]
pub fn Wrong(
    name: &'static str,
    /// The control's id, where a page has several fields of this name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let wrong = form_state().wrong(name);
    move || {
        wrong.get().map(|code| {
            view! {
                <p class="field-error" id=format!("{id}-error")>
                    <Icon name="circle-alert"/>
                    {text::code(code)}
                </p>
            }
        })
    }
}

pub(super) fn described(
    name: &'static str,
    id: &str,
    hint: bool,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let wrong = form_state().wrong(name);
    let id = id.to_owned();
    move || match (wrong.get().is_some(), hint) {
        (true, _) => Some(format!("{id}-error")),
        (false, true) => Some(format!("{id}-hint")),
        (false, false) => None,
    }
}

pub(super) fn marked(name: &'static str) -> impl Fn() -> Option<&'static str> + Clone {
    let wrong = form_state().wrong(name);
    move || wrong.get().map(|_| "true")
}

/// A line of text.
#[component]
pub fn Field(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    /// `text`, `tel`, `date`, `number`, `month`, `search`, `datetime-local`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] inputmode: Option<&'static str>,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional, into)] max: Option<String>,
    #[prop(optional, into)] maxlength: Option<u32>,
    #[prop(optional)] optional: bool,
    #[prop(default = "input")] class: &'static str,
    /// For a page with several fields of this name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let value = form_state().start(name, value);
    view! {
        <div class="field">
            <label for=id.clone()>{label} {optional.then(|| view! { <span class="text-muted">{text::form::optional()}</span> })}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint.clone()}</p> })}
            <input
                id=id.clone()
                name=name
                type=kind
                class=class
                value=value
                autocomplete=autocomplete
                inputmode=inputmode
                min=min
                max=max
                maxlength=maxlength
                required=!optional
                aria-invalid=marked(name)
                aria-describedby=described(name, &id, !hint.is_empty())
            />
            <Wrong name id=id/>
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn Area(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = 500)] maxlength: u32,
    #[prop(default = 3)] rows: u32,
    #[prop(optional)] optional: bool,
    /// For a page with several fields of this name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let value = form_state().start(name, value);
    view! {
        <div class="field">
            <label for=id.clone()>{label} {optional.then(|| view! { <span class="text-muted">{text::form::optional()}</span> })}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint.clone()}</p> })}
            <textarea
                id=id.clone()
                name=name
                class="textarea"
                rows=rows
                maxlength=maxlength
                required=!optional
                aria-invalid=marked(name)
                aria-describedby=described(name, &id, !hint.is_empty())
                // What stands in a textarea is written as it is, as in a script.
                inner_html=encode_text(&value).into_owned()
            />
            <Wrong name id=id/>
        </div>
    }
}

/// One of a list: value and label of each choice.
#[component]
pub fn Pick(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] choices: Signal<Vec<(String, String)>>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    /// The text of the empty choice; without one the first choice stands.
    #[prop(optional, into)]
    empty: Option<String>,
    #[prop(optional)] optional: bool,
    /// Hears what is chosen.
    #[prop(optional, into)]
    chosen: Option<Callback<String>>,
    /// For a page with several fields of this name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let value = form_state().start(name, value);
    let options = move || {
        let value = value.clone();
        choices
            .get()
            .into_iter()
            .map(|(choice, shown)| {
                let selected = choice == value;
                view! { <option value=choice selected=selected>{shown}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label} {optional.then(|| view! { <span class="text-muted">{text::form::optional()}</span> })}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint.clone()}</p> })}
            <select
                id=id.clone()
                name=name
                class="select"
                required=!optional
                aria-invalid=marked(name)
                aria-describedby=described(name, &id, !hint.is_empty())
                on:change=move |event| {
                    if let Some(chosen) = chosen {
                        chosen.run(event_target_value(&event));
                    }
                }
            >
                {empty.map(|empty| view! { <option value="">{empty}</option> })}
                {options}
            </select>
            <Wrong name id=id/>
        </div>
    }
}

/// Any number of choices: boxes to tick. The form sends them joined by commas.
#[component]
pub fn Choices(
    name: &'static str,
    #[prop(into)] label: String,
    choices: Vec<(String, String)>,
    /// The ticked ones, joined by commas.
    #[prop(optional, into)]
    value: String,
    #[prop(optional, into)] hint: String,
    /// For a page with several fields of this name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let ticked = form_state().start(name, value);
    let wrong = marked(name);
    let boxes = choices
        .into_iter()
        .map(|(choice, shown)| {
            let checked = ticked.split(',').any(|word| word == choice);
            view! {
                <label>
                    <input type="checkbox" class="checkbox" name=name value=choice checked=checked aria-invalid=wrong.clone()/>
                    <span>{shown}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" aria-describedby=described(name, &id, !hint.is_empty())>
            <legend>{label}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint.clone()}</p> })}
            <div class="choice-grid">{boxes}</div>
            <Wrong name id=id.clone()/>
        </fieldset>
    }
}

/// Exactly one of a few choices, all in view.
#[component]
pub fn Radios(
    name: &'static str,
    #[prop(into)] label: String,
    choices: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    /// `choice-grid`, or `stars-input` for a rating.
    #[prop(default = "choice-grid")]
    class: &'static str,
    /// For a page with several fields of this name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let value = form_state().start(name, value);
    let wrong = marked(name);
    let buttons = choices
        .into_iter()
        .map(|(choice, shown)| {
            let checked = choice == value;
            view! {
                <label>
                    <input type="radio" class="radio" name=name value=choice checked=checked aria-invalid=wrong.clone()/>
                    <span>{shown}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" aria-describedby=described(name, &id, !hint.is_empty())>
            <legend>{label}</legend>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint.clone()}</p> })}
            <div class=class>{buttons}</div>
            <Wrong name id=id.clone()/>
        </fieldset>
    }
}

/// A box that stands for a sentence.
#[component]
pub fn Agree(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    /// For a page with several fields of this name.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.to_owned());
    let checked = !form_state().start(name, value).is_empty();
    view! {
        <div class="field">
            <div class="choice-grid">
                <label>
                    <input
                        type="checkbox"
                        class="checkbox"
                        id=id.clone()
                        name=name
                        value="on"
                        checked=checked
                        aria-invalid=marked(name)
                        aria-describedby=described(name, &id, false)
                    />
                    <span>{label}</span>
                </label>
            </div>
            <Wrong name id=id/>
        </div>
    }
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

/// The browser's side: the same request in the background.
#[cfg(feature = "hydrate")]
mod send {
    use super::FormState;
    use crate::error::Fault;
    use crate::shell::{Accepted, Reload};
    use crate::ui::draft::Draft;
    use crate::ui::sign_in_url;
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
        let Some(body) = encoded(&form, event) else {
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

    fn encoded(form: &HtmlFormElement, event: &SubmitEvent) -> Option<String> {
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

    /// Posts the form; returns where the server sends the browser.
    async fn post(path: &str, body: String) -> Result<Option<String>, Fault> {
        let lost = || Fault::from(Code::CONNECTION_LOST);
        let request = gloo_net::http::Request::post(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
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
}

#[cfg(not(feature = "hydrate"))]
mod send {
    use super::FormState;
    use leptos::ev::SubmitEvent;
    use leptos::prelude::Callback;

    pub(super) fn submit(
        _: &SubmitEvent,
        _: &'static str,
        _: FormState,
        _: Option<Callback<()>>,
        _: bool,
    ) {
    }
}
