//! Stars at the desk: the queue of one's subtree, and the table of what each takes.

use super::api::{self, StarDesk};
use super::parts::history;
use crate::locale::text;
use crate::notices::{Approve, CaseQueue, GiveBack, badge, others_turn, until};
use crate::shell::load;
use crate::ui::{Field, Fold, Form, Hidden, Load, Pick, Submit, Title, full_date, hours, narrowed};
use domain::stars::{Body, StarCase, StarRule, State};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Applications of one's subtree, narrowed down by the URL.
#[component]
pub fn DeskStars() -> impl IntoView {
    let place = narrowed::<State>();
    let desk = load(
        move || place.get(),
        |(state, after)| api::desk(state, after),
    );
    view! {
        <div class="page-wide">
            <Title name=text::desk_stars::title()/>
            <Load data=desk children=move |desk| page(&desk, place.get_untracked().0)/>
        </div>
    }
}

fn page(desk: &StarDesk, state: String) -> impl IntoView + use<> {
    let states = State::ALL.iter();
    let states: Vec<_> = states
        .map(|state| (state.to_string(), text::star_state(*state)))
        .collect();
    let cases = desk.cases.rows.iter();
    let cases = cases.map(|case| card(case, &desk.request_id).into_any());
    let rules: Vec<_> = desk.rules.iter().map(line).collect();
    let add_rule = desk.sets.then(|| add_rule(&desk.request_id));
    view! {
        <CaseQueue
            here="/desk/stars"
            title=text::desk_stars::title()
            list=text::desk_stars::applications()
            nothing=text::desk_stars::nothing()
            states=states
            state=state
            class="grid gap-4"
            rows=cases.collect()
            next=desk.cases.next.clone()
        >
            <section class="grid gap-3">
                <h2>{text::desk_stars::rules()}</h2>
                <p>{text::desk_stars::rules_lead()}</p>
                <ul class="list-card">{rules}</ul>
                {add_rule}
            </section>
        </CaseQueue>
    }
}

fn card(case: &StarCase, request_id: &str) -> impl IntoView + use<> {
    let computed = text::desk_stars::computed(hours(case.minutes), hours(case.needed));
    let (id, about) = (case.id.to_string(), about(case));
    let approve = case.may.approve.then(|| {
        view! { <Approve<api::Review> id=id.clone() about=about.clone() request_id=request_id.to_owned()/> }
    });
    let give_back = case.may.give_back.then(|| {
        view! {
            <GiveBack<api::Review> id=id about=about.clone() request_id=request_id.to_owned() card=false/>
        }
    });
    view! {
        <li class="notice-card">
            <h3 class="flex flex-wrap items-center gap-3">
                {about} {badge(case.state, text::star_state(case.state))}
            </h3>
            <p>{computed}</p>
            <p class="text-muted">{text::desk_points::number(&case.no)} " · " {case.place.clone()}</p>
            <p class="text-muted">{text::desk_stars::body(text::star_body(case.body))}</p>
            {until(case.state, case.until)}
            {history(&case.events)}
            {others_turn(case.state, case.may)}
            {approve}
            {case.may.grant.then(|| award(case, request_id))}
            {give_back}
        </li>
    }
}

/// What a button is about, for those who hear the page.
fn about(case: &StarCase) -> String {
    text::desk_stars::heading(&case.name, text::stars::name(case.star))
}

/// The county awards by a button; what another body awarded is recorded with a form.
fn award(case: &StarCase, request_id: &str) -> impl IntoView + use<> {
    let (request_id, id) = (request_id.to_owned(), case.id.to_string());
    let about = about(case);
    if case.body == Body::County {
        return view! {
            <Form<api::Award> which=("application", id)>
                <Hidden name="request_id" value=request_id/>
                <Submit label=text::desk_stars::award() about=about/>
            </Form<api::Award>>
        }
        .into_any();
    }
    let field_id = |name: &str| format!("{name}-{id}");
    let (by, on, document) = (field_id("by"), field_id("on"), field_id("document"));
    let (which, label) = (("application", id), text::desk_stars::record());
    let lead = text::desk_stars::record_lead(text::star_body(case.body));
    view! {
        <Fold label=label about=about.clone() paths=vec![api::Award::PATH] which=which.clone() card=false>
            <Form<api::Award> class="form-grid" which=which>
                <p>{lead}</p>
                <Hidden name="request_id" value=request_id/>
                <Field name="by" id=by label=text::desk_stars::by() maxlength=60u32/>
                <Field name="on" id=on label=text::desk_stars::on() kind="date"/>
                <Field name="document" id=document label=text::desk_stars::document() maxlength=60u32/>
                <Submit label=text::desk_stars::record() about=about/>
            </Form<api::Award>>
        </Fold>
    }
    .into_any()
}

fn line(rule: &StarRule) -> impl IntoView + use<> {
    let from = if rule.from.0 == 0 {
        text::desk_points::from_beginning().to_owned()
    } else {
        text::desk_points::from_day(full_date(rule.from))
    };
    view! {
        <li>
            <p>{text::my_stars::line(rule.star, hours(rule.minutes), text::star_body(rule.body))}</p>
            <p class="text-muted">{from}</p>
        </li>
    }
}

fn add_rule(request_id: &str) -> impl IntoView + use<> {
    let stars: Vec<_> = (1..=domain::stars::HIGHEST)
        .map(|star| (star.to_string(), text::stars::name(star)))
        .collect();
    let bodies = Body::ALL.iter();
    let bodies: Vec<_> = bodies
        .map(|body| (body.to_string(), text::star_body(*body).to_owned()))
        .collect();
    let request_id = request_id.to_owned();
    view! {
        <Fold label=text::desk_stars::add_rule() paths=vec![api::EnterRule::PATH]>
            <Form<api::EnterRule> class="form-grid">
                <p>{text::desk_stars::add_rule_lead()}</p>
                <Hidden name="request_id" value=request_id/>
                <Pick name="star" label=text::desk_stars::star() choices=stars/>
                <Field name="hours" label=text::desk_stars::hours() kind="number" inputmode="numeric" min="1" max="10000"/>
                <Pick name="body" label=text::desk_stars::who() choices=bodies/>
                <Field name="from" label=text::desk_points::first_day() hint=text::desk_points::first_day_hint() kind="date"/>
                <div>
                    <Submit label=text::desk_stars::add_rule()/>
                </div>
            </Form<api::EnterRule>>
        </Fold>
    }
}
