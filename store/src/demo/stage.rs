//! What the demo's own people find when they sign in: an order in every state, in the county town.
//!
//! At any scale and whatever the time of day, so these stories are told in spans around the county's now.

use super::county::{CENTRE, CHEN, County, HOME, SEAT, story};
use super::menu::place_of;
use super::orders::{Order, a_resident};
use super::teams::SNAIL_AT;
use super::texts;
use super::time::Story;
use crate::error::Result;
use domain::ids::OrgId;
use domain::orders::{DayPart, OfferFor, Performer, Window};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;

/// The demo's station and institute, as performers.
const STATION: Performer = Performer::Org(HOME);
const INSTITUTE: Performer = Performer::Org(SEAT);

pub(super) const CHAT: &str = "独居老人陪伴聊天";
pub(super) const ART: &str = "周末公益美术课堂";
pub(super) const RELIEF: &str = "心智障碍家庭喘息陪伴";
pub(super) const ESCORT: &str = "残疾人出行陪护";
pub(super) const HOMEWORK: &str = "假期作业辅导";
pub(super) const HAIR: &str = "上门义务理发";
pub(super) const PRESSURE: &str = "上门测血压血糖";
const LAW: &str = "法律咨询一对一";
pub(super) const CLEANING: &str = "房前屋后清洁帮忙";
const APPLIANCES: &str = "小家电维修";
const MENDING: &str = "困难家庭小修小补";
pub(super) const PHONE: &str = "智能手机一对一教学";
pub(super) const MEALS: &str = "困难家庭送菜送餐";

/// Who orders.
#[derive(Clone, Copy)]
pub(super) enum Asks {
    /// 沈毅斌.
    He,
    /// Somebody of his own community.
    NextDoor,
    /// Somebody of the county town.
    InTown,
}

use Asks::{He, InTown, NextDoor};

impl County {
    /// The team of the demo's leader.
    pub(super) fn snail(&self) -> Performer {
        Performer::Team(self.teams[SNAIL_AT].id)
    }

    /// The largest team of the county town or the county that does this, other than the leader's.
    pub(super) fn others(&self, title: &str) -> Performer {
        let teams = self.teams_for(place_of(title), &[SEAT, CENTRE]);
        let teams = self.teams.iter().filter(|team| teams.contains(&team.id));
        let others = teams.filter(|team| Performer::Team(team.id) != self.snail());
        let largest = others.max_by_key(|team| team.roster.len());
        largest.map_or(INSTITUTE, |team| Performer::Team(team.id))
    }

    /// An order of this service by one of these, told by hand.
    pub(super) fn told(&self, title: &str, asks: Asks) -> Order<'_> {
        let mut rng = self.chance();
        let (who, village) = match asks {
            He => (self.resident.clone(), HOME),
            NextDoor => (a_resident(self, &mut rng).0, HOME),
            InTown => {
                let village = OrgId(rng.random_range(17..=38));
                (a_resident(self, &mut rng).0, village)
            }
        };
        Order::of(self, place_of(title), who, village)
    }

    /// So long from now, to the five minutes at which people make appointments, at a time of day at which they do.
    fn around(&self, millis: i64) -> Timestamp {
        by_day(self.now.plus(millis), millis < 0)
    }

    /// So long from now whatever the time of day, and what is done then: at night somebody may be with a family that needs rest,
    /// and nobody has their hair cut.
    fn at_any_hour(&self, millis: i64, by_day: &'static str) -> (Timestamp, &'static str) {
        let at = five_minutes(self.now.plus(millis));
        (at, if is_by_day(at) { by_day } else { RELIEF })
    }

    /// In the morning of the day that is so far away.
    pub(super) fn morning(&self, millis: i64) -> Timestamp {
        let at = self.now.plus(millis);
        at.date().at(9, 30).unwrap_or(at)
    }
}

/// To the five minutes.
fn five_minutes(at: Timestamp) -> Timestamp {
    Timestamp(at.0 / (5 * MINUTE) * (5 * MINUTE))
}

