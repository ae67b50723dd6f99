//! Pictures: chosen in a form, and shown on a page.

use super::fields::{Wrong, described, marked};
use super::form::{FormState, form_state};
use super::sent::{Rows, Sent, names_of};
use crate::locale::text;
use crate::ui::Icon;
use domain::pictures::{PictureView, Size};
use leptos::prelude::*;

/// The pictures of a form. A page's program sends each as soon as it is chosen; without a program they go with the form.
#[derive(Clone, Copy)]
struct Chosen {
    rows: RwSignal<Vec<Sent>>,
    form: FormState,
}

impl Chosen {
    /// Those that were chosen before the page was built again, else those that the form begins with.
    fn of(form: FormState, value: String) -> Self {
        let begin = || {
            let kept = domain::pictures::read(&form.start("pictures", value)).unwrap_or_default();
            let kept = kept.into_iter().enumerate().map(|(key, name)| Sent {
                key,
                name: Some(name),
                percent: 100,
                fault: None,
            });
            Rows::new(kept.collect())
        };
        let rows = form.pictures().unwrap_or_else(begin);
        Self {
            rows: rows.into(),
            form,
        }
    }

    /// Keeps them, should the page be built again before the form is sent.
    fn keep(self) {
        self.form.keep_pictures(self.rows.into());
    }

    fn remove(self, key: usize) {
        self.rows.update(|rows| rows.retain(|row| row.key != key));
        self.keep();
    }
}

/// Chooses pictures. The form around has to be told that it has some.
#[component]
pub fn PictureField(
    #[prop(into)] label: String,
    /// Names of the pictures that are there already, joined by commas.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    let form = form_state();
    let chosen = Chosen::of(form, value);
    let under_way = form.under_way();
    Effect::new(move || under_way.set(chosen.rows.read().iter().any(Sent::is_under_way)));
    // What was chosen before the page's program was there.
    let files = NodeRef::<leptos::html::Input>::new();
    files.on_load(move |input| send::all(&input, chosen));
    let rows = move || {
        let rows = chosen.rows.get().into_iter().enumerate();
        rows.map(|(at, row)| preview(at, row, chosen))
            .collect_view()
    };
    view! {
        <div class="field">
            <label for="files">{label} <span class="text-muted">{text::form::optional()}</span></label>
            <p class="field-hint" id="files-hint">{text::pictures::hint()}</p>
            // Before the files: what stands behind one that is refused does not arrive without a program.
            <input type="hidden" name="pictures" value=move || names_of(&chosen.rows.read())/>
            <input
                type="file"
                id="files"
                name="files"
                class="file-input"
                accept="image/jpeg,image/png,image/webp"
                multiple=true
                aria-invalid=marked("pictures")
                aria-describedby=described("pictures", "files", true)
                node_ref=files
                on:change=move |event| send::all(&event_target(&event), chosen)
            />
            <ul class="picture-row" aria-live="polite">{rows}</ul>
            <Wrong name="pictures" id="files"/>
        </div>
    }
}

fn preview(at: usize, row: Sent, chosen: Chosen) -> impl IntoView {
    let key = row.key;
    let shown = match (&row.name, row.fault) {
        (Some(name), _) => {
            view! { <img src=name.path(Size::Small) alt=text::pictures::nth(at + 1)/> }.into_any()
        }
        (None, Some(code)) => view! {
            <p class="field-error">
                <Icon name="circle-alert"/>
                {text::code(code)}
            </p>
        }
        .into_any(),
        (None, None) => {
            let label = text::pictures::sending(at + 1, row.percent);
            view! { <progress class="progress" max="100" value=row.percent.to_string() aria-label=label></progress> }.into_any()
        }
    };
    // While it is on its way it cannot be taken back, and without a program there is nothing to click.
    let remove = (row.name.is_some() || row.fault.is_some()).then(|| {
        view! {
            <button type="button" class="btn btn-sm" on:click=move |_| chosen.remove(key)>
                {text::pictures::remove()}
                <span class="sr-only">{format!(" {}", text::pictures::nth(at + 1))}</span>
            </button>
        }
    });
    view! { <li>{shown} {remove}</li> }
}

/// Pictures on a page; each leads to its largest size.
#[component]
pub fn Pictures(pictures: Vec<PictureView>) -> impl IntoView {
    let each = |(at, picture): (usize, PictureView)| {
        view! {
            <li>
                <a href=picture.path(Size::Large)>
                    <img
                        src=picture.path(Size::Small)
                        alt=text::pictures::nth(at + 1)
                        width=picture.width.to_string()
                        height=picture.height.to_string()
                        loading="lazy"
                    />
                </a>
            </li>
        }
    };
    (!pictures.is_empty()).then(|| {
        let pictures = pictures.into_iter().enumerate().map(each).collect_view();
        view! { <ul class="picture-row">{pictures}</ul> }
    })
}

