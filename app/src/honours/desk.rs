//! Honours at the desk: nominations of one's subtree, one nomination with its figures, and the campaigns.

use super::api::{self, HonourDesk};
use super::list::about;
use crate::locale::text;
use crate::notices::{Approve, CaseQueue, GiveBack, badge, others_turn, until};
use crate::shell::load;
use crate::ui::DeskRail;
use crate::ui::{
    Area, Field, Fold, Form, Hidden, Icon, Load, Pick, Pictures, Submit, Title, full_date, hours,
    narrowed,
};
use domain::honours::{CampaignView, Figures, Kind, NominationCase, NominationRow, Publish, State};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

/// Nominations of one's subtree, narrowed down by the URL, and the campaigns.
#[component]
pub fn DeskHonours() -> impl IntoView {
    let place = narrowed::<State>();
    let desk = load(
        move || place.get(),
        |(state, after)| api::desk(state, after),
    );
    view! {
        <div class="page-wide">
            <Title name=text::desk_honours::title()/>
            <Load data=desk children=move |desk| page(&desk, place.get_untracked().0)/>
        </div>
    }
}

fn page(desk: &HonourDesk, state: String) -> impl IntoView + use<> {
    let states = State::ALL.iter();
    let states: Vec<_> = states
        .map(|state| (state.to_string(), text::honour_state(*state)))
        .collect();
    let rows = desk.rows.rows.iter().map(|one| row(one).into_any());
    let campaigns: Vec<_> = desk.campaigns.iter().map(campaign).collect();
    let open = desk.opens.then(|| open(&desk.request_id));
    view! {
        <CaseQueue
            here="/desk/honours"
            title=text::desk_honours::title()
            list=text::desk_honours::nominations()
            nothing=text::desk_honours::nothing()
            states=states
            state=state
            class="list-card"
            rows=rows.collect()
            next=desk.rows.next.clone()
        >
            <section class="grid gap-3">
                <h2>{text::desk_honours::campaigns()}</h2>
                <ul class="grid gap-4">{campaigns}</ul>
                {open}
            </section>
        </CaseQueue>
    }
}

fn row(row: &NominationRow) -> impl IntoView + use<> {
    view! {
        <li>
            <a class="row-link" href=format!("/desk/honours/{}", row.id)>
                <div>
                    <strong>{row.name.clone()}</strong>
                    <small>{row.campaign.clone()} " · " {full_date(row.at)}</small>
                </div>
                {badge(row.state, text::honour_state(row.state))}
            </a>
        </li>
    }
}

fn campaign(campaign: &CampaignView) -> impl IntoView + use<> {
    let nominate = campaign.open.then(|| {
        let href = format!("/honours/nominate/{}", campaign.id);
        view! {
            <p>
                <a class="btn" href=href>
                    {text::honours::nominate()} <span class="sr-only">{format!(" {}", campaign.title)}</span>
                </a>
            </p>
        }
    });
    view! {
        <li class="notice-card">
            <h3>{campaign.title.clone()}</h3>
            {about(campaign)}
            {nominate}
        </li>
    }
}

fn open(request_id: &str) -> impl IntoView + use<> {
    let kinds = Kind::ALL.iter();
    let kinds: Vec<_> = kinds
        .map(|kind| (kind.to_string(), text::honour_kind(*kind).to_owned()))
        .collect();
    let request_id = request_id.to_owned();
    view! {
        <Fold label=text::desk_honours::open() paths=vec![api::Open::PATH]>
            <Form<api::Open> class="form-grid">
                <Hidden name="request_id" value=request_id/>
                <Field name="title" label=text::desk_honours::name() maxlength=40u32/>
                <Area name="about" label=text::desk_honours::about() maxlength=500/>
                <Pick name="kind" label=text::desk_honours::kind() choices=kinds/>
                <Field name="from" label=text::desk_honours::from() kind="date"/>
                <Field name="to" label=text::desk_honours::to() kind="date"/>
                <Field name="until" label=text::desk_honours::until() kind="date"/>
                <Field name="places" label=text::desk_honours::places() kind="number" inputmode="numeric" min="1" max="1000"/>
                <Field name="hours" label=text::desk_honours::hours() value="0" kind="number" inputmode="numeric" min="0" max="10000"/>
                <Field name="orders" label=text::desk_honours::orders() value="0" kind="number" inputmode="numeric" min="0" max="10000"/>
                <Field
                    name="approval"
                    label=text::desk_honours::approval()
                    hint=text::desk_honours::approval_hint()
                    value="0"
                    kind="number"
                    inputmode="numeric"
                    min="0"
                    max="100"
                />
                <div>
                    <Submit label=text::desk_honours::open()/>
                </div>
            </Form<api::Open>>
        </Fold>
    }
}

