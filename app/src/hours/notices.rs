//! Service records in public notice: a part of the page of notices.

use super::api;
use crate::locale::text;
use crate::notices::{Section, hanging};
use crate::ui::{Empty, Icon, date, hours, instant};
use domain::hours::NoticedHours;
use domain::notices::NoticeView;
use leptos::prelude::*;

/// The service records that hang now.
pub(crate) fn section(heard: Callback<()>) -> AnyView {
    let section = Section::<NoticedHours> {
        title: text::hours_notices::title(),
        why: text::hours_notices::why(),
        hint: text::hours_notices::words_hint(),
        key: "after",
        field: "attendance",
        subject: |noticed| noticed.title.clone(),
        details,
        empty: Some(|| {
            let next = ("/services".to_owned(), text::hours_notices::to_services());
            view! { <Empty icon="megaphone" words=text::hours_notices::nothing() next=next/> }
                .into_any()
        }),
    };
    hanging::<api::Object, _, _>(section, api::notices, heard)
}

/// How long, when, where, and with whom.
fn details(notice: &NoticeView<NoticedHours>) -> AnyView {
    let served = &notice.what;
    view! {
        <p>
            <strong>{hours(served.minutes)}</strong>
            " · "
            <time datetime=instant(served.on)>{date(served.on)}</time>
            " · "
            {notice.place.clone()}
        </p>
        <p class="text-muted"><Icon name="users"/> " " {served.team.clone()}</p>
    }
    .into_any()
}
