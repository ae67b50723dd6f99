//! Building blocks of pages: forms that work without JavaScript, loading and empty states, times in words.

mod draft;
mod fold;
mod form;
mod load;
mod own;
mod pictures;
mod places;
mod search;
mod sent;
mod show;
mod tabs;

pub use draft::Drafts;
pub use fold::Fold;
pub use form::{
    Agree, Area, Choices, Field, Form, FormState, Hidden, Pick, Radios, Submit, Wrong, any_wrong,
    typed,
};
pub use load::{Empty, Load, More, Problem, Title, sign_in_url};
pub use pictures::{PictureField, Pictures};
pub use places::PlacePick;
pub use search::SearchBox;
pub use show::{
    HoursBadge, Icon, OrderRow, StateBadge, approval, date, date_time, encoded, full_date, hours,
    instant, lasting, left, listed, number, order_no, span, waited,
};
pub use tabs::{StateTabs, Strip, narrowed, onward};
