//! The card for the fridge: one sheet in large type, for whoever has no phone at hand.

pub mod api;
pub(crate) mod pages;

use crate::locale::text;
use crate::shell::{given_name, load};
use crate::ui::{Icon, Load, Title, encoded};
use api::CardView;
use domain::orgs::OrgView;
use leptos::prelude::*;

/// The card, as the screen shows it and the printer prints it.
#[component]
pub fn FridgeCard() -> impl IntoView {
    let data = load(|| (), |()| api::card());
    view! {
        <div class="page">
            <Title name=text::card::title()/>
            <Load data=data let:card>
                <Sheet card=card/>
            </Load>
        </div>
    }
}

#[component]
fn Sheet(card: CardView) -> impl IntoView {
    let CardView {
        centre,
        station,
        again,
    } = card;
    let org = station.as_ref().map(|station| station.id);
    let of_org = org.map(|org| format!("org={org}")).unwrap_or_default();
    let menu = (
        format!("/services?{of_org}"),
        text::card::menu().to_owned(),
        text::card::menu_hint(),
    );
    let again = again.map(|last| {
        (
            format!("/order/new?item={}&like={}&{of_org}", last.item, last.no),
            text::card::again(last.title),
            text::card::again_hint(),
        )
    });
    let codes = std::iter::once(menu).chain(again).map(|(to, title, hint)| {
        view! {
            <li>
                <img class="qr" src=format!("/qr/page?to={}", encoded(&to)) alt=title.clone() width="200" height="200"/>
                <strong>{title}</strong>
                <small>{hint}</small>
            </li>
        }
    });
    let numbers = [station, centre].into_iter().flatten();
    view! {
        <div class="no-print">
            <h1>{text::card::title()}</h1>
            <p>{text::card::lead()}</p>
            <p class="text-muted">{text::card::how_to_print()}</p>
        </div>
        <article class="fridge-card" aria-label=text::card::title()>
            <p class="fridge-card-head"><Icon name="heart-handshake"/> " " {text::card::heading()}</p>
            {given_name().map(|name| view! { <p>{text::card::of(name)}</p> })}
            <ul class="fridge-card-numbers">{numbers.map(call).collect_view()}</ul>
            <ul class="fridge-card-codes">{codes.collect_view()}</ul>
            <p>{text::card::free()}</p>
        </article>
    }
}

/// Whom to call, in figures that are read from across the room.
fn call(org: OrgView) -> impl IntoView {
    view! {
        <li>
            <span>{org.name}</span>
            // A link to a number without a class is taken for one that the browser made, and taken out.
            <a class="fridge-card-number" href=format!("tel:{}", org.phone)>{org.phone.clone()}</a>
        </li>
    }
}
