//! Confirming, objecting to and deciding on service.

use super::Person;
use crate::error::Result;
use crate::hours;
use domain::hours::Verdict;
use domain::ids::AttendanceId;

impl Person {
    /// Confirms that somebody served.
    pub async fn confirms(&self, id: AttendanceId) -> Result<()> {
        let cx = self.request().await?;
        hours::confirm(&cx, &cx.form_id(), id).await
    }

    /// Objects to a service record in public notice.
    pub async fn objects_to(&self, id: AttendanceId, words: &str) -> Result<()> {
        let cx = self.request().await?;
        hours::object(&cx, &cx.form_id(), id, words).await
    }

    /// Decides on attendance that waits for a decision.
    pub async fn reviews(&self, id: AttendanceId, verdict: Verdict) -> Result<()> {
        let cx = self.request().await?;
        hours::review(&cx, &cx.form_id(), id, verdict).await
    }
}
