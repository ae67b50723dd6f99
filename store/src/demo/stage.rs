//! What the demo's own people find when they sign in: an order in every state, in the county town.
//!
//! At any scale and whatever the time of day, so these stories are told in spans around `now`.

use super::county::{CENTRE, CHEN, HOME, RESIDENT, SEAT};
use super::life::{By, Life};
use super::menu::{SERVICES, place_of};
use super::names::one;
use super::teams::SNAIL_AT;
use super::texts;
use super::world::World;
use domain::access::Action;
use domain::error::Code;
use domain::ids::{OrgId, TeamId, VolunteerId};
use domain::orders::{CLOSE_AFTER, DayPart, OfferFor, Performer, Window};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;

/// The team of the demo's leader.
pub(super) const SNAIL: Performer = Performer::Team(TeamId(SNAIL_AT as i64 + 1));
/// The demo's station and institute, as performers.
const STATION: Performer = Performer::Org(HOME);
const INSTITUTE: Performer = Performer::Org(SEAT);

pub(super) const CHAT: &str = "独居老人陪伴聊天";
pub(super) const ART: &str = "周末公益美术课堂";
pub(super) const RELIEF: &str = "心智障碍家庭喘息陪伴";
pub(super) const ESCORT: &str = "残疾人出行陪护";
pub(super) const HOMEWORK: &str = "假期作业辅导";
const HAIR: &str = "上门义务理发";
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

impl World {
    /// Tells all of them.
    pub(super) fn set_the_stage(&mut self) -> Result<(), Code> {
        self.waiting()?;
        self.offered()?;
        self.taken_on()?;
        self.under_way()?;
        self.delivered_lately()?;
        self.records_to_decide_on()?;
        self.over()?;
        self.chens_year()?;
        self.veterans()
    }

    fn ago(&self, millis: i64) -> Timestamp {
        self.now().plus(-millis)
    }

    /// So long from now, to the five minutes at which people make appointments.
    fn at(&self, millis: i64) -> Timestamp {
        Timestamp(self.now().plus(millis).0 / (5 * MINUTE) * (5 * MINUTE))
    }

    /// In the morning of the day that is so far away.
    fn morning(&self, millis: i64) -> Timestamp {
        let at = self.now().plus(millis);
        at.date().at(9, 30).unwrap_or(at)
    }

    /// A team of the county town or the county that does this, other than the leader's.
    pub(super) fn others(&self, title: &str) -> Performer {
        let teams = self.teams_for(place_of(title), &[SEAT, CENTRE]);
        let mut others = teams.into_iter().map(Performer::Team);
        others.find(|team| *team != SNAIL).unwrap_or(INSTITUTE)
    }

    fn tell(&mut self, title: &str, asks: Asks, placed: Timestamp) -> Result<Life, Code> {
        let (who, village) = match asks {
            He => (RESIDENT, HOME),
            NextDoor => (self.a_resident(), HOME),
            InTown => (self.a_resident(), OrgId(self.rng.random_range(17..=38))),
        };
        // He orders company for his mother, who lives next door.
        let on_behalf = who == RESIDENT && title == CHAT;
        let wish = self.wish(place_of(title), who, village, placed, on_behalf)?;
        Ok(Life::begin(wish, self.now()))
    }

    fn offer(
        &mut self,
        life: &mut Life,
        to: Performer,
        at: Timestamp,
        within: OfferFor,
    ) -> Result<(), Code> {
        let desk = self.desk_of(SEAT);
        life.offer(at, to, within, desk)
    }

    /// Offered and accepted by then.
    fn accepted(
        &mut self,
        title: &str,
        asks: Asks,
        to: Performer,
        at: Timestamp,
    ) -> Result<Life, Code> {
        let mut life = self.tell(title, asks, at.plus(-18 * HOUR))?;
        self.offer(&mut life, to, at.plus(-4 * HOUR), OfferFor::Day)?;
        let hand = self.hand(to);
        life.accept(at, hand)?;
        Ok(life)
    }

