//! Honours: campaigns that anybody meets, and nominations on their way.

use super::{County, Person};
use domain::honours::{CampaignForm, Kind, NominationForm};
use domain::ids::{CampaignId, NominationId};
use domain::notices::Verdict;
use domain::time::DAY;

impl County {
    /// A campaign of the centre with one place, which everybody meets.
    pub async fn campaign(&self, kind: Kind) -> CampaignId {
        let today = self.now().date();
        let form = CampaignForm {
            title: "年度最美志愿者".to_owned(),
            about: "一年里服务最多、口碑最好".to_owned(),
            kind: kind.to_string(),
            from: today.plus_days(-300).to_string(),
            to: today.plus_days(10).to_string(),
            until: today.plus_days(10).to_string(),
            places: "1".to_owned(),
            hours: "0".to_owned(),
            orders: "0".to_owned(),
            approval: "0".to_owned(),
            ..CampaignForm::default()
        };
        self.centre.opens_campaign(form).await.unwrap()
    }

    /// The member is nominated by their leader, and waits for the review.
    pub async fn nomination(&self) -> NominationId {
        let campaign = self.campaign(Kind::Volunteer).await;
        self.nominated(&self.leader, campaign, &self.member).await
    }

    /// Somebody nominates a volunteer for a campaign.
    pub async fn nominated(
        &self,
        by: &Person,
        campaign: CampaignId,
        whom: &Person,
    ) -> NominationId {
        let form = NominationForm {
            campaign: campaign.to_string(),
            subject: whom.volunteer_id().to_string(),
            reason: "风里来雨里去，一年没有歇过".to_owned(),
            ..NominationForm::default()
        };
        by.nominates(form).await.unwrap()
    }

    /// The same, approved by the member's township: it hangs in public notice.
    pub async fn nomination_in_notice(&self) -> NominationId {
        let id = self.nomination().await;
        self.elsewhere
            .reviews_honour(id, Verdict::Approve, "")
            .await
            .unwrap();
        id
    }

    /// The same, once the notice is over.
    pub async fn nomination_to_award(&self) -> NominationId {
        let id = self.nomination_in_notice().await;
        self.later(14 * DAY);
        id
    }
}
