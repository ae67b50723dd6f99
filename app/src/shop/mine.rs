//! What one has redeemed: codes to show at the shop, and what became of the others.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Empty, Form, Hidden, Load, More, Submit, Title, date_time, full_date};
use domain::page::Page;
use domain::shop::{RedemptionView, State};
use domain::spoken::spoken;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One's redemptions, the newest first.
#[component]
pub fn MyRewards() -> impl IntoView {
    let query = use_query_map();
    let data = load(
        move || query.read().get("after").unwrap_or_default(),
        api::mine,
    );
    view! {
        <div class="page">
            <Title name=text::my_rewards::title()/>
            <Load data let:((page, request_id))>
                <List page=page request_id=request_id/>
            </Load>
        </div>
    }
}

#[component]
fn List(page: Page<RedemptionView>, request_id: String) -> impl IntoView {
    let nothing = page.rows.is_empty();
    let cards = page
        .rows
        .into_iter()
        .map(|row| card(row, &request_id))
        .collect_view();
    let next = ("/rewards".to_owned(), text::my_rewards::to_window());
    view! {
        <h1>{text::my_rewards::title()}</h1>
        {nothing.then(|| view! { <Empty icon="gift" words=text::my_rewards::nothing() next=next/> })}
        <ul class="grid gap-4">{cards}</ul>
        <More next=page.next query="/me/rewards?"/>
    }
}

fn card(row: RedemptionView, request_id: &str) -> impl IntoView + use<> {
    let tone = match row.state {
        State::Held => "tone-now",
        State::PickedUp => "tone-done",
        State::Cancelled | State::Expired => "tone-stop",
    };
    let title = row.title.clone();
    let held = row.code.map(|code| {
        let (id, request_id) = (row.id.to_string(), request_id.to_owned());
        view! {
            <p>{text::my_rewards::show()}</p>
            <img class="qr" src=format!("/qr?code={code}") alt=text::my_rewards::qr() width="200" height="200"/>
            <p class="big-number pick-up-code">{spoken(&code)}</p>
            <p>{row.shop}</p>
            <p><strong>{text::my_rewards::until(date_time(row.until))}</strong></p>
            <Form<api::Cancel> which=("id", id)>
                <Hidden name="request_id" value=request_id/>
                <Submit label=text::my_rewards::cancel() about=title class="btn"/>
            </Form<api::Cancel>>
        }
    });
    view! {
        <li class="notice-card">
            <h2>{row.title}</h2>
            <p class="flex flex-wrap items-center gap-3">
                <span class=format!("state-badge {tone}")>{text::redemption_state(row.state)}</span>
                <span class="text-muted">{text::my_rewards::when(full_date(row.at), row.points)}</span>
            </p>
            {held}
        </li>
    }
}
