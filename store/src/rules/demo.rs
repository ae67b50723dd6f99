//! The county's rules: one that was changed long ago, and one that is to come.

use crate::Store;
use crate::db::Database;
use crate::demo::county::{CENTRE, County, story};
use crate::demo::time::Story;
use crate::error::Result;
use crate::rules;
use domain::rules::Number;
use domain::time::Timestamp;

/// What is decided: how many days ago, from how many days after that on, and why.
const DECIDED: [(Number, i64, i64, i64, &str); 2] = [
    (
        Number::OrdersADay,
        30,
        200,
        12,
        "村里的志愿者常替几户老人一起点单，一天二十单不够用。",
    ),
    (
        Number::ReopenDays,
        20,
        5,
        30,
        "老人反映家里人两周才回来一次，发现问题时已经过了期限。",
    ),
];

pub(crate) fn stories(county: &County) -> Vec<Story<'_>> {
    let told = DECIDED.map(|(number, value, days, later, reason)| {
        story(async move {
            let at = county.days_ago(days);
            county.time.comes(at).await;
            let from = at.date().plus_days(later);
            let centre = county.clerk_of(CENTRE).at(at);
            centre
                .enters_rule(number, value, from, reason)
                .await
                .map(|_| ())
        })
    });
    told.into_iter().collect()
}

/// Makes a filled county one to try out: from now on nothing hangs in public notice, and nobody is kept from ordering.
pub async fn try_out(database: &Database, now: Timestamp) -> Result<()> {
    let books = Store::bulk(database).await?;
    let numbers = [
        (Number::HoursNotice, 0),
        (Number::AwardsNotice, 0),
        (Number::OrdersADay, 0),
    ];
    rules::lay_down(&books, &numbers, now).await?;
    books.close().await?;
    Ok(())
}
