//! What the demo's own people find when they sign in: an order in every state, in the county town.
//!
//! At any scale and whatever the time of day, so these stories are told in spans before `now`.

use super::county::{CHEN, HOME, LEADER, RESIDENT, SEAT};
use super::life::{By, Life};
use super::menu::{SERVICES, place_of};
use super::names::one;
use super::teams::SNAIL_AT;
use super::texts;
use super::world::World;
use domain::access::Action;
use domain::error::Code;
use domain::hours::Verdict;
use domain::ids::{AccountId, OrgId, TeamId, VolunteerId};
use domain::orders::{CLOSE_AFTER, OfferFor, Performer, State, Window};
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;

/// The team of the demo's leader.
const SNAIL: Performer = Performer::Team(TeamId(SNAIL_AT as i64 + 1));
/// The demo's station and institute, as performers.
const STATION: Performer = Performer::Org(HOME);
const INSTITUTE: Performer = Performer::Org(SEAT);

const CHAT: &str = "独居老人陪伴聊天";
const ART: &str = "周末公益美术课堂";
const RELIEF: &str = "心智障碍家庭喘息陪伴";
const ESCORT: &str = "残疾人出行陪护";
const HOMEWORK: &str = "假期作业辅导";
const HAIR: &str = "上门义务理发";
const PRESSURE: &str = "上门测血压血糖";
const LAW: &str = "法律咨询一对一";
const CLEANING: &str = "房前屋后清洁帮忙";
const APPLIANCES: &str = "小家电维修";
const MENDING: &str = "困难家庭小修小补";
const PHONE: &str = "智能手机一对一教学";
const MEALS: &str = "困难家庭送菜送餐";

/// Points that 陈倩 has, as the newspaper says.
const CHENS_POINTS: i64 = 913;

impl World {
    /// Tells all of them.
    pub(super) fn set_the_stage(&mut self) -> Result<(), Code> {
        self.waiting()?;
        self.taken_on()?;
        self.under_way()?;
        self.delivered_lately()?;
        self.looked_at()?;
        self.over()?;
        self.chens_year()
    }

    fn ago(&self, millis: i64) -> Timestamp {
        self.now().plus(-millis)
    }

    fn tell(
        &mut self,
        title: &str,
        who: AccountId,
        village: OrgId,
        placed: i64,
    ) -> Result<Life, Code> {
        let at = self.ago(placed);
        let on_behalf = who == RESIDENT && title == CHAT;
        let wish = self.wish(place_of(title), who, village, at, on_behalf)?;
        Ok(Life::begin(wish, self.now()))
    }

    /// A neighbour of the county town.
    fn neighbour(&mut self) -> (AccountId, OrgId) {
        let village = OrgId(self.rng.random_range(17..=38));
        let drawn = (0..40).map(|_| self.a_resident()).find(|id| *id != RESIDENT);
        (drawn.unwrap_or(RESIDENT), village)
    }

    /// A team of the county town or the county that does this, other than the leader's.
    fn others(&self, title: &str) -> Performer {
        let teams = self.teams_for(place_of(title), &[SEAT, super::county::CENTRE]);
        let other = teams.into_iter().map(Performer::Team).find(|team| *team != SNAIL);
        other.unwrap_or(INSTITUTE)
    }

    fn offer(&mut self, life: &mut Life, to: Performer, ago: i64, within: OfferFor) -> Result<(), Code> {
        let desk = self.desk_of(SEAT);
        life.offer(self.ago(ago), to, within, desk)
    }

    fn accept(&mut self, life: &mut Life, ago: i64) -> Result<(), Code> {
        match life.performer {
            Some(to) => {
                let hand = self.hand(to);
                life.accept(self.ago(ago), hand)
            }
            None => Ok(()),
        }
    }

