//! Campaigns, nominations and awards.

use super::Person;
use crate::error::Result;
use crate::honours;
use domain::honours::{CampaignForm, NominationForm};
use domain::ids::{CampaignId, NominationId};

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
    pub async fn reviews_honour(&self, id: NominationId, approve: bool, words: &str) -> Result<()> {
        let cx = self.request().await?;
        honours::review(&cx, &cx.form_id(), id, approve, words).await
    }

    /// Objects to a nomination in public notice.
    pub async fn objects_to_honour(&self, id: NominationId, words: &str) -> Result<()> {
        let cx = self.request().await?;
        honours::object(&cx, &cx.form_id(), id, words).await
    }

    /// Awards an honour.
    pub async fn awards_honour(&self, id: NominationId) -> Result<()> {
        let cx = self.request().await?;
        honours::award(&cx, &cx.form_id(), id).await
    }

    /// Says whether they agree to be named.
    pub async fn answers_about_honour(&self, id: NominationId, agrees: bool) -> Result<()> {
        let cx = self.request().await?;
        honours::answer(&cx, &cx.form_id(), id, agrees).await
    }
}
