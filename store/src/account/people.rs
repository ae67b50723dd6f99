//! Getting an account and roles, registering as a volunteer.

use crate::account;
use crate::error::{Error, Result};
use crate::people::Person;
use domain::account::{GrantForm, RegistrationForm};
use domain::actor::Role;
use domain::ids::{AccountId, OrgId};

impl Person {
    /// Gets the account that a first sign-in makes, under their name, without the code that would be sent to their phone.
    pub(crate) async fn signs_up(&self) -> Result<AccountId> {
        let cx = self.request().await?;
        account::make(&cx, &self.phone, &self.name).await
    }

    /// Grants somebody a role.
    pub async fn grants(&self, phone: &str, role: Role, org: OrgId) -> Result<()> {
        let cx = self.request().await?;
        let form = GrantForm {
            request_id: cx.form_id(),
            phone: phone.to_owned(),
            role: role.to_string(),
            org: org.to_string(),
        };
        account::grant_role(&cx, form).await
    }

    /// Hands a registration in and returns the volunteer number.
    pub async fn hands_in_registration(&self, form: RegistrationForm) -> Result<String> {
        account::register(&self.request().await?, form).await
    }

    /// Their volunteer number, if they have registered.
    pub fn number(&self) -> Result<&str> {
        self.no
            .as_deref()
            .ok_or(Error::Unreadable("volunteer number"))
    }
}
