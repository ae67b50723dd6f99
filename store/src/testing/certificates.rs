//! Certificates: what people ask for and desks answer.

use super::County;
use domain::certificates::AskForm;
use domain::ids::CertificateRequestId;

impl County {
    /// The member has served, and asks for a certificate of the last thirty days.
    pub async fn certificate_asked(&self) -> CertificateRequestId {
        self.has_served(&self.member, 60).await;
        let today = self.now().date();
        let form = AskForm {
            from: today.plus_days(-30).to_string(),
            to: today.to_string(),
            ..AskForm::default()
        };
        self.member.asks_for_certificate(form).await.unwrap()
    }

    /// The number of a certificate of the member, issued by the township that they live in.
    pub async fn certificate_issued(&self) -> String {
        let id = self.certificate_asked().await;
        self.elsewhere.issues_certificate(id).await.unwrap()
    }
}
