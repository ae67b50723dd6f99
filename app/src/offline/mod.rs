//! What there is without a network: one's next orders and shifts as they were last seen, which the browser's worker
//! (`frontend/public/sw.js`) keeps and shows in the place of a page that does not load; and what became of forms that it sent later.

pub mod api;
mod later;
pub(crate) mod pages;

pub use later::{Later, TITLE, begin};

use crate::locale::text;
use crate::shell::load;
use crate::ui::{Icon, Load, OrderRow, Title, date_time, span};
use api::ComingView;
use domain::orders::ShiftView;
use leptos::prelude::*;

/// The path of the page that is kept. It is sent without the program: what it leads to asks the network again.
pub const PATH: &str = "/offline";

/// The page that is shown without a network. `offline.js` completes it where it is shown: how old it is, and which forms wait.
#[component]
pub fn Offline() -> impl IntoView {
    let data = load(|| (), |()| api::coming());
    view! {
        <div class="page">
            <Title name=text::without_network::title()/>
            <h1>{text::without_network::title()}</h1>
            <p>{text::without_network::lead()}</p>
            // It is shown under the address of whatever did not load.
            <p><a class="btn btn-primary" href="">{text::app::try_again()}</a></p>
            <section data-forms="" hidden=true>
                <h2>{text::without_network::forms()}</h2>
                <p>{text::without_network::forms_hint()}</p>
                <ul class="list-card"></ul>
            </section>
            <Load data let:coming>
                <AsSeen coming=coming/>
            </Load>
            <script type="module" src="/offline.js"></script>
        </div>
    }
}

#[component]
fn AsSeen(coming: ComingView) -> impl IntoView {
    let ComingView {
        at,
        orders,
        shifts,
        centre,
    } = coming;
    let known = !orders.is_empty() || !shifts.is_empty();
    let shifts = (!shifts.is_empty()).then(|| {
        let shifts = shifts.into_iter().map(shift).collect_view();
        view! {
            <section>
                <h2>{text::shifts::title()}</h2>
                <ul class="grid gap-4">{shifts}</ul>
            </section>
        }
    });
    let orders = (!orders.is_empty()).then(|| {
        let rows = orders
            .into_iter()
            .map(|order| view! { <li><OrderRow order=order/></li> })
            .collect_view();
        view! {
            <section>
                <h2>{text::home::my_orders()}</h2>
                <ul class="list-card">{rows}</ul>
            </section>
        }
    });
    let call = centre.map(|centre| {
        view! {
            <p>
                <a class="btn" href=format!("tel:{}", centre.phone)>
                    <Icon name="phone"/>
                    {text::without_network::call(centre.name, centre.phone.clone())}
                </a>
            </p>
        }
    });
    view! {
        {known
            .then(|| {
                view! {
                    <p class="text-muted">
                        {text::without_network::as_of(date_time(at))}
                        " "
                        <span data-age=""></span>
                    </p>
                }
            })}
        {shifts}
        {orders}
        {call}
    }
}

fn shift(shift: ShiftView) -> impl IntoView {
    view! {
        <li class="notice-card">
            <h3>{shift.title}</h3>
            {shift
                .when
                .map(|when| view! { <p><Icon name="calendar-days"/>" "<strong>{span(when)}</strong></p> })}
            <p><Icon name="map-pin"/>" "{shift.place}</p>
        </li>
    }
}
