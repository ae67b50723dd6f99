//! A reward: what it is, what it costs, where it lies, and the way to have it held.

use super::api;
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{Empty, Form, Hidden, Icon, Load, Pictures, Radios, Submit, Title, sign_in_url};
use domain::shop::RewardView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A reward.
#[component]
pub fn Reward() -> impl IntoView {
    let params = use_params_map();
    let data = load(
        move || params.read().get("id").unwrap_or_default(),
        api::reward,
    );
    view! {
        <div class="page">
            <Load data let:reward>
                <Shown reward=reward/>
            </Load>
        </div>
    }
}

#[component]
fn Shown(reward: RewardView) -> impl IntoView {
    let card = reward.card.clone();
    let sponsor = (!card.sponsor.is_empty()).then(
        || view! { <p class="text-muted">{text::rewards::sponsor(card.sponsor.clone())}</p> },
    );
    let limit = text::rewards::limit(reward.per_days, reward.per_person);
    let pictures = reward.pictures.clone();
    view! {
        <Title name=card.title.clone()/>
        <p>
            <a class="link inline-flex min-h-(--touch) items-center gap-1" href="/rewards">
                <Icon name="arrow-left"/>
                {text::rewards::back()}
            </a>
        </p>
        <h1>{card.title}</h1>
        <p class="big-number text-accent">{text::rewards::points(card.price)}</p>
        <p>{reward.summary.clone()}</p>
        {sponsor}
        <p class="text-muted">{limit}</p>
        <Pictures pictures=pictures/>
        <Redeem reward=reward/>
    }
}

/// The form, or what is missing for it.
#[component]
fn Redeem(reward: RewardView) -> impl IntoView {
    let stocked: Vec<(String, String)> = reward
        .shops
        .iter()
        .filter(|shop| shop.units > 0)
        .map(|shop| {
            let words = text::rewards::at_shop(&shop.name, &shop.place, shop.units);
            (shop.id.to_string(), words)
        })
        .collect();
    let Some(balance) = reward.balance else {
        let (href, label) = match me() {
            None => (sign_in_url(), text::rewards::sign_in()),
            Some(_) => ("/me/volunteer".to_owned(), text::rewards::register()),
        };
        return view! {
            <p>{text::rewards::volunteers_only()}</p>
            <div class="action-bar"><a class="btn btn-primary btn-lg" href=href>{label}</a></div>
        }
        .into_any();
    };
    if stocked.is_empty() {
        return view! { <Empty icon="hourglass" words=text::rewards::none_left()/> }.into_any();
    }
    if balance < reward.card.price {
        let words = text::rewards::missing(reward.card.price - balance);
        return view! { <p class="notice-card"><strong>{words}</strong></p> }.into_any();
    }
    let first = stocked
        .first()
        .map(|(id, _)| id.clone())
        .unwrap_or_default();
    view! {
        <Form<api::Redeem> class="form-grid">
            <Hidden name="request_id" value=reward.request_id/>
            <Hidden name="reward" value=reward.card.id.to_string()/>
            <Radios name="shop" label=text::rewards::where_to() choices=stocked value=first/>
            <p class="field-hint">{text::rewards::after(reward.card.price, balance - reward.card.price)}</p>
            <div class="action-bar">
                <Submit label=text::rewards::redeem() class="btn btn-primary btn-lg"/>
            </div>
        </Form<api::Redeem>>
    }
    .into_any()
}
