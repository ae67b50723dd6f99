//! Honours: a campaign that is over and its awards, and one with nominations in every state.

use crate::demo::county::{CENTRE, County, SEAT, story};
use crate::demo::time::Story;
use crate::error::Result;
use domain::honours::{CampaignForm, Kind, NominationForm};
use domain::ids::{CampaignId, NominationId};
use domain::notices::Verdict;

fn campaign(title: &str, about: &str, places: i64) -> CampaignForm {
    CampaignForm {
        title: title.to_owned(),
        about: about.to_owned(),
        kind: Kind::Volunteer.to_string(),
        places: places.to_string(),
        hours: "40".to_owned(),
        orders: "5".to_owned(),
        approval: "60".to_owned(),
        ..CampaignForm::default()
    }
}

pub(crate) fn stories(county: &County) -> Vec<Story<'_>> {
    vec![story(past(county)), story(under_way(county))]
}

impl County {
    async fn puts_forward(
        &self,
        campaign: CampaignId,
        (whom, days): (usize, i64),
        reason: &str,
    ) -> Result<NominationId> {
        let form = NominationForm {
            campaign: campaign.to_string(),
            subject: self.volunteers[whom].id.to_string(),
            reason: reason.to_owned(),
            ..NominationForm::default()
        };
        let at = self.waits(days).await;
        self.volunteers[whom].person.at(at).nominates(form).await
    }

    async fn reviews_honour(&self, id: NominationId, days: i64, returned: &str) -> Result<()> {
        let verdict = if returned.is_empty() {
            Verdict::Approve
        } else {
            Verdict::Return
        };
        let at = self.waits(days).await;
        let institute = self.clerk_of(SEAT).at(at);
        institute.reviews_honour(id, verdict, returned).await
    }

    async fn awards_honour(&self, id: NominationId, days: i64) -> Result<()> {
        let at = self.waits(days).await;
        self.clerk_of(CENTRE).at(at).awards_honour(id).await
    }
}

/// A campaign whose awards were given; one of those who got them does not want to be named.
async fn past(county: &County) -> Result<()> {
    let at = county.waits(80).await;
    let day = |days: i64| county.days_ago(days).date().to_string();
    let form = CampaignForm {
        from: day(360),
        to: day(81),
        until: day(40),
        ..campaign("最美志愿者", "评选期里服务时间长、群众评价好的志愿者。", 2)
    };
    let opened = county.clerk_of(CENTRE).at(at).opens_campaign(form).await?;
    let reason = "一年里八十多个整天陪伴心智障碍家庭，家长都叫得出他的名字。";
    let first = county.puts_forward(opened, (7, 75), reason).await?;
    let reason = "每个月都来，孩子情绪不好的时候，总是她先安抚下来。";
    let second = county.puts_forward(opened, (5, 74), reason).await?;
    for id in [first, second] {
        county.reviews_honour(id, 70, "").await?;
    }
    for id in [first, second] {
        county.awards_honour(id, 38).await?;
    }
    for (id, whom, agrees) in [(first, 7, true), (second, 5, false)] {
        let at = county.waits(37).await;
        let winner = county.volunteers[whom].person.at(at);
        winner.answers_about_honour(id, agrees).await?;
    }
    Ok(())
}

/// A campaign that is under way: nominated, in public notice, objected to, returned, awarded.
async fn under_way(county: &County) -> Result<()> {
    let at = county.waits(32).await;
    let day = |days: i64| county.days_ago(days).date().to_string();
    let form = CampaignForm {
        from: day(300),
        to: day(0),
        until: day(-20),
        ..campaign(
            "诏安好邻居",
            "热心邻里、随叫随到的志愿者，人人都可以推荐。",
            3,
        )
    };
    let opened = county.clerk_of(CENTRE).at(at).opens_campaign(form).await?;
    let words = "带着新队员上门，手把手地教。";
    let awarded = county.puts_forward(opened, (7, 31), words).await?;
    county.reviews_honour(awarded, 30, "").await?;
    let words = "雨天送老人就医，一年没有落下一次。";
    let noticed = county.puts_forward(opened, (3, 16), words).await?;
    let words = "谁家水管坏了、灯不亮了，他下了班就去。";
    let doubted = county.puts_forward(opened, (4, 12), words).await?;
    let words = "做了很多事，大家都说好，应当评上。";
    let returned = county.puts_forward(opened, (6, 9), words).await?;
    let words = "事迹请写得具体一些：帮了谁、做了什么。";
    county.reviews_honour(returned, 7, words).await?;
    county.reviews_honour(doubted, 6, "").await?;
    let words = "楼上楼下谁家有事，打个电话就到。";
    county.puts_forward(opened, (2, 3), words).await?;
    let at = county.waits(2).await;
    let objector = county.volunteers[9].person.at(at);
    let words = "我家的水管不是他修的，请再核实一下。";
    objector.objects_to_honour(doubted, words).await?;
    county.reviews_honour(noticed, 1, "").await?;
    county.awards_honour(awarded, 0).await
}