/// Whether people are visited at this time.
fn is_by_day(at: Timestamp) -> bool {
    (8..20).contains(&at.clock().0)
}

/// This time if people are visited then; else the afternoon before, or the morning after.
fn by_day(at: Timestamp, before: bool) -> Timestamp {
    if is_by_day(at) {
        return five_minutes(at);
    }
    let early = at.clock().0 < 8;
    let (days, hour) = match (before, early) {
        (true, true) => (-1, 16),
        (true, false) => (0, 16),
        (false, true) => (0, 9),
        (false, false) => (1, 9),
    };
    at.date().plus_days(days).at(hour, 0).unwrap_or(at)
}

impl Order<'_> {
    /// He orders company for his mother, who lives next door.
    async fn is_ordered(&mut self, placed: Timestamp) -> Result<()> {
        let on_behalf =
            self.service().title == CHAT && self.requester.account == self.county.resident.account;
        self.is_placed(by_day(placed, true), on_behalf).await
    }

    async fn is_offered_by_the_institute(
        &mut self,
        at: Timestamp,
        to: Performer,
        within: OfferFor,
    ) -> Result<()> {
        let clerk = self.county.clerk_of(SEAT);
        self.is_offered((at, clerk), to, within).await
    }

    /// Ordered, offered and accepted by then.
    async fn is_taken_on(&mut self, to: Performer, at: Timestamp) -> Result<()> {
        let notice = self.service().lead_hours * HOUR;
        self.is_ordered(at.plus(-18 * HOUR - notice)).await?;
        self.is_offered_by_the_institute(at.plus(-4 * HOUR), to, OfferFor::Day)
            .await?;
        self.is_accepted(at).await
    }

    /// The same, and fixed for this time, with these people and whoever else is free.
    pub(super) async fn is_fixed(
        &mut self,
        to: Performer,
        from: Timestamp,
        named: &[usize],
    ) -> Result<()> {
        let fixed = from.plus(-DAY).min(self.county.ago(10 * HOUR));
        let window = Window {
            from,
            to: from.plus(self.service().minutes * MINUTE),
        };
        for one in named {
            self.county.take(*one, window);
        }
        let most = (self.service().volunteers as usize).max(named.len() + 1) - named.len();
        let mut members = named.to_vec();
        let sent = (to, fixed);
        members.extend(self.county.draw(&mut self.rng, sent, window, most));
        if members.is_empty() {
            members.push(self.county.first_of(to));
        }
        self.is_fixed_for(to, (fixed, window), members).await
    }

    /// The same for exactly these people.
    pub(super) async fn is_fixed_for(
        &mut self,
        to: Performer,
        (fixed, window): (Timestamp, Window),
        members: Vec<usize>,
    ) -> Result<()> {
        let part = match window.from.clock().0 {
            0..13 => DayPart::Morning,
            13..18 => DayPart::Afternoon,
            _ => DayPart::Evening,
        };
        self.windows = vec![(window.from.date(), part)];
        self.is_taken_on(to, fixed.plus(-20 * HOUR)).await?;
        self.waits(fixed).await;
        self.is_scheduled(window, members).await
    }
}

/// All of them.
pub(super) fn stories(county: &County) -> Vec<Story<'_>> {
    let mut all = waiting(county);
    all.extend(offered(county));
    all.extend(taken_on(county));
    all.extend(under_way(county));
    all.extend(delivered_lately(county));
    all.extend(over(county));
    all
}

