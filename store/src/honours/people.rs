//! Campaigns, nominations and awards.

use crate::error::Result;
use crate::honours;
use crate::people::Person;
use crate::people::notices::{case, objection, review};
use domain::honours::{AnswerForm, CampaignForm, NominationForm};
use domain::ids::{CampaignId, NominationId};
use domain::notices::Verdict;

impl Person {
    /// Opens a campaign.
    pub async fn opens_campaign(&self, form: CampaignForm) -> Result<CampaignId> {
        honours::open(&self.request().await?, form).await
    }

    /// Nominates for a campaign.
    pub async fn nominates(&self, form: NominationForm) -> Result<NominationId> {
        honours::nominate(&self.request().await?, form).await
    }

    /// Approves a nomination, or returns it in words.
    pub async fn reviews_honour(
        &self,
        id: NominationId,
        verdict: Verdict,
        words: &str,
    ) -> Result<()> {
        let cx = self.request().await?;
        honours::review(&cx, review(&cx, id, verdict, words)).await
    }

    /// Objects to a nomination in public notice.
    pub async fn objects_to_honour(&self, id: NominationId, words: &str) -> Result<()> {
        let cx = self.request().await?;
        honours::object(&cx, objection(&cx, id, words)).await
    }

    /// Awards an honour.
    pub async fn awards_honour(&self, id: NominationId) -> Result<()> {
        let cx = self.request().await?;
        honours::award(&cx, case(&cx, id)).await
    }

    /// Says whether they agree to be named.
    pub async fn answers_about_honour(&self, id: NominationId, agrees: bool) -> Result<()> {
        let cx = self.request().await?;
        let form = AnswerForm {
            request_id: cx.form_id(),
            id: id.to_string(),
            agree: if agrees { "yes" } else { "no" }.to_owned(),
        };
        honours::answer(&cx, form).await
    }
}
