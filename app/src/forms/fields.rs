//! The fields of forms: each has its label, a hint, what was typed, and what is wrong with it.

use super::form::form_state;
use crate::locale::text;
use crate::ui::Icon;
use html_escape::encode_text;
use leptos::prelude::*;

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

fn hinted(id: &str, hint: &str) -> Option<impl IntoView + use<>> {
    (!hint.is_empty())
        .then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint.to_owned()}</p> })
}

/// A control with its label, hint and fault.
fn labelled<C: IntoView>(
    name: &'static str,
    id: &str,
    label: String,
    hint: &str,
    optional: bool,
    control: C,
) -> impl IntoView + use<C> {
    let optional =
        optional.then(|| view! { <span class="text-muted">{text::form::optional()}</span> });
    view! {
        <div class="field">
            <label for=id.to_owned()>{label} {optional}</label>
            {hinted(id, hint)}
            {control}
            <Wrong name id=id/>
        </div>
    }
}

/// Several controls that are one field, with its label, hint and fault.
fn grouped<C: IntoView>(
    name: &'static str,
    id: &str,
    label: String,
    hint: &str,
    controls: C,
) -> impl IntoView + use<C> {
    view! {
        <fieldset class="field" aria-describedby=described(name, id, !hint.is_empty())>
            <legend>{label}</legend>
            {hinted(id, hint)}
            {controls}
            <Wrong name id=id/>
        </fieldset>
    }
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
    let control = view! {
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
    };
    labelled(name, &id, label, &hint, optional, control)
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
    let control = view! {
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
    };
    labelled(name, &id, label, &hint, optional, control)
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
    let control = view! {
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
    };
    labelled(name, &id, label, &hint, optional, control)
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
    grouped(
        name,
        &id,
        label,
        &hint,
        view! { <div class="choice-grid">{boxes}</div> },
    )
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
    grouped(
        name,
        &id,
        label,
        &hint,
        view! { <div class=class>{buttons}</div> },
    )
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
