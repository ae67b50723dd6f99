//! A reward: what it is, what it costs, where it lies, and the way to have it held.

use super::api;
use crate::locale::text;
use crate::shell::{Reload, load, me};
use crate::ui::{
    Empty, Form, Hidden, Icon, Load, Pictures, Radios, Submit, Title, any_wrong, sign_in_url,
};
use domain::Code;
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
    // Kept here, for what stands below is built again with the new price.
    let repriced = RwSignal::new(false);
    view! {
        <div class="page">
            <Load data let:reward>
                <Shown reward=reward repriced=repriced/>
            </Load>
        </div>
    }
}

#[component]
fn Shown(reward: RewardView, repriced: RwSignal<bool>) -> impl IntoView {
    let card = reward.card.clone();
    let sponsor = (!card.sponsor.is_empty()).then(
        || view! { <p class="text-muted">{text::rewards::sponsor(card.sponsor.clone())}</p> },
    );
    let limit = text::rewards::limit(reward.per_days, reward.per_person);
    let pictures = reward.pictures.clone();
    let changed = move || {
        repriced.get().then(|| {
            view! {
                <div class="form-errors" role="status">
                    <Icon name="circle-alert"/>
                    <p>{text::code(Code::PRICE_CHANGED)}</p>
                </div>
            }
        })
    };
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
        {changed}
        <p>{reward.summary.clone()}</p>
        {sponsor}
        <p class="text-muted">{limit}</p>
        <Pictures pictures=pictures/>
        <Redeem reward=reward repriced=repriced/>
    }
}

/// The form, or what is missing for it.
#[component]
fn Redeem(reward: RewardView, repriced: RwSignal<bool>) -> impl IntoView {
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
    let price = reward.card.price;
    let after = text::rewards::after(price, balance - price, reward.held_days);
    view! {
        <Form<api::Redeem> class="form-grid">
            <Hidden name="request_id" value=reward.request_id/>
            <Hidden name="reward" value=reward.card.id.to_string()/>
            <Price price=price repriced=repriced/>
            <Radios name="shop" label=text::rewards::where_to() choices=stocked value=first class="choice-grid is-long"/>
            <p class="field-hint">{after}</p>
            <div class="action-bar">
                <Submit label=text::rewards::redeem() class="btn btn-primary btn-lg"/>
            </div>
        </Form<api::Redeem>>
    }
    .into_any()
}

/// The price that is shown, as the form carries it. When it turns out to have changed, the page is loaded anew, for it would
/// go on showing the old one; without JavaScript what comes back has the new one already.
#[component]
fn Price(price: i64, repriced: RwSignal<bool>) -> impl IntoView {
    let wrong = any_wrong(&["price"]);
    let reload = use_context::<Reload>();
    Effect::new(move |before: Option<bool>| {
        let now = wrong.get();
        // A page that was built with the refusal is told nothing new.
        if now && before == Some(false) {
            repriced.set(true);
            if let Some(reload) = reload {
                reload.now();
            }
        }
        now
    });
    view! { <Hidden name="price" value=price.to_string()/> }
}