    /// Offered and accepted well before `ago`.
    fn accepted(&mut self, title: &str, who: (AccountId, OrgId), to: Performer, ago: i64) -> Result<Life, Code> {
        let mut life = self.tell(title, who.0, who.1, ago + 30 * HOUR)?;
        self.offer(&mut life, to, ago + 8 * HOUR, OfferFor::Day)?;
        self.accept(&mut life, ago)?;
        Ok(life)
    }

    /// The same, and fixed for a time so far from now, with these people and whoever else is free.
    fn scheduled(
        &mut self,
        title: &str,
        who: (AccountId, OrgId),
        to: Performer,
        from: i64,
        named: &[VolunteerId],
    ) -> Result<Life, Code> {
        let fixed = (DAY - from).max(10 * HOUR);
        let mut life = self.accepted(title, who, to, fixed + 6 * HOUR)?;
        let service = &SERVICES[life.wish.item];
        let from = Timestamp(self.now().plus(from).0 / (5 * MINUTE) * (5 * MINUTE));
        let window = Window {
            from,
            to: from.plus(service.minutes * MINUTE),
        };
        let most = (service.volunteers as usize).max(named.len() + 1) - named.len();
        let mut members = named.to_vec();
        for id in named {
            self.take(*id, window);
        }
        members.extend(self.members(to, window, self.ago(fixed), most));
        let hand = self.hand(to);
        life.schedule(self.ago(fixed), window, members, hand)?;
        Ok(life)
    }

    fn keep(&mut self, life: Life) {
        self.lives.push(life);
    }

    /// Orders that wait for the desk or for an answer.
    fn waiting(&mut self) -> Result<(), Code> {
        let home = (RESIDENT, HOME);
        for (title, neighbour, placed) in [
            (APPLIANCES, home, 90 * MINUTE),
            (PRESSURE, (self.neighbour().0, HOME), 5 * HOUR),
            (LAW, self.neighbour(), 19 * HOUR),
        ] {
            let life = self.tell(title, neighbour.0, neighbour.1, placed)?;
            self.keep(life);
        }
        for (title, neighbour) in [(MEALS, home), (CLEANING, (self.neighbour().0, HOME))] {
            let mut life = self.tell(title, neighbour.0, neighbour.1, 28 * HOUR)?;
            let desk = self.desk_of(SEAT);
            let asked = one(&mut self.rng, texts::ASKED);
            life.take(self.ago(4 * HOUR), Action::AskInfo, desk, asked)?;
            self.keep(life);
        }
        for (title, place, declined) in [(HAIR, HOME, false), (PHONE, self.neighbour().1, true), (CLEANING, HOME, true)] {
            let who = self.neighbour().0;
            let mut life = self.tell(title, who, place, 30 * HOUR)?;
            if declined {
                let to = self.others(title);
                self.offer(&mut life, to, 22 * HOUR, OfferFor::Day)?;
                let hand = self.hand(to);
                life.decline(self.ago(3 * HOUR), hand, "本周人手已排满。")?;
            } else {
                let desk = self.desk_of(SEAT);
                life.take(self.ago(2 * HOUR), Action::Release, desk, "")?;
            }
            self.keep(life);
        }
        let (hair, at_home) = (self.others(HAIR), (self.neighbour().0, HOME));
        for (title, who, to, within) in [
            (CHAT, home, SNAIL, OfferFor::Day),
            (RELIEF, self.neighbour(), SNAIL, OfferFor::ThreeDays),
            (ESCORT, self.neighbour(), SNAIL, OfferFor::TwoHours),
            (MEALS, at_home, STATION, OfferFor::Day),
            (PHONE, self.neighbour(), INSTITUTE, OfferFor::Day),
            (HAIR, self.neighbour(), hair, OfferFor::Day),
        ] {
            let mut life = self.tell(title, who.0, who.1, 26 * HOUR)?;
            self.offer(&mut life, to, 50 * MINUTE, within)?;
            self.keep(life);
        }
        Ok(())
    }

