//! Times, numbers and states in words.

use crate::locale::{Locale, current, text};
use domain::orders::{State, Window};
use domain::time::Timestamp;
use leptos::prelude::*;

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

/// `11月23日 周一`, `Mon 23 Nov`.
pub fn date(at: Timestamp) -> String {
    let day = at.date();
    let (_, month, date) = day.ymd();
    let weekday = weekday(day.weekday());
    match current() {
        Locale::ZhCn => format!("{month}月{date}日 {weekday}"),
        Locale::En => format!("{weekday} {date} {}", month_name(month)),
    }
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

/// Minutes as hours with one decimal: `1.5 小时`.
pub fn hours(minutes: i64) -> String {
    text::time::in_hours(domain::hours::in_hours(minutes))
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
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    NAMES
        .get(usize::from(month).saturating_sub(1))
        .copied()
        .unwrap_or_default()
}
