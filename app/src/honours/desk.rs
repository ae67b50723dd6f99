//! Honours at the desk: nominations of one's subtree, one nomination with its figures, and the campaigns.

use super::api::{self, HonourDesk};
use super::list::about;
use crate::locale::text;
use crate::orders::desk::DeskRail;
use crate::shell::load;
use crate::ui::{
    Area, Empty, Field, Fold, Form, Hidden, Icon, Load, More, Pick, Pictures, StateTabs, Submit,
    Title, date, full_date, hours, narrowed, onward,
};
use domain::honours::{CampaignView, Figures, Kind, NominationCase, NominationRow, Publish, State};
use domain::stars::Verdict;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

/// Where a nomination stands, as a badge.
#[component]
pub(super) fn HonourBadge(state: State) -> impl IntoView {
    let tone = match state {
        State::Nominated => "tone-wait",
        State::Noticed => "tone-go",
        State::Objected => "tone-wait",
        State::Awarded => "tone-done",
        State::Returned => "tone-stop",
    };
    view! { <span class=format!("state-badge {tone}")>{text::honour_state(state)}</span> }
}

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
    let list = if desk.rows.rows.is_empty() {
        view! { <Empty icon="circle-check" words=text::desk_honours::nothing()/> }.into_any()
    } else {
        let rows: Vec<_> = desk.rows.rows.iter().map(row).collect();
        view! { <ul class="list-card">{rows}</ul> }.into_any()
    };
    let next = onward("/desk/honours", &state);
    let campaigns: Vec<_> = desk.campaigns.iter().map(campaign).collect();
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/honours"/>
            <div class="grid gap-6">
                <h1>{text::desk_honours::title()}</h1>
                <StateTabs path="/desk/honours" label=text::desk_stars::state() all=text::desk_stars::under_way() states=states here=state/>
                <section class="grid gap-3">
                    <h2>{text::desk_honours::nominations()}</h2>
                    {list}
                    <More next=desk.rows.next.clone() query=next/>
                </section>
                <section class="grid gap-3">
                    <h2>{text::desk_honours::campaigns()}</h2>
                    <ul class="grid gap-4">{campaigns}</ul>
                    {desk.opens.then(|| open(&desk.request_id))}
                </section>
            </div>
        </div>
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
                <HonourBadge state=row.state/>
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
    let until = case.until.filter(|_| case.row.state == State::Noticed);
    let until = until.map(|until| {
        view! { <p class="text-muted">{text::desk_stars::until(date(until.plus(-1)))}</p> }
    });
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
    let waits =
        (State::OPEN.contains(&case.row.state) && !case.approve && !case.give_back && !case.award)
            .then(|| view! { <p class="text-muted">{text::desk_stars::somebody_else()}</p> });
    let approve = case.approve.then(|| {
        let (request_id, id) = (request_id.to_owned(), id.to_string());
        view! {
            <Form<api::Approve>>
                <Hidden name="request_id" value=request_id/>
                <Hidden name="id" value=id/>
                <Submit label=text::desk_honours::approve()/>
            </Form<api::Approve>>
        }
    });
    let award = case.award.then(|| {
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
                    {name.clone()} <HonourBadge state=case.row.state/>
                </h1>
                <section class="notice-card">
                    <h2>{case.row.campaign.clone()}</h2>
                    <p class="text-muted">{case.place.clone()}</p>
                    <p>{case.reason.clone()}</p>
                    <Pictures pictures=case.pictures.clone()/>
                    <p class="text-muted">{by}</p>
                    {publish}
                    {until}
                    {said}
                </section>
                <section class="grid gap-3">
                    <h2>{text::desk_honours::figures()}</h2>
                    {figures(case)}
                    <p class="text-muted">{text::desk_honours::formula()}</p>
                    <p class="text-muted">{places}</p>
                </section>
                {waits}
                <div class="flex flex-wrap gap-3">
                    {approve} {award}
                </div>
                {case.give_back.then(|| give_back(id.to_string(), request_id.to_owned()))}
            </div>
        </div>
    }
}

fn give_back(id: String, request_id: String) -> impl IntoView {
    view! {
        <Fold label=text::star_verdict(Verdict::Return) paths=vec![api::GiveBack::PATH]>
            <Form<api::GiveBack> class="form-grid">
                <Hidden name="request_id" value=request_id/>
                <Hidden name="id" value=id/>
                <Area name="words" label=text::desk_stars::why() hint=text::desk_stars::why_hint() maxlength=200/>
                <Submit label=text::desk_stars::give_back() class="btn"/>
            </Form<api::GiveBack>>
        </Fold>
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
