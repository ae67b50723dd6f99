//! What pages show of the open books.

use super::{Day, Line};
use crate::error::Code;
use crate::page::Page;
use serde::{Deserialize, Serialize};

/// A closed day, to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayView {
    /// The day and its figures.
    pub day: Day,
    /// Its root, in hexadecimal.
    pub root: String,
}

/// A line that was found by its receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The line.
    pub line: Line,
    /// The day it was closed with.
    pub day: DayView,
}

/// What the open books show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenBooks {
    /// Closed days, the newest first.
    pub days: Page<DayView>,
    /// What the receipt that was asked for leads to.
    pub found: Option<Found>,
    /// Why it leads nowhere.
    pub refused: Option<Code>,
}
