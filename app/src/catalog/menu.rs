//! The menu as the desk keeps it.

use super::api;
use crate::locale::text;
use crate::shell::{load, me};
use crate::ui::{DeskRail, Narrow};
use crate::ui::{
    Empty, Field, Fold, Form, Hidden, Icon, Load, More, Radios, Submit, Title, encoded, lasting,
};
use domain::catalog::{CategoryForm, CategoryView, Icon as CategoryIcon, ItemCard};
use domain::ids::CategoryId;
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

/// What the URL asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    q: String,
    category: Option<CategoryId>,
    after: String,
}

impl Wanted {
    /// The URL that a key is put behind for the next page.
    fn next(&self) -> String {
        let q = (!self.q.is_empty()).then(|| format!("q={}&", encoded(&self.q)));
        let category = self.category.map(|id| format!("category={id}&"));
        format!(
            "/desk/menu?{}{}",
            q.unwrap_or_default(),
            category.unwrap_or_default()
        )
    }
}

/// The services of the menu, to be edited; for the administrator also a form for one more category.
#[component]
pub fn Menu() -> impl IntoView {
    let query = use_query_map();
    let wanted = Memo::new(move |_| {
        let query = query.read();
        let value = |name| query.get(name).unwrap_or_default();
        Wanted {
            q: value("q").trim().to_owned(),
            category: value("category").parse().ok(),
            after: value("after"),
        }
    });
    let admin = me().is_some_and(|me| me.admin);
    let menu = load(
        move || wanted.get(),
        move |wanted| async move {
            let category = wanted.category.map(|id| id.to_string());
            let items =
                api::kept_items(wanted.q, category.unwrap_or_default(), wanted.after).await?;
            let categories = api::categories().await?;
            let form = if admin {
                Some(api::new_category().await?)
            } else {
                None
            };
            Ok((items, categories, form))
        },
    );
    view! {
        <div class="page-wide">
            <Title name=text::menu::title()/>
            <Load
                data=menu
                children=move |(items, categories, form)| {
                    page(items, &categories, form, &wanted.get_untracked())
                }
            />
        </div>
    }
}

fn page(
    items: Page<ItemCard>,
    categories: &[CategoryView],
    form: Option<CategoryForm>,
    wanted: &Wanted,
) -> impl IntoView + use<> {
    let choices: Vec<_> = categories
        .iter()
        .map(|category| (category.id.to_string(), category.name.clone()))
        .collect();
    let category = wanted.category.map(|id| id.to_string());
    let list = if items.rows.is_empty() {
        let next = ("/desk/menu/new".to_owned(), text::menu::add());
        view! { <Empty icon="clipboard-list" words=text::menu::nothing() next=next/> }.into_any()
    } else {
        let rows: Vec<_> = items.rows.iter().map(row).collect();
        view! { <ul class="list-card">{rows}</ul> }.into_any()
    };
    let add_category = form.map(category_form).map(|form| {
        view! {
            <Fold label=text::menu::add_category() paths=vec![api::AddCategory::PATH]>
                {form}
            </Fold>
        }
    });
    view! {
        <div class="desk-layout">
            <DeskRail here="/desk/menu"/>
            <div class="grid gap-4">
                <h1>{text::menu::title()}</h1>
                <p>
                    <a class="btn btn-primary" href="/desk/menu/new">
                        <Icon name="plus"/>
                        {text::menu::add()}
                    </a>
                </p>
                {add_category}
                <form method="get" action="/desk/menu" role="search" class="flex flex-wrap items-end gap-3">
                    <div class="field">
                        <label for="q">{text::menu::words()}</label>
                        <input id="q" name="q" type="search" class="input" maxlength="40" value=wanted.q.clone()/>
                    </div>
                    <Narrow
                        name="category"
                        label=text::menu::category()
                        all=text::menu::all_categories()
                        choices=choices
                        value=category.unwrap_or_default()
                    />
                    <button type="submit" class="btn">{text::menu::search()}</button>
                </form>
                {list}
                <More next=items.next query=wanted.next()/>
            </div>
        </div>
    }
}

fn row(item: &ItemCard) -> impl IntoView + use<> {
    let paused = (!item.open)
        .then(|| view! { <span class="state-badge tone-stop">{text::menu::paused()}</span> });
    view! {
        <li>
            <a class="row-link" href=format!("/desk/menu/{}", item.id)>
                <Icon name=item.icon.as_str()/>
                <div>
                    {item.title.clone()}
                    <small>
                        {text::menu::about(&item.category, text::audience(item.audience), lasting(item.minutes))}
                    </small>
                </div>
                {paused}
            </a>
        </li>
    }
}

fn category_form(form: CategoryForm) -> impl IntoView {
    let icons: Vec<_> = CategoryIcon::ALL
        .iter()
        .map(|icon| (icon.to_string(), text::icon(*icon).to_owned()))
        .collect();
    view! {
        <Form<api::AddCategory> class="form-grid">
            <Hidden name="request_id" value=form.request_id/>
            <Field name="name_zh" label=text::menu::name_zh() maxlength=12u32/>
            <Field name="name_en" label=text::menu::name_en() maxlength=40u32/>
            <Radios name="icon" label=text::menu::icon() choices=icons value=CategoryIcon::Sparkles.to_string()/>
            <div>
                <Submit label=text::menu::add_category()/>
            </div>
        </Form<api::AddCategory>>
    }
}
