//! One's messages.

use super::api::{MarkRead, messages};
use crate::gathered::words;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Empty, Form, Hidden, Icon, Load, More, Submit, Title, date_time, instant};
use domain::notify::InboxView;
use domain::page::Page;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One's messages, the newest first.
#[component]
pub fn Inbox() -> impl IntoView {
    let query = use_query_map();
    let data = load(
        move || query.read().get("after").unwrap_or_default(),
        messages,
    );
    view! {
        <div class="page">
            <Title name=text::inbox::title()/>
            <Load data=data let:page>
                <h1>{text::inbox::title()}</h1>
                <Messages page=page/>
            </Load>
        </div>
    }
}

#[component]
fn Messages(page: Page<InboxView>) -> impl IntoView {
    let newest = page
        .rows
        .first()
        .map(|newest| newest.id.to_string())
        .filter(|_| page.rows.iter().any(|message| !message.read));
    let mark = newest.map(|newest| {
        // The bar on top counts the unread as well, so the whole page is loaded anew.
        view! {
            <Form<MarkRead> reload=true>
                <Hidden name="up_to" value=newest/>
                <Submit label=text::inbox::mark() class="btn"/>
            </Form<MarkRead>>
        }
    });
    if page.rows.is_empty() {
        let services = ("/services".to_owned(), text::inbox::to_services());
        return view! { <Empty icon="bell" words=text::inbox::empty() next=services/> }.into_any();
    }
    let rows = page
        .rows
        .into_iter()
        .map(|message| view! { <li><Message message=message/></li> })
        .collect_view();
    view! {
        {mark}
        <ul class="list-card">{rows}</ul>
        <More next=page.next query="/me/inbox?"/>
    }
    .into_any()
}

#[component]
fn Message(message: InboxView) -> impl IntoView {
    // What an older or newer version of the program wrote is not kept from its reader, and counts until it is marked as read.
    let (says, leads_to) = match &message.message {
        Some(told) => (words(told).in_app(), words(told).leads_to()),
        None => (text::inbox::unreadable().to_owned(), "/me".to_owned()),
    };
    view! {
        <a class="row-link" href=leads_to>
            <Icon name="message-square"/>
            <div class:font-semibold=!message.read>
                {says}
                <small class="font-normal"><time datetime=instant(message.at)>{date_time(message.at)}</time></small>
            </div>
            {(!message.read).then(|| view! { <span class="state-badge tone-now">{text::inbox::unread()}</span> })}
        </a>
    }
}
