//! Server functions of the menu.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::catalog::{CategoryForm, CategoryView, ItemCard, ItemEditor, ItemForm, ItemView};
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, english, go},
    domain::catalog::ItemFilter,
    store::catalog,
};

/// The categories of the menu.
#[server(endpoint = "catalog/categories", input = GetUrl)]
pub async fn categories() -> Result<Vec<CategoryView>, Fault> {
    Ok(catalog::categories(&cx()?, english()).await?)
}

/// One page of the menu. A filter that means nothing filters nothing: URLs are typed and passed on.
#[server(endpoint = "catalog/items", input = GetUrl)]
pub async fn items(
    #[server(default)] q: String,
    #[server(default)] category: String,
    #[server(default)] audience: String,
    #[server(default)] after: String,
) -> Result<Page<ItemCard>, Fault> {
    let filter = ItemFilter {
        q,
        category: category.parse().ok(),
        audience: audience.parse().ok(),
        after: Some(after),
    };
    Ok(catalog::items(&cx()?, &filter, english()).await?)
}

/// One page of the services that the desk keeps.
#[server(endpoint = "catalog/kept", input = GetUrl)]
pub async fn kept_items(
    #[server(default)] q: String,
    #[server(default)] category: String,
    #[server(default)] after: String,
) -> Result<Page<ItemCard>, Fault> {
    let filter = ItemFilter {
        q,
        category: category.parse().ok(),
        audience: None,
        after: Some(after),
    };
    Ok(catalog::kept_items(&cx()?, &filter, english()).await?)
}

/// A service.
#[server(endpoint = "catalog/item", input = GetUrl)]
pub async fn item(#[server(default)] id: String) -> Result<ItemView, Fault> {
    let id = id.parse()?;
    Ok(catalog::item(&cx()?, id, english()).await?)
}

/// The editor of a service; `new` for one that is not there yet.
#[server(endpoint = "catalog/editor", input = GetUrl)]
pub async fn editor(#[server(default)] id: String) -> Result<ItemEditor, Fault> {
    let id = if id == "new" { None } else { Some(id.parse()?) };
    Ok(catalog::editor(&cx()?, id, english()).await?)
}

/// Enters a service in the menu, or changes it.
#[server(endpoint = "catalog/save_item")]
pub async fn save_item(#[server(flatten)] form: ItemForm) -> Result<(), Fault> {
    catalog::save_item(&cx()?, form).await?;
    go("/desk/menu");
    Ok(())
}

/// An id for the form that adds a category.
#[server(endpoint = "catalog/new_category", input = GetUrl)]
pub async fn new_category() -> Result<CategoryForm, Fault> {
    Ok(CategoryForm {
        request_id: cx()?.form_id(),
        ..CategoryForm::default()
    })
}

/// Adds a category.
#[server(endpoint = "catalog/add_category")]
pub async fn add_category(#[server(flatten)] form: CategoryForm) -> Result<(), Fault> {
    catalog::add_category(&cx()?, form).await?;
    Ok(())
}
