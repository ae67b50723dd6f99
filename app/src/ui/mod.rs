//! Building blocks of pages: forms (from `crate::forms`), loading and empty states, times in words.

mod aloud;
mod desk;
mod load;
mod search;
mod show;
mod tabs;

pub use crate::forms::{
    Agree, Area, Choices, Drafts, Field, Fold, Form, FormState, Hidden, Pick, PictureField,
    Pictures, PlacePick, Question, Radios, Submit, Wrong, any_wrong, typed,
};
pub use aloud::ReadAloud;
pub use desk::{DeskRail, Narrow};
pub use load::{Empty, Load, More, Problem, Title, sign_in_url};
pub use search::SearchBox;
pub use show::{
    HoursBadge, Icon, OrderRow, StateBadge, Today, approval, date, date_time, encoded, facts,
    full_date, hours, instant, lasting, left, listed, number, order_no, span, waited,
};
pub use tabs::{StateTabs, Strip, narrowed, onward};