    /// Orders that are accepted or scheduled.
    fn taken_on(&mut self) -> Result<(), Code> {
        for (title, who, to) in [
            (HOMEWORK, self.neighbour(), SNAIL),
            (ESCORT, self.neighbour(), SNAIL),
            (CLEANING, (self.neighbour().0, HOME), STATION),
            (PHONE, self.neighbour(), INSTITUTE),
        ] {
            let life = self.accepted(title, who, to, 3 * HOUR)?;
            self.keep(life);
        }
        // One that was delivered once, and not to anybody's satisfaction.
        let mending = self.others(MENDING);
        let mut life = self.scheduled(MENDING, (RESIDENT, HOME), mending, -3 * DAY, &[])?;
        self.serve(&mut life)?;
        life.reopen(self.ago(DAY), "只修了一半，另一个水龙头还是漏。")?;
        self.settle(&mut life)?;
        self.keep(life);

        let (pressure, hair) = (self.others(PRESSURE), self.others(HAIR));
        let minor = self.county.minor();
        for (title, who, to, from, named) in [
            (CHAT, self.neighbour(), SNAIL, 30 * MINUTE, vec![CHEN]),
            (ART, self.neighbour(), SNAIL, 3 * HOUR, vec![CHEN]),
            (HOMEWORK, self.neighbour(), SNAIL, 2 * DAY, vec![minor]),
            (PRESSURE, (RESIDENT, HOME), pressure, 22 * HOUR, vec![]),
            (HAIR, (self.neighbour().0, HOME), hair, 26 * HOUR, vec![]),
            (CLEANING, (self.neighbour().0, HOME), STATION, 27 * HOUR, vec![]),
        ] {
            let life = self.scheduled(title, who, to, from, &named)?;
            self.keep(life);
        }
        Ok(())
    }

    /// Orders that are being served at this moment.
    fn under_way(&mut self) -> Result<(), Code> {
        let hair = self.others(HAIR);
        for (title, who, to) in [
            (RELIEF, self.neighbour(), SNAIL),
            (HAIR, (self.neighbour().0, HOME), hair),
            (CLEANING, self.neighbour(), STATION),
        ] {
            let mut life = self.scheduled(title, who, to, -25 * MINUTE, &[])?;
            self.serve(&mut life)?;
            self.keep(life);
        }
        Ok(())
    }

    /// Deliveries that wait to be rated; some of those who served wait for the leader's word.
    fn delivered_lately(&mut self) -> Result<(), Code> {
        let (law, hair) = (self.others(LAW), self.others(HAIR));
        for (title, who, to, from, named, confirmed) in [
            (LAW, (RESIDENT, HOME), law, DAY + 3 * HOUR, vec![], true),
            (CHAT, self.neighbour(), SNAIL, 6 * HOUR, vec![CHEN], false),
            (ESCORT, self.neighbour(), SNAIL, 30 * HOUR, vec![CHEN], true),
            (HOMEWORK, self.neighbour(), SNAIL, 50 * HOUR, vec![], true),
            (HAIR, (self.neighbour().0, HOME), hair, 3 * DAY, vec![], true),
            (MEALS, (self.neighbour().0, HOME), STATION, 5 * HOUR, vec![], false),
        ] {
            let mut life = self.scheduled(title, who, to, -from, &named)?;
            self.serve(&mut life)?;
            if confirmed {
                self.settle(&mut life)?;
            }
            self.keep(life);
        }
        Ok(())
    }

