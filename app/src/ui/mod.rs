//! Building blocks of pages: forms that work without JavaScript, loading and empty states, times in words.

mod form;
mod load;
mod show;

pub use form::{Agree, Area, Choices, Field, Form, FormState, Hidden, Pick, Radios, Submit};
pub use load::{Empty, Load, More, Problem, Title};
pub use show::{Icon, StateBadge, date, date_time, hours, lasting, order_no, span};
