//! One's own hours.

use super::api::mine;
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{Empty, HoursBadge, Icon, Load, More, Title, full_date, hours};
use domain::hours::{EntryView, State};
use domain::page::Page;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The total, and every service with where it stands.
#[component]
pub fn MyHours() -> impl IntoView {
    let query = use_query_map();
    let data = load(move || query.read().get("after").unwrap_or_default(), mine);
    view! {
        <div class="page">
            <Title name=text::my_hours::title()/>
            <Load data=data let:((minutes, page))>
                <h1>{text::my_hours::title()}</h1>
                <Ledger minutes=minutes page=page/>
            </Load>
        </div>
    }
}

#[component]
fn Ledger(minutes: i64, page: Page<EntryView>) -> impl IntoView {
    if !me().is_some_and(|me| me.volunteer) && page.rows.is_empty() {
        let join = ("/me/volunteer".to_owned(), text::my_hours::join());
        return view! { <Empty icon="clock" words=text::my_hours::not_volunteer() next=join/> }
            .into_any();
    }
    let records = if page.rows.is_empty() {
        let shifts = ("/me/shifts".to_owned(), text::my_hours::to_shifts());
        view! { <Empty icon="clock" words=text::my_hours::empty() next=shifts/> }.into_any()
    } else {
        let rows = page
            .rows
            .into_iter()
            .map(|entry| view! { <Entry entry=entry/> })
            .collect_view();
        view! {
            <ul class="list-card">{rows}</ul>
            <More next=page.next query="/me/hours?"/>
        }
        .into_any()
    };
    view! {
        <section class="notice-card">
            <h2>{text::my_hours::total()}</h2>
            <p class="big-number">{domain::hours::in_hours(minutes)} <small>{text::my_hours::unit()}</small></p>
            <p class="text-muted">{text::my_hours::lead()}</p>
            <p><a class="btn btn-link px-0" href="/notices">{text::my_hours::to_notices()}</a></p>
            <p><a class="btn btn-link px-0" href="/me/certificates">{text::my_hours::to_certificates()}</a></p>
        </section>
        <section>
            <h2>{text::my_hours::records()}</h2>
            {records}
        </section>
    }
    .into_any()
}

#[component]
fn Entry(entry: EntryView) -> impl IntoView {
    // Until somebody has left there is no time to tell.
    let lasted = (entry.state != State::CheckedIn).then(|| format!(" · {}", hours(entry.minutes)));
    view! {
        <li>
            <a class="row-link" href=format!("/orders/{}", entry.order_no)>
                <Icon name="clock"/>
                <div>
                    <strong>{entry.title}</strong>
                    <small>{full_date(entry.on)} {lasted}</small>
                </div>
                <HoursBadge state=entry.state/>
            </a>
        </li>
    }
}