    /// Service records that staff have to look at: too long, at two places at once, objected to.
    fn looked_at(&mut self) -> Result<(), Code> {
        let by = self.staff_of(SEAT);
        for (title, days, minutes) in [(CLEANING, 2, 560), (ESCORT, 4, 505)] {
            let mut life = self.on_a_morning(title, days)?;
            let came = self.first_served(&life);
            self.serve_as(&mut life, &[(came.0, came.1, minutes)])?;
            if let Some(service) = life.services.first_mut() {
                service.confirm(self.now().plus(-20 * HOUR), by, &[])?;
            }
            self.keep(life);
        }
        let mut first = self.on_a_morning(MEALS, 3)?;
        let (id, came) = self.first_served(&first);
        self.serve_as(&mut first, &[(id, came, 75)])?;
        self.settle(&mut first)?;
        let mut second = self.on_a_morning(MEALS, 3)?;
        second.assigned = vec![id];
        self.serve_as(&mut second, &[(id, came.plus(50 * MINUTE), 60)])?;
        if let Some(service) = second.services.first_mut() {
            service.confirm(self.now().plus(-18 * HOUR), by, &[(came, came.plus(75 * MINUTE))])?;
        }
        self.keep(first);
        self.keep(second);
        for (title, words) in [(PHONE, texts::OBJECTED[1]), (CLEANING, texts::OBJECTED[0])] {
            let mut life = self.on_a_morning(title, 2)?;
            let (id, came) = self.first_served(&life);
            self.serve_as(&mut life, &[(id, came, 90)])?;
            let objector = self.neighbour().0;
            if let Some(service) = life.services.first_mut() {
                service.confirm(self.now().plus(-26 * HOUR), by, &[])?;
                service.object(self.now().plus(-9 * HOUR), objector, words)?;
            }
            self.keep(life);
        }
        // One that staff have struck.
        let mut life = self.on_a_morning(PRESSURE, 6)?;
        let (id, came) = self.first_served(&life);
        self.serve_as(&mut life, &[(id, came, 600)])?;
        if let Some(service) = life.services.first_mut() {
            service.confirm(self.now().plus(-4 * DAY), by, &[])?;
            service.review(self.now().plus(-3 * DAY), by, Verdict::Strike)?;
        }
        self.keep(life);
        Ok(())
    }

    /// An order scheduled for a morning some days ago, with somebody who has nothing else that day.
    fn on_a_morning(&mut self, title: &str, days: i64) -> Result<Life, Code> {
        let day = self.now().date().plus_days(-days);
        let from = day.at(8, 0).unwrap_or_else(|| day.start());
        let (to, who) = (self.others(title), self.neighbour());
        for _ in 0..20 {
            let life = self.scheduled(title, who, to, from.0 - self.now().0, &[])?;
            let window = Window { from, to: from.plus(HOUR) };
            let first = life.assigned.first().copied();
            if first.is_some_and(|id| self.take_day(id, window)) {
                return Ok(life);
            }
        }
        self.scheduled(title, who, to, from.0 - self.now().0, &[])
    }

    fn first_served(&self, life: &Life) -> (VolunteerId, Timestamp) {
        let first = life.assigned.first().copied();
        let from = life.scheduled.map_or(life.last(), |window| window.from);
        (first.unwrap_or(LEADER), from)
    }

    /// They serve exactly so long; then it is delivered.
    fn serve_as(&mut self, life: &mut Life, served: &[(VolunteerId, Timestamp, i64)]) -> Result<(), Code> {
        let Some(to) = life.performer else {
            return Ok(());
        };
        let mut passages: Vec<(Timestamp, Action, VolunteerId)> = Vec::new();
        for (id, came, minutes) in served {
            let seconds = self.rng.random_range(0..MINUTE);
            passages.push((*came, Action::CheckIn, *id));
            passages.push((came.plus(minutes * MINUTE + seconds), Action::CheckOut, *id));
        }
        passages.sort_unstable();
        for (at, action, id) in passages {
            let by = By::member(self.county.volunteer(id).account);
            if action == Action::CheckIn {
                life.check_in(at, id, by)?;
            } else {
                life.check_out(at, id, by)?;
            }
        }
        let hand = self.hand(to);
        life.deliver(life.last().plus(20 * MINUTE), hand, SERVICES[life.wish.item].report)
    }

