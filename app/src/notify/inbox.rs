//! One's messages.

use super::api::{MarkRead, messages};
use super::words::in_app;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Empty, Form, Hidden, Icon, Load, More, Submit, Title, date_time, instant};
use domain::notify::{InboxView, Notice};
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
    let words = in_app(&message.notice);
    view! {
        <a class="row-link" href=leads_to(&message.notice)>
            <Icon name="message-square"/>
            <div class:font-semibold=!message.read>
                {words}
                <small class="font-normal"><time datetime=instant(message.at)>{date_time(message.at)}</time></small>
            </div>
            {(!message.read).then(|| view! { <span class="state-badge tone-now">{text::inbox::unread()}</span> })}
        </a>
    }
}

/// Where a message's reader does what it is about.
fn leads_to(notice: &Notice) -> String {
    match notice {
        Notice::OrderWaits { no, .. }
        | Notice::InfoGiven { no, .. }
        | Notice::OfferReturned { no, .. } => format!("/desk/orders/{no}"),
        Notice::ShiftAssigned { .. } => "/me/shifts".to_owned(),
        Notice::HoursNoticed { .. } | Notice::HoursPosted { .. } | Notice::HoursStruck { .. } => {
            "/me/hours".to_owned()
        }
        Notice::RedemptionExpired { .. } => "/me/rewards".to_owned(),
        Notice::StockLow { .. } | Notice::BudgetReached { .. } => "/shop".to_owned(),
        Notice::CertificateAsked { .. } => "/desk/certificates".to_owned(),
        Notice::CertificateIssued { no } | Notice::CertificateRevoked { no, .. } => {
            format!("/me/certificates/{no}")
        }
        Notice::CertificateReturned { .. } => "/me/certificates".to_owned(),
        Notice::HonourWaits { .. } => "/desk/honours".to_owned(),
        Notice::HonourNominated { .. }
        | Notice::HonourNoticed { .. }
        | Notice::HonourObjected { .. }
        | Notice::HonourReturned { .. }
        | Notice::HonourAwarded { .. } => "/me/honours".to_owned(),
        Notice::StarWaits { .. } => "/desk/stars".to_owned(),
        Notice::StarApplied { .. }
        | Notice::StarNominated { .. }
        | Notice::StarNoticed { .. }
        | Notice::StarObjected { .. }
        | Notice::StarReturned { .. }
        | Notice::StarAwarded { .. }
        | Notice::StarWithdrawn { .. } => "/me/stars".to_owned(),
        Notice::LeaderNamed { team, .. } | Notice::RosterJoined { team, .. } => {
            format!("/team/{team}")
        }
        Notice::BonusPosted { .. }
        | Notice::PointsDecided { .. }
        | Notice::PointsExpiring { .. }
        | Notice::PointsExpired { .. } => "/me/points".to_owned(),
        // The page has the card of the team whose answer is waited for.
        Notice::OfferMade { .. } => "/me".to_owned(),
        _ => notice
            .order_no()
            .map_or_else(|| "/me".to_owned(), |no| format!("/orders/{no}")),
    }
}
