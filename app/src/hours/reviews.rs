//! Attendance that a staff member decides on before it counts.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::DeskRail;
use crate::ui::{Empty, Form, Hidden, Load, More, Submit, Title, lasting, order_no, span};
use domain::hours::{ReviewView, Verdict};
use domain::orders::Window;
use domain::page::Page;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Service that is more than a day's hours, at two places at once, or objected to; the oldest first.
#[component]
pub fn Reviews() -> impl IntoView {
    let query = use_query_map();
    let reviews = load(
        move || query.read().get("after").unwrap_or_default(),
        api::reviews,
    );
    view! {
        <div class="page-wide">
            <Title name=text::reviews::title()/>
            <Load data=reviews children=|(reviews, request_id)| page(reviews, &request_id)/>
        </div>
    }
}

fn page(reviews: Page<ReviewView>, request_id: &str) -> impl IntoView + use<> {
    let list = if reviews.rows.is_empty() {
        view! { <Empty icon="circle-check" words=text::reviews::nothing()/> }.into_any()
    } else {
        let cards: Vec<_> = reviews
            .rows
            .into_iter()
            .map(|review| card(review, request_id))
            .collect();
        view! { <ul class="grid gap-4">{cards}</ul> }.into_any()
    };
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/hours"/>
            <div class="grid gap-4">
                <h1>{text::reviews::title()}</h1>
                <p>{text::reviews::about()}</p>
                {list}
                <More next=reviews.next query="/desk/hours?"/>
            </div>
        </div>
    }
}

fn card(review: ReviewView, request_id: &str) -> impl IntoView + use<> {
    let when = span(Window {
        from: review.from,
        to: review.to,
    });
    let reason = review
        .reason
        .map(|reason| view! { <p><strong>{text::review_reason(reason)}</strong></p> });
    let noted = (!review.end_reason.is_empty()).then(|| {
        view! { <p><strong>{text::reviews::noted_afterwards()}</strong>{review.end_reason.clone()}</p> }
    });
    let objection = (!review.objection.is_empty()).then(|| {
        view! { <p><strong>{text::reviews::objection()}</strong>{review.objection.clone()}</p> }
    });
    let heading = text::reviews::who_and_how_long(&review.who, lasting(review.minutes));
    let (request_id, who) = (request_id.to_owned(), review.who);
    let decide = review.may.then(|| {
        view! {
            <Form<api::Review> which=("attendance", review.id.to_string()) class="flex flex-wrap gap-3">
                <Hidden name="request_id" value=request_id/>
                <Submit
                    label=text::verdict(Verdict::Approve)
                    value=("verdict", Verdict::Approve.as_str())
                    about=who.clone()
                />
                <Submit
                    label=text::verdict(Verdict::Strike)
                    value=("verdict", Verdict::Strike.as_str())
                    about=who
                    class="btn"
                />
            </Form<api::Review>>
        }
    });
    view! {
        <li class="notice-card">
            <h2>{heading}</h2>
            {reason}
            {noted}
            {objection}
            <p>{when}</p>
            <p>
                <a class="link inline-flex min-h-(--touch) items-center" href=format!("/desk/orders/{}", review.order_no)>
                    {text::reviews::order(review.title, order_no(&review.order_no))}
                </a>
            </p>
            {decide}
        </li>
    }
}
