//! A service, with everything a resident needs to decide.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{Icon, Load, ReadAloud, Title, approval, encoded, facts, lasting, listed};
use domain::catalog::ItemView;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A service: what it is, who comes, how long, when possible, what others said, and the way to order it.
#[component]
pub fn Service() -> impl IntoView {
    let params = use_params_map();
    let data = load(
        move || params.read().get("id").unwrap_or_default(),
        api::item,
    );
    view! {
        <div class="page">
            <Load data let:item>
                <Shown item=item/>
            </Load>
        </div>
    }
}

#[component]
fn Shown(item: ItemView) -> impl IntoView {
    let card = item.card;
    let mut known = vec![
        (
            "users",
            text::service::who_comes(),
            text::service::who(item.volunteers, listed(item.offered_by)),
        ),
        (
            "clock",
            text::service::how_long(),
            text::services::about(lasting(card.minutes)),
        ),
        (
            "calendar-days",
            text::service::when(),
            notice(item.lead_hours),
        ),
        ("map-pin", text::service::place(), item.area),
        (
            "user-round",
            text::service::for_whom(),
            text::audience(card.audience).to_owned(),
        ),
        ("shield-check", text::service::risk(), item.risk),
    ];
    if !item.skills.is_empty() {
        let skills = listed(item.skills.into_iter().map(text::skill));
        known.insert(1, ("award", text::service::skills(), skills));
    }
    let any_said = !item.said.is_empty();
    let said = item
        .said
        .into_iter()
        .map(|(stars, words)| {
            view! {
                <li>
                    <small class="text-muted">{text::service::stars(stars)}</small>
                    <p>{words}</p>
                </li>
            }
        })
        .collect_view();
    let org = use_query_map()
        .read_untracked()
        .get("org")
        .unwrap_or_default();
    let action = if card.open {
        let for_org = if org.is_empty() {
            String::new()
        } else {
            format!("&org={}", encoded(&org))
        };
        let href = format!("/order/new?item={}{for_org}", card.id);
        view! { <a class="btn btn-primary btn-lg" href=href>{text::service::order()}</a> }
            .into_any()
    } else {
        view! { <a class="btn" href="/services">{text::service::others()}</a> }.into_any()
    };
    view! {
        <Title name=card.title.clone()/>
        <p><a class="link inline-flex min-h-(--touch) items-center gap-1" href="/services"><Icon name="arrow-left"/> {text::service::back()}</a></p>
        <h1>{card.title}</h1>
        <p class="text-muted"><Icon name=card.icon.as_str()/> " " {card.category}</p>
        {(!card.open)
            .then(|| {
                view! {
                    <div class="alert alert-warning alert-soft" role="status">
                        <Icon name="hourglass"/>
                        <span>{text::service::paused()}</span>
                    </div>
                }
            })}
        <p class="text-lg">{card.summary}</p>
        <ReadAloud/>
        {facts(known)}
        <section>
            <h2>{text::service::said()}</h2>
            <p><Icon name="star"/> " " {approval(card.approval)}</p>
            {any_said.then(|| view! { <ul class="list-card">{said}</ul> })}
        </section>
        <div class="action-bar">{action}</div>
    }
}

/// How far ahead it has to be ordered, in words.
fn notice(hours: i64) -> String {
    match (hours / 24, hours % 24) {
        (0, 0) => text::service::any_time().to_owned(),
        (days, 0) => text::service::days_ahead(days),
        _ => text::service::hours_ahead(hours),
    }
}
