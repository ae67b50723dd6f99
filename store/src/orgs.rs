//! The orgs of the county as pages show them.

use crate::Store;
pub(crate) use crate::org_tree::{entity, in_subtrees};
use domain::ids::OrgId;
use domain::orgs::{OrgView, Places};

impl Store {
    /// Townships and villages of the whole county.
    pub fn places(&self) -> Places {
        self.orgs.places(
            &self
                .orgs
                .all
                .first()
                .map(|org| org.path.clone())
                .unwrap_or_default(),
        )
    }

    /// Every org with its name, for the choice in a form.
    pub fn orgs_by_name(&self) -> Vec<(OrgId, String)> {
        self.orgs
            .all
            .iter()
            .map(|org| (org.id, org.name.clone()))
            .collect()
    }

    /// The county's centre, with the number to call.
    pub fn centre(&self) -> Option<OrgView> {
        self.orgs.all.first().map(view)
    }
}

pub(crate) fn view(org: &entity::Model) -> OrgView {
    OrgView {
        id: org.id,
        tier: org.tier,
        name: org.name.clone(),
        place: org.place.clone(),
        phone: org.phone.clone(),
    }
}
