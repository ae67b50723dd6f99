//! Confirming, objecting to and deciding on service.

use crate::error::Result;
use crate::hours;
use crate::people::Person;
use crate::people::notices::objection;
use domain::hours::{ConfirmForm, Verdict, VerdictForm};
use domain::ids::AttendanceId;

impl Person {
    /// Confirms that somebody served.
    pub async fn confirms(&self, id: AttendanceId) -> Result<()> {
        let cx = self.request().await?;
        let form = ConfirmForm {
            request_id: cx.form_id(),
            attendance: id.to_string(),
        };
        hours::confirm(&cx, form).await
    }

    /// Objects to a service record in public notice.
    pub async fn objects_to(&self, id: AttendanceId, words: &str) -> Result<()> {
        let cx = self.request().await?;
        hours::object(&cx, objection(&cx, id, words)).await
    }

    /// Decides on attendance that waits for a decision.
    pub async fn reviews(&self, id: AttendanceId, verdict: Verdict) -> Result<()> {
        let cx = self.request().await?;
        let form = VerdictForm {
            request_id: cx.form_id(),
            attendance: id.to_string(),
            verdict: verdict.to_string(),
        };
        hours::review(&cx, form).await
    }
}
