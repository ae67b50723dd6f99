//! What each star takes, from when on, and what somebody serves towards.

use super::Body;
use crate::ids::StarRuleId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Posted minutes at which somebody has come a step further, below the first star: 5, 10, 30 and 50 hours. They are no
/// honour and nobody decides on them, so they are constants; we chose them, that beginners see something.
pub const MILESTONES: [i64; 4] = [5 * 60, 10 * 60, 30 * 60, 50 * 60];
/// The highest star.
pub const HIGHEST: i64 = 5;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarRule {
    /// Its id.
    pub id: StarRuleId,
    /// One to five.
    pub star: i64,
    /// Posted minutes that it takes.
    pub minutes: i64,
    /// The level of the body that may award it.
    pub body: Body,
    /// From when on it holds.
    pub from: Timestamp,
}

/// What a county begins with: star, hours, and who may award it.
pub const BEGINNING: [(i64, i64, Body); 5] = [
    (1, 100, Body::County),
    (2, 300, Body::County),
    (3, 600, Body::City),
    (4, 1000, Body::City),
    (5, 1500, Body::Province),
];

/// The lines that hold at a moment, from the lowest star to the highest: of each star the latest line that has begun, and
/// of two that began at once the one that was entered last.
pub fn in_force(at: Timestamp, lines: &[StarRule]) -> Vec<StarRule> {
    (1..=HIGHEST)
        .filter_map(|star| {
            let begun = lines
                .iter()
                .filter(|line| line.star == star && line.from <= at);
            begun.max_by_key(|line| (line.from, line.id)).cloned()
        })
        .collect()
}

/// Whether at every moment a higher star takes more hours than a lower one.
pub fn climbs(lines: &[StarRule]) -> bool {
    lines.iter().all(|line| {
        in_force(line.from, lines).is_sorted_by(|lower, higher| lower.minutes < higher.minutes)
    })
}

/// The stars above the one that is held which so many minutes reach.
pub fn reached(minutes: i64, held: i64, in_force: &[StarRule]) -> Vec<StarRule> {
    let above = in_force
        .iter()
        .filter(|line| line.star > held && line.minutes <= minutes);
    above.cloned().collect()
}

/// What somebody serves towards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// Minutes at which it is reached.
    pub minutes: i64,
    /// The star; a milestone is none.
    pub star: Option<i64>,
}

/// What comes next above so many minutes: a milestone or a star, whichever is nearer.
pub fn next_goal(minutes: i64, in_force: &[StarRule]) -> Option<Goal> {
    let stars = in_force.iter().map(|line| Goal {
        minutes: line.minutes,
        star: Some(line.star),
    });
    let below = in_force.first().map_or(i64::MAX, |first| first.minutes);
    let milestones = MILESTONES.iter().filter(|step| **step < below);
    milestones
        .map(|step| Goal {
            minutes: *step,
            star: None,
        })
        .chain(stars)
        .filter(|goal| goal.minutes > minutes)
        .min_by_key(|goal| goal.minutes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn beginning() -> Vec<StarRule> {
        let line = |(star, hours, body)| StarRule {
            id: StarRuleId(star),
            star,
            minutes: hours * 60,
            body,
            from: Timestamp(0),
        };
        BEGINNING.into_iter().map(line).collect()
    }

    #[test]
    fn a_line_holds_from_its_day_on() {
        let mut lines = beginning();
        lines.push(StarRule {
            id: StarRuleId(6),
            minutes: 120 * 60,
            from: Timestamp(1000),
            ..lines[0].clone()
        });
        assert!(climbs(&lines));
        assert_eq!(in_force(Timestamp(999), &lines)[0].minutes, 6000);
        assert_eq!(in_force(Timestamp(1000), &lines)[0].minutes, 7200);
        lines.push(StarRule {
            id: StarRuleId(7),
            minutes: 100 * 60,
            from: Timestamp(2000),
            ..lines[1].clone()
        });
        assert!(!climbs(&lines), "two stars for less than one");
    }

    #[test]
    fn beginners_see_a_milestone_and_the_first_star_is_next_to_the_last() {
        let rules = beginning();
        let goal = |minutes| next_goal(minutes, &rules).map(|goal| (goal.minutes / 60, goal.star));
        assert_eq!(goal(0), Some((5, None)));
        assert_eq!(goal(300), Some((10, None)));
        assert_eq!(goal(50 * 60), Some((100, Some(1))));
        assert_eq!(goal(1499 * 60), Some((1500, Some(5))));
        assert_eq!(goal(1500 * 60), None);
    }

    proptest! {
        #[test]
        fn what_is_reached_is_never_next(minutes in 0_i64..200_000, held in 0_i64..=5) {
            let rules = beginning();
            for line in reached(minutes, held, &rules) {
                prop_assert!(line.minutes <= minutes && line.star > held);
            }
            if let Some(goal) = next_goal(minutes, &rules) {
                prop_assert!(goal.minutes > minutes);
            }
        }
    }
}
