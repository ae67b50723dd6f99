//! What the desk's page shows of the table.

use super::{Number, Numbers, Stands};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A number with everything that was ever decided on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberView {
    /// The number.
    pub number: Number,
    /// What holds now.
    pub value: i64,
    /// Its lines, the last to begin first.
    pub lines: Vec<LineView>,
}

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineView {
    /// To what it sets the number.
    pub value: i64,
    /// The start of its first day.
    pub from: Timestamp,
    /// Why.
    pub reason: String,
    /// When it was entered.
    pub entered: Timestamp,
    /// Where it stands now.
    pub stands: Stands,
}

impl Numbers {
    /// Every number as it stands at a moment.
    pub fn views(&self, now: Timestamp) -> Vec<NumberView> {
        let numbers = Number::ALL.iter().copied();
        numbers
            .map(|number| NumberView {
                number,
                value: self.at(number, now),
                lines: self.line_views(number, now),
            })
            .collect()
    }

    fn line_views(&self, number: Number, now: Timestamp) -> Vec<LineView> {
        let holds = self.line(number, now).map(|line| line.id);
        let newest_first = self.lines(number).rev();
        newest_first
            .map(|line| {
                let first = self.line(number, line.from).map(|first| first.id);
                let stands = if first != Some(line.id) {
                    Stands::Replaced
                } else if line.from > now {
                    Stands::Coming
                } else if holds == Some(line.id) {
                    Stands::Holds
                } else {
                    Stands::Past
                };
                LineView {
                    value: line.value,
                    from: line.from,
                    reason: line.reason.clone(),
                    entered: line.entered,
                    stands,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{CountyRuleId, Line};

    #[test]
    fn each_line_stands_somewhere() {
        let lines = [(1, 10, 1000), (2, 20, 2000), (3, 30, 3000), (4, 40, 3000)];
        let numbers = Numbers::new(
            lines
                .map(|(id, value, from)| Line {
                    id: CountyRuleId(id),
                    number: Number::HeldDays,
                    value,
                    from: Timestamp(from),
                    reason: String::new(),
                    entered: Timestamp(0),
                })
                .to_vec(),
        );
        let views = numbers.views(Timestamp(2500));
        assert_eq!(views.len(), Number::ALL.len());
        let held = views.iter().find(|view| view.number == Number::HeldDays);
        let held = held.unwrap();
        assert_eq!(held.value, 20);
        let stand: Vec<_> = held
            .lines
            .iter()
            .map(|line| (line.value, line.stands))
            .collect();
        assert_eq!(
            stand,
            [
                (40, Stands::Coming),
                (30, Stands::Replaced),
                (20, Stands::Holds),
                (10, Stands::Past)
            ]
        );
        assert!(views[0].lines.is_empty());
        assert_eq!(views[0].value, views[0].number.terms().usual);
    }
}
