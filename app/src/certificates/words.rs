//! What messages about certificates say.

use crate::locale::text;
use crate::words::Words;
use domain::certificates::Message;
use domain::spoken::spoken;

impl Words for Message {
    fn in_app(&self) -> String {
        use text::message as say;
        match self {
            Self::CertificateAsked { who } => say::certificate_asked(who),
            Self::CertificateIssued { no } => say::certificate_issued(spoken(no)),
            Self::CertificateReturned { reason } => say::certificate_returned(reason),
            Self::CertificateRevoked { no, reason } => say::certificate_revoked(spoken(no), reason),
        }
    }

    fn in_short(&self) -> String {
        use text::sms as say;
        match self {
            Self::CertificateAsked { who } => say::certificate_asked(who),
            Self::CertificateIssued { no } => say::certificate_issued(spoken(no)),
            Self::CertificateReturned { .. } => say::certificate_returned().to_owned(),
            Self::CertificateRevoked { no, .. } => say::certificate_revoked(spoken(no)),
        }
    }

    fn leads_to(&self) -> String {
        match self {
            Self::CertificateAsked { .. } => "/desk/certificates".to_owned(),
            Self::CertificateIssued { no } | Self::CertificateRevoked { no, .. } => {
                format!("/me/certificates/{no}")
            }
            Self::CertificateReturned { .. } => "/me/certificates".to_owned(),
        }
    }
}
