//! Stars: within reach of an hour's service, and applications on their way.

use super::County;
use crate::stars;
use domain::ids::StarApplicationId;
use domain::notices::Verdict;
use domain::stars::{Body, StarRuleForm};
use domain::time::DAY;

impl County {
    /// The first star takes one hour, and the member has served it.
    pub async fn star_in_reach(&self) {
        let cx = self.centre.cx().await;
        let form = StarRuleForm {
            request_id: cx.form_id(),
            star: "1".to_owned(),
            hours: "1".to_owned(),
            body: Body::County.to_string(),
            from: cx.now.date().plus_days(1).to_string(),
        };
        stars::enter_rule(&cx, form).await.unwrap();
        self.has_served(&self.member, 60).await;
    }

    /// The member applies for it, and waits for the review.
    pub async fn star_application(&self) -> StarApplicationId {
        self.star_in_reach().await;
        self.member.applies_for_star(1).await.unwrap()
    }

    /// The same, approved by the member's township: it hangs in public notice.
    pub async fn star_in_notice(&self) -> StarApplicationId {
        let id = self.star_application().await;
        self.elsewhere
            .reviews_star(id, Verdict::Approve, "")
            .await
            .unwrap();
        id
    }

    /// The same, once the notice is over.
    pub async fn star_to_award(&self) -> StarApplicationId {
        let id = self.star_in_notice().await;
        self.later(14 * DAY);
        id
    }
}
