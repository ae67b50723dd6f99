//! The numbers that the county decides on, and a form for each.

use super::api::{self, RulesDesk};
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Area, DeskRail, Field, Fold, Form, Hidden, Load, Submit, Title, full_date};
use domain::rules::{LineView, Number, NumberView, Stands, Unit};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Every number with what was decided on it.
#[component]
pub fn DeskRules() -> impl IntoView {
    let desk = load(|| (), |()| api::desk());
    view! {
        <div class="page-wide">
            <Title name=text::desk_rules::title()/>
            <Load data=desk children=|desk| page(&desk)/>
        </div>
    }
}

fn page(desk: &RulesDesk) -> impl IntoView + use<> {
    let cards: Vec<_> = desk.numbers.iter().map(|view| card(view, desk)).collect();
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/rules"/>
            <div class="grid gap-4">
                <h1>{text::desk_rules::title()}</h1>
                <p>{text::desk_rules::lead()}</p>
                <ul class="grid items-start gap-4 lg:grid-cols-2">{cards}</ul>
            </div>
        </div>
    }
}

fn card(view: &NumberView, desk: &RulesDesk) -> impl IntoView + use<> {
    let number = view.number;
    let standing = |stands| view.lines.iter().filter(move |line| line.stands == stands);
    let since = match standing(Stands::Holds).next() {
        Some(line) => text::desk_points::from_day(full_date(line.from)),
        None => text::desk_rules::unchanged().to_owned(),
    };
    let coming = standing(Stands::Coming).map(|line| {
        let words = text::desk_rules::coming(full_date(line.from), amount(number, line.value));
        view! { <p><strong>{words}</strong></p> }
    });
    let coming: Vec<_> = coming.collect();
    view! {
        <li class="notice-card">
            <h2>{text::rule(number)}</h2>
            <p class="big-number">{amount(number, view.value)}</p>
            <p class="text-muted">{since}</p>
            {coming}
            <p class="text-muted">{text::rule_day(number)}</p>
            {change(number, desk)}
            {(!view.lines.is_empty()).then(|| history(view))}
        </li>
    }
}

/// What was ever decided on a number, the last to begin on top.
fn history(view: &NumberView) -> impl IntoView + use<> {
    let number = view.number;
    let lines: Vec<_> = view.lines.iter().map(|line| told(number, line)).collect();
    view! {
        <Fold
            label=text::desk_rules::history()
            about=text::rule(number)
            paths=Vec::new()
            which=("number", number.to_string())
            card=false
        >
            <ul class="list-card">{lines}</ul>
        </Fold>
    }
}

fn told(number: Number, line: &LineView) -> impl IntoView + use<> {
    let tone = match line.stands {
        Stands::Coming => "tone-wait",
        Stands::Holds => "tone-go",
        Stands::Past => "tone-done",
        Stands::Replaced => "tone-stop",
    };
    let first = text::desk_points::from_day(full_date(line.from));
    // What was laid down for a trial was entered by nobody, and gives no reason.
    let reason = (!line.reason.is_empty()).then(|| view! { <p>{line.reason.clone()}</p> });
    view! {
        <li>
            <p class="flex flex-wrap items-center gap-3">
                <strong>{amount(number, line.value)}</strong>
                <span class=format!("state-badge {tone}")>{text::rule_stands(line.stands)}</span>
            </p>
            <p>{first}</p>
            {reason}
            <p class="text-muted">{text::desk_rules::entered(full_date(line.entered))}</p>
        </li>
    }
}

fn change(number: Number, desk: &RulesDesk) -> impl IntoView + use<> {
    let (which, about) = (("number", number.to_string()), text::rule(number));
    let terms = number.terms();
    let range = match terms.unit {
        Unit::Orders => text::desk_rules::at_most(amount(number, terms.most), terms.least),
        _ => text::desk_rules::between(amount(number, terms.least), amount(number, terms.most)),
    };
    let id = |name: &str| format!("{name}-{number}");
    let (value, from, reason) = (id("value"), id("from"), id("reason"));
    let (request_id, tomorrow) = (desk.request_id.clone(), desk.tomorrow.clone());
    view! {
        <Fold
            label=text::desk_rules::change()
            about=about
            paths=vec![api::Enter::PATH]
            which=which.clone()
            card=false
        >
            <Form<api::Enter> class="form-grid" which=which>
                <Hidden name="request_id" value=request_id/>
                <Field
                    name="value"
                    id=value
                    label=text::desk_rules::value()
                    hint=range
                    kind="number"
                    inputmode="numeric"
                    min=terms.least.to_string()
                    max=terms.most.to_string()
                />
                <Field
                    name="from"
                    id=from
                    label=text::desk_points::first_day()
                    hint=text::desk_rules::first_day_hint()
                    kind="date"
                    min=tomorrow
                />
                <Area
                    name="reason"
                    id=reason
                    label=text::desk_rules::reason()
                    hint=text::desk_rules::reason_hint()
                    rows=2
                    maxlength=200
                />
                <div>
                    <Submit label=text::desk_rules::save() about=about/>
                </div>
            </Form<api::Enter>>
        </Fold>
    }
}

/// A value with what it counts.
fn amount(number: Number, value: i64) -> String {
    match number.terms().unit {
        Unit::Hours => text::time::hours(value),
        Unit::Days => text::time::days(value),
        Unit::WorkingDays => text::desk_rules::working_days(value),
        Unit::Months => text::desk_rules::months(value),
        Unit::Orders if value == 0 => text::desk_rules::no_limit().to_owned(),
        Unit::Orders => text::desk_rules::orders(value),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::locale::{Locale, with};

    #[test]
    fn a_value_is_told_with_what_it_counts() {
        for (number, value, chinese, english) in [
            (Number::ReopenDays, 14, "14天", "14 days"),
            (Number::ReopenDays, 1, "1天", "1 day"),
            (Number::PointsMonths, 24, "24个月", "24 months"),
            (Number::HoursNotice, 3, "3个工作日", "3 working days"),
            (Number::OrdersADay, 20, "20单", "20 orders"),
            (Number::OrdersADay, 0, "不限", "no limit"),
        ] {
            assert_eq!(with(Locale::ZhCn, || amount(number, value)), chinese);
            assert_eq!(with(Locale::En, || amount(number, value)), english);
        }
    }
}
