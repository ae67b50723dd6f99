//! Asking for a star, and deciding on it.

use crate::error::Result;
use crate::people::Person;
use crate::people::notices::{case, objection, review};
use crate::stars;
use domain::ids::StarApplicationId;
use domain::notices::Verdict;
use domain::stars::{ApplyForm, AwardForm};

impl Person {
    /// Applies for a star of their own.
    pub async fn applies_for_star(&self, star: i64) -> Result<StarApplicationId> {
        let cx = self.request().await?;
        let form = ApplyForm {
            request_id: cx.form_id(),
            star: star.to_string(),
        };
        stars::apply(&cx, form).await
    }

    /// Takes their own application back.
    pub async fn withdraws_star(&self, id: StarApplicationId) -> Result<()> {
        let cx = self.request().await?;
        stars::withdraw(&cx, case(&cx, id)).await
    }

    /// Objects to a star in public notice.
    pub async fn objects_to_star(&self, id: StarApplicationId, words: &str) -> Result<()> {
        let cx = self.request().await?;
        stars::object(&cx, objection(&cx, id, words)).await
    }

    /// Reviews an application.
    pub async fn reviews_star(
        &self,
        id: StarApplicationId,
        verdict: Verdict,
        words: &str,
    ) -> Result<()> {
        let cx = self.request().await?;
        stars::review(&cx, review(&cx, id, verdict, words)).await
    }

    /// Awards a star, or records who has.
    pub async fn awards_star(&self, form: AwardForm) -> Result<()> {
        stars::award(&self.request().await?, form).await
    }
}
