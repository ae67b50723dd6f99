//! Rewards and shops, as the administrator keeps them.

use super::api::{self, RewardDesk};
use super::keeper::handed_out;
use crate::locale::text;
use crate::shell::load;
use crate::ui::DeskRail;
use crate::ui::{
    Agree, Area, Empty, Field, Fold, Form, Hidden, Load, Pick, PictureField, Submit, Title,
};
use domain::shop::{RewardForm, ShopView};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// The rewards, one of them to change, a form for another, and the shops.
#[component]
pub fn DeskRewards() -> impl IntoView {
    let query = use_query_map();
    let chosen = Memo::new(move |_| query.read().get("id").unwrap_or_default());
    let desk = load(|| (), |()| api::desk());
    view! {
        <div class="page-wide">
            <Title name=text::desk_rewards::title()/>
            <Load data=desk children=move |desk| page(desk, &chosen.get())/>
        </div>
    }
}

fn page(desk: RewardDesk, chosen: &str) -> impl IntoView + use<> {
    let rows: Vec<_> = desk.rewards.iter().map(row).collect();
    let list = if rows.is_empty() {
        view! { <Empty icon="gift" words=text::desk_rewards::nothing()/> }.into_any()
    } else {
        view! { <ul class="list-card">{rows}</ul> }.into_any()
    };
    let found = desk.rewards.iter().find(|form| form.id == chosen).cloned();
    let change = found.map(|form| {
        let form = RewardForm {
            request_id: desk.request_id.clone(),
            ..form
        };
        view! {
            <section class="notice-card">
                <h2>{form.title.clone()}</h2>
                {editor(form)}
            </section>
        }
    });
    let add = change.is_none().then(|| {
        let new = RewardForm {
            request_id: desk.request_id.clone(),
            per_person: "1".to_owned(),
            per_days: "30".to_owned(),
            open: "open".to_owned(),
            ..RewardForm::default()
        };
        view! {
            <Fold label=text::desk_rewards::add() paths=vec![api::EnterReward::PATH]>{editor(new)}</Fold>
        }
    });
    let shops: Vec<_> = desk
        .shops
        .iter()
        .map(|shop| shop_row(shop, &desk.request_id))
        .collect();
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/rewards"/>
            <div class="grid gap-6">
                <h1>{text::desk_rewards::title()}</h1>
                {change}
                {add}
                {list}
                <section class="grid gap-3">
                    <h2>{text::desk_rewards::shops()}</h2>
                    <p>{text::desk_rewards::shops_lead()}</p>
                    <ul class="list-card">{shops}</ul>
                    <Fold label=text::desk_rewards::open_shop() paths=vec![api::OpenShop::PATH]>
                        <Form<api::OpenShop> class="form-grid">
                            <Hidden name="request_id" value=desk.request_id.clone()/>
                            <Pick name="org" label=text::desk_rewards::org() choices=desk.orgs.clone() empty=text::desk_rewards::choose()/>
                            <Field name="name" label=text::desk_rewards::shop_name() maxlength=40u32/>
                            <Field name="place" label=text::desk_rewards::place() hint=text::desk_rewards::place_hint() maxlength=80u32/>
                            <div>
                                <Submit label=text::desk_rewards::open_shop()/>
                            </div>
                        </Form<api::OpenShop>>
                    </Fold>
                </section>
            </div>
        </div>
    }
}

fn shop_row(shop: &ShopView, request_id: &str) -> impl IntoView + use<> {
    let id = shop.id.to_string();
    let ShopView { name, place, .. } = shop.clone();
    let request_id = request_id.to_owned();
    let label = text::desk_rewards::budget_of(&name);
    let budget = shop.budget.map(|budget| budget.to_string());
    let spent = handed_out(shop.spent, shop.budget);
    view! {
        <li class="grid gap-2">
            <strong>{name}</strong>
            <p class="text-muted">{place}</p>
            <p>{spent}</p>
            <Form<api::SetBudget> which=("shop", id.clone()) class="grid gap-2">
                <Hidden name="request_id" value=request_id/>
                <Field
                    id=format!("budget-{id}")
                    name="budget"
                    label=label
                    hint=text::desk_rewards::budget_hint()
                    value=budget.unwrap_or_default()
                    inputmode="numeric"
                    maxlength=9u32
                    optional=true
                />
                <div>
                    <Submit label=text::desk_rewards::save_budget() class="btn"/>
                </div>
            </Form<api::SetBudget>>
        </li>
    }
}

fn row(form: &RewardForm) -> impl IntoView + use<> {
    let closed = form.open.is_empty().then(|| {
        view! { " " <span class="state-badge tone-stop">{text::desk_rewards::closed()}</span> }
    });
    let price = text::desk_rewards::price_of(&form.price);
    view! {
        <li>
            <a class="row-link" href=format!("/desk/rewards?id={}", form.id)>
                <div>
                    <span>{form.title.clone()} {closed}</span>
                    <small>{price}</small>
                </div>
            </a>
        </li>
    }
}

fn editor(form: RewardForm) -> impl IntoView {
    view! {
        <Form<api::EnterReward> class="form-grid" pictures=true>
            <Hidden name="request_id" value=form.request_id/>
            <Hidden name="id" value=form.id/>
            <Field name="title" label=text::desk_rewards::name() value=form.title maxlength=40u32/>
            <Area name="summary" label=text::desk_rewards::summary() value=form.summary maxlength=300/>
            <Field name="price" label=text::desk_rewards::price() value=form.price kind="number" inputmode="numeric" min="1" max="100000"/>
            <Field name="sponsor" label=text::desk_rewards::sponsor() value=form.sponsor maxlength=40u32 optional=true/>
            <Field name="per_person" label=text::desk_rewards::per_person() value=form.per_person kind="number" inputmode="numeric" min="1" max="1000"/>
            <Field name="per_days" label=text::desk_rewards::per_days() value=form.per_days kind="number" inputmode="numeric" min="1" max="366"/>
            <Agree name="open" label=text::desk_rewards::open() value=form.open/>
            // What stands behind a picture that is refused does not arrive without a program.
            <PictureField label=text::desk_rewards::pictures() value=form.pictures/>
            <div>
                <Submit label=text::desk_rewards::save()/>
            </div>
        </Form<api::EnterReward>>
    }
}
