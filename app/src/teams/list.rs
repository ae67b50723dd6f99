//! The teams of a desk's subtree.

use super::api;
use super::team::skills;
use crate::locale::text;
use crate::shell::load;
use crate::ui::DeskRail;
use crate::ui::{Choices, Empty, Field, Fold, Form, Hidden, Icon, Load, More, Pick, Submit, Title};
use domain::account::Skill;
use domain::page::Page;
use domain::teams::TeamView;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// The teams, and the form that founds one.
#[component]
pub fn Teams() -> impl IntoView {
    let query = use_query_map();
    let teams = load(
        move || query.read().get("after").unwrap_or_default(),
        api::teams,
    );
    view! {
        <div class="page-wide">
            <Title name=text::teams::title()/>
            <Load data=teams children=|(teams, orgs, request_id)| page(teams, orgs, request_id)/>
        </div>
    }
}

fn page(
    teams: Page<TeamView>,
    orgs: Vec<(String, String)>,
    request_id: String,
) -> impl IntoView + use<> {
    let list = if teams.rows.is_empty() {
        view! { <Empty icon="users" words=text::teams::nothing()/> }.into_any()
    } else {
        let rows: Vec<_> = teams.rows.iter().map(row).collect();
        view! { <ul class="list-card">{rows}</ul> }.into_any()
    };
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/teams"/>
            <div class="grid gap-4">
                <h1>{text::teams::title()}</h1>
                <Fold label=text::teams::found() paths=vec![api::Found::PATH]>{found(orgs, request_id)}</Fold>
                {list}
                <More next=teams.next query="/desk/teams?"/>
            </div>
        </div>
    }
}

fn row(team: &TeamView) -> impl IntoView + use<> {
    let can = skills(&team.skills);
    view! {
        <li>
            <a class="row-link" href=format!("/team/{}", team.id)>
                <Icon name="users"/>
                <div>
                    {team.name.clone()}
                    <small>{text::teams::of(team.members, &team.org)}</small>
                    {(!can.is_empty()).then(|| view! { <small>{can}</small> })}
                </div>
            </a>
        </li>
    }
}

fn found(orgs: Vec<(String, String)>, request_id: String) -> impl IntoView {
    let all: Vec<_> = Skill::ALL
        .iter()
        .map(|skill| (skill.to_string(), text::skill(*skill).to_owned()))
        .collect();
    let only = match orgs.as_slice() {
        [(id, _)] => id.clone(),
        _ => String::new(),
    };
    view! {
        <Form<api::Found> class="form-grid">
            <Hidden name="request_id" value=request_id/>
            <Field name="name" label=text::teams::name() hint=text::teams::name_hint() maxlength=40u32/>
            <Pick
                name="org"
                label=text::teams::org()
                hint=text::teams::org_hint()
                choices=orgs
                value=only
                empty=text::teams::choose().to_owned()
            />
            <Field
                name="leader_no"
                label=text::teams::leader_no()
                hint=text::teams::leader_no_hint()
                maxlength=20u32
                autocomplete="off"
            />
            <Field
                name="leader_name"
                label=text::teams::leader_name()
                hint=text::teams::leader_name_hint()
                maxlength=40u32
                autocomplete="off"
            />
            <Choices name="skills" label=text::teams::skills() choices=all/>
            <div>
                <Submit label=text::teams::found()/>
            </div>
        </Form<api::Found>>
    }
}
