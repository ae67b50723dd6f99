//! Entering the menu.

use crate::catalog;
use crate::error::Result;
use crate::people::Person;
use domain::catalog::{CategoryForm, ItemForm};
use domain::ids::{CategoryId, ItemId};

impl Person {
    /// Adds a category.
    pub async fn adds_category(&self, form: CategoryForm) -> Result<CategoryId> {
        catalog::add_category(&self.request().await?, form).await
    }

    /// Enters a service, or changes it.
    pub async fn saves_item(&self, form: ItemForm) -> Result<ItemId> {
        catalog::save_item(&self.request().await?, form).await
    }
}