/// Orders that wait for the desk.
fn waiting(county: &County) -> Vec<Story<'_>> {
    let clerk = county.clerk_of(SEAT);
    let placed = [
        (APPLIANCES, He, 90 * MINUTE),
        (PRESSURE, NextDoor, 5 * HOUR),
        (LAW, InTown, 19 * HOUR),
    ]
    .map(|(title, asks, placed)| {
        story(async move {
            let mut order = county.told(title, asks);
            order.is_ordered(county.ago(placed)).await
        })
    });
    let asked = [(MEALS, He), (CLEANING, NextDoor)].map(|(title, asks)| {
        story(async move {
            let mut order = county.told(title, asks);
            order.is_ordered(county.ago(28 * HOUR)).await?;
            order.waits(county.ago(4 * HOUR)).await;
            clerk.at(order.at).asks(&order.no, texts::ASKED[0]).await
        })
    });
    let declined =
        [(HAIR, NextDoor), (PHONE, InTown), (CLEANING, NextDoor)].map(|(title, asks)| {
            story(async move {
                let mut order = county.told(title, asks);
                order.is_ordered(county.ago(30 * HOUR)).await?;
                let (offered, to) = (county.ago(22 * HOUR), county.others(title));
                order
                    .is_offered_by_the_institute(offered, to, OfferFor::Day)
                    .await?;
                order
                    .is_declined(county.ago(3 * HOUR), texts::DECLINED[2])
                    .await
            })
        });
    placed.into_iter().chain(asked).chain(declined).collect()
}

/// Orders that wait for somebody's answer.
fn offered(county: &County) -> Vec<Story<'_>> {
    let snail = county.snail();
    let stories = [
        (CHAT, He, snail, OfferFor::Day),
        (RELIEF, InTown, snail, OfferFor::ThreeDays),
        (ESCORT, InTown, snail, OfferFor::TwoHours),
        (MEALS, NextDoor, STATION, OfferFor::Day),
        (PHONE, InTown, INSTITUTE, OfferFor::Day),
        (HAIR, InTown, county.others(HAIR), OfferFor::Day),
    ]
    .map(|(title, asks, to, within)| {
        story(async move {
            let mut order = county.told(title, asks);
            order.is_ordered(county.ago(26 * HOUR)).await?;
            order
                .is_offered_by_the_institute(county.ago(50 * MINUTE), to, within)
                .await
        })
    });
    stories.into()
}

/// Orders that are accepted or scheduled.
fn taken_on(county: &County) -> Vec<Story<'_>> {
    let snail = county.snail();
    let accepted = [
        (HOMEWORK, InTown, snail),
        (ESCORT, InTown, snail),
        (CLEANING, NextDoor, STATION),
        (PHONE, InTown, INSTITUTE),
    ]
    .map(|(title, asks, to)| {
        story(async move {
            let mut order = county.told(title, asks);
            order.is_taken_on(to, county.ago(3 * HOUR)).await
        })
    });
    // One that was delivered once, and not to his satisfaction.
    let reopened = story(async move {
        let mut order = county.told(MENDING, He);
        let (to, from) = (county.others(MENDING), county.morning(-3 * DAY));
        order.is_fixed(to, from, &[]).await?;
        order.is_served().await?;
        order.is_confirmed_at(order.at.plus(3 * HOUR)).await?;
        order.waits(county.ago(DAY)).await;
        let words = "只修了一半，另一个水龙头还是漏。";
        order.requester.at(order.at).reopens(&order.no, words).await
    });
    let (tomorrow, after) = (county.morning(DAY), county.morning(2 * DAY));
    let (soon, title) = county.at_any_hour(30 * MINUTE, CHAT);
    let scheduled = [
        (title, InTown, snail, soon, vec![CHEN]),
        (ART, InTown, snail, county.around(3 * HOUR), vec![CHEN]),
        (HOMEWORK, InTown, snail, after, vec![county.minor()]),
        (PRESSURE, He, county.others(PRESSURE), tomorrow, vec![]),
        (HAIR, NextDoor, county.others(HAIR), tomorrow, vec![]),
        (CLEANING, NextDoor, STATION, after, vec![]),
    ]
    .map(|(title, asks, to, from, named)| {
        story(async move {
            let mut order = county.told(title, asks);
            order.is_fixed(to, from, &named).await
        })
    });
    let all = accepted.into_iter().chain([reopened]);
    all.chain(scheduled).collect()
}

