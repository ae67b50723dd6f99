//! Service records in public notice: masked, with a way to object.

use super::api;
use crate::locale::text;
use crate::shell::{load, me, posted};
use crate::ui::{Area, Empty, Form, Hidden, Icon, Load, More, Submit, date, hours, instant};
use domain::hours::NoticeView;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// What is in public notice, whatever ends first coming first.
#[component]
pub fn HoursNotices(
    /// Called when an objection was taken.
    heard: Callback<()>,
) -> impl IntoView {
    let query = use_query_map();
    let data = load(
        move || query.read().get("after").unwrap_or_default(),
        api::notices,
    );
    let signed_in = me().is_some();
    view! {
        <Load data let:found>
            {
                let (page, request_id) = found;
                let list = if page.rows.is_empty() {
                    let next = ("/services".to_owned(), text::notices::to_services());
                    view! { <Empty icon="megaphone" words=text::notices::nothing() next=next/> }.into_any()
                } else {
                    let rows = page.rows;
                    let record = move |notice: NoticeView| {
                        let form = signed_in
                            .then(|| {
                                view! { <Objection notice=notice.clone() request_id=request_id.clone() heard=heard/> }
                            });
                        view! { <Record notice=notice>{form}</Record> }
                    };
                    view! {
                        <ul class="grid grid-cols-1 gap-3">
                            // By key, so that what is open or typed stays with its record.
                            <For each=move || rows.clone() key=|notice| notice.id children=record/>
                        </ul>
                        <More next=page.next query="/notices?"/>
                    }
                        .into_any()
                };
                view! {
                    <section class="grid gap-3">
                        <h2>{text::notices::hours()}</h2>
                        <p>{text::notices::why()}</p>
                        {list}
                    </section>
                }
            }
        </Load>
    }
}

/// Who served where and how long, and until when it hangs.
#[component]
fn Record(notice: NoticeView, children: Children) -> impl IntoView {
    // The notice ends with the last moment of a day.
    let last_day = notice.until.plus(-1);
    view! {
        <li class="notice-card">
            <h3 class="text-lg">{text::notices::heading(notice.who, notice.title)}</h3>
            <p>
                <strong>{hours(notice.minutes)}</strong>
                " · "
                <time datetime=instant(notice.on)>{date(notice.on)}</time>
                " · "
                {notice.place}
            </p>
            <p class="text-muted"><Icon name="users"/> " " {notice.team}</p>
            <p class="text-muted">
                <Icon name="hourglass"/>
                " "
                <time datetime=instant(last_day)>{text::notices::until(date(last_day))}</time>
            </p>
            {children()}
        </li>
    }
}

/// The form to object, folded away. It is open where it was refused and is shown again.
#[component]
fn Objection(notice: NoticeView, request_id: String, heard: Callback<()>) -> impl IntoView {
    let id = notice.id.to_string();
    let refused = posted().is_some_and(|posted| {
        let mut fields = posted.fields.iter();
        posted.action == api::Object::PATH
            && fields.any(|(name, value)| name == "attendance" && *value == id)
    });
    let words_id = format!("words-{id}");
    view! {
        <details open=refused>
            <summary>{text::notices::object()}<span class="sr-only">{format!(" {}", text::notices::heading(notice.who.clone(), notice.title.clone()))}</span></summary>
            <Form<api::Object> class="form-grid" which=("attendance", id) done=heard>
                <Hidden name="request_id" value=request_id/>
                <Area
                    name="words"
                    id=words_id
                    label=text::notices::words()
                    hint=text::notices::words_hint()
                    maxlength=300
                />
                <Submit label=text::notices::send() class="btn"/>
            </Form<api::Object>>
        </details>
    }
}
