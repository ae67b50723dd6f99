//! Who founds and joins which team.

use super::county::{CENTRE, CHEN, County, LEADER, Team};
use super::teams::{self, SNAIL_AT};
use domain::ids::{OrgId, TeamId, VolunteerId};
use domain::orgs::Tier;
use domain::time::{DAY, HOUR};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use std::collections::HashSet;

impl County {
    pub(super) fn found_teams(&mut self, count: usize, rng: &mut StdRng) {
        let places = |tier| -> Vec<(OrgId, &str)> {
            let of_tier = self.orgs.iter().filter(move |org| org.tier == tier);
            of_tier.map(|org| (org.id, org.place.as_str())).collect()
        };
        let plans = teams::plans(
            CENTRE,
            &places(Tier::Institute),
            &places(Tier::Station),
            count,
        );
        let mut leading = HashSet::from([LEADER, CHEN]);
        for (at, plan) in plans.into_iter().enumerate() {
            let leader = if at == SNAIL_AT {
                LEADER
            } else {
                self.draw_leader(plan.org, &leading, rng)
            };
            leading.insert(leader);
            let founded = self
                .volunteer(leader)
                .since
                .plus(rng.random_range(1..20) * DAY);
            self.near
                .entry((plan.kind, plan.org))
                .or_default()
                .push(TeamId(at as i64 + 1));
            self.teams.push(Team {
                kind: plan.kind,
                org: plan.org,
                name: plan.name,
                leader,
                founded,
                roster: vec![(leader, founded)],
            });
        }
    }

    /// A grown-up of the place who was there before the year began and leads nothing yet; else of anywhere.
    fn draw_leader(
        &self,
        org: OrgId,
        leading: &HashSet<VolunteerId>,
        rng: &mut StdRng,
    ) -> VolunteerId {
        let fits = |id: VolunteerId| {
            let volunteer = self.volunteer(id);
            !volunteer.with_guardian
                && volunteer.since < self.year.plus(-30 * DAY)
                && !leading.contains(&id)
        };
        for place in [org, CENTRE] {
            let locals = &self.locals[place.0 as usize - 1];
            for _ in 0..40 {
                if let Some(id) = locals.choose(rng).copied().filter(|id| fits(*id)) {
                    return id;
                }
            }
        }
        // Leading two teams is possible, if nobody else can be found.
        let known = &self.locals[0];
        known.iter().copied().find(|id| fits(*id)).unwrap_or(LEADER)
    }

    pub(super) fn fill_rosters(&mut self, rng: &mut StdRng) {
        let mut of_org: Vec<Vec<usize>> = vec![Vec::new(); self.orgs.len()];
        for (at, team) in self.teams.iter().enumerate() {
            of_org[team.org.0 as usize - 1].push(at);
        }
        let snail = [CHEN, self.minor()];
        let neighbours = (3..11).map(VolunteerId);
        for id in snail.into_iter().chain(neighbours) {
            self.join(SNAIL_AT, id);
        }
        for at in 0..self.volunteers.len() {
            let id = VolunteerId(at as i64 + 1);
            if id == LEADER || snail.contains(&id) {
                continue;
            }
            let village = self.volunteers[at].village;
            let times = match rng.random_range(0..20) {
                0 => 0,
                1..4 => 2,
                _ => 1,
            };
            for _ in 0..times {
                let places = match rng.random_range(0..100) {
                    0..25 => [village, self.town_of(village), CENTRE],
                    25..70 => [self.town_of(village), CENTRE, CENTRE],
                    _ => [CENTRE, CENTRE, CENTRE],
                };
                let teams = places
                    .iter()
                    .map(|org| &of_org[org.0 as usize - 1])
                    .find(|teams| !teams.is_empty());
                if let Some(team) = teams.and_then(|teams| teams.choose(rng)) {
                    self.join(*team, id);
                    let useful = self.teams[*team].kind.skills().choose(rng).copied();
                    let skills = &mut self.volunteers[at].skills;
                    if let Some(skill) = useful.filter(|skill| !skills.contains(skill)) {
                        skills.push(skill);
                    }
                }
            }
        }
    }

    fn join(&mut self, team: usize, id: VolunteerId) {
        let since = self.volunteer(id).since;
        let team = &mut self.teams[team];
        if !team.roster.iter().any(|(known, _)| *known == id) {
            let joined = since.max(team.founded).plus(2 * HOUR);
            team.roster.push((id, joined));
        }
    }
}
