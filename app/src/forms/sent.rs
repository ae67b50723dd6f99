//! The pictures of a form while it is filled in.

use domain::Code;
use domain::pictures::PictureName;
use leptos::prelude::*;

/// The pictures of a form. They outlast the form itself: a page may be built again while one of them is on its way.
pub(super) type Rows = ArcRwSignal<Vec<Sent>>;

/// A picture on its way to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    /// What tells it from the others of its form.
    pub(super) key: usize,
    /// Its name, once the server has it.
    pub(super) name: Option<PictureName>,
    /// How much of it has gone, in percent.
    pub(super) percent: u32,
    /// Why it was not taken.
    pub(super) fault: Option<Code>,
}

impl Sent {
    /// Whether it is still on its way.
    pub(super) fn is_under_way(&self) -> bool {
        self.name.is_none() && self.fault.is_none()
    }
}

/// The names of those the server has, joined by commas.
pub(super) fn names_of(rows: &[Sent]) -> String {
    let names = rows.iter().filter_map(|row| row.name.as_ref());
    names.map(PictureName::as_str).collect::<Vec<_>>().join(",")
}
