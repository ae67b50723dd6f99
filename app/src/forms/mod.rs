//! Forms: how they look, what they keep, how they are sent. `README.md` beside this file tells why they are as they are.

mod draft;
mod fields;
mod fold;
mod form;
mod own;
mod pictures;
mod places;
mod question;
#[cfg(feature = "hydrate")]
mod send;
mod sent;

pub use draft::Drafts;
#[cfg(feature = "hydrate")]
pub use draft::{set_typed_aside, typed_into};
pub use fields::{Agree, Area, Choices, Field, Pick, Radios, Wrong};
pub use fold::Fold;
pub use form::{Form, FormState, Hidden, Submit, any_wrong, typed};
pub use pictures::{PictureField, Pictures};
pub use places::PlacePick;
pub use question::Question;
