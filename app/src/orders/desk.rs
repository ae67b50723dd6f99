//! The desk's queue.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{
    DeskRail, Empty, Icon, Load, More, Narrow, StateBadge, Strip, Title, date_time, left, order_no,
    span, waited,
};
use domain::ids::OrgId;
use domain::orders::{OrderCard, Queue, QueueCounts, State};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// A place in the queue, as a URL names it: one state, one org, and the last row seen. What means nothing is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueuePlace {
    state: Option<State>,
    org: Option<OrgId>,
    after: Option<i64>,
}

impl QueuePlace {
    /// Reads the place from a URL's query.
    pub fn read(query: &ParamsMap) -> Self {
        let value = |name| query.get(name).unwrap_or_default();
        Self {
            state: value("state").parse().ok(),
            org: value("org").parse().ok(),
            after: value("after").parse().ok(),
        }
    }

    /// The place's query, empty or with its question mark.
    pub fn query(&self) -> String {
        let parts = [
            self.state.map(|state| format!("state={state}")),
            self.org.map(|org| format!("org={org}")),
            self.after.map(|after| format!("after={after}")),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if parts.is_empty() {
            String::new()
        } else {
            format!("?{}", parts.join("&"))
        }
    }

    /// The first page of the same list in another state.
    fn at(&self, state: Option<State>) -> Self {
        Self {
            state,
            org: self.org,
            after: None,
        }
    }

    /// The URL that a key is put behind for the next page.
    fn next(&self) -> String {
        let query = self.at(self.state).query();
        if query.is_empty() {
            "/desk?".to_owned()
        } else {
            format!("/desk{query}&")
        }
    }
}

/// The states that wait for the desk itself.
const WAITING: [State; 2] = [State::Submitted, State::Dispatchable];

/// The queue of one's subtree, the oldest first.
#[component]
pub fn Desk() -> impl IntoView {
    let query = use_query_map();
    let place = Memo::new(move |_| QueuePlace::read(&query.read()));
    let queue = load(
        move || place.get(),
        |place| {
            let word = |value: Option<String>| value.unwrap_or_default();
            api::desk(
                word(place.state.map(|state| state.to_string())),
                word(place.org.map(|org| org.to_string())),
                word(place.after.map(|after| after.to_string())),
            )
        },
    );
    view! {
        <div class="page-wide">
            <Title name=text::desk::title()/>
            <Load data=queue children=move |queue| page(queue, &place.get_untracked())/>
        </div>
    }
}

fn page(queue: Queue, place: &QueuePlace) -> impl IntoView + use<> {
    let orgs = queue
        .orgs
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect::<Vec<_>>();
    let states = State::ALL
        .iter()
        .filter(|state| **state != State::Merged)
        .map(|state| (state.to_string(), text::order_state(*state).to_owned()))
        .collect::<Vec<_>>();
    let (state, org) = (
        place.state.map(|state| state.to_string()),
        place.org.map(|org| org.to_string()),
    );
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk"/>
            <div class="grid gap-4">
                <h1>{text::desk::title()}</h1>
                {tabs(&queue.counts, place)}
                <form method="get" action="/desk" class="flex flex-wrap items-end gap-3">
                    <Narrow
                        name="state"
                        label=text::desk::state()
                        all=text::desk::waiting()
                        choices=states
                        value=state.unwrap_or_default()
                    />
                    <Narrow
                        name="org"
                        label=text::desk::org()
                        all=text::desk::all_places()
                        choices=orgs
                        value=org.unwrap_or_default()
                    />
                    <button type="submit" class="btn">{text::desk::narrow()}</button>
                </form>
                {list(queue.page.rows, place)}
                <More next=queue.page.next query=place.next()/>
            </div>
        </div>
    }
}

fn tabs(counts: &QueueCounts, place: &QueuePlace) -> impl IntoView + use<> {
    let tab = |state: Option<State>, label: &'static str, count: i64| {
        let href = format!("/desk{}", place.at(state).query());
        let here = (place.state == state).then_some("page");
        view! {
            <a href=href aria-current=here>
                {label}
                " "
                <span class="count">{count}</span>
            </a>
        }
    };
    let waiting = WAITING.iter().map(|state| counts.of(*state)).sum();
    let open = State::ALL.iter().filter(|state| !state.is_over());
    let tabs: Vec<_> = open
        .map(|state| tab(Some(*state), text::order_state(*state), counts.of(*state)))
        .collect();
    let all = tab(None, text::desk::waiting(), waiting);
    view! {
        <Strip class="queue-tabs" label=text::desk::by_state()>
            {all}
            {tabs}
        </Strip>
    }
}

fn list(rows: Vec<OrderCard>, place: &QueuePlace) -> AnyView {
    if rows.is_empty() {
        return if place.state.is_none() {
            view! { <Empty icon="circle-check" words=text::desk::nothing_waits()/> }.into_any()
        } else {
            view! { <Empty icon="inbox" words=text::desk::nothing_here()/> }.into_any()
        };
    }
    let query = place.query();
    let rows: Vec<_> = rows.into_iter().map(|card| row(card, &query)).collect();
    view! {
        <table class="quiet-table">
            <caption>{text::desk::oldest_first()}</caption>
            <thead>
                <tr>
                    <th scope="col">{text::desk::order()}</th>
                    <th scope="col">{text::desk::place()}</th>
                    <th scope="col">{text::desk::placed()}</th>
                    <th scope="col">{text::desk::when()}</th>
                    <th scope="col">{text::desk::state()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(card: OrderCard, query: &str) -> impl IntoView + use<> {
    let deadline = card.deadline.map(|at| {
        let left = left(at, card.now).map(|left| view! { <p class="text-muted">{left}</p> });
        view! {
            <p class="deadline whitespace-normal">
                <Icon name="hourglass"/>
                {text::desk::answer_by(date_time(at))}
            </p>
            {left}
        }
    });
    let waits = WAITING
        .contains(&card.state)
        .then(|| view! { <p class="text-muted">{waited(card.placed, card.now)}</p> });
    view! {
        <tr>
            <th scope="row" data-label=text::desk::order()>
                <div>
                    <a class="link inline-flex min-h-(--touch) items-center" href=format!("/desk/orders/{}{query}", card.no)>
                        {card.title}
                    </a>
                    <p class="font-normal text-muted">{text::desk::who(order_no(&card.no), card.who)}</p>
                </div>
            </th>
            <td data-label=text::desk::place()>{card.place}</td>
            <td data-label=text::desk::placed()>
                <div>
                    <p>{date_time(card.placed)}</p>
                    {waits}
                </div>
            </td>
            <td data-label=text::desk::when()>{card.when.map(span)}</td>
            <td data-label=text::desk::state()>
                <div>
                    <StateBadge state=card.state/>
                    {card.performer.map(|name| view! { <p>{name}</p> })}
                    {deadline}
                </div>
            </td>
        </tr>
    }
}
