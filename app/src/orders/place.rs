//! Placing an order: one page in three short sections.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{
    Agree, Area, Empty, Field, Form, Hidden, Icon, Load, Pick, PlacePick, Radios, Submit, Title,
    date, typed,
};
use domain::orders::{Consent, DayPart, NewOrderView, PlaceForm};
use domain::orgs::Places;
use domain::time::CountyDate;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The order form.
#[component]
pub fn NewOrder() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let get = |name| query.get(name).unwrap_or_default();
        (get("item"), get("org"))
    });
    let data = load(
        move || asked.get().0,
        |item| async move {
            if item.is_empty() {
                return Ok(None);
            }
            api::new_order(item).await.map(Some)
        },
    );
    view! {
        <div class="page">
            <Title name=text::place::title()/>
            <Load data let:found>
                {match found {
                    None => view! { <Choose/> }.into_any(),
                    Some(view) if !view.item.open => view! { <Paused title=view.item.title/> }.into_any(),
                    Some(view) => view! { <Order view=at_org(view, &asked.get_untracked().1)/> }.into_any(),
                }}
            </Load>
        </div>
    }
}

/// Nothing to order has been chosen yet.
#[component]
fn Choose() -> impl IntoView {
    let next = ("/services".to_owned(), text::place::to_services());
    view! {
        <h1>{text::place::title()}</h1>
        <Empty icon="clipboard-list" words=text::place::choose_first() next=next/>
    }
}

#[component]
fn Paused(title: String) -> impl IntoView {
    let next = ("/services".to_owned(), text::place::to_services());
    view! {
        <h1>{title}</h1>
        <Empty icon="hourglass" words=text::service::paused() next=next/>
    }
}

/// Whoever scanned a place's code orders for that place; an earlier address belongs to another.
fn at_org(mut view: NewOrderView, org: &str) -> NewOrderView {
    let Ok(org) = org.parse() else { return view };
    let Places { towns, villages } = &view.places;
    let village = villages.iter().find(|village| village.org == org);
    let town = village.map_or(org, |village| village.parent);
    if !towns.iter().any(|known| known.org == town) {
        return view;
    }
    let (town, village) = (
        town.to_string(),
        village.map(|village| village.org.to_string()),
    );
    let form = &mut view.form;
    let elsewhere = match &village {
        Some(village) => form.village != *village,
        None => form.town != town,
    };
    if elsewhere {
        form.town = town;
        form.village = village.unwrap_or_default();
        form.address = String::new();
    }
    view
}

#[component]
fn Order(view: NewOrderView) -> impl IntoView {
    let NewOrderView {
        item,
        lead_hours,
        risk,
        earliest,
        latest,
        places,
        form,
    } = view;
    let days = days(&earliest, &latest);
    view! {
        <p><a class="link inline-flex min-h-(--touch) items-center gap-1" href=format!("/services/{}", item.id)><Icon name="arrow-left"/> {text::place::back()}</a></p>
        <h1>{text::place::heading(item.title)}</h1>
        <Form<api::Place> class="form-grid">
            <Hidden name="request_id" value=form.request_id.clone()/>
            <Hidden name="item" value=form.item.clone()/>
            <Who form=form.clone()/>
            <WhenAndWhere form=form.clone() days=days lead_hours=lead_hours places=places/>
            <section>
                <h2>{text::place::note_and_send()}</h2>
                <Area
                    name="note"
                    label=text::place::note()
                    hint=text::place::note_hint()
                    value=form.note
                    rows=2
                    optional=true
                />
                <div class="alert alert-info alert-soft">
                    <Icon name="shield-check"/>
                    <p>{text::place::risk(risk)}</p>
                </div>
                <p class="field-hint">{text::place::privacy()}</p>
            </section>
            <div class="action-bar">
                <Submit label=text::place::send() class="btn btn-primary btn-lg"/>
            </div>
        </Form<api::Place>>
    }
}

