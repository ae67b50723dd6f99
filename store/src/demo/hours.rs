//! Hours: 陈倩's year, the veterans' whole days, and service records that wait for a decision.

use super::county::{CHEN, County, LEADER, SEAT, story};
use super::orders::{Order, a_resident};
use super::stage::{ART, Asks, CHAT, CLEANING, ESCORT, HOMEWORK, MEALS, PHONE, PRESSURE, RELIEF};
use super::texts;
use super::time::Story;
use crate::error::Result;
use domain::hours::Verdict;
use domain::orders::Window;
use domain::points::{Earning, Earns};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;
use std::collections::BTreeMap;

/// Points that 陈倩 has. Source: `东南网`, 13 August 2022.
pub(super) const CHENS_POINTS: i64 = 913;

/// Who serves how many whole days, the first of them so many days ago, and every how many days. With them they have reached
/// what a star takes: a hundred hours, three hundred, six hundred.
const VETERANS: [(usize, i64, i64, i64); 8] = [
    (LEADER, 15, 100, 4),
    (2, 15, 100, 4),
    (3, 15, 100, 4),
    (4, 15, 100, 4),
    (5, 44, 330, 6),
    (6, 15, 100, 4),
    (7, 87, 360, 3),
    (8, 15, 100, 4),
];

pub(super) fn stories(county: &County) -> Vec<Story<'_>> {
    // Whole days first: nobody else's service is fixed on them.
    let mut all = whole_days(county);
    all.extend(chens_year(county));
    all.extend(too_long(county));
    all.extend(at_two_places(county));
    all.extend(objected_to(county));
    all
}

impl Order<'_> {
    /// They serve exactly so long, from when it was fixed for; then it is delivered, and confirmed.
    async fn is_served_as(&mut self, served: &[(usize, i64)]) -> Result<()> {
        let from = self.window.from;
        let mut times = Vec::new();
        for (one, minutes) in served {
            let seconds = self.rng.random_range(0..MINUTE);
            times.push((*one, from, from.plus(minutes * MINUTE + seconds)));
        }
        self.is_attended(times).await?;
        self.is_delivered(self.at.plus(20 * MINUTE)).await
    }
}

/// 陈倩's year: one service every eight days, and exactly the points the newspaper counts.
fn chens_year(county: &County) -> Vec<Story<'_>> {
    const SERVED: i64 = 40;
    const TITLES: [&str; 5] = [CHAT, ART, HOMEWORK, RELIEF, ESCORT];
    let mut rng = county.chance();
    let earning = Earning::beginning();
    let (an_hour, five_stars) = (
        earning.points(Earns::Hour),
        earning.points(Earns::FiveStars),
    );
    let mut left = CHENS_POINTS - SERVED / 2 * five_stars;
    let mut year = Vec::new();
    for n in 0..SERVED {
        let even = left / (SERVED - n);
        let points = if n + 1 == SERVED {
            left
        } else {
            even + rng.random_range(-4..=4)
        };
        left -= points;
        // Six minutes a point; what is over counts as time, not as points.
        let minutes = points * 60 / an_hour + rng.random_range(0..6);
        let day = county.now.date().plus_days(-(20 + 8 * (SERVED - n)));
        let hour = if n % 3 == 0 { 14 } else { 9 };
        let from = day.at(hour, 0).unwrap_or_else(|| day.start());
        let (title, stars) = (TITLES[n as usize % TITLES.len()], 5 - n % 2);
        year.push(story(async move {
            let mut order = county.told(title, Asks::InTown);
            order.is_fixed(county.snail(), from, &[CHEN]).await?;
            let usual = order.service().minutes;
            let members = order.members.iter();
            let served: Vec<_> = members
                .map(|one| (*one, if *one == CHEN { minutes } else { usual }))
                .collect();
            order.is_served_as(&served).await?;
            order.is_confirmed_at(order.at.plus(3 * HOUR)).await?;
            order.is_rated(order.at.plus(4 * HOUR), stars).await
        }));
    }
    year
}

