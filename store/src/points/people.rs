//! Earning rules, and points that two people decide on.

use crate::error::Result;
use crate::people::Person;
use crate::points;
use domain::ids::{EarningRuleId, PointsRequestId};
use domain::points::{DecideForm, RequestForm, RuleForm, Verdict};

impl Person {
    /// Adds a line to the earning rules.
    pub async fn enters_earning_rule(&self, form: RuleForm) -> Result<EarningRuleId> {
        points::enter_rule(&self.request().await?, form).await
    }

    /// Asks for points to be granted or taken back.
    pub async fn asks_for_points(&self, form: RequestForm) -> Result<PointsRequestId> {
        points::ask(&self.request().await?, form).await
    }

    /// Decides on what somebody else has asked for.
    pub async fn decides_on_points(&self, id: PointsRequestId, verdict: Verdict) -> Result<()> {
        let cx = self.request().await?;
        let form = DecideForm {
            request_id: cx.form_id(),
            id: id.to_string(),
            verdict: verdict.to_string(),
        };
        points::decide(&cx, form).await
    }
}
