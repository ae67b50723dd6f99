//! What becomes of a request, and of the certificate that was issued on it.

use crate::access::Action;
use crate::error::Code;

words! {
    /// Where a request for a certificate stands.
    State {
        /// Waits for the desk.
        Asked = "asked",
        /// A certificate was issued on it.
        Issued = "issued",
        /// Sent back with a reason.
        Returned = "returned",
        /// The certificate was revoked.
        Revoked = "revoked",
    }
}

/// The one way out of a state for each action; everything else is refused.
pub fn step(from: State, action: Action) -> Result<State, Code> {
    match (from, action) {
        (State::Asked, Action::ISSUE_CERTIFICATE) => Ok(State::Issued),
        (State::Asked, Action::RETURN_CERTIFICATE) => Ok(State::Returned),
        (State::Issued, Action::REVOKE_CERTIFICATE) => Ok(State::Revoked),
        _ => Err(Code::NOT_NOW),
    }
}

words! {
    /// What is to be thought of a certificate.
    Truth {
        /// Issued here, unchanged, and in force.
        Genuine = "genuine",
        /// Issued here, and taken back.
        Revoked = "revoked",
        /// Its signature does not fit what it says.
        Forged = "forged",
    }
}

/// Whether one staff member may decide on a request: nobody certifies their own service.
pub fn decides(own: bool) -> Result<(), Code> {
    if own {
        Err(Code::OWN_CERTIFICATE)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_transition_is_allowed_or_not() {
        const ISSUE: Action = Action::ISSUE_CERTIFICATE;
        const RETURN: Action = Action::RETURN_CERTIFICATE;
        const REVOKE: Action = Action::REVOKE_CERTIFICATE;
        for state in State::ALL {
            for action in [ISSUE, RETURN, REVOKE, Action::ASK_CERTIFICATE] {
                let expected = match (state, action) {
                    (State::Asked, ISSUE) => Ok(State::Issued),
                    (State::Asked, RETURN) => Ok(State::Returned),
                    (State::Issued, REVOKE) => Ok(State::Revoked),
                    _ => Err(Code::NOT_NOW),
                };
                assert_eq!(step(*state, action), expected, "{state} {action}");
            }
        }
        assert_eq!(decides(true), Err(Code::OWN_CERTIFICATE));
        assert_eq!(decides(false), Ok(()));
    }
}
