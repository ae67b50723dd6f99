//! Refusals on their way to a person: a code on the wire, a status for machines, a text on the page.

use domain::{Code, Refusal};
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function refused. The wire form of a [`Refusal`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fault(pub Refusal);

impl Fault {
    /// What is wrong with a field, if anything is.
    pub fn of(&self, field: &str) -> Option<Code> {
        self.0
            .fields
            .iter()
            .find(|fault| fault.field == field)
            .map(|fault| fault.code)
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Fault {}

impl From<Code> for Fault {
    fn from(code: Code) -> Self {
        Self(code.into())
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl FromServerFnError for Fault {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // A form that was tampered with, or is older than the program.
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Code::CheckTheForm.into(),
            _ => Code::Internal.into(),
        }
    }
}

/// The HTTP status of a code: the one mapper.
pub const fn status(code: Code) -> u16 {
    match code {
        Code::NotFound | Code::NoSuchCertificate => 404,
        Code::SignInFirst => 401,
        Code::NotYours => 403,
        Code::TooManyRequests => 429,
        Code::TimedOut => 503,
        Code::Internal => 500,
        Code::NotNow
        | Code::AlreadyTaken
        | Code::OfferExpired
        | Code::ReopenedBefore
        | Code::TooLateToReopen
        | Code::StillServing
        | Code::NobodyServed
        | Code::CheckedInAlready
        | Code::OwnAttendance
        | Code::ItemPaused
        | Code::RegisteredAlready => 409,
        _ => 422,
    }
}
