//! Forms that were answered: a double click or a request sent again gets the first answer, and nothing happens twice.

use crate::db::{Cx, Tx, UseCase};
use crate::error::{Error, Result};
pub(crate) use entity::{ActiveModel, Entity};
use sea_orm::{EntityTrait, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;

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
    /// Runs a use-case once for each form: a replay of the form `form_id` gets the first answer.
    ///
    /// A use-case that not everybody may run takes the form as it arrived, and reads it behind the table's answer: whoever
    /// may not does not hear what is wrong with their form either.
    pub(crate) async fn once<U>(&self, form_id: String, use_case: U) -> Result<U::Answer>
    where
        U: UseCase<Answer: Serialize + DeserializeOwned>,
    {
        let form = format!("{form_id}:{}:{}", U::name(), use_case.about());
        self.run_once(form, use_case).await
    }

    /// The row that remembers the form is written in the use-case's own transaction, and its primary key lets only one
    /// of any number of simultaneous replays commit; the others find its answer.
    async fn run_once<U>(&self, form: String, use_case: U) -> Result<U::Answer>
    where
        U: UseCase<Answer: Serialize + DeserializeOwned>,
    {
        if !is_remembered(&form) {
            return self.run(use_case).await;
        }
        if let Some(answer) = self.replayed(&form).await? {
            return Ok(answer);
        }
        let once = Once {
            form: form.clone(),
            use_case,
        };
        match self.run(once).await {
            Ok(answer) => Ok(answer),
            Err(error) => self.replayed(&form).await?.ok_or(error),
        }
    }

    async fn replayed<T: DeserializeOwned>(&self, form: &str) -> Result<Option<T>> {
        let account = self.actor.account.map_or(0, |account| account.0);
        let row = Entity::find_by_id((account, form.to_owned()))
            .one(self.read())
            .await?;
        row.map(|row| serde_json::from_str(&row.answer).map_err(|_| Error::Unreadable("answer")))
            .transpose()
    }
}

/// A use-case that remembers what it answered to which form.
struct Once<U> {
    form: String,
    use_case: U,
}

impl<U: UseCase<Answer: Serialize>> UseCase for Once<U> {
    type Answer = U::Answer;

    async fn run(&self, tx: &Tx) -> Result<U::Answer> {
        let answer = self.use_case.run(tx).await?;
        let written = serde_json::to_string(&answer).map_err(|_| Error::Unreadable("answer"))?;
        tx.append(ActiveModel {
            account_id: Set(tx.actor().account.map_or(0, |account| account.0)),
            form: Set(self.form.clone()),
            answer: Set(written),
            at: Set(tx.now()),
        });
        Ok(answer)
    }

    fn name() -> &'static str {
        U::name()
    }
}

/// What one of our forms is known by is shorter than this; the rest of what it says it is about is not ours.
const LONGEST: usize = 200;

/// What is remembered: a form id with what the form does behind a colon, for a page's forms share its id.
fn is_remembered(form: &str) -> bool {
    let id = form.split_once(':').map(|(id, _)| id);
    form.len() <= LONGEST && id.is_some_and(is_form_id)
}

/// Whether it is what [`Cx::form_id`] makes. Anything else is no promise of being unique.
pub fn is_form_id(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl Cx {
    /// A new id for the forms of a page.
    pub fn form_id(&self) -> String {
        crate::crypt::token::<16>()
    }
}
