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
        code_of(&error, cfg!(feature = "hydrate")).into()
    }
}

/// What became of a call of a server function that it did not answer itself.
fn code_of(error: &ServerFnErrorErr, in_browser: bool) -> Code {
    use ServerFnErrorErr as E;
    match error {
        // No answer, or one that is not the program's: a proxy's page, or that of a network one has to sign in to.
        E::Request(_) | E::Response(_) | E::Deserialization(_) if in_browser => {
            Code::ConnectionLost
        }
        // A form that was tampered with, or is older than the program.
        E::Args(_) | E::MissingArg(_) | E::Deserialization(_) => Code::CheckTheForm,
        _ => Code::Internal,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_network_is_nobodys_fault() {
        use ServerFnErrorErr as E;
        let why = String::new;
        for (error, in_browser, on_server) in [
            (E::Request(why()), Code::ConnectionLost, Code::Internal),
            (E::Response(why()), Code::ConnectionLost, Code::Internal),
            (
                E::Deserialization(why()),
                Code::ConnectionLost,
                Code::CheckTheForm,
            ),
            (E::Args(why()), Code::CheckTheForm, Code::CheckTheForm),
            (E::ServerError(why()), Code::Internal, Code::Internal),
        ] {
            assert_eq!(code_of(&error, true), in_browser, "{error}");
            assert_eq!(code_of(&error, false), on_server, "{error}");
        }
    }
}
