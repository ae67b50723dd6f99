//! The tree of the three tiers, below the handle of the books: it hardly ever changes, so it is read once and kept.

use crate::error::Result;
use domain::ids::OrgId;
use domain::orgs::{OrgPath, Place, Places, Tier};
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, EntityTrait, QueryOrder};
use std::collections::HashMap;

pub(crate) mod entity {
    use domain::ids::OrgId;
    use domain::orgs::{OrgPath, Tier};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "org")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: OrgId,
        pub code: String,
        pub path: OrgPath,
        pub tier: Tier,
        pub parent_id: Option<OrgId>,
        pub name: String,
        pub place: String,
        pub phone: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Every org, by id and by place in the tree.
#[derive(Default)]
pub(crate) struct OrgTree {
    /// In the order of their paths: a parent before its children.
    pub(crate) all: Vec<entity::Model>,
    by_id: HashMap<OrgId, usize>,
}

impl OrgTree {
    pub(crate) async fn load(db: &DatabaseConnection) -> Result<Self> {
        let all = entity::Entity::find()
            .order_by_asc(entity::Column::Path)
            .all(db)
            .await?;
        let by_id = all
            .iter()
            .enumerate()
            .map(|(at, org)| (org.id, at))
            .collect();
        Ok(Self { all, by_id })
    }

    pub(crate) fn get(&self, id: OrgId) -> Option<&entity::Model> {
        self.by_id.get(&id).and_then(|at| self.all.get(*at))
    }

    /// The county's centre.
    pub(crate) fn root(&self) -> Option<&entity::Model> {
        self.all.first()
    }

    /// The orgs of a path, from the county down.
    pub(crate) fn line(&self, path: &OrgPath) -> impl DoubleEndedIterator<Item = &entity::Model> {
        self.all
            .iter()
            .filter(move |org| org.path.holds(path))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// Who reviews what belongs to this path, and hears of it: its institute, or the centre.
    pub(crate) fn reviewer(&self, path: &OrgPath) -> Option<OrgId> {
        let above = self.line(path).rfind(|org| org.tier != Tier::Station);
        above.map(|org| org.id)
    }

    /// Everything in the subtrees of these paths.
    pub(crate) fn within<'a>(
        &'a self,
        paths: &'a [OrgPath],
    ) -> impl Iterator<Item = &'a entity::Model> {
        self.all
            .iter()
            .filter(|org| paths.iter().any(|path| path.holds(&org.path)))
    }

    /// `南诏镇 · 城内社区`, as people name a place.
    pub(crate) fn place_name(&self, path: &OrgPath) -> String {
        let names: Vec<_> = self
            .line(path)
            .filter(|org| org.tier != Tier::Centre)
            .map(|org| org.place.as_str())
            .collect();
        if names.is_empty() {
            self.all
                .first()
                .map(|org| org.place.clone())
                .unwrap_or_default()
        } else {
            names.join(" · ")
        }
    }

    /// `南诏镇`: as much of a place as is shown in public.
    pub(crate) fn town_name(&self, path: &OrgPath) -> String {
        self.line(path)
            .nth(1)
            .map(|org| org.place.clone())
            .unwrap_or_default()
    }

    /// Townships and villages in a subtree, for the choice in a form.
    pub(crate) fn places(&self, area: &OrgPath) -> Places {
        let mut places = Places::default();
        for org in self
            .all
            .iter()
            .filter(|org| area.holds(&org.path) || org.path.holds(area))
        {
            let place = |parent| Place {
                org: org.id,
                parent,
                name: org.place.clone(),
            };
            match org.tier {
                Tier::Centre => {}
                Tier::Institute => places.towns.push(place(org.id)),
                Tier::Station => places.villages.push(place(org.parent_id.unwrap_or(org.id))),
            }
        }
        places
    }
}

/// The rows whose path, in this column, lies in one of these subtrees: one index range for each.
pub(crate) fn in_subtrees<C: ColumnTrait>(path: C, subtrees: &[OrgPath]) -> Condition {
    subtrees.iter().fold(Condition::any(), |any, subtree| {
        let range = Condition::all()
            .add(path.gte(subtree.clone()))
            .add(path.lt(subtree.end()));
        any.add(range)
    })
}
