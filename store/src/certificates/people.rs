//! Asking for certificates, issuing and revoking them.

use crate::certificates;
use crate::error::Result;
use crate::people::Person;
use domain::certificates::{AskForm, IssueForm, ReturnForm, RevokeForm};
use domain::ids::CertificateRequestId;

impl Person {
    /// Asks for a certificate.
    pub async fn asks_for_certificate(&self, form: AskForm) -> Result<CertificateRequestId> {
        certificates::ask(&self.request().await?, form).await
    }

    /// Issues a certificate and returns its number.
    pub async fn issues_certificate(&self, id: CertificateRequestId) -> Result<String> {
        let cx = self.request().await?;
        let form = IssueForm {
            request_id: cx.form_id(),
            id: id.to_string(),
        };
        certificates::issue(&cx, form).await
    }

    /// Sends a request back with a reason.
    pub async fn returns_request(&self, id: CertificateRequestId, reason: &str) -> Result<()> {
        let cx = self.request().await?;
        let form = ReturnForm {
            request_id: cx.form_id(),
            id: id.to_string(),
            reason: reason.to_owned(),
        };
        certificates::send_back(&cx, form).await
    }

    /// Revokes a certificate with a reason.
    pub async fn revokes_certificate(&self, no: &str, reason: &str) -> Result<()> {
        let cx = self.request().await?;
        let form = RevokeForm {
            request_id: cx.form_id(),
            no: no.to_owned(),
            reason: reason.to_owned(),
        };
        certificates::revoke(&cx, form).await
    }
}
