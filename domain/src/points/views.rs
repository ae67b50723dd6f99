//! What pages show of points.

use super::Rule;
use crate::ids::PointsRequestId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A grant or deduction that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// Its id.
    pub id: PointsRequestId,
    /// The volunteer's name.
    pub name: String,
    /// Their number.
    pub no: String,
    /// Points, negative where they are taken back.
    pub amount: i64,
    /// Why.
    pub words: String,
    /// Who asks.
    pub asked_by: String,
    /// When they asked.
    pub asked_at: Timestamp,
    /// Whether the viewer may decide.
    pub mine: bool,
}

/// A line of somebody's points statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryView {
    /// Whether its day is closed, so that it stands in the open books.
    pub closed: bool,
    /// When it was posted.
    pub at: Timestamp,
    /// Points gained (positive) or given (negative).
    pub amount: i64,
    /// Why.
    pub rule: Rule,
    /// The service it stems from.
    pub title: String,
    /// The number of the order it stems from.
    pub order_no: String,
    /// Why, where staff said it in words; or a campaign's name.
    pub words: String,
    /// What the line is found by in the open books.
    pub receipt: String,
}
