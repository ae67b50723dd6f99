//! Stars: an application in every state. 吴幼盛 may still apply, and nominate.

use crate::demo::county::{CENTRE, County, SEAT, story};
use crate::demo::time::Story;
use crate::error::Result;
use domain::ids::StarApplicationId;
use domain::notices::Verdict;
use domain::stars::AwardForm;
use domain::time::DAY;

pub(crate) fn stories(county: &County) -> Vec<Story<'_>> {
    vec![
        story(async move { county.applies(2, 1, 1).await.map(|_| ()) }),
        story(async move {
            let shown = county.applies(3, 1, 3).await?;
            county.approves_star(shown, 1).await
        }),
        story(async move {
            let doubted = county.applies(4, 1, 6).await?;
            county.approves_star(doubted, 4).await?;
            let at = county.waits(2).await;
            let words = "其中有几天我在村里没有见到他。";
            county.volunteers[9]
                .person
                .at(at)
                .objects_to_star(doubted, words)
                .await
        }),
        story(async move {
            let first = county.applies(5, 1, 200).await?;
            county.approves_star(first, 196).await?;
            county.awards_star(form(first), 170).await?;
            let second = county.applies(5, 2, 30).await?;
            county.approves_star(second, 28).await
        }),
        story(async move {
            let returned = county.applies(6, 1, 20).await?;
            let at = county.waits(18).await;
            let words = "有两次服务的地点要和队长再核对，核对好了请再申请。";
            let institute = county.clerk_of(SEAT).at(at);
            institute
                .reviews_star(returned, Verdict::Return, words)
                .await
        }),
        story(async move {
            let third = county.applies(7, 3, 90).await?;
            county.approves_star(third, 85).await?;
            let recorded = AwardForm {
                by: "漳州市志愿服务联合会".to_owned(),
                on: county.days_ago(45).date().to_string(),
                document: "漳志联〔2026〕18号".to_owned(),
                ..form(third)
            };
            county.awards_star(recorded, 40).await
        }),
        story(async move {
            let taken_back = county.applies(8, 1, 15).await?;
            let at = county.waits(14).await;
            county.volunteers[8]
                .person
                .at(at)
                .withdraws_star(taken_back)
                .await
        }),
    ]
}

fn form(application: StarApplicationId) -> AwardForm {
    AwardForm {
        application: application.to_string(),
        ..AwardForm::default()
    }
}

impl County {
    /// Waits for so many days ago, at the hour it is now.
    pub(crate) async fn waits(&self, days: i64) -> domain::time::Timestamp {
        let at = self.ago(days * DAY);
        self.time.comes(at).await;
        at
    }

    async fn applies(&self, who: usize, star: i64, days: i64) -> Result<StarApplicationId> {
        let at = self.waits(days).await;
        self.volunteers[who]
            .person
            .at(at)
            .applies_for_star(star)
            .await
    }

    async fn approves_star(&self, id: StarApplicationId, days: i64) -> Result<()> {
        let at = self.waits(days).await;
        let institute = self.clerk_of(SEAT).at(at);
        institute.reviews_star(id, Verdict::Approve, "").await
    }

    async fn awards_star(&self, form: AwardForm, days: i64) -> Result<()> {
        let at = self.waits(days).await;
        self.clerk_of(CENTRE).at(at).awards_star(form).await
    }
}
