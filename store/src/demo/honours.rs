//! The demo county's honours: a campaign that is over and its awards, and one with nominations in every state.

use super::stars::People;
use crate::error::Result;
use crate::honours;
use domain::honours::{CampaignForm, Kind, NominationForm};
use domain::ids::{CampaignId, NominationId};
use domain::time::Timestamp;

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

impl People<'_> {
    async fn puts_forward(
        &self,
        campaign: CampaignId,
        whom: i64,
        (days, reason): (i64, &str),
    ) -> Result<NominationId> {
        let form = NominationForm {
            campaign: campaign.to_string(),
            subject: whom.to_string(),
            reason: reason.to_owned(),
            ..NominationForm::default()
        };
        honours::nominate(&self.veteran(whom, days), form).await
    }

    async fn approves_honour(&self, id: NominationId, days: i64) -> Result<()> {
        honours::review(&self.institute(days)?, "", id, true, "").await
    }
}

/// Opens both campaigns and has veterans nominated for them.
pub(super) async fn award(people: &People<'_>) -> Result<()> {
    let day = |days: i64| -> Timestamp { people.at(days) };
    let over = CampaignForm {
        from: day(360).date().to_string(),
        to: day(81).date().to_string(),
        until: day(40).date().to_string(),
        ..campaign("最美志愿者", "评选期里服务时间长、群众评价好的志愿者。", 2)
    };
    let over = honours::open(&people.centre(80)?, over).await?;
    for (whom, reason, agrees) in [
        (
            8,
            "一年里八十多个整天陪伴心智障碍家庭，家长都叫得出他的名字。",
            true,
        ),
        (
            6,
            "每个月都来，孩子情绪不好的时候，总是她先安抚下来。",
            false,
        ),
    ] {
        let id = people.puts_forward(over, whom, (75, reason)).await?;
        people.approves_honour(id, 70).await?;
        honours::award(&people.centre(38)?, "", id).await?;
        let winner = people.veteran(whom, 37);
        // Chance may have made them somebody under 18, who has nothing to agree to.
        let mine = honours::mine(&winner).await?;
        let of_age = mine.iter().all(|honour| honour.may_publish);
        honours::answer(&winner, "", id, agrees && of_age).await?;
    }

    let open = CampaignForm {
        from: day(300).date().to_string(),
        to: day(0).date().to_string(),
        until: day(-20).date().to_string(),
        ..campaign(
            "诏安好邻居",
            "热心邻里、随叫随到的志愿者，人人都可以推荐。",
            3,
        )
    };
    let open = honours::open(&people.centre(32)?, open).await?;
    people
        .puts_forward(open, 3, (2, "楼上楼下谁家有事，打个电话就到。"))
        .await?;
    let noticed = people
        .puts_forward(open, 4, (8, "雨天送老人就医，一年没有落下一次。"))
        .await?;
    people.approves_honour(noticed, 1).await?;
    let awarded = people
        .puts_forward(open, 8, (31, "带着新队员上门，手把手地教。"))
        .await?;
    people.approves_honour(awarded, 30).await?;
    honours::award(&people.centre(0)?, "", awarded).await?;
    let doubted = people
        .puts_forward(open, 5, (14, "谁家水管坏了、灯不亮了，他下了班就去。"))
        .await?;
    people.approves_honour(doubted, 6).await?;
    let words = "我家的水管不是他修的，请再核实一下。";
    honours::object(&people.veteran(10, 2), "", doubted, words).await?;
    let returned = people
        .puts_forward(open, 7, (9, "做了很多事，大家都说好，应当评上。"))
        .await?;
    let words = "事迹请写得具体一些：帮了谁、做了什么。";
    honours::review(&people.institute(7)?, "", returned, false, words).await
}