    /// The same, and fixed for this time, with these people and whoever else is free.
    pub(super) fn scheduled(
        &mut self,
        title: &str,
        asks: Asks,
        to: Performer,
        from: Timestamp,
        named: &[VolunteerId],
    ) -> Result<Life, Code> {
        let fixed = from.plus(-DAY).min(self.ago(10 * HOUR));
        let mut life = self.accepted(title, asks, to, fixed.plus(-20 * HOUR))?;
        life.wish.windows = part_around(from).into_iter().collect();
        let service = &SERVICES[life.wish.item];
        let window = Window {
            from,
            to: from.plus(service.minutes * MINUTE),
        };
        let mut members = named.to_vec();
        for id in named {
            self.take(*id, window);
        }
        let most = (service.volunteers as usize).max(named.len() + 1) - named.len();
        members.extend(self.members(to, window, fixed, most));
        let hand = self.hand(to);
        life.schedule(fixed, window, members, hand)?;
        Ok(life)
    }

    /// Orders that wait for the desk.
    fn waiting(&mut self) -> Result<(), Code> {
        for (title, asks, placed) in [
            (APPLIANCES, He, 90 * MINUTE),
            (PRESSURE, NextDoor, 5 * HOUR),
            (LAW, InTown, 19 * HOUR),
        ] {
            let life = self.tell(title, asks, self.ago(placed))?;
            self.keep(life);
        }
        for (title, asks) in [(MEALS, He), (CLEANING, NextDoor)] {
            let mut life = self.tell(title, asks, self.ago(28 * HOUR))?;
            let desk = self.desk_of(SEAT);
            let asked = one(&mut self.rng, texts::ASKED);
            life.take(self.ago(4 * HOUR), Action::ASK_INFO, desk, asked)?;
            self.keep(life);
        }
        let mut released = self.tell(HAIR, NextDoor, self.ago(30 * HOUR))?;
        let desk = self.desk_of(SEAT);
        released.take(self.ago(2 * HOUR), Action::RELEASE, desk, "")?;
        self.keep(released);
        for (title, asks) in [(PHONE, InTown), (CLEANING, NextDoor)] {
            let mut life = self.tell(title, asks, self.ago(30 * HOUR))?;
            let to = self.others(title);
            self.offer(&mut life, to, self.ago(22 * HOUR), OfferFor::Day)?;
            let hand = self.hand(to);
            life.decline(self.ago(3 * HOUR), hand, texts::DECLINED[2])?;
            self.keep(life);
        }
        Ok(())
    }

    /// Orders that wait for somebody's answer.
    fn offered(&mut self) -> Result<(), Code> {
        let hair = self.others(HAIR);
        for (title, asks, to, within) in [
            (CHAT, He, SNAIL, OfferFor::Day),
            (RELIEF, InTown, SNAIL, OfferFor::ThreeDays),
            (ESCORT, InTown, SNAIL, OfferFor::TwoHours),
            (MEALS, NextDoor, STATION, OfferFor::Day),
            (PHONE, InTown, INSTITUTE, OfferFor::Day),
            (HAIR, InTown, hair, OfferFor::Day),
        ] {
            let mut life = self.tell(title, asks, self.ago(26 * HOUR))?;
            self.offer(&mut life, to, self.ago(50 * MINUTE), within)?;
            self.keep(life);
        }
        Ok(())
    }

    /// Orders that are accepted or scheduled.
    fn taken_on(&mut self) -> Result<(), Code> {
        for (title, asks, to) in [
            (HOMEWORK, InTown, SNAIL),
            (ESCORT, InTown, SNAIL),
            (CLEANING, NextDoor, STATION),
            (PHONE, InTown, INSTITUTE),
        ] {
            let life = self.accepted(title, asks, to, self.ago(3 * HOUR))?;
            self.keep(life);
        }
        // One that was delivered once, and not to his satisfaction.
        let (to, from) = (self.others(MENDING), self.morning(-3 * DAY));
        let mut life = self.scheduled(MENDING, He, to, from, &[])?;
        self.serve(&mut life)?;
        life.reopen(self.ago(DAY), "只修了一半，另一个水龙头还是漏。")?;
        self.settle(&mut life)?;
        self.keep(life);

        let minor = self.county.minor();
        let (pressure, hair) = (self.others(PRESSURE), self.others(HAIR));
        let (tomorrow, after) = (self.morning(DAY), self.morning(2 * DAY));
        for (title, asks, to, from, named) in [
            (CHAT, InTown, SNAIL, self.at(30 * MINUTE), vec![CHEN]),
            (ART, InTown, SNAIL, self.at(3 * HOUR), vec![CHEN]),
            (HOMEWORK, InTown, SNAIL, after, vec![minor]),
            (PRESSURE, He, pressure, tomorrow, vec![]),
            (HAIR, NextDoor, hair, tomorrow, vec![]),
            (CLEANING, NextDoor, STATION, after, vec![]),
        ] {
            let life = self.scheduled(title, asks, to, from, &named)?;
            self.keep(life);
        }
        Ok(())
    }

