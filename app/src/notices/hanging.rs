//! A feature's part of the page of notices: a list of masked cases, each with a way to object.

use super::objection::Objection;
use crate::error::Fault;
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{Icon, Load, More, date, instant};
use domain::notices::NoticeView;
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a feature says of its cases in public notice.
#[derive(Clone)]
pub(crate) struct Section<T> {
    pub(crate) title: &'static str,
    /// Why they hang there.
    pub(crate) why: &'static str,
    /// What whoever objects is asked for.
    pub(crate) hint: &'static str,
    /// The parameter of the URL that says where its list goes on.
    pub(crate) key: &'static str,
    /// The hidden field that names a case in the objection's form.
    pub(crate) field: &'static str,
    /// What a case is about, beside who.
    pub(crate) subject: fn(&T) -> String,
    /// What else its feature shows.
    pub(crate) details: fn(&NoticeView<T>) -> AnyView,
    /// What stands there when nothing hangs; without it, nothing.
    pub(crate) empty: Option<fn() -> AnyView>,
}

/// What hangs now, whatever ends first coming first. `S` takes the objections, and `heard` is called when one was taken.
pub(crate) fn hanging<S, T, Fut>(
    section: Section<T>,
    fetch: fn(String) -> Fut,
    heard: Callback<()>,
) -> AnyView
where
    S: ServerFn + 'static,
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    Fut: Future<Output = Result<(Page<NoticeView<T>>, String), Fault>> + Send + 'static,
{
    let (query, key) = (use_query_map(), section.key);
    let data = load(move || query.read().get(key).unwrap_or_default(), fetch);
    let list = move |(page, request_id)| list::<S, T>(&section, page, request_id, heard);
    view! { <Load data=data children=list/> }.into_any()
}

fn list<S, T>(
    section: &Section<T>,
    page: Page<NoticeView<T>>,
    request_id: String,
    heard: Callback<()>,
) -> Option<AnyView>
where
    S: ServerFn + 'static,
    T: Clone + Send + Sync + 'static,
{
    let Page { rows, next } = page;
    let list = match (rows.is_empty(), section.empty) {
        (true, None) => return None,
        (true, Some(empty)) => empty(),
        (false, _) => {
            let (signed_in, of) = (me().is_some(), section.clone());
            let card = move |notice: NoticeView<T>| {
                let about = text::notices::heading(&notice.who, (of.subject)(&notice.what));
                let form = signed_in.then(|| {
                    view! {
                        <Objection<S>
                            which=(of.field, notice.id.to_string())
                            about=about.clone()
                            hint=of.hint
                            request_id=request_id.clone()
                            heard=heard
                        />
                    }
                });
                // The notice ends with the last moment of a day.
                let last_day = notice.until.plus(-1);
                view! {
                    <li class="notice-card">
                        <h3 class="text-lg">{about}</h3>
                        {(of.details)(&notice)}
                        <p class="text-muted">
                            <Icon name="hourglass"/>
                            " "
                            <time datetime=instant(last_day)>{text::notices::until(date(last_day))}</time>
                        </p>
                        {form}
                    </li>
                }
            };
            view! {
                <ul class="grid grid-cols-1 gap-3">
                    // By key, so that what is open or typed stays with its case.
                    <For each=move || rows.clone() key=|notice| notice.id children=card/>
                </ul>
                <More next=next key=section.key/>
            }
            .into_any()
        }
    };
    let view = view! {
        <section class="grid gap-3">
            <h2>{section.title}</h2>
            <p>{section.why}</p>
            {list}
        </section>
    };
    Some(view.into_any())
}