/// The browser's side: each file by a request of its own, so that one can see how far it is.
#[cfg(feature = "hydrate")]
mod send {
    use super::{Chosen, Rows, Sent};
    use crate::error::Fault;
    use domain::Code;
    use domain::pictures::{AT_ONCE, LARGEST, PictureName, read};
    use leptos::prelude::*;
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{File, FormData, HtmlInputElement, ProgressEvent, XmlHttpRequest};

    /// Sends all files that the field has.
    pub(super) fn all(input: &HtmlInputElement, chosen: Chosen) {
        let files: Vec<File> = input
            .files()
            .map(|files| (0..files.length()).filter_map(|at| files.get(at)).collect())
            .unwrap_or_default();
        for file in files {
            one(&file, chosen);
        }
        // They are sent already; the form carries their names.
        input.set_value("");
    }

    fn one(file: &File, chosen: Chosen) {
        let rows = Rows::from(chosen.rows);
        let key = rows.with_untracked(|rows| rows.iter().map(|row| row.key + 1).max().unwrap_or(0));
        let full = rows.with_untracked(|rows| rows.len() >= AT_ONCE);
        let fault = match () {
            () if full => Some(Code::TOO_MANY_PICTURES),
            () if file.size() > LARGEST as f64 => Some(Code::PICTURE_TOO_LARGE),
            () => None,
        };
        rows.update(|rows| {
            rows.push(Sent {
                key,
                name: None,
                percent: 0,
                fault,
            });
        });
        chosen.keep();
        if fault.is_some() {
            return;
        }
        if post(file, &rows, key).is_err() {
            settle(&rows, key, Err(Code::CONNECTION_LOST));
        }
    }

    fn post(file: &File, rows: &Rows, key: usize) -> Result<(), JsValue> {
        let request = XmlHttpRequest::new()?;
        request.open("POST", "/pictures")?;
        request.set_request_header("Accept", "application/json")?;
        let form = FormData::new()?;
        form.append_with_blob_and_filename("files", file, &file.name())?;
        let sent = rows.clone();
        let progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
            if event.length_computable() {
                let percent = (event.loaded() * 100.0 / event.total().max(1.0)) as u32;
                change(&sent, key, |row| row.percent = percent);
            }
        });
        request
            .upload()?
            .set_onprogress(Some(progress.into_js_value().unchecked_ref()));
        let answered = {
            let (request, rows) = (request.clone(), rows.clone());
            Closure::once_into_js(move || settle(&rows, key, answer(&request)))
        };
        request.set_onloadend(Some(answered.unchecked_ref()));
        request.send_with_opt_form_data(Some(&form))
    }

    /// The name of the picture that the server has kept, or why it has not.
    fn answer(request: &XmlHttpRequest) -> Result<PictureName, Code> {
        let text = request.response_text().ok().flatten().unwrap_or_default();
        match request.status() {
            Ok(200) => serde_json::from_str::<String>(&text)
                .ok()
                .and_then(|names| read(&names).ok()?.pop())
                .ok_or(Code::INTERNAL),
            Ok(0) | Err(_) => Err(Code::CONNECTION_LOST),
            Ok(413) => Err(Code::PICTURE_TOO_LARGE),
            Ok(_) => Err(
                serde_json::from_str::<Fault>(&text).map_or(Code::INTERNAL, |fault| {
                    fault.of("pictures").unwrap_or(fault.0.code)
                }),
            ),
        }
    }

    fn settle(rows: &Rows, key: usize, outcome: Result<PictureName, Code>) {
        let known = |name| {
            let has = |rows: &Vec<Sent>| rows.iter().any(|row| row.name.as_ref() == Some(name));
            rows.with_untracked(has)
        };
        if outcome.as_ref().is_ok_and(known) {
            rows.update(|rows| rows.retain(|row| row.key != key));
            return;
        }
        change(rows, key, |row| match outcome {
            Ok(name) => row.name = Some(name),
            Err(code) => row.fault = Some(code),
        });
    }

    fn change(rows: &Rows, key: usize, how: impl FnOnce(&mut Sent)) {
        rows.update(|rows| {
            if let Some(row) = rows.iter_mut().find(|row| row.key == key) {
                how(row);
            }
        });
    }
}

#[cfg(not(feature = "hydrate"))]
mod send {
    use super::Chosen;
    use web_sys::HtmlInputElement;

    pub(super) fn all(_: &HtmlInputElement, _: Chosen) {}
}
