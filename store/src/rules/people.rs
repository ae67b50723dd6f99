//! The county's rules.

use crate::error::Result;
use crate::people::Person;
use crate::rules;
use domain::rules::{CountyRuleId, Number, RuleForm};
use domain::time::CountyDate;

impl Person {
    /// Adds a line to the county's rules.
    pub async fn enters_rule(
        &self,
        number: Number,
        value: i64,
        from: CountyDate,
        reason: &str,
    ) -> Result<CountyRuleId> {
        let cx = self.request().await?;
        let form = RuleForm {
            request_id: cx.form_id(),
            number: number.to_string(),
            value: value.to_string(),
            from: from.to_string(),
            reason: reason.to_owned(),
        };
        rules::enter(&cx, form).await
    }
}
