//! Forms that were answered: a double click or a request sent again gets the first answer, and nothing happens twice.

use crate::db::{Cx, Tx, UseCase};
use crate::error::{Error, Result};
pub(crate) use entity::{ActiveModel, Entity};
use sea_orm::EntityTrait;

mod entity {
    use domain::time::Timestamp;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "replay")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub form: String,
        pub answer: String,
        pub at: Timestamp,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl Cx {
    /// Runs a use-case once for each form id: a replay gets the first answer.
    ///
    /// The row that remembers the form is written in the use-case's own transaction, and its primary key lets only one
    /// of any number of simultaneous replays commit; the others find its answer.
    pub(crate) async fn write_once<I, T>(
        &self,
        form: &str,
        input: I,
        use_case: UseCase<I, T>,
    ) -> Result<T>
    where
        I: Send + Sync + 'static,
        T: Send + serde::Serialize + serde::de::DeserializeOwned + 'static,
    {
        if !is_form_id(form) {
            return self.write(input, use_case).await;
        }
        if let Some(answer) = self.replayed(form).await? {
            return Ok(answer);
        }
        let once = Once {
            form: form.to_owned(),
            input,
            use_case,
        };
        match self.write(once, |tx, once| Box::pin(run(tx, once))).await {
            Ok(answer) => Ok(answer),
            Err(error) => self.replayed(form).await?.ok_or(error),
        }
    }

    async fn replayed<T: serde::de::DeserializeOwned>(&self, form: &str) -> Result<Option<T>> {
        let account = self.actor.account.map_or(0, |account| account.0);
        let row = Entity::find_by_id((account, form.to_owned()))
            .one(self.read())
            .await?;
        row.map(|row| serde_json::from_str(&row.answer).map_err(|_| Error::Unreadable("answer")))
            .transpose()
    }
}

struct Once<I, T> {
    form: String,
    input: I,
    use_case: UseCase<I, T>,
}

async fn run<I: Sync, T: serde::Serialize>(tx: &Tx, once: &Once<I, T>) -> Result<T> {
    let answer = (once.use_case)(tx, &once.input).await?;
    tx.remember(
        &once.form,
        serde_json::to_string(&answer).map_err(|_| Error::Unreadable("answer"))?,
    );
    Ok(answer)
}

/// A form id is what [`Cx::form_id`] makes, with what the form does behind a colon: a page's forms share its id. Anything
/// else is no promise of being unique, and is not remembered.
fn is_form_id(form: &str) -> bool {
    form.split_once(':')
        .is_some_and(|(id, _)| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

impl Cx {
    /// A new id for the forms of a page.
    pub fn form_id(&self) -> String {
        crate::crypt::token::<16>()
    }
}
