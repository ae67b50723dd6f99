//! One's own orders.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Empty, Load, More, OrderRow, Title};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// One's own orders, the newest first.
#[component]
pub fn MyOrders() -> impl IntoView {
    let query = use_query_map();
    let data = load(
        move || query.read().get("after").unwrap_or_default(),
        api::mine,
    );
    view! {
        <div class="page">
            <Title name=text::my_orders::title()/>
            <h1>{text::my_orders::title()}</h1>
            <Load data let:page>
                {if page.rows.is_empty() {
                    let next = ("/services".to_owned(), text::my_orders::to_services());
                    view! { <Empty icon="clipboard-list" words=text::my_orders::nothing() next=next/> }.into_any()
                } else {
                    let rows = page
                        .rows
                        .into_iter()
                        .map(|order| view! { <li><OrderRow order=order/></li> })
                        .collect_view();
                    view! {
                        <ul class="list-card">{rows}</ul>
                        <More next=page.next query="/me/orders?"/>
                    }
                        .into_any()
                }}
            </Load>
        </div>
    }
}
