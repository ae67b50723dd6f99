//! Asking for certificates, issuing and revoking them.

use super::Person;
use crate::certificates;
use crate::error::Result;
use domain::certificates::AskForm;
use domain::ids::CertificateRequestId;

impl Person {
    /// Asks for a certificate.
    pub async fn asks_for_certificate(&self, form: AskForm) -> Result<CertificateRequestId> {
        certificates::ask(&self.request().await?, form).await
    }

    /// Issues a certificate and returns its number.
    pub async fn issues_certificate(&self, id: CertificateRequestId) -> Result<String> {
        let cx = self.request().await?;
        certificates::issue(&cx, &cx.form_id(), id).await
    }

    /// Sends a request back with a reason.
    pub async fn returns_request(&self, id: CertificateRequestId, reason: &str) -> Result<()> {
        let cx = self.request().await?;
        certificates::send_back(&cx, &cx.form_id(), id, reason).await
    }

    /// Revokes a certificate with a reason.
    pub async fn revokes_certificate(&self, no: &str, reason: &str) -> Result<()> {
        let cx = self.request().await?;
        certificates::revoke(&cx, &cx.form_id(), no, reason).await
    }
}
