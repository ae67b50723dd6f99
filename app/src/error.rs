//! Refusals on their way to a person: a code on the wire, a status for machines, a text on the page.

use domain::{Class, Code, Refusal};
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
        Refusal::from(code).into()
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        #[cfg(feature = "ssr")]
        crate::request::answer_with(&refusal);
        Self(refusal)
    }
}

#[cfg(feature = "ssr")]
impl From<store::Error> for Fault {
    /// What the person is told of a use-case that failed; its cause goes to the log.
    fn from(error: store::Error) -> Self {
        if !matches!(error, store::Error::Refused(_)) {
            let visit = leptos::prelude::use_context::<crate::request::Visit>();
            let request_id = visit.map(|visit| visit.request_id).unwrap_or_default();
            tracing::error!(%request_id, %error, "use-case failed");
        }
        error.refusal().into()
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
            Code::CONNECTION_LOST
        }
        // A form that was tampered with, or is older than the program.
        E::Args(_) | E::MissingArg(_) | E::Deserialization(_) => Code::CHECK_THE_FORM,
        _ => Code::INTERNAL,
    }
}

/// The HTTP status of a code: the one mapper.
pub const fn status(code: Code) -> u16 {
    match code.class() {
        Class::NotFound => 404,
        Class::Unauthenticated => 401,
        Class::Forbidden => 403,
        Class::Conflict => 409,
        Class::Invalid => 422,
        Class::Limited(_) => 429,
        Class::Unavailable => 503,
        Class::Broken => 500,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_a_conflict_and_too_much_is_too_much() {
        for (code, expected) in [
            (Code::NOT_FOUND, 404),
            (Code::SIGN_IN_FIRST, 401),
            (Code::NOT_YOURS, 403),
            (Code::OUT_OF_STOCK, 409),
            (Code::HANDED_OUT_ALREADY, 409),
            (Code::OWN_POINTS, 409),
            (Code::NOT_A_PHONE, 422),
            (Code::CODE_TOO_SOON, 429),
            (Code::ORDERS_USED_UP, 429),
            (Code::TIMED_OUT, 503),
            (Code::INTERNAL, 500),
        ] {
            assert_eq!(status(code), expected, "{code}");
        }
    }

    #[test]
    fn a_broken_network_is_nobodys_fault() {
        use ServerFnErrorErr as E;
        let why = String::new;
        for (error, in_browser, on_server) in [
            (E::Request(why()), Code::CONNECTION_LOST, Code::INTERNAL),
            (E::Response(why()), Code::CONNECTION_LOST, Code::INTERNAL),
            (
                E::Deserialization(why()),
                Code::CONNECTION_LOST,
                Code::CHECK_THE_FORM,
            ),
            (E::Args(why()), Code::CHECK_THE_FORM, Code::CHECK_THE_FORM),
            (E::ServerError(why()), Code::INTERNAL, Code::INTERNAL),
        ] {
            assert_eq!(code_of(&error, true), in_browser, "{error}");
            assert_eq!(code_of(&error, false), on_server, "{error}");
        }
    }
}
