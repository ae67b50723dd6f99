//! What was said of services and does not stand in public: taken down by the desk, or waiting for it to look.

use super::county::{County, SEAT, story};
use super::orders::Order;
use super::stage::{Asks, HAIR, PRESSURE};
use super::time::Story;
use crate::error::Result;
use domain::orders::Rating;
use domain::time::{DAY, HOUR};

/// What he said of a haircut, and why the institute took it down.
const GOSSIP: &str = "头发剪得不错，就是一直在说隔壁家儿子离婚的事，听着不舒服。";
const NOT_OURS: &str = "说到了别人家里的私事，不适合公开。服务上的意见我们已经转告队长。";

/// What somebody of his community said, with a link.
const WITH_LINK: &str = "量得很仔细。降压的办法我也写在 www.example.com 上了，大家可以看看。";

pub(super) fn stories(county: &County) -> Vec<Story<'_>> {
    let hidden = story(async move {
        let mut order = county.told(HAIR, Asks::He);
        is_said(county, &mut order, (20, 3), GOSSIP).await?;
        order.waits(order.at.plus(20 * HOUR)).await;
        let clerk = county.clerk_of(SEAT).at(order.at);
        let said = clerk.reads_what_was_said(None).await?.page.rows;
        match said.iter().find(|said| said.no == order.no) {
            Some(said) => clerk.hides_words(said.id, NOT_OURS).await,
            None => Ok(()),
        }
    });
    let waits = story(async move {
        let mut order = county.told(PRESSURE, Asks::NextDoor);
        is_said(county, &mut order, (4, 5), WITH_LINK).await
    });
    vec![hidden, waits]
}

/// Ordered, served so many days ago, and rated in these words.
async fn is_said(
    county: &County,
    order: &mut Order<'_>,
    (days, stars): (i64, i64),
    words: &str,
) -> Result<()> {
    let title = order.service().title;
    let (to, from) = (county.others(title), county.morning(-days * DAY));
    order.is_fixed(to, from, &[]).await?;
    order.is_served().await?;
    order.is_confirmed_at(order.at.plus(3 * HOUR)).await?;
    order.waits(order.at.plus(2 * HOUR)).await;
    let rating = Rating {
        stars,
        tags: Vec::new(),
        words: words.to_owned(),
    };
    order
        .requester
        .at(order.at)
        .judges(&order.no, &rating)
        .await
}
