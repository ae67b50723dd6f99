//! Certificates in every state: asked for, issued, sent back, revoked.

use crate::demo::county::{CHEN, County, HOME, LEADER, SEAT, story};
use crate::demo::time::Story;
use domain::certificates::AskForm;
use domain::time::{DAY, HOUR};

/// What becomes of a request.
#[derive(Clone, Copy)]
enum End {
    Waits,
    Issued,
    Returned(&'static str),
    Revoked(&'static str),
}

/// Whose, from and to how many days ago, what for, asked how many days ago, and what became of it.
const STORIES: [(usize, i64, i64, &str, i64, End); 13] = [
    (CHEN, 340, 200, "单位评优", 120, End::Issued),
    (
        CHEN,
        200,
        90,
        "年度考核",
        60,
        End::Revoked("开具的期间写错了，已请本人重新申请"),
    ),
    (LEADER, 350, 60, "", 40, End::Issued),
    (
        LEADER,
        350,
        30,
        "",
        20,
        End::Returned("与上一张证明的期间重复，请改选日期"),
    ),
    (2, 300, 10, "", 9, End::Issued),
    (3, 300, 10, "", 8, End::Issued),
    (4, 300, 10, "", 7, End::Issued),
    (5, 300, 10, "", 6, End::Issued),
    (6, 300, 10, "", 5, End::Waits),
    (7, 300, 10, "", 4, End::Waits),
    (8, 300, 10, "", 3, End::Waits),
    (CHEN, 200, 30, "年度考核", 2, End::Waits),
    (LEADER, 350, 2, "县级星级志愿者评定", 1, End::Waits),
];

pub(crate) fn stories(county: &County) -> Vec<Story<'_>> {
    let each = STORIES.into_iter().enumerate();
    each.map(|(nth, told)| {
        story(async move {
            let (whom, from, to, purpose, ago, end) = told;
            // Not all of them in the same hour.
            let asked = county.ago(ago * DAY + (nth as i64 % 5) * HOUR);
            county.time.comes(asked).await;
            let form = AskForm {
                from: county.now.date().plus_days(-from).to_string(),
                to: county.now.date().plus_days(-to).to_string(),
                purpose: purpose.to_owned(),
                ..AskForm::default()
            };
            let person = county.volunteers[whom].person.at(asked);
            let request = person.asks_for_certificate(form).await?;
            if let End::Waits = end {
                return Ok(());
            }
            let clerk = county.clerk_of(if nth % 2 == 0 { HOME } else { SEAT });
            let at = asked.plus(20 * HOUR);
            county.time.comes(at).await;
            match end {
                End::Returned(reason) => clerk.at(at).returns_request(request, reason).await,
                End::Revoked(reason) => {
                    let no = clerk.at(at).issues_certificate(request).await?;
                    let at = asked.plus(200 * HOUR);
                    county.time.comes(at).await;
                    clerk.at(at).revokes_certificate(&no, reason).await
                }
                End::Waits | End::Issued => {
                    clerk.at(at).issues_certificate(request).await.map(|_| ())
                }
            }
        })
    })
    .collect()
}
