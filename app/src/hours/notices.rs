//! Service records in public notice: masked, with a way to object.

use super::api;
use crate::locale::text;
use crate::notices::Objection;
use crate::shell::{load, me};
use crate::ui::{Empty, Icon, Load, More, date, hours, instant};
use domain::hours::NoticeView;
use leptos::prelude::*;
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
                                view! {
                                    <Objection<api::Object>
                                        which=("attendance", notice.id.to_string())
                                        about=text::notices::heading(&notice.who, &notice.title)
                                        hint=text::notices::words_hint()
                                        request_id=request_id.clone()
                                        heard=heard
                                    />
                                }
                            });
                        view! { <Record notice=notice>{form}</Record> }
                    };
                    view! {
                        <ul class="grid grid-cols-1 gap-3">
                            // By key, so that what is open or typed stays with its record.
                            <For each=move || rows.clone() key=|notice| notice.id children=record/>
                        </ul>
                        <More next=page.next key="after"/>
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
