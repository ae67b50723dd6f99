//! Points: a campaign that is to come, and what the desks ask for: granted, refused, and not decided yet.

use crate::demo::county::{CHEN, County, HOME, LEADER, SEAT, story};
use crate::demo::time::Story;
use domain::ids::OrgId;
use domain::points::{Earns, RequestForm, Rule, RuleForm, Verdict};
use domain::time::{DAY, HOUR};

type Asked = (OrgId, usize, i64, i64, &'static str, Option<Verdict>);

/// Who asks at which desk, for whom, how many hours ago, for how many points and why; and what a second person said.
const ASKED: [Asked; 5] = [
    (
        HOME,
        2,
        45 * 24,
        20,
        "春节期间在村口值守三个夜班，补记积分。",
        Some(Verdict::Approve),
    ),
    (
        HOME,
        3,
        25 * 24,
        50,
        "组织邻居打扫后巷，没有走点单流程。",
        Some(Verdict::Refuse),
    ),
    (
        HOME,
        CHEN,
        20,
        30,
        "台风“海葵”期间连续两天转移独居老人，没有走点单流程。",
        None,
    ),
    (
        HOME,
        LEADER,
        5,
        -10,
        "去年九月的一次服务重复登记，多记了积分。",
        None,
    ),
    (
        SEAT,
        CHEN,
        3,
        15,
        "为全镇新队员培训急救知识一个下午。",
        None,
    ),
];

pub(crate) fn stories(county: &County) -> Vec<Story<'_>> {
    let asked = ASKED.map(|(desk, whom, hours, points, words, verdict)| {
        story(async move {
            let at = county.ago(hours * HOUR);
            county.time.comes(at).await;
            let way = if points > 0 {
                Rule::Grant
            } else {
                Rule::Deduction
            };
            let form = RequestForm {
                no: county.volunteers[whom].person.number()?.to_owned(),
                way: way.to_string(),
                points: points.abs().to_string(),
                words: words.to_owned(),
                ..RequestForm::default()
            };
            let request = county.clerk_of(desk).at(at).asks_for_points(form).await?;
            let Some(verdict) = verdict else {
                return Ok(());
            };
            let at = at.plus(DAY);
            county.time.comes(at).await;
            let institute = county.clerk_of(SEAT).at(at);
            institute.decides_on_points(request, verdict).await
        })
    });
    let campaign = story(async move {
        let at = county.days_ago(2);
        county.time.comes(at).await;
        let day = |days: i64| county.now.date().plus_days(days).to_string();
        let form = RuleForm {
            earns: Earns::Campaign.to_string(),
            points: "10".to_owned(),
            title: "国际志愿者日".to_owned(),
            from: day(7),
            until: day(13),
            ..RuleForm::default()
        };
        county
            .admin
            .at(at)
            .enters_earning_rule(form)
            .await
            .map(|_| ())
    });
    asked.into_iter().chain([campaign]).collect()
}
