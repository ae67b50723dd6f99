//! Roles that are granted: the form, and who holds which.

use super::{Phone, required_id};
use crate::actor::Role;
use crate::error::{Check, Refusal};
use crate::ids::{GrantId, OrgId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The form of a grant as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// The phone of who gets it.
    pub phone: String,
    /// A [`Role`].
    pub role: String,
    /// The org.
    pub org: String,
}

/// A role that can be granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// The phone of the account that gets it.
    pub phone: Phone,
    /// The role.
    pub role: Role,
    /// The org it is held at.
    pub org: OrgId,
}

impl GrantForm {
    /// Reads the form.
    pub fn read(&self) -> Result<NewGrant, Refusal> {
        let mut check = Check::default();
        let phone = check.take("phone", Phone::parse(&self.phone));
        let role = check.take("role", required_id(&self.role));
        let org = check.take("org", required_id(&self.org));
        check.finish(|| {
            Some(NewGrant {
                phone: phone?,
                role: role?,
                org: org?,
            })
        })
    }
}

/// A role somebody holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantView {
    /// Its id.
    pub id: GrantId,
    /// Who holds it.
    pub name: String,
    /// Their phone, masked.
    pub phone: String,
    /// Which.
    pub role: Role,
    /// Where.
    pub org: String,
    /// Since when.
    pub since: Timestamp,
}
