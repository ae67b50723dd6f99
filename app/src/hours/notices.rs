//! Service records in public notice: masked, with a way to object.

use super::api;
use crate::honours::notices::HonourNotices;
use crate::locale::text;
use crate::shell::{load, me, posted};
use crate::stars::notices::StarNotices;
use crate::ui::{
    Area, Empty, Form, Hidden, Icon, Load, More, Submit, Title, date, hours, instant, sign_in_url,
};
use domain::hours::NoticeView;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// What is in public notice, whatever ends first coming first.
#[component]
pub fn Notices() -> impl IntoView {
    let query = use_query_map();
    let data = load(
        move || query.read().get("after").unwrap_or_default(),
        api::notices,
    );
    // The record is gone from the list once somebody has objected, so the page says what has become of it.
    let objected = RwSignal::new(false);
    let told = NodeRef::<Div>::new();
    let heard = Callback::new(move |()| {
        objected.set(true);
        if let Some(told) = told.get_untracked() {
            let _ = told.focus();
        }
    });
    let signed_in = me().is_some();
    view! {
        <div class="page">
            <Title name=text::notices::title()/>
            <h1>{text::notices::title()}</h1>
            <p>{text::notices::why()}</p>
            {(!signed_in)
                .then(|| view! { <p><a class="link inline-flex min-h-(--touch) items-center gap-1" href=sign_in_url()>{text::notices::sign_in()}</a></p> })}
            <div role="status" tabindex="-1" node_ref=told>
                {move || {
                    objected
                        .get()
                        .then(|| {
                            view! {
                                <div class="alert alert-success alert-soft">
                                    <Icon name="circle-check"/>
                                    <span>{text::notices::objected()}</span>
                                </div>
                            }
                        })
                }}
            </div>
            <Load data let:found>
                {
                    let (page, request_id) = found;
                    if page.rows.is_empty() {
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
                    }
                }
            </Load>
            <StarNotices heard=heard/>
            <HonourNotices/>
        </div>
    }
}

/// Who served where and how long, and until when it hangs.
#[component]
fn Record(notice: NoticeView, children: Children) -> impl IntoView {
    // The notice ends with the last moment of a day.
    let last_day = notice.until.plus(-1);
    view! {
        <li class="notice-card">
            <h2 class="text-lg">{text::notices::heading(notice.who, notice.title)}</h2>
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