    /// Orders that are being served at this moment.
    fn under_way(&mut self) -> Result<(), Code> {
        let (hair, from) = (self.others(HAIR), self.at(-20 * MINUTE));
        for (title, asks, to) in [
            (RELIEF, InTown, SNAIL),
            (HAIR, NextDoor, hair),
            (CLEANING, InTown, STATION),
        ] {
            let mut life = self.scheduled(title, asks, to, from, &[])?;
            self.serve(&mut life)?;
            self.keep(life);
        }
        Ok(())
    }

    /// Deliveries that wait to be rated; some of those who served wait for the leader's word.
    fn delivered_lately(&mut self) -> Result<(), Code> {
        let (law, hair) = (self.others(LAW), self.others(HAIR));
        for (title, asks, to, from, named, confirmed) in [
            (CHAT, InTown, SNAIL, self.at(-6 * HOUR), vec![CHEN], false),
            (MEALS, NextDoor, STATION, self.at(-5 * HOUR), vec![], false),
            (LAW, He, law, self.morning(-27 * HOUR), vec![], true),
            (
                ESCORT,
                InTown,
                SNAIL,
                self.morning(-30 * HOUR),
                vec![CHEN],
                true,
            ),
            (
                HOMEWORK,
                InTown,
                SNAIL,
                self.morning(-50 * HOUR),
                vec![],
                true,
            ),
            (HAIR, NextDoor, hair, self.morning(-3 * DAY), vec![], true),
        ] {
            let mut life = self.scheduled(title, asks, to, from, &named)?;
            self.serve(&mut life)?;
            if confirmed {
                self.settle(&mut life)?;
            }
            self.keep(life);
        }
        Ok(())
    }

    /// His orders that are over, in each way there is.
    fn over(&mut self) -> Result<(), Code> {
        for (title, days, stars) in [
            (HAIR, 12, Some(5)),
            (CLEANING, 40, Some(5)),
            (PHONE, 75, Some(4)),
            (PRESSURE, 100, None),
        ] {
            let (to, from) = (self.others(title), self.morning(-days * DAY));
            let mut life = self.scheduled(title, He, to, from, &[])?;
            self.serve(&mut life)?;
            let last = life.last();
            if let Some(stars) = stars {
                let rating = self.rating_of(stars);
                life.rate(last.plus(5 * HOUR), rating)?;
            } else {
                life.take(last.plus(CLOSE_AFTER), Action::CLOSE, By::CLOCK, "")?;
            }
            self.settle(&mut life)?;
            self.keep(life);
        }
        let placed = self.morning(-9 * DAY);
        let mut cancelled = self.tell(MEALS, He, placed)?;
        self.offer(
            &mut cancelled,
            STATION,
            placed.plus(5 * HOUR),
            OfferFor::Day,
        )?;
        let him = By::requester(RESIDENT);
        cancelled.cancel(placed.plus(9 * HOUR), him, "儿子回来了，不用送了。")?;
        self.keep(cancelled);
        for (action, reason) in [(Action::REJECT, texts::REFUSED[3]), (Action::MERGE, "")] {
            let placed = self.morning(-15 * DAY);
            let mut life = self.tell(APPLIANCES, He, placed)?;
            let desk = self.desk_of(SEAT);
            life.take(placed.plus(6 * HOUR), action, desk, reason)?;
            self.keep(life);
        }
        Ok(())
    }
}

/// The part of the day in which a time lies: that is what was asked for.
fn part_around(from: Timestamp) -> Option<Window> {
    let part = match from.clock().0 {
        0..13 => DayPart::Morning,
        13..18 => DayPart::Afternoon,
        _ => DayPart::Evening,
    };
    part.on(from.date())
}
