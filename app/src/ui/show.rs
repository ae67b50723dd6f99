//! Times, numbers and states in words.

use crate::locale::text;
use domain::insights::Approval;
use domain::orders::{OrderCard, State, Window};
use domain::time::{CountyDate, DAY, HOUR, MINUTE, Timestamp};
use leptos::prelude::*;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// An icon of the set; it says nothing that words beside it do not say.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! { <span class=format!("icon icon-[lucide--{name}]") aria-hidden="true"></span> }
}

/// Where an order stands, as a badge: a colour, and words.
#[component]
pub fn StateBadge(state: State) -> impl IntoView {
    let tone = match state {
        State::Submitted | State::NeedsInfo | State::Dispatchable | State::Offered => "tone-wait",
        State::Accepted | State::Scheduled => "tone-go",
        State::InService | State::Delivered => "tone-now",
        State::Rated | State::AutoClosed => "tone-done",
        State::Rejected | State::Merged | State::Cancelled => "tone-stop",
    };
    view! { <span class=format!("state-badge {tone}")>{text::order_state(state)}</span> }
}

/// Where a service record stands on its way to the ledger, as a badge.
#[component]
pub fn HoursBadge(state: domain::hours::State) -> impl IntoView {
    use domain::hours::State as S;
    let tone = match state {
        S::CheckedIn => "tone-now",
        S::CheckedOut | S::InReview | S::Objected => "tone-wait",
        S::Noticed => "tone-go",
        S::Posted => "tone-done",
        S::Void => "tone-stop",
    };
    view! { <span class=format!("state-badge {tone}")>{text::hours_state(state)}</span> }
}

/// One's own order in a list: what, when, and where it stands.
#[component]
pub fn OrderRow(order: OrderCard) -> impl IntoView {
    let when = match (order.when, order.state) {
        (Some(when), State::Scheduled | State::InService) => text::order::agreed(span(when)),
        (Some(when), state) if !state.is_over() && state != State::Delivered => {
            text::order::wished(span(when))
        }
        _ => text::order::placed_on(date(order.placed)),
    };
    view! {
        <a class="row-link" href=format!("/orders/{}", order.no)>
            <Icon name="clipboard-list"/>
            <div>
                <strong>{order.title}</strong>
                <small>{when}</small>
                <small>{order.place} " · " {order.who}</small>
            </div>
            <StateBadge state=order.state/>
        </a>
    }
}

/// Facts in a list: an icon, what it is about, and the fact.
pub fn facts(
    facts: impl IntoIterator<Item = (&'static str, &'static str, String)>,
) -> impl IntoView {
    let rows = facts.into_iter().map(|(icon, what, fact)| {
        view! {
            <div>
                <dt><Icon name=icon/> " " {what}</dt>
                <dd>{fact}</dd>
            </div>
        }
    });
    view! { <dl class="list-card">{rows.collect_view()}</dl> }
}

/// The county's day when the page was made, by which a date of another year is told.
#[derive(Clone, Copy)]
pub struct Today(pub Option<CountyDate>);

/// `11月23日 周一`, `Mon 23 Nov`, and the year where it is not this one.
pub fn date(at: Timestamp) -> String {
    let day = at.date();
    let (year, month, date) = day.ymd();
    let (weekday, month) = (weekday(day.weekday()), month_name(month));
    let this_year = use_context::<Today>()
        .and_then(|today| today.0)
        .map(|today| today.ymd().0);
    // An SMS, which has no page, is about days to come and short.
    if this_year.is_none_or(|this_year| this_year == year) {
        text::time::date(month, date, weekday)
    } else {
        text::time::date_of_year(year, month, date, weekday)
    }
}

/// `2026年11月23日`, `23 Nov 2026`: a day that may be long ago.
pub fn full_date(at: Timestamp) -> String {
    let (year, month, date) = at.date().ymd();
    text::time::full_date(year, month_name(month), date)
}

/// `11月23日 周一 14:30`.
pub fn date_time(at: Timestamp) -> String {
    let (hour, minute) = at.clock();
    format!("{} {hour:02}:{minute:02}", date(at))
}

/// `11月23日 周一 14:00–16:00`.
pub fn span(window: Window) -> String {
    let (hour, minute) = window.to.clock();
    let end = if window.from.date() == window.to.date() {
        String::new()
    } else {
        format!("{} ", date(window.to))
    };
    format!("{}–{end}{hour:02}:{minute:02}", date_time(window.from))
}

/// `1小时30分钟`, `1 h 30 min`.
pub fn lasting(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => text::time::minutes(rest),
        (hours, 0) => text::time::hours(hours),
        (hours, rest) => text::time::hours_minutes(hours, rest),
    }
}

/// How long an order has waited, roughly.
pub fn waited(since: Timestamp, now: Timestamp) -> String {
    text::time::waited(roughly(now.0 - since.0))
}

/// How long there is left, roughly; nothing once it is over.
pub fn left(until: Timestamp, now: Timestamp) -> Option<String> {
    let millis = until.0 - now.0;
    (millis > 0).then(|| text::time::left(roughly(millis)))
}

/// A span of time in its largest unit: `3天`, `5小时`, `20分钟`.
fn roughly(millis: i64) -> String {
    match millis {
        ..HOUR => text::time::minutes(millis.max(MINUTE) / MINUTE),
        HOUR..DAY => text::time::hours(millis / HOUR),
        DAY.. => text::time::days(millis / DAY),
    }
}

/// Minutes as hours with one decimal: `1.5 小时`.
pub fn hours(minutes: i64) -> String {
    text::time::in_hours(domain::hours::in_hours(minutes))
}

/// An instant as the attribute `datetime` takes it.
pub fn instant(at: Timestamp) -> String {
    format!("{}+08:00", at.to_field())
}

/// A whole number as people read it: `88,410`.
pub fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut shown = String::from(if value < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// Several names as one enumeration: `沈**、李**`.
pub fn listed<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    let mut shown = String::new();
    for name in names {
        if !shown.is_empty() {
            shown.push_str(text::services::comma());
        }
        shown.push_str(name.as_ref());
    }
    shown
}

/// How a service is rated, in words; with few ratings that it is too early to tell.
pub fn approval(approval: Approval) -> String {
    match approval.tenths() {
        Some(tenths) => {
            text::services::rated(approval.n, format!("{}.{}", tenths / 10, tenths % 10))
        }
        None => text::services::too_few().to_owned(),
    }
}

/// What stands for itself in the value of a query parameter.
const IN_QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'/');

/// A text as the value of a query parameter.
pub fn encoded(value: &str) -> String {
    utf8_percent_encode(value, IN_QUERY).collect()
}

/// An order's number in the groups it is read out in.
pub fn order_no(no: &str) -> String {
    domain::orders::spoken_no(no)
}

fn weekday(day: u8) -> &'static str {
    match day {
        0 => text::time::monday(),
        1 => text::time::tuesday(),
        2 => text::time::wednesday(),
        3 => text::time::thursday(),
        4 => text::time::friday(),
        5 => text::time::saturday(),
        _ => text::time::sunday(),
    }
}

fn month_name(month: u8) -> &'static str {
    match month {
        1 => text::time::january(),
        2 => text::time::february(),
        3 => text::time::march(),
        4 => text::time::april(),
        5 => text::time::may(),
        6 => text::time::june(),
        7 => text::time::july(),
        8 => text::time::august(),
        9 => text::time::september(),
        10 => text::time::october(),
        11 => text::time::november(),
        _ => text::time::december(),
    }
}