/// Whole days of respite for families: each is one order, which all who go that day serve together.
fn whole_days(county: &County) -> Vec<Story<'_>> {
    const MINUTES: i64 = 7 * 60;
    let mut days: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (one, count, first, every) in VETERANS {
        for n in 0..count {
            days.entry(first - every * n).or_default().push(one);
        }
    }
    let each = days.into_iter().map(|(ago, going)| {
        let day = county.now.date().plus_days(-ago);
        let from = day.at(8, 0).unwrap_or_else(|| day.start());
        let window = Window {
            from,
            to: from.plus(MINUTES * MINUTE),
        };
        for one in &going {
            county.take(*one, window);
        }
        story(async move {
            let mut order = county.told(RELIEF, Asks::InTown);
            let fixed = from.plus(-DAY);
            order
                .is_fixed_for(county.snail(), (fixed, window), going.clone())
                .await?;
            let served: Vec<_> = going.iter().map(|one| (*one, MINUTES)).collect();
            order.is_served_as(&served).await?;
            order.is_confirmed_at(order.at.plus(3 * HOUR)).await?;
            order.is_rated(order.at.plus(HOUR), 4).await
        })
    });
    each.collect()
}

/// An order of a morning some days ago for somebody who has nothing else that day.
async fn on_a_morning<'a>(
    county: &'a County,
    title: &str,
    (days, whom): (i64, Option<usize>),
) -> Result<(Order<'a>, usize)> {
    let (to, from) = (county.others(title), morning(county, days));
    let one = whom.unwrap_or_else(|| county.draw_for_a_day(to, from));
    let mut order = county.told(title, Asks::InTown);
    let window = Window {
        from,
        to: from.plus(order.service().minutes * MINUTE),
    };
    order
        .is_fixed_for(to, (from.plus(-DAY), window), vec![one])
        .await?;
    Ok((order, one))
}

fn morning(county: &County, days: i64) -> Timestamp {
    let day = county.now.date().plus_days(-days);
    day.at(8, 0).unwrap_or_else(|| day.start())
}

/// Records of more than eight hours a day; one of them was struck.
fn too_long(county: &County) -> Vec<Story<'_>> {
    let stories = [
        (CLEANING, 2, 560, false),
        (ESCORT, 4, 505, false),
        (PRESSURE, 6, 600, true),
    ]
    .map(|(title, days, minutes, struck)| {
        story(async move {
            let (mut order, one) = on_a_morning(county, title, (days, None)).await?;
            order.is_served_as(&[(one, minutes)]).await?;
            order
                .is_confirmed_at(morning(county, days - 1).plus(3 * HOUR))
                .await?;
            if struck {
                let record = order.records().await?.remove(0).id;
                order.waits(order.at.plus(3 * DAY)).await;
                let clerk = county.clerk_of(SEAT).at(order.at);
                clerk.reviews(record, Verdict::Strike).await?;
            }
            Ok(())
        })
    });
    stories.into()
}

/// One person served on two orders at the same time.
fn at_two_places(county: &County) -> Vec<Story<'_>> {
    const DAYS: i64 = 3;
    let one = county.draw_for_a_day(county.others(MEALS), morning(county, DAYS));
    let stories = [(0, 75), (50, 110)].map(|(from, to)| {
        story(async move {
            let (mut order, one) = on_a_morning(county, MEALS, (DAYS, Some(one))).await?;
            let came = order.window.from;
            let span = (one, came.plus(from * MINUTE), came.plus(to * MINUTE));
            order.is_attended(vec![span]).await?;
            order.is_delivered(came.plus(3 * HOUR)).await?;
            order.is_confirmed_at(came.plus(26 * HOUR)).await
        })
    });
    stories.into()
}

/// Records that somebody objected to.
fn objected_to(county: &County) -> Vec<Story<'_>> {
    let stories =
        [(PHONE, texts::OBJECTED[1]), (CLEANING, texts::OBJECTED[0])].map(|(title, words)| {
            story(async move {
                let (mut order, one) = on_a_morning(county, title, (2, None)).await?;
                order.is_served_as(&[(one, 90)]).await?;
                order
                    .is_confirmed_at(order.window.from.plus(9 * HOUR))
                    .await?;
                order.waits(county.ago(5 * HOUR)).await;
                let (objector, _) = a_resident(county, &mut order.rng);
                let record = order.records().await?.remove(0).id;
                objector.at(order.at).objects_to(record, words).await
            })
        });
    stories.into()
}
