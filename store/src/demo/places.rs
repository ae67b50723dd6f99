//! The real places of the county, with an org for each.

use crate::orgs::entity as org;
use domain::ids::OrgId;
use domain::orgs::{OrgPath, Tier};

/// The divisions of the county; see `store/data/README.md`.
const DIVISIONS: &str = include_str!("../../data/zhaoan-divisions.csv");

/// One centre, an institute for each township, a station for each village, in the order of their codes.
pub(super) fn orgs() -> Vec<org::Model> {
    let mut orgs: Vec<org::Model> = Vec::new();
    for line in DIVISIONS.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let &[level, code, name, parent] = fields.as_slice() else {
            continue;
        };
        let parent = orgs.iter().find(|org| org.code == parent);
        let (tier, suffix) = match level {
            "county" => (Tier::Centre, "新时代文明实践中心"),
            "township" => (Tier::Institute, "新时代文明实践所"),
            _ => (Tier::Station, "新时代文明实践站"),
        };
        let place = place(name);
        let id = OrgId(orgs.len() as i64 + 1);
        orgs.push(org::Model {
            id,
            code: code.to_owned(),
            path: parent.map_or_else(|| OrgPath::root(code), |parent| parent.path.child(code)),
            tier,
            parent_id: parent.map(|parent| parent.id),
            name: format!("{place}{suffix}"),
            place,
            // The county's own area code, with numbers that nobody has looked up.
            phone: format!("0596-33{:05}", id.0 * 7),
        });
    }
    orgs
}

/// What people call a place: without the office that the code belongs to.
fn place(name: &str) -> String {
    if let Some(village) = name.strip_suffix("村委会") {
        return format!("{village}村");
    }
    let place = name.strip_suffix("居委会").unwrap_or(name);
    match place.strip_suffix("社会") {
        // A slip of the source.
        Some(stem) => format!("{stem}社区"),
        None => place.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::county::{HOME, SEAT};

    #[test]
    fn the_county_has_its_three_tiers() {
        let orgs = orgs();
        let count = |tier| orgs.iter().filter(|org| org.tier == tier).count();
        assert_eq!(
            [Tier::Centre, Tier::Institute, Tier::Station].map(count),
            [1, 15, 254]
        );
        assert_eq!(orgs[0].name, "诏安县新时代文明实践中心");
        let named = |id: OrgId| orgs[id.0 as usize - 1].place.as_str();
        assert_eq!((named(SEAT), named(HOME)), ("南诏镇", "城内社区"));
        assert!(orgs.iter().any(|org| org.place == "梅溪村"));
        assert!(orgs.iter().all(|org| org.path.tier() == org.tier));
        assert!(orgs.iter().all(|org| !org.place.contains("委会")));
    }
}
