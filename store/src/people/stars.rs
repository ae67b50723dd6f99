//! Asking for a star, and deciding on it.

use super::Person;
use crate::error::Result;
use crate::stars;
use domain::ids::StarApplicationId;
use domain::stars::{AwardForm, Verdict};

impl Person {
    /// Applies for a star of their own.
    pub async fn applies_for_star(&self, star: i64) -> Result<StarApplicationId> {
        let cx = self.request().await?;
        stars::apply(&cx, &cx.form_id(), &star.to_string()).await
    }

    /// Takes their own application back.
    pub async fn withdraws_star(&self, id: StarApplicationId) -> Result<()> {
        let cx = self.request().await?;
        stars::withdraw(&cx, &cx.form_id(), id).await
    }

    /// Objects to a star in public notice.
    pub async fn objects_to_star(&self, id: StarApplicationId, words: &str) -> Result<()> {
        let cx = self.request().await?;
        stars::object(&cx, &cx.form_id(), id, words).await
    }

    /// Reviews an application.
    pub async fn reviews_star(
        &self,
        id: StarApplicationId,
        verdict: Verdict,
        words: &str,
    ) -> Result<()> {
        let cx = self.request().await?;
        stars::review(&cx, &cx.form_id(), id, verdict, words).await
    }

    /// Awards a star, or records who has.
    pub async fn awards_star(&self, form: AwardForm) -> Result<()> {
        stars::award(&self.request().await?, form).await
    }
}
