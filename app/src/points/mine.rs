//! One's own points, and for everybody else what points are.

use super::api::{self, statement};
use super::rules::in_words;
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{Empty, Icon, Load, More, Title, full_date, order_no, sign_in_url};
use domain::page::Page;
use domain::points::EntryView;
use domain::spoken::spoken;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The balance and every entry; for who is no volunteer, how points are earned.
#[component]
pub fn MyPoints() -> impl IntoView {
    let me = me();
    view! {
        <div class="page">
            <Title name=text::my_points::title()/>
            {match me {
                Some(me) if me.volunteer => view! { <Statement/> }.into_any(),
                Some(_) => view! { <Explained signed_in=true/> }.into_any(),
                None => view! { <Explained signed_in=false/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Statement() -> impl IntoView {
    let query = use_query_map();
    let data = load(
        move || query.read().get("after").unwrap_or_default(),
        statement,
    );
    view! {
        <Load data=data let:((balance, page))>
            <h1>{text::my_points::title()}</h1>
            <section class="notice-card">
                <h2>{text::my_points::balance()}</h2>
                <p class="big-number text-accent">{balance} <small>{text::my_points::unit()}</small></p>
                <p><a class="btn btn-primary" href="/rewards">{text::my_points::to_rewards()}</a></p>
            </section>
            <Entries page=page/>
            <Rules/>
        </Load>
    }
}

#[component]
fn Entries(page: Page<EntryView>) -> impl IntoView {
    let list = if page.rows.is_empty() {
        let hours = ("/me/hours".to_owned(), text::my_points::to_hours());
        view! { <Empty icon="coins" words=text::my_points::empty() next=hours/> }.into_any()
    } else {
        let rows = page
            .rows
            .into_iter()
            .map(|entry| view! { <Entry entry=entry/> })
            .collect_view();
        view! {
            <ul class="list-card">{rows}</ul>
            <More next=page.next query="/me/points?"/>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{text::my_points::entries()}</h2>
            {list}
        </section>
    }
}

#[component]
fn Entry(entry: EntryView) -> impl IntoView {
    let amount = if entry.amount < 0 {
        text::my_points::given(entry.amount.unsigned_abs())
    } else {
        text::my_points::gained(entry.amount)
    };
    let reason = text::points_rule(entry.rule);
    let words = if entry.title.is_empty() {
        reason.to_owned()
    } else {
        text::my_points::entry(reason, entry.title)
    };
    let words = if entry.words.is_empty() {
        words
    } else {
        text::my_points::entry(words, entry.words)
    };
    let day = full_date(entry.at);
    let receipt = view! { <Receipt receipt=entry.receipt closed=entry.closed/> };
    let moved = view! {
        <span class="flex justify-between gap-3">
            <span>{words}</span>
            <strong class="shrink-0">{amount}</strong>
        </span>
    };
    // Only a correction may stem from no order.
    if entry.order_no.is_empty() {
        return view! {
            <li>
                {moved}
                <small class="text-muted">{day}</small>
                <div>{receipt}</div>
            </li>
        }
        .into_any();
    }
    let number = text::my_points::number(order_no(&entry.order_no));
    view! {
        <li>
            <a class="row-link" href=format!("/orders/{}", entry.order_no)>
                <Icon name="coins"/>
                <div>
                    {moved}
                    <small>{day} " · " <span class="whitespace-nowrap">{number}</span></small>
                </div>
            </a>
            <div class="px-4">{receipt}</div>
        </li>
    }
    .into_any()
}

/// What an entry is found by in the open books, from the day after.
#[component]
fn Receipt(
    receipt: String,
    /// Whether its day is closed, so that the books know it.
    closed: bool,
) -> impl IntoView {
    let shown = spoken(&receipt);
    if !closed {
        let words = text::books::receipt_of(shown);
        return view! {
            <p class="text-muted py-2 text-sm">{words} " · " {text::books::tomorrow()}</p>
        }
        .into_any();
    }
    view! {
        <a class="link text-muted inline-flex min-h-(--touch) items-center text-sm" href=format!("/books?receipt={receipt}")>
            {text::books::receipt_of(shown)}
        </a>
    }
    .into_any()
}

/// For visitors, and for residents who are no volunteers.
#[component]
fn Explained(signed_in: bool) -> impl IntoView {
    let sign_in = (!signed_in).then(|| {
        view! { <a class="btn" href=sign_in_url()>{text::my_points::enter()}</a> }
    });
    view! {
        <h1>{text::my_points::title()}</h1>
        <p>{text::my_points::what_lead()}</p>
        <Rules/>
        <p><a class="link" href="/rewards">{text::my_points::what_for()}</a></p>
        <p>{text::my_points::join_lead()}</p>
        <div class="action-bar">
            <a class="btn btn-primary" href="/me/volunteer">{text::my_points::join()}</a>
            {sign_in}
        </div>
    }
}

/// How points are earned and what they are not.
#[component]
fn Rules() -> impl IntoView {
    let earning = load(|| (), |()| api::earning());
    view! {
        <Load data=earning let:earning>
            <section>
                <h2>{text::my_points::what()}</h2>
                <ul class="list-card">
                    {earning
                        .rules
                        .iter()
                        // What earns nothing is no rule that anybody has to know.
                        .filter(|(rule, _)| rule.points > 0)
                        .map(|(rule, category)| view! { <li>{in_words(rule, category.as_deref())}</li> })
                        .collect_view()}
                    <li>{text::my_points::rule_last(earning.months, earning.warned_days)}</li>
                    <li>{text::my_points::rule_apart()}</li>
                    <li>{text::my_points::rule_own()}</li>
                </ul>
            </section>
        </Load>
    }
}
