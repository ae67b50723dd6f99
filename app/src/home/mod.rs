//! The home page. It travels with the first visit, so it carries no form machinery: its one form is a link with a question.

pub mod api;

use crate::gathered::ways;
use crate::locale::text;
use crate::routes::List;
use crate::shell::{ElderSwitch, Language, elder, given_name, load};
use crate::ui::{Icon, Load, OrderRow, SearchBox, Title, approval, lasting, number};
use domain::catalog::{CategoryView, ItemCard};
use domain::insights::CountyNumbers;
use domain::orders::{OrderCard, Repeatable};
use leptos::prelude::*;

/// The home page: what do you need, where does my order stand, what is there.
#[component]
pub fn Home() -> impl IntoView {
    let data = load(|| (), |()| api::home());
    let greeting =
        given_name().map_or_else(|| text::home::hello().to_owned(), text::home::hello_to);
    view! {
        <div class="page">
            <Title name=text::app::home()/>
            <h1>{greeting}</h1>
            <ElderSwitch/>
            <form class="grid grid-cols-1 gap-2" action="/services" method="get" role="search">
                <label class="text-lg" for="q">{text::home::what()}</label>
                <SearchBox placeholder=text::home::for_example() find=text::home::find()/>
            </form>
            <Load data let:view>
                <Orders orders=view.orders again=view.again/>
                <Categories categories=view.categories/>
                // In elder mode the menu itself is the next step.
                {(!elder()).then(|| view! { <Items items=view.items/> })}
                {elder().then(|| view! { <p><a class="btn btn-outline" href="/services">{text::home::all_items()}</a></p> })}
                <Numbers numbers=view.numbers/>
                {elder().then(|| view! { <Language/> })}
            </Load>
        </div>
    }
}

/// Where one's orders stand, and the way to have the last one again.
#[component]
fn Orders(orders: Vec<OrderCard>, again: Option<Repeatable>) -> impl IntoView {
    let some = !orders.is_empty() || again.is_some();
    let rows = orders
        .into_iter()
        .map(|order| view! { <li><OrderRow order=order/></li> })
        .collect_view();
    let again = again.map(|last| {
        view! {
            <li>
                <a class="row-link" href=format!("/order/new?item={}&like={}", last.item, last.no)>
                    <Icon name="rotate-ccw"/>
                    <div>
                        <strong>{text::home::again(last.title)}</strong>
                        <small>{text::home::again_hint()}</small>
                    </div>
                </a>
            </li>
        }
    });
    some.then(|| {
        view! {
            <section>
                <h2>{text::home::my_orders()}</h2>
                <ul class="list-card">{rows} {again}</ul>
            </section>
        }
    })
}

#[component]
fn Categories(categories: Vec<CategoryView>) -> impl IntoView {
    (!categories.is_empty()).then(|| {
        let tiles = categories
            .into_iter()
            .map(|category| {
                view! {
                    <a class="tile" href=format!("/services?category={}", category.id)>
                        <Icon name=category.icon.as_str()/>
                        <span>{category.name}</span>
                    </a>
                }
            })
            .collect_view();
        view! {
            <section>
                <h2>{text::home::categories()}</h2>
                <nav class="tile-grid" aria-label=text::home::categories()>{tiles}</nav>
            </section>
        }
    })
}

#[component]
fn Items(items: Vec<ItemCard>) -> impl IntoView {
    (!items.is_empty()).then(|| {
        let rows = items
            .into_iter()
            .map(|item| {
                view! {
                    <li>
                        <a class="row-link" href=format!("/services/{}", item.id)>
                            <Icon name=item.icon.as_str()/>
                            <div>
                                <strong>{item.title}</strong>
                                <small>{text::services::about(lasting(item.minutes))} " · " {approval(item.approval)}</small>
                            </div>
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <section>
                <h2>{text::home::items()}</h2>
                <ul class="list-card">{rows}</ul>
                <p class="more"><a class="btn btn-outline" href="/services">{text::home::all_items()}</a></p>
            </section>
        }
    })
}

/// The county's numbers, with how they are counted.
#[component]
fn Numbers(numbers: CountyNumbers) -> impl IntoView {
    (numbers != CountyNumbers::default()).then(|| {
        let figures = [
            (text::home::volunteers(), numbers.volunteers),
            (text::home::teams(), numbers.teams),
            (text::home::hours(), numbers.minutes / 60),
            (text::home::delivered(), numbers.delivered),
        ];
        let figures = figures
            .map(|(what, count)| view! { <div><dt>{what}</dt><dd>{number(count)}</dd></div> });
        let open = ways(List::Open, |_| true).into_iter().map(|way| {
            view! { <a class="link inline-flex min-h-(--touch) items-center" href=way.path>{(way.label)()}</a> }
        });
        view! {
            <section>
                <h2>{text::home::numbers()}</h2>
                <dl class="stat-strip">{figures.collect_view()}</dl>
                <p class="field-hint">{text::home::counted()}</p>
                <nav class="flex flex-wrap gap-x-4" aria-label=text::home::open()>
                    {open.collect_view()}
                </nav>
            </section>
        }
    })
}