/// For me, or for somebody else. How they agreed is asked where the box is ticked; a browser that cannot tell asks in
/// any case, and the words say when to answer.
#[component]
fn Who(form: PlaceForm) -> impl IntoView {
    let consents = Consent::ALL
        .iter()
        .map(|consent| (consent.to_string(), text::consent(*consent).to_owned()))
        .collect();
    view! {
        <section class="group">
            <h2>{text::place::who()}</h2>
            <Agree name="on_behalf" label=text::place::on_behalf() value=form.on_behalf/>
            <div class="group-not-has-[[type=checkbox]:checked]:hidden">
                <Radios
                    name="consent"
                    label=text::place::consent()
                    hint=text::place::consent_hint()
                    choices=consents
                    value=form.consent
                />
            </div>
            <Field
                name="name"
                label=text::place::name()
                value=form.name
                autocomplete="name"
                maxlength=40_u32
            />
            <Field
                name="phone"
                label=text::place::phone()
                hint=text::place::phone_hint()
                value=form.phone
                kind="tel"
                inputmode="tel"
                autocomplete="tel"
                maxlength=20_u32
            />
        </section>
    }
}

#[component]
fn WhenAndWhere(
    form: PlaceForm,
    days: Vec<(String, String)>,
    lead_hours: i64,
    places: Places,
) -> impl IntoView {
    let parts = parts(&days);
    let first_part = if form.part1.is_empty() {
        DayPart::Morning.to_string()
    } else {
        form.part1
    };
    let hint = if lead_hours > 0 {
        text::place::day_hint().to_owned()
    } else {
        String::new()
    };
    let more_days = [
        typed("day2", form.day2.clone()),
        typed("day3", form.day3.clone()),
    ];
    let more = more_days.iter().any(|day| !day.is_empty());
    view! {
        <section>
            <h2>{text::place::when_and_where()}</h2>
            <Pick
                name="day1"
                label=text::place::day()
                hint=hint
                choices=days.clone()
                value=form.day1
                empty=text::place::choose_day()
            />
            <Radios name="part1" label=text::place::part() choices=parts.clone() value=first_part/>
            <details open=more>
                <summary>{text::place::more_days()}</summary>
                <div class="form-grid">
                    <Pick
                        name="day2"
                        label=text::place::second_day()
                        choices=days.clone()
                        value=form.day2
                        empty=text::place::no_other_day()
                        optional=true
                    />
                    <Pick name="part2" label=text::place::second_part() choices=parts.clone() value=form.part2/>
                    <Pick
                        name="day3"
                        label=text::place::third_day()
                        choices=days
                        value=form.day3
                        empty=text::place::no_other_day()
                        optional=true
                    />
                    <Pick name="part3" label=text::place::third_part() choices=parts value=form.part3/>
                </div>
            </details>
            <PlacePick places=places town=form.town village=form.village/>
            <Field
                name="address"
                label=text::place::address()
                hint=text::place::address_hint()
                value=form.address
                autocomplete="street-address"
                maxlength=100_u32
            />
        </section>
    }
}

/// The days that can be asked for, each with its weekday.
fn days(earliest: &str, latest: &str) -> Vec<(String, String)> {
    const MOST: usize = 100;
    let (Ok(first), Ok(last)) = (CountyDate::parse(earliest), CountyDate::parse(latest)) else {
        return Vec::new();
    };
    std::iter::successors(Some(first), |day| Some(day.plus_days(1)))
        .take_while(|day| *day <= last)
        .take(MOST)
        .map(|day| (day.to_string(), date(day.start())))
        .collect()
}

/// The parts of a day with their hours.
fn parts(days: &[(String, String)]) -> Vec<(String, String)> {
    let some_day = days
        .first()
        .and_then(|(day, _)| CountyDate::parse(day).ok());
    DayPart::ALL
        .iter()
        .map(|part| {
            let name = text::day_part(*part);
            let label = some_day.and_then(|day| part.on(day)).map_or_else(
                || name.to_owned(),
                |window| {
                    let ((h1, m1), (h2, m2)) = (window.from.clock(), window.to.clock());
                    // Word joiners: the hours stay in one line.
                    format!("{name} {h1}:{m1:02}\u{2060}–\u{2060}{h2}:{m2:02}")
                },
            );
            (part.to_string(), label)
        })
        .collect()
}
