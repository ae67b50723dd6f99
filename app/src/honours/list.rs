//! Honours in public: who was awarded what, and the campaigns one can nominate for.

use super::api::awarded;
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{Empty, Icon, Load, More, Pictures, Title, full_date, hours, sign_in_url};
use domain::honours::{AwardView, CampaignView};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The awards, the latest first, behind the campaigns that are open.
#[component]
pub fn Honours() -> impl IntoView {
    let query = use_query_map();
    let data = load(
        move || query.read().get("after").unwrap_or_default(),
        awarded,
    );
    let nominated = move || query.read().get("nominated").is_some();
    view! {
        <div class="page">
            <Title name=text::honours::title()/>
            <h1>{text::honours::title()}</h1>
            <p>{text::honours::lead()}</p>
            <div role="status">
                {move || {
                    nominated()
                        .then(|| {
                            view! {
                                <div class="alert alert-success alert-soft">
                                    <Icon name="circle-check"/>
                                    <span>{text::honours::nominated()}</span>
                                </div>
                            }
                        })
                }}
            </div>
            <Load data let:((page, campaigns))>
                {open(&campaigns)}
                <section class="grid gap-3">
                    <h2>{text::honours::awarded()}</h2>
                    {if page.rows.is_empty() {
                        view! { <Empty icon="award" words=text::honours::nothing()/> }.into_any()
                    } else {
                        let cards = page.rows.into_iter().map(card).collect_view();
                        view! { <ul class="grid gap-4">{cards}</ul> }.into_any()
                    }}
                    <More next=page.next query="/honours?"/>
                </section>
            </Load>
        </div>
    }
}

/// The campaigns one can nominate for now.
fn open(campaigns: &[CampaignView]) -> impl IntoView + use<> {
    let signed_in = me().is_some();
    let cards: Vec<_> = campaigns
        .iter()
        .filter(|campaign| campaign.open)
        .map(|campaign| {
            let href = if signed_in {
                format!("/honours/nominate/{}", campaign.id)
            } else {
                sign_in_url()
            };
            view! {
                <li class="notice-card">
                    <h3>{campaign.title.clone()}</h3>
                    {about(campaign)}
                    <p>
                        <a class="btn btn-primary btn-outline" href=href>
                            {text::honours::nominate()}
                            <span class="sr-only">{format!(" {}", campaign.title)}</span>
                        </a>
                    </p>
                </li>
            }
        })
        .collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="grid gap-3">
                <h2>{text::honours::open()}</h2>
                <ul class="grid gap-4">{cards}</ul>
            </section>
        }
    })
}

/// What a campaign honours, asks for and offers.
pub(super) fn about(campaign: &CampaignView) -> impl IntoView + use<> {
    let period = text::honours::period(full_date(campaign.from), full_date(campaign.to.plus(-1)));
    let asks = text::honours::asks(
        hours(campaign.criteria.minutes),
        campaign.criteria.orders,
        campaign.criteria.approval,
    );
    let kind = text::honours::places(text::honour_kind(campaign.kind), campaign.places);
    let until = text::honours::until(full_date(campaign.until.plus(-1)));
    view! {
        <p>{campaign.about.clone()}</p>
        <p class="text-muted">{kind} " · " {until}</p>
        <p class="text-muted">{period}</p>
        <p class="text-muted">{asks}</p>
    }
}

fn card(award: AwardView) -> impl IntoView {
    let (year, ..) = award.at.date().ymd();
    let line = text::honours::line(year, award.campaign);
    view! {
        <li class="notice-card">
            <h3 class="flex items-center gap-2"><Icon name="award"/> {award.name}</h3>
            <p class="text-accent"><strong>{line}</strong></p>
            {(!award.place.is_empty()).then(|| view! { <p class="text-muted">{award.place}</p> })}
            <p>{award.reason}</p>
            {(!award.pictures.is_empty()).then(|| view! { <Pictures pictures=award.pictures/> })}
        </li>
    }
}
