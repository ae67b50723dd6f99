//! Placing an order: one page in three short sections.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::{
    Agree, Area, Empty, Field, Form, Hidden, Icon, Load, Pick, PlacePick, Question, Radios, Submit,
    Title, date, facts, typed,
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
        (get("item"), get("org"), get("like"))
    });
    // What was asked goes with its answer: the page may have been left by the time that is shown.
    let data = load(
        move || asked.get(),
        |(item, org, like)| async move {
            if item.is_empty() {
                return Ok(None);
            }
            let view = api::new_order(item, like).await?;
            Ok(Some(at_org(view, &org)))
        },
    );
    view! {
        <div class="page">
            <Title name=text::place::title()/>
            <Load data let:found>
                {match found {
                    None => view! { <Choose/> }.into_any(),
                    Some(view) if !view.item.open => view! { <Paused title=view.item.title/> }.into_any(),
                    Some(view) => view! { <Order view=view/> }.into_any(),
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
    let days = days(&view.earliest, &view.latest);
    let before = view.ready.then(|| as_before(&view, &days));
    let NewOrderView {
        item,
        lead_hours,
        risk,
        places,
        form,
        ..
    } = view;
    view! {
        <p><a class="link inline-flex min-h-(--touch) items-center gap-1" href=format!("/services/{}", item.id)><Icon name="arrow-left"/> {text::place::back()}</a></p>
        <h1>{text::place::heading(item.title)}</h1>
        <Form<api::Place> class="form-grid questions">
            <Hidden name="request_id" value=form.request_id.clone()/>
            <Hidden name="item" value=form.item.clone()/>
            {before}
            <Who form=form.clone()/>
            <When form=form.clone() days=days lead_hours=lead_hours/>
            <Where form=form.clone() places=places/>
            <Question id="note-and-send" title=text::place::note_and_send() before="where">
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
            </Question>
            <div class="action-bar">
                <Submit label=text::place::send() class="btn btn-primary btn-lg"/>
            </div>
        </Form<api::Place>>
    }
}

/// An order like an earlier one: what it says, to be sent as it is. Whoever wants it otherwise finds the questions below.
fn as_before(view: &NewOrderView, days: &[(String, String)]) -> impl IntoView + use<> {
    let form = &view.form;
    let day = days.iter().find(|(day, _)| *day == form.day1);
    let part = parts(days)
        .into_iter()
        .find(|(part, _)| *part == form.part1);
    let when = [day.cloned(), part].map(|found| found.map(|(_, shown)| shown).unwrap_or_default());
    let villages = &view.places.villages;
    let village = villages
        .iter()
        .find(|village| village.org.to_string() == form.village);
    let village = village
        .map(|village| village.name.clone())
        .unwrap_or_default();
    let known = [
        ("user-round", text::place::name(), form.name.clone()),
        ("phone", text::place::phone(), form.phone.clone()),
        ("calendar-days", text::place::day(), when.join(" ")),
        (
            "map-pin",
            text::place::whereabouts(),
            format!("{village} {}", form.address),
        ),
    ];
    view! {
        <div class="notice-card">
            <h2>{text::place::as_before()}</h2>
            {facts(known)}
            <Submit label=text::place::send_as_before() class="btn btn-primary btn-lg"/>
            <p class="text-muted">{text::place::otherwise()}</p>
        </div>
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
        <Question id="who" title=text::place::who() next="when">
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
        </Question>
    }
}

#[component]
fn When(form: PlaceForm, days: Vec<(String, String)>, lead_hours: i64) -> impl IntoView {
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
        <Question id="when" title=text::place::when() before="who" next="where">
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
        </Question>
    }
}

#[component]
fn Where(form: PlaceForm, places: Places) -> impl IntoView {
    view! {
        <Question id="where" title=text::place::whereabouts() before="when" next="note-and-send">
            <PlacePick places=places town=form.town village=form.village/>
            <Field
                name="address"
                label=text::place::address()
                hint=text::place::address_hint()
                value=form.address
                autocomplete="street-address"
                maxlength=100_u32
            />
        </Question>
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