    /// Orders that are over, in each way there is.
    fn over(&mut self) -> Result<(), Code> {
        let home = (RESIDENT, HOME);
        for (title, who, days, stars) in [
            (HAIR, home, 12, Some(5)),
            (CLEANING, home, 40, Some(5)),
            (PHONE, home, 75, Some(4)),
            (PRESSURE, home, 100, None),
        ] {
            let to = self.others(title);
            let mut life = self.scheduled(title, who, to, -days * DAY, &[])?;
            self.serve(&mut life)?;
            match stars {
                Some(stars) => {
                    let rating = self.rating_of(stars);
                    life.rate(life.last().plus(5 * HOUR), rating)?;
                }
                None => {
                    life.take(life.last().plus(CLOSE_AFTER), Action::Close, By::CLOCK, "")?;
                }
            }
            self.settle(&mut life)?;
            self.keep(life);
        }
        let mut cancelled = self.tell(MEALS, RESIDENT, HOME, 9 * DAY)?;
        self.offer(&mut cancelled, STATION, 8 * DAY + 6 * HOUR, OfferFor::Day)?;
        cancelled.cancel(self.ago(8 * DAY), By::requester(RESIDENT), "儿子回来了，不用送了。")?;
        self.keep(cancelled);
        for (action, reason) in [(Action::Reject, texts::REFUSED[3]), (Action::Merge, "")] {
            let mut life = self.tell(APPLIANCES, RESIDENT, HOME, 15 * DAY)?;
            let desk = self.desk_of(SEAT);
            life.take(self.ago(14 * DAY), action, desk, reason)?;
            self.keep(life);
        }
        Ok(())
    }

    /// 陈倩's year: one service every eight days, and exactly the points the newspaper counts.
    fn chens_year(&mut self) -> Result<(), Code> {
        const SERVED: i64 = 40;
        const TITLES: [&str; 5] = [CHAT, ART, HOMEWORK, RELIEF, ESCORT];
        let earning = domain::points::Earning::default();
        let mut left = CHENS_POINTS - SERVED / 2 * earning.five_stars;
        for n in 0..SERVED {
            let even = left / (SERVED - n);
            let points = if n + 1 == SERVED {
                left
            } else {
                even + self.rng.random_range(-4..=4)
            };
            left -= points;
            // Six minutes a point; what is over counts as time, not as points.
            let minutes = points * 60 / earning.per_hour + self.rng.random_range(0..6);
            let day = self.now().date().plus_days(-(20 + 8 * (SERVED - n)));
            let hour = if n % 3 == 0 { 14 } else { 9 };
            let from = day.at(hour, 0).unwrap_or_else(|| day.start());
            let who = self.neighbour();
            let title = TITLES[n as usize % TITLES.len()];
            let mut life = self.scheduled(title, who, SNAIL, from.0 - self.now().0, &[CHEN])?;
            let beside = life.assigned.iter().filter(|id| **id != CHEN).copied();
            let mut served: Vec<_> = beside
                .map(|id| (id, from, SERVICES[life.wish.item].minutes))
                .collect();
            served.push((CHEN, from, minutes));
            self.serve_as(&mut life, &served)?;
            let stars = if n % 2 == 0 { 5 } else { 4 };
            let rating = self.rating_of(stars);
            life.rate(life.last().plus(7 * HOUR), rating)?;
            debug_assert_eq!(life.state, State::Rated);
            self.settle_plainly(&mut life)?;
            self.keep(life);
        }
        Ok(())
    }

    /// Confirmed by the leader, shown, posted: nobody objects.
    fn settle_plainly(&mut self, life: &mut Life) -> Result<(), Code> {
        let now = self.now();
        let (leader, staff) = (self.county.volunteer(LEADER).account, self.staff_of(SEAT));
        for service in &mut life.services {
            let own = service.volunteer == LEADER;
            let at = service.left.unwrap_or(now).plus(3 * HOUR);
            service.confirm(at, if own { staff } else { leader }, &[])?;
            service.post(now)?;
        }
        Ok(())
    }
}
