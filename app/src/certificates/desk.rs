//! Certificates at the desk: what waits, and what became of the others.

use super::api::{self, DeskPage};
use super::mine::{StateBadge, days};
use crate::locale::text;
use crate::shell::load;
use crate::ui::DeskRail;
use crate::ui::{
    Area, Empty, Fold, Form, Hidden, Load, More, StateTabs, Submit, Title, full_date, lasting,
    narrowed, onward,
};
use domain::certificates::{DeskView, State};
use domain::spoken::spoken;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Requests of one's subtree, by where they stand.
#[component]
pub fn DeskCertificates() -> impl IntoView {
    let place = narrowed::<State>();
    let data = load(
        move || place.get(),
        |(state, after)| api::desk(state, after),
    );
    view! {
        <div class="page-wide">
            <Title name=text::desk_certificates::title()/>
            <Load data children=shown/>
        </div>
    }
}

fn shown(page: DeskPage) -> impl IntoView {
    let states = State::ALL.iter();
    let states: Vec<_> = states
        .map(|state| (state.to_string(), text::certificate_state(*state)))
        .collect();
    let here = page.state.to_string();
    let next = onward("/desk/certificates", &here);
    let nothing = page.requests.rows.is_empty();
    let cards: Vec<_> = page
        .requests
        .rows
        .into_iter()
        .map(|request| card(request, &page.request_id))
        .collect();
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/certificates"/>
            <div class="grid content-start gap-6">
                <h1>{text::desk_certificates::title()}</h1>
                <StateTabs path="/desk/certificates" label=text::desk_certificates::by_state() states=states here=here/>
                {nothing.then(|| view! { <Empty icon="circle-check" words=text::desk_certificates::nothing()/> })}
                <ul class="grid gap-4">{cards}</ul>
                <More next=page.requests.next query=next/>
            </div>
        </div>
    }
}

fn card(view: DeskView, request_id: &str) -> impl IntoView + use<> {
    let DeskView {
        request,
        name,
        volunteer_no,
        purpose,
        minutes,
        own,
    } = view;
    let time = if request.no.is_some() {
        text::desk_certificates::certified(lasting(minutes))
    } else {
        text::desk_certificates::minutes(lasting(minutes))
    };
    let purpose =
        (!purpose.is_empty()).then(|| view! { <p>{text::desk_certificates::purpose(purpose)}</p> });
    let reason = (!request.reason.is_empty())
        .then(|| view! { <p>{text::my_certificates::reason(request.reason.clone())}</p> });
    let open = request.no.as_ref().map(|no| {
        view! {
            <p>
                <a class="btn btn-primary btn-outline" href=format!("/desk/certificates/{no}")>{spoken(no)}</a>
            </p>
        }
    });
    let decide = match request.state {
        State::Asked if own => {
            view! { <p class="text-muted">{text::desk_certificates::own()}</p> }.into_any()
        }
        State::Asked => decide(request.id.to_string(), request_id.to_owned(), name.clone()),
        _ => ().into_any(),
    };
    view! {
        <li class="notice-card">
            <h2>{name} " · " {days(request.period)}</h2>
            <p class="flex flex-wrap items-center gap-3">
                <StateBadge state=request.state/>
                <span class="text-muted">{text::desk_certificates::asked(full_date(request.asked_at))}</span>
            </p>
            <p><strong>{time}</strong></p>
            <p class="text-muted">{text::desk_certificates::number(volunteer_no)}</p>
            {purpose} {reason} {open} {decide}
        </li>
    }
}

fn decide(id: String, request_id: String, name: String) -> AnyView {
    let (which, form) = (("id", id.clone()), request_id.clone());
    let field = format!("reason-{id}");
    let about = name.clone();
    view! {
        <Form<api::Issue> which=which.clone()>
            <Hidden name="request_id" value=form/>
            <Submit label=text::desk_certificates::issue() about=about/>
        </Form<api::Issue>>
        <Fold
            label=text::desk_certificates::send_back()
            about=name.clone()
            paths=vec![api::SendBack::PATH]
            which=which.clone()
        >
            <Form<api::SendBack> which=which class="form-grid">
                <Hidden name="request_id" value=request_id/>
                <Area
                    name="reason"
                    id=field
                    label=text::desk_certificates::reason()
                    hint=text::desk_certificates::reason_hint()
                    maxlength=200
                />
                <div>
                    <Submit label=text::desk_certificates::send_back() about=name class="btn"/>
                </div>
            </Form<api::SendBack>>
        </Fold>
    }
    .into_any()
}