/// Orders that are being served at this moment.
fn under_way(county: &County) -> Vec<Story<'_>> {
    let stories = [
        (RELIEF, InTown, county.snail()),
        (HAIR, NextDoor, county.others(HAIR)),
        (CLEANING, InTown, STATION),
    ]
    .map(|(title, asks, to)| {
        let (from, title) = county.at_any_hour(-20 * MINUTE, title);
        story(async move {
            let mut order = county.told(title, asks);
            order.is_fixed(to, from, &[]).await?;
            order.is_served().await
        })
    });
    stories.into()
}

/// Deliveries that wait to be rated; some of those who served wait for the leader's word.
fn delivered_lately(county: &County) -> Vec<Story<'_>> {
    let snail = county.snail();
    let (law, hair) = (county.others(LAW), county.others(HAIR));
    let yesterday = county.morning(-30 * HOUR);
    let stories = [
        (
            CHAT,
            InTown,
            snail,
            county.around(-6 * HOUR),
            vec![CHEN],
            false,
        ),
        (
            MEALS,
            NextDoor,
            STATION,
            county.around(-5 * HOUR),
            vec![],
            false,
        ),
        (LAW, He, law, county.morning(-27 * HOUR), vec![], true),
        (ESCORT, InTown, snail, yesterday, vec![CHEN], true),
        (
            HOMEWORK,
            InTown,
            snail,
            county.morning(-50 * HOUR),
            vec![],
            true,
        ),
        (HAIR, NextDoor, hair, county.morning(-3 * DAY), vec![], true),
    ]
    .map(|(title, asks, to, from, named, confirmed)| {
        story(async move {
            let mut order = county.told(title, asks);
            order.is_fixed(to, from, &named).await?;
            order.is_served().await?;
            if confirmed {
                order.is_confirmed_at(order.at.plus(2 * HOUR)).await?;
            }
            Ok(())
        })
    });
    stories.into()
}

/// His orders that are over, in each way there is.
fn over(county: &County) -> Vec<Story<'_>> {
    let served = [
        (HAIR, 12, Some(5)),
        (CLEANING, 40, Some(5)),
        (PHONE, 75, Some(4)),
        (PRESSURE, 100, None),
    ]
    .map(|(title, days, stars)| {
        story(async move {
            let mut order = county.told(title, He);
            let (to, from) = (county.others(title), county.morning(-days * DAY));
            order.is_fixed(to, from, &[]).await?;
            order.is_served().await?;
            order.is_confirmed_at(order.at.plus(3 * HOUR)).await?;
            match stars {
                Some(stars) => order.is_rated(order.at.plus(2 * HOUR), stars).await,
                None => Ok(()),
            }
        })
    });
    let cancelled = story(async move {
        let placed = county.morning(-9 * DAY);
        let mut order = county.told(MEALS, He);
        order.is_ordered(placed).await?;
        order
            .is_offered_by_the_institute(placed.plus(5 * HOUR), STATION, OfferFor::Day)
            .await?;
        let reason = ["儿子回来了，不用送了。"];
        order.is_cancelled(placed.plus(9 * HOUR), &reason).await
    });
    let rejected = story(async move {
        let placed = county.morning(-15 * DAY);
        let mut order = county.told(APPLIANCES, He);
        order.is_ordered(placed).await?;
        let desk = county.clerk_of(SEAT);
        order.is_rejected(placed.plus(6 * HOUR), desk).await
    });
    let all = served.into_iter();
    all.chain([cancelled, rejected]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::CountyDate;

    #[test]
    fn nobody_is_visited_at_night() {
        let at = |day, hour, minute| {
            let date = CountyDate::new(2026, 11, day);
            date.and_then(|date| date.at(hour, minute)).unwrap()
        };
        for (time, before, visited) in [
            (at(20, 10, 3), false, at(20, 10, 0)),
            (at(20, 3, 55), false, at(20, 9, 0)),
            (at(20, 3, 55), true, at(19, 16, 0)),
            (at(20, 23, 10), false, at(21, 9, 0)),
            (at(20, 23, 10), true, at(20, 16, 0)),
            (at(20, 20, 0), true, at(20, 16, 0)),
        ] {
            assert_eq!(by_day(time, before), visited, "{time:?}");
        }
    }
}
