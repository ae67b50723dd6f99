//! A service of the menu, as the desk edits it.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::DeskRail;
use crate::ui::{Area, Choices, Field, Form, Hidden, Icon, Load, Pick, Radios, Submit, Title};
use domain::account::Skill;
use domain::catalog::{Audience, ItemEditor};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The editor; with `new` for an id it starts empty.
#[component]
pub fn Editor() -> impl IntoView {
    let params = use_params_map();
    let editor = load(
        move || params.read().get("id").unwrap_or_default(),
        api::editor,
    );
    view! {
        <div class="page-wide">
            <Load data=editor children=page/>
        </div>
    }
}

/// Ids with names, as choices of a form.
fn named<I: ToString>(choices: Vec<(I, String)>) -> Vec<(String, String)> {
    choices
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect()
}

fn page(editor: ItemEditor) -> impl IntoView {
    let name = if editor.form.id.is_empty() {
        text::editor::new().to_owned()
    } else {
        text::editor::edit(&editor.form.title)
    };
    view! {
        <Title name=name.clone()/>
        <div class="desk-layout">
            <DeskRail here="/desk/menu"/>
            <div class="grid gap-4">
                <p>
                    <a class="btn btn-sm btn-ghost" href="/desk/menu">
                        <Icon name="arrow-left"/>
                        {text::editor::back()}
                    </a>
                </p>
                <h1>{name}</h1>
                {form(editor)}
            </div>
        </div>
    }
}

fn form(editor: ItemEditor) -> impl IntoView {
    let ItemEditor {
        form,
        categories,
        areas,
        teams,
    } = editor;
    let (categories, areas, teams) = (named(categories), named(areas), named(teams));
    // Who works at one place only edits for that place.
    let area = match areas.as_slice() {
        [(only, _)] if form.area.is_empty() => only.clone(),
        _ => form.area,
    };
    let audience = if form.audience.is_empty() {
        Audience::Everyone.to_string()
    } else {
        form.audience
    };
    let audiences: Vec<_> = Audience::ALL
        .iter()
        .map(|audience| (audience.to_string(), text::audience(*audience).to_owned()))
        .collect();
    let skills: Vec<_> = Skill::ALL
        .iter()
        .map(|skill| (skill.to_string(), text::skill(*skill).to_owned()))
        .collect();
    let openness = vec![
        ("open".to_owned(), text::editor::taking_orders().to_owned()),
        (String::new(), text::editor::paused().to_owned()),
    ];
    let offered_by = (!teams.is_empty()).then(|| {
        view! {
            <div>
                <Choices
                    name="teams"
                    label=text::editor::teams()
                    hint=text::editor::teams_hint()
                    choices=teams
                    value=form.teams
                />
            </div>
        }
    });
    view! {
        <Form<api::SaveItem> class="form-grid">
            <Hidden name="request_id" value=form.request_id/>
            <Hidden name="id" value=form.id/>
            <Field name="title" label=text::editor::title() hint=text::editor::title_hint() value=form.title maxlength=40u32/>
            <Pick
                name="category"
                label=text::editor::category()
                choices=categories
                value=form.category
                empty=text::editor::choose().to_owned()
            />
            <Area
                name="summary"
                label=text::editor::summary()
                hint=text::editor::summary_hint()
                value=form.summary
                maxlength=500
            />
            <Pick name="audience" label=text::editor::audience() choices=audiences value=audience/>
            <Pick
                name="area"
                label=text::editor::area()
                hint=text::editor::area_hint()
                choices=areas
                value=area
                empty=text::editor::choose().to_owned()
            />
            <Field
                name="minutes"
                label=text::editor::minutes()
                hint=text::editor::minutes_hint()
                kind="number"
                inputmode="numeric"
                min="10"
                max="600"
                value=form.minutes
            />
            <Field
                name="volunteers"
                label=text::editor::volunteers()
                hint=text::editor::volunteers_hint()
                kind="number"
                inputmode="numeric"
                min="1"
                max="50"
                value=form.volunteers
            />
            <Field
                name="lead_hours"
                label=text::editor::lead_hours()
                hint=text::editor::lead_hours_hint()
                kind="number"
                inputmode="numeric"
                min="0"
                max="720"
                value=form.lead_hours
            />
            <Radios name="open" label=text::editor::open() choices=openness value=form.open/>
            <Area
                name="risk"
                label=text::editor::risk()
                hint=text::editor::risk_hint()
                value=form.risk
                maxlength=300
            />
            <div>
                <Choices
                    name="skills"
                    label=text::editor::skills()
                    hint=text::editor::skills_hint()
                    choices=skills
                    value=form.skills
                />
            </div>
            {offered_by}
            <div>
                <Submit label=text::editor::save()/>
            </div>
        </Form<api::SaveItem>>
    }
}
