//! Nominations of oneself, and whether they may be published.

use super::api::{self, mine};
use crate::locale::text;
use crate::notices::badge;
use crate::shell::load;
use crate::ui::{Empty, Form, Hidden, Load, Submit, Title, full_date};
use domain::honours::{MyHonour, Publish};
use leptos::prelude::*;

/// One's own nominations, the newest first.
#[component]
pub fn MyHonours() -> impl IntoView {
    let data = load(|| (), |()| mine());
    view! {
        <div class="page">
            <Title name=text::my_honours::title()/>
            <Load data let:((rows, request_id))>
                <h1>{text::my_honours::title()}</h1>
                {if rows.is_empty() {
                    let next = ("/honours".to_owned(), text::honours::title());
                    view! { <Empty icon="award" words=text::my_honours::nothing() next=next/> }.into_any()
                } else {
                    let cards: Vec<_> = rows.iter().map(|row| card(row, &request_id)).collect();
                    view! { <ul class="grid gap-4">{cards}</ul> }.into_any()
                }}
            </Load>
        </div>
    }
}

fn card(honour: &MyHonour, request_id: &str) -> impl IntoView + use<> {
    let returned = (!honour.returned.is_empty())
        .then(|| view! { <p>{text::my_honours::returned(&honour.returned)}</p> });
    view! {
        <li class="notice-card">
            <h2 class="flex flex-wrap items-center gap-3">
                {honour.campaign.clone()} {badge(honour.state, text::honour_state(honour.state))}
            </h2>
            <p class="text-muted">{full_date(honour.at)}</p>
            <p>{honour.reason.clone()}</p>
            {returned}
            {(honour.publish != Publish::NotAsked).then(|| consent(honour, request_id))}
        </li>
    }
}

/// What one has said to being published, and the buttons to say otherwise. A minor is not asked, and only takes back what they
/// have agreed to.
fn consent(honour: &MyHonour, request_id: &str) -> impl IntoView + use<> {
    let button = |label: &'static str, agree: &'static str| {
        let (request_id, about) = (request_id.to_owned(), honour.campaign.clone());
        let id = honour.id.to_string();
        view! {
            <Form<api::Answer> which=("id", id)>
                <Hidden name="request_id" value=request_id/>
                <Hidden name="agree" value=agree.to_owned()/>
                <Submit label=label about=about class="btn"/>
            </Form<api::Answer>>
        }
    };
    let agrees = honour.may_publish && honour.publish != Publish::Given;
    let refuses = match honour.publish {
        Publish::Given => true,
        Publish::Asked => honour.may_publish,
        Publish::Refused | Publish::NotAsked => false,
    };
    let agree = agrees.then(|| button(text::my_honours::agree(), "yes"));
    let refuse = refuses.then(|| button(text::my_honours::refuse(), "no"));
    let lead = if honour.may_publish {
        text::my_honours::consent_lead()
    } else {
        text::my_honours::minor()
    };
    view! {
        <p><strong>{text::honour_publish(honour.publish)}</strong></p>
        <p class="text-muted">{lead}</p>
        <div class="flex flex-wrap gap-3">{agree} {refuse}</div>
    }
}
