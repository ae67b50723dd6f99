//! The table: which value of a number holds when.

use super::{CountyRuleId, Number};
use crate::time::Timestamp;
use std::ops::Range;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: CountyRuleId,
    /// What it sets.
    pub number: Number,
    /// To what.
    pub value: i64,
    /// The start of its first day.
    pub from: Timestamp,
    /// Why.
    pub reason: String,
    /// When it was entered.
    pub entered: Timestamp,
}

/// The whole table. It tells the value of each number on any day, those behind us and those to come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// In the order in which they begin to hold; of two that begin at once the one that was entered last comes last, and holds.
    lines: Vec<Line>,
}

impl Numbers {
    /// The table of these lines.
    pub fn new(mut lines: Vec<Line>) -> Self {
        lines.sort_by_key(|line| (line.from, line.id));
        Self { lines }
    }

    /// The lines of a number, in the order in which they begin to hold.
    pub fn lines(&self, number: Number) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.number == number)
    }

    /// The line that holds at a moment; none where no line has begun.
    pub fn line(&self, number: Number, at: Timestamp) -> Option<&Line> {
        self.lines(number).rfind(|line| line.from <= at)
    }

    /// The value that holds at a moment.
    pub fn at(&self, number: Number, at: Timestamp) -> i64 {
        self.line(number, at)
            .map_or(number.terms().usual, |line| line.value)
    }

    /// All time, cut where another line begins to hold: each part with the value that holds in it, the first part first.
    pub fn spans(&self, number: Number) -> Vec<(Range<Timestamp>, i64)> {
        let mut spans = vec![(Timestamp(i64::MIN), number.terms().usual)];
        for line in self.lines(number) {
            spans.pop_if(|(from, _)| *from == line.from);
            spans.push((line.from, line.value));
        }
        let ends = spans.iter().skip(1).map(|(from, _)| *from);
        let ends: Vec<Timestamp> = ends.chain([Timestamp(i64::MAX)]).collect();
        spans
            .into_iter()
            .zip(ends)
            .map(|((from, value), until)| (from..until, value))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: i64, value: i64, from: i64) -> Line {
        Line {
            id: CountyRuleId(id),
            number: Number::ReopenDays,
            value,
            from: Timestamp(from),
            reason: String::new(),
            entered: Timestamp(0),
        }
    }

    #[test]
    fn a_line_holds_from_its_day_on_and_the_last_entered_of_a_day() {
        let numbers = Numbers::new(vec![
            line(1, 20, 2000),
            line(2, 10, 1000),
            line(3, 30, 2000),
        ]);
        let at = |at| numbers.at(Number::ReopenDays, Timestamp(at));
        assert_eq!([at(999), at(1000), at(1999), at(2000)], [14, 10, 10, 30]);
        assert_eq!(numbers.at(Number::CloseDays, Timestamp(2000)), 7);
        let spans = numbers.spans(Number::ReopenDays);
        let spans: Vec<_> = spans
            .into_iter()
            .map(|(span, value)| (span.start.0, span.end.0, value))
            .collect();
        assert_eq!(
            spans,
            [(i64::MIN, 1000, 14), (1000, 2000, 10), (2000, i64::MAX, 30)]
        );
    }
}
