//! The three tiers: one centre, an institute in each township, a station in each village.

use crate::ids::OrgId;
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    words: word_sets! {
        "tier": Tier,
    },
    ..crate::gather::Feature::NONE
};

codes! {
    /// The village does not belong to the township.
    VILLAGE_NOT_IN_TOWNSHIP = "village_not_in_township", Invalid;
}

words! {
    /// The tier of an org.
    Tier {
        /// 中心: the county's.
        Centre = "centre",
        /// 所: a township's.
        Institute = "institute",
        /// 站: a village's or community's.
        Station = "station",
    }
}

/// An org's place in the tree: the division codes from the county down, each with a slash behind it.
///
/// `350624/350624100/350624100001/` lies in `350624/350624100/`. A subtree is a prefix, so it is one index range.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct OrgPath(pub String);

impl OrgPath {
    /// The path of the centre.
    pub fn root(code: &str) -> Self {
        Self(format!("{code}/"))
    }

    /// The path of a child.
    #[must_use]
    pub fn child(&self, code: &str) -> Self {
        Self(format!("{}{code}/", self.0))
    }

    /// Whether `other` is this place or lies in it.
    pub fn holds(&self, other: &Self) -> bool {
        !self.0.is_empty() && other.0.starts_with(&self.0)
    }

    /// The first string behind every path of the subtree: `path >= self.0 AND path < self.end()`.
    pub fn end(&self) -> String {
        let mut end = self.0.clone();
        end.pop();
        end.push('0'); // the character behind '/'
        end
    }

    /// The tier, by depth.
    pub fn tier(&self) -> Tier {
        match self.0.matches('/').count() {
            0 | 1 => Tier::Centre,
            2 => Tier::Institute,
            _ => Tier::Station,
        }
    }
}

/// An org as pages name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrgView {
    /// Its id.
    pub id: OrgId,
    /// Its tier.
    pub tier: Tier,
    /// Its own name: 南诏镇新时代文明实践所.
    pub name: String,
    /// The place's name: 南诏镇.
    pub place: String,
    /// The number to call.
    pub phone: String,
}

/// A place to choose in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The org of the place.
    pub org: OrgId,
    /// The township's org that it lies in; its own id for a township.
    pub parent: OrgId,
    /// The name.
    pub name: String,
}

/// What divides the county, for the choice of township and village.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// The townships.
    pub towns: Vec<Place>,
    /// Their villages and communities.
    pub villages: Vec<Place>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtree_is_a_prefix_and_a_range() {
        let centre = OrgPath::root("350624");
        let town = centre.child("350624100");
        let neighbour = centre.child("3506241");
        let village = town.child("350624100001");
        assert!(centre.holds(&village) && town.holds(&village) && town.holds(&town));
        assert!(
            !town.holds(&centre) && !neighbour.holds(&town) && !OrgPath::default().holds(&town)
        );
        assert!(village.0 >= town.0 && village.0 < town.end());
        assert!(neighbour.0 >= town.end() || neighbour.0 < town.0);
        assert_eq!(
            (centre.tier(), town.tier(), village.tier()),
            (Tier::Centre, Tier::Institute, Tier::Station)
        );
    }
}
