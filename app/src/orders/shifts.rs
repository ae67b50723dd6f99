//! What a volunteer is asked to do next, with one button to check in and out.

use super::api;
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{Empty, Form, Hidden, Icon, Load, Submit, Title, span};
use domain::access::Action;
use domain::orders::ShiftView;
use leptos::prelude::*;

/// The orders one is assigned to, the soonest first.
#[component]
pub fn Shifts() -> impl IntoView {
    let shifts = load(|| (), |()| api::shifts());
    view! {
        <div class="page">
            <Title name=text::shifts::title()/>
            <Load data=shifts children=|(shifts, request_id)| page(shifts, &request_id)/>
        </div>
    }
}

fn page(shifts: Vec<ShiftView>, request_id: &str) -> impl IntoView + use<> {
    let list = if shifts.is_empty() {
        let volunteer = me().is_some_and(|me| me.volunteer);
        if volunteer {
            view! { <Empty icon="calendar-days" words=text::shifts::nothing()/> }.into_any()
        } else {
            let next = ("/me/volunteer".to_owned(), text::shifts::register());
            view! { <Empty icon="calendar-days" words=text::shifts::not_registered() next=next/> }
                .into_any()
        }
    } else {
        let cards: Vec<_> = shifts
            .into_iter()
            .map(|shift| card(shift, request_id))
            .collect();
        view! { <ul class="grid gap-4">{cards}</ul> }.into_any()
    };
    view! {
        <h1>{text::shifts::title()}</h1>
        {list}
    }
}

fn card(shift: ShiftView, request_id: &str) -> impl IntoView + use<> {
    const BUTTON: &str = "btn btn-primary btn-lg btn-block";
    let which = || ("no", shift.no.clone());
    let (request_id, about) = (request_id.to_owned(), shift.title.clone());
    let next = match shift.next {
        Some(Action::CHECK_IN) => view! {
            <Form<api::CheckIn> which=which()>
                <Hidden name="request_id" value=request_id/>
                <Submit label=text::action(Action::CHECK_IN) about=about class=BUTTON/>
            </Form<api::CheckIn>>
        }
        .into_any(),
        Some(Action::CHECK_OUT) => view! {
            <Form<api::CheckOut> which=which()>
                <Hidden name="request_id" value=request_id/>
                <Submit label=text::action(Action::CHECK_OUT) about=about class=BUTTON/>
            </Form<api::CheckOut>>
        }
        .into_any(),
        _ => view! { <p class="text-muted">{text::shifts::later()}</p> }.into_any(),
    };
    view! {
        <li class="notice-card">
            <h2>{shift.title.clone()}</h2>
            {shift
                .when
                .map(|when| view! { <p><Icon name="calendar-days"/>" "<strong>{span(when)}</strong></p> })}
            <p><Icon name="map-pin"/>" "{shift.place.clone()}</p>
            {next}
            <p>
                <a class="btn btn-block" href=format!("/orders/{}", shift.no)>
                    {text::shifts::details()}
                    <span class="sr-only">{format!(" {}", shift.title)}</span>
                </a>
            </p>
        </li>
    }
}
