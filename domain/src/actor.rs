//! Who acts: an account with its grants, a link, the clock, or nobody we know.

use crate::ids::{AccountId, OrgId, TeamId, VolunteerId};
use crate::orgs::OrgPath;
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    words: word_sets! {
        "role": Role,
    },
    ..crate::gather::Feature::NONE
};

words! {
    /// A role that is granted to an account at an org.
    ///
    /// Resident, volunteer and team leader are not granted: everybody with an account is a resident, a volunteer is who
    /// has registered, and a leader is who leads a team. One truth each.
    Role {
        /// Works at a village station.
        StationStaff = "station_staff",
        /// Works at a township institute.
        InstituteStaff = "institute_staff",
        /// Works at the county centre.
        CentreStaff = "centre_staff",
        /// Takes dispute cases.
        Mediator = "mediator",
        /// Hands out rewards.
        ShopKeeper = "shop_keeper",
        /// Keeps the menu, the orgs, the people and the rules.
        CountyAdmin = "county_admin",
    }
}

impl Role {
    /// Whether the role works in the subtree of its org.
    pub const fn is_staff(self) -> bool {
        matches!(
            self,
            Self::StationStaff | Self::InstituteStaff | Self::CentreStaff
        )
    }
}

/// A role held at an org; it reaches the org's subtree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What the account may do there.
    pub role: Role,
    /// Where.
    pub org: OrgId,
    /// The org's place in the tree.
    pub path: OrgPath,
}

/// Who asks, as the session (or the link, or the clock) has established it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The account, if somebody is signed in.
    pub account: Option<AccountId>,
    /// The volunteer the account is registered as.
    pub volunteer: Option<VolunteerId>,
    /// The roles granted to it.
    pub grants: Vec<Grant>,
    /// The teams it leads.
    pub leads: Vec<TeamId>,
    /// The key of the order link that was followed.
    pub link: Option<String>,
    /// Whether this is the county's own clock: expiry, closing, posting.
    pub clock: bool,
}

impl Actor {
    /// The clock, which expires offers and closes orders.
    pub fn clock() -> Self {
        Self {
            clock: true,
            ..Self::default()
        }
    }

    /// Whether the account leads this team.
    pub fn leads(&self, team: TeamId) -> bool {
        self.leads.contains(&team)
    }

    /// The staff roles whose subtree holds this place.
    pub fn staff_over(&self, path: &OrgPath) -> impl Iterator<Item = Role> {
        self.grants
            .iter()
            .filter(|grant| grant.role.is_staff() && grant.path.holds(path))
            .map(|grant| grant.role)
    }

    /// Whether the account keeps the county's menu, people and rules.
    pub fn is_admin(&self) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role == Role::CountyAdmin)
    }

    /// Whether the account works at the county's centre.
    pub fn is_centre(&self) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role == Role::CentreStaff)
    }

    /// Whether the account keeps a points shop.
    pub fn keeps_shop(&self) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role == Role::ShopKeeper)
    }

    /// Whether there is a desk for this person.
    pub fn has_desk(&self) -> bool {
        self.grants
            .iter()
            .any(|grant| grant.role.is_staff() || grant.role == Role::CountyAdmin)
    }

    /// The places whose queue this person works: the outermost orgs of their staff roles.
    pub fn desk_paths(&self) -> Vec<OrgPath> {
        let paths = self
            .grants
            .iter()
            .filter(|grant| grant.role.is_staff() || grant.role == Role::CountyAdmin);
        let mut outer: Vec<OrgPath> = Vec::new();
        for path in paths.map(|grant| &grant.path) {
            if !outer.iter().any(|kept| kept.holds(path)) {
                outer.retain(|kept| !path.holds(kept));
                outer.push(path.clone());
            }
        }
        outer
    }
}
