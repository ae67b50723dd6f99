//! Points at the desk: what waits for a second person, what one asks for, and the rules by which points are earned.

use super::api::{self, PointsDesk};
use super::rules::in_words;
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::DeskRail;
use crate::ui::{
    Area, Empty, Field, Fold, Form, Hidden, Load, More, Pick, Radios, Submit, Title, date_time,
    full_date,
};
use domain::points::{EarningRule, Earns, RequestView, Rule, Verdict};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// Grants and deductions that wait, a form for another, and the table of earning rules.
#[component]
pub fn DeskPoints() -> impl IntoView {
    let query = use_query_map();
    let desk = load(
        move || query.read().get("after").unwrap_or_default(),
        api::desk,
    );
    let admin = me().is_some_and(|me| me.admin);
    view! {
        <div class="page-wide">
            <Title name=text::desk_points::title()/>
            <Load data=desk children=move |desk| page(&desk, admin)/>
        </div>
    }
}

fn page(desk: &PointsDesk, admin: bool) -> impl IntoView + use<> {
    let waiting = if desk.requests.rows.is_empty() {
        view! { <Empty icon="circle-check" words=text::desk_points::nothing()/> }.into_any()
    } else {
        let cards: Vec<_> = desk
            .requests
            .rows
            .iter()
            .map(|request| card(request, &desk.request_id))
            .collect();
        view! { <ul class="grid gap-4">{cards}</ul> }.into_any()
    };
    let rules: Vec<_> = desk.rules.iter().map(|rule| line(rule, desk)).collect();
    let add = admin.then(|| add_rule(desk));
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/points"/>
            <div class="grid gap-6">
                <h1>{text::desk_points::title()}</h1>
                <section class="grid gap-3">
                    <h2>{text::desk_points::waiting()}</h2>
                    {waiting}
                    <More next=desk.requests.next.clone() query="/desk/points?"/>
                </section>
                {(!admin).then(|| ask(&desk.request_id))}
                <section class="grid gap-3">
                    <h2>{text::desk_points::rules()}</h2>
                    <p>{text::desk_points::rules_lead()}</p>
                    <ul class="list-card">{rules}</ul>
                    {add}
                </section>
            </div>
        </div>
    }
}

fn card(request: &RequestView, request_id: &str) -> impl IntoView + use<> {
    let amount = text::desk_points::amount(format!("{:+}", request.amount).replace('-', "−"));
    let asked = text::desk_points::asked(&request.asked_by, date_time(request.asked_at));
    let decide = if request.mine {
        let (form, name) = (request_id.to_owned(), request.name.clone());
        view! {
            <Form<api::Decide> which=("id", request.id.to_string()) class="flex flex-wrap gap-3">
                <Hidden name="request_id" value=form/>
                <Submit
                    label=text::points_verdict(Verdict::Approve)
                    value=("verdict", Verdict::Approve.as_str())
                    about=name.clone()
                />
                <Submit
                    label=text::points_verdict(Verdict::Refuse)
                    value=("verdict", Verdict::Refuse.as_str())
                    about=name
                    class="btn"
                />
            </Form<api::Decide>>
        }
        .into_any()
    } else {
        view! { <p class="text-muted">{text::desk_points::somebody_else()}</p> }.into_any()
    };
    view! {
        <li class="notice-card">
            <h3>{request.name.clone()} " " <strong>{amount}</strong></h3>
            <p>{request.words.clone()}</p>
            <p class="text-muted">{text::desk_points::number(&request.no)}</p>
            <p class="text-muted">{asked}</p>
            {decide}
        </li>
    }
}

fn ask(request_id: &str) -> impl IntoView + use<> {
    let ways = vec![
        (
            Rule::Grant.to_string(),
            text::desk_points::grant().to_owned(),
        ),
        (
            Rule::Deduction.to_string(),
            text::desk_points::deduction().to_owned(),
        ),
    ];
    let form = request_id.to_owned();
    view! {
        <Fold label=text::desk_points::ask() paths=vec![api::Ask::PATH]>
            <Form<api::Ask> class="form-grid">
                <Hidden name="request_id" value=form/>
                <Field
                    name="no"
                    label=text::team::volunteer_no()
                    hint=text::team::volunteer_no_hint()
                    maxlength=20u32
                    autocomplete="off"
                />
                <Radios name="way" label=text::desk_points::way() choices=ways value=Rule::Grant.to_string()/>
                <Field
                    name="points"
                    label=text::desk_points::points()
                    kind="number"
                    inputmode="numeric"
                    min="1"
                    max="10000"
                />
                <Area
                    name="words"
                    label=text::desk_points::why()
                    hint=text::desk_points::why_hint()
                    maxlength=200
                />
                <div>
                    <Submit label=text::desk_points::send()/>
                </div>
            </Form<api::Ask>>
        </Fold>
    }
}

fn line(rule: &EarningRule, desk: &PointsDesk) -> impl IntoView + use<> {
    let category = rule.category.and_then(|id| {
        let mut known = desk.categories.iter();
        known.find(|(known, _)| *known == id.to_string())
    });
    let words = in_words(rule, category.map(|(_, name)| name.as_str()));
    let period = match rule.until {
        Some(until) => text::desk_points::between(full_date(rule.from), full_date(until.plus(-1))),
        None if rule.from.0 == 0 => text::desk_points::from_beginning().to_owned(),
        None => text::desk_points::from_day(full_date(rule.from)),
    };
    view! {
        <li>
            <p>{words}</p>
            <p class="text-muted">{period}</p>
        </li>
    }
}

fn add_rule(desk: &PointsDesk) -> impl IntoView + use<> {
    let kinds: Vec<_> = Earns::ALL
        .iter()
        .map(|earns| (earns.to_string(), text::earns(*earns).to_owned()))
        .collect();
    let (form, categories) = (desk.request_id.clone(), desk.categories.clone());
    view! {
        <Fold label=text::desk_points::add_rule() paths=vec![api::EnterRule::PATH]>
            <Form<api::EnterRule> class="form-grid">
                <p>{text::desk_points::add_rule_lead()}</p>
                <Hidden name="request_id" value=form/>
                <Pick name="earns" label=text::desk_points::earns() choices=kinds/>
                <Field
                    id="rule-points"
                    name="points"
                    label=text::desk_points::points()
                    kind="number"
                    inputmode="numeric"
                    min="0"
                    max="10000"
                />
                <Field name="from" label=text::desk_points::first_day() hint=text::desk_points::first_day_hint() kind="date"/>
                <Field name="until" label=text::desk_points::last_day() hint=text::desk_points::campaign_only() kind="date" optional=true/>
                <Field name="title" label=text::desk_points::campaign() hint=text::desk_points::campaign_hint() maxlength=40u32 optional=true/>
                <Pick
                    name="category"
                    label=text::desk_points::category()
                    hint=text::desk_points::campaign_only()
                    choices=categories
                    empty=text::desk_points::every_category()
                    optional=true
                />
                <div>
                    <Submit label=text::desk_points::add_rule()/>
                </div>
            </Form<api::EnterRule>>
        </Fold>
    }
}