/// One nomination.
#[component]
pub fn DeskHonour() -> impl IntoView {
    let params = use_params_map();
    let data = load(
        move || params.read().get("id").unwrap_or_default(),
        api::case,
    );
    view! {
        <div class="page-wide">
            <Title name=text::desk_honours::title()/>
            <Load data children=|(case, request_id)| decide(&case, &request_id)/>
        </div>
    }
}

fn decide(case: &NominationCase, request_id: &str) -> impl IntoView + use<> {
    let NominationRow { id, name, .. } = &case.row;
    let said = match case.row.state {
        State::Objected => Some(text::desk_honours::objection(&case.words)),
        State::Returned => Some(text::desk_honours::returned(&case.words)),
        State::Nominated | State::Noticed | State::Awarded => None,
    };
    let said = said.map(|words| view! { <p>{words}</p> });
    let publish = (case.publish != Publish::NotAsked)
        .then(|| view! { <p class="text-muted">{text::honour_publish(case.publish)}</p> });
    let by = text::desk_honours::by(&case.by, full_date(case.row.at));
    let places = text::desk_honours::places_left(case.places.1, case.places.0);
    let approve = case.may.approve.then(|| {
        view! {
            <Approve<api::Approve> id=id.to_string() about=name.clone() request_id=request_id.to_owned()/>
        }
    });
    let give_back = case.may.give_back.then(|| {
        view! {
            <GiveBack<api::GiveBack> id=id.to_string() about=name.clone() request_id=request_id.to_owned()/>
        }
    });
    let award = case.may.grant.then(|| {
        let (request_id, id) = (request_id.to_owned(), id.to_string());
        view! {
            <Form<api::Award>>
                <Hidden name="request_id" value=request_id/>
                <Hidden name="id" value=id/>
                <Submit label=text::desk_honours::award()/>
            </Form<api::Award>>
        }
    });
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/honours"/>
            <div class="grid gap-6">
                <p>
                    <a class="btn btn-ghost" href="/desk/honours">
                        <Icon name="arrow-left"/>
                        {text::desk_honours::back()}
                    </a>
                </p>
                <h1 class="flex flex-wrap items-center gap-3">
                    {name.clone()} {badge(case.row.state, text::honour_state(case.row.state))}
                </h1>
                <section class="notice-card">
                    <h2>{case.row.campaign.clone()}</h2>
                    <p class="text-muted">{case.place.clone()}</p>
                    <p>{case.reason.clone()}</p>
                    <Pictures pictures=case.pictures.clone()/>
                    <p class="text-muted">{by}</p>
                    {publish}
                    {until(case.row.state, case.until)}
                    {said}
                </section>
                <section class="grid gap-3">
                    <h2>{text::desk_honours::figures()}</h2>
                    {figures(case)}
                    <p class="text-muted">{text::desk_honours::formula()}</p>
                    <p class="text-muted">{places}</p>
                </section>
                {others_turn(case.row.state, case.may)}
                <div class="flex flex-wrap gap-3">
                    {approve} {award}
                </div>
                {give_back}
            </div>
        </div>
    }
}

/// What the books said then and say now, beside what the campaign asks for.
fn figures(case: &NominationCase) -> impl IntoView + use<> {
    let line = |name: &'static str, least: String, of: &dyn Fn(&Figures) -> String| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td data-label=text::desk_honours::least()>{least}</td>
                <td data-label=text::desk_honours::then()>{of(&case.then)}</td>
                <td data-label=text::desk_honours::now()>{of(&case.now)}</td>
            </tr>
        }
    };
    let asked = case.criteria;
    let percent = |value: i64| format!("{value}%");
    view! {
        <table class="quiet-table">
            <caption class="sr-only">{text::desk_honours::figures()}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::desk_honours::figure()}</th>
                    <th scope="col">{text::desk_honours::least()}</th>
                    <th scope="col">{text::desk_honours::then()}</th>
                    <th scope="col">{text::desk_honours::now()}</th>
                </tr>
            </thead>
            <tbody>
                {line(text::desk_honours::served(), hours(asked.minutes), &|of| hours(of.minutes))}
                {line(text::desk_honours::served_orders(), asked.orders.to_string(), &|of| of.orders.to_string())}
                {line(
                    text::desk_honours::liked(),
                    percent(asked.approval),
                    &|of| text::desk_honours::of_ratings(percent(of.approval()), of.ratings),
                )}
            </tbody>
        </table>
    }
}
