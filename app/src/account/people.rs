//! Who holds which role, for the county administrator.

use super::api;
use crate::locale::text;
use crate::shell::load;
use crate::ui::DeskRail;
use crate::ui::{Empty, Field, Fold, Form, Hidden, Load, More, Pick, Submit, Title, date};
use domain::account::GrantView;
use domain::actor::Role;
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// The roles that are held, and the form that grants one.
#[component]
pub fn People() -> impl IntoView {
    let query = use_query_map();
    let grants = load(
        move || query.read().get("after").unwrap_or_default(),
        api::grants,
    );
    view! {
        <div class="page-wide">
            <Title name=text::people::title()/>
            <Load data=grants children=|(grants, orgs, request_id)| page(grants, orgs, request_id)/>
        </div>
    }
}

fn page(
    grants: Page<GrantView>,
    orgs: Vec<(String, String)>,
    request_id: String,
) -> impl IntoView + use<> {
    let list = if grants.rows.is_empty() {
        view! { <Empty icon="shield-check" words=text::people::nothing()/> }.into_any()
    } else {
        let rows: Vec<_> = grants.rows.into_iter().map(row).collect();
        view! {
            <table class="quiet-table">
                <caption>{text::people::held()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text::people::name()}</th>
                        <th scope="col">{text::people::phone()}</th>
                        <th scope="col">{text::people::role()}</th>
                        <th scope="col">{text::people::org()}</th>
                        <th scope="col">{text::people::since()}</th>
                        <th scope="col">{text::people::take_back()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/people"/>
            <div class="grid gap-4">
                <h1>{text::people::title()}</h1>
                <Fold label=text::people::grant() paths=vec![api::GrantRole::PATH]>
                    {grant(orgs, request_id)}
                </Fold>
                {list}
                <More next=grants.next query="/desk/people?"/>
            </div>
        </div>
    }
}

fn row(held: GrantView) -> impl IntoView {
    let about = text::people::whose(&held.name, text::role(held.role));
    view! {
        <tr>
            <th scope="row" data-label=text::people::name()>{held.name}</th>
            <td data-label=text::people::phone()>{held.phone}</td>
            <td data-label=text::people::role()>{text::role(held.role)}</td>
            <td data-label=text::people::org()>{held.org}</td>
            <td data-label=text::people::since()>{date(held.since)}</td>
            <td data-label=text::people::take_back()>
                <Form<api::EndGrant> which=("id", held.id.to_string())>
                    <Submit label=text::people::take_back() about=about class="btn btn-sm"/>
                </Form<api::EndGrant>>
            </td>
        </tr>
    }
}

fn grant(orgs: Vec<(String, String)>, request_id: String) -> impl IntoView {
    let roles: Vec<_> = Role::ALL
        .iter()
        .map(|role| (role.to_string(), text::role(*role).to_owned()))
        .collect();
    view! {
        <Form<api::GrantRole> class="form-grid">
            <Hidden name="request_id" value=request_id/>
            <Field
                name="phone"
                label=text::people::their_phone()
                hint=text::people::their_phone_hint()
                kind="tel"
                inputmode="tel"
                autocomplete="off"
                maxlength=20u32
            />
            <Pick name="role" label=text::people::role() choices=roles empty=text::people::choose().to_owned()/>
            <Pick
                name="org"
                label=text::people::org()
                hint=text::people::org_hint()
                choices=orgs
                empty=text::people::choose().to_owned()
            />
            <div>
                <Submit label=text::people::grant()/>
            </div>
        </Form<api::GrantRole>>
    }
}
