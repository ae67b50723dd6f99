//! Orders: each is told from its placing to its end by those who deal with it. What lies ahead of the county's now is
//! not told any more.

use super::county::{CENTRE, County, HOME, SEAT, story};
use super::menu::{SERVICES, Service};
use super::names::{self, one};
use super::texts;
use super::time::Story;
use crate::error::{Error, Result};
use crate::orders::{attendance, entity as rows};
use crate::people::Person;
use domain::Code;
use domain::hours::{State, Verdict};
use domain::ids::{OrgId, VolunteerId};
use domain::orders::{
    Consent, DayPart, DeclineReason, OfferFor, Performer, PlaceForm, Rating, Window,
};
use domain::rules::Number;
use domain::time::{CountyDate, DAY, HOUR, MINUTE, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

/// When the desk is open.
const OFFICE: (u8, u8) = (8, 18);
/// When people answer their phones.
const AWAKE: (u8, u8) = (7, 22);
/// Deliveries of the last days are reported with pictures.
const PICTURED: i64 = 30;

/// An order on its way: what is known of it so far.
pub(super) struct Order<'a> {
    pub county: &'a County,
    pub rng: StdRng,
    /// When the last thing happened.
    pub at: Timestamp,
    /// The service's place in the menu.
    pub item: usize,
    pub requester: Person,
    pub village: OrgId,
    pub windows: Vec<(CountyDate, DayPart)>,
    pub no: String,
    pub performer: Performer,
    pub window: Window,
    /// Those who go, by their places among the volunteers.
    pub members: Vec<usize>,
    pub delivered: Timestamp,
}

/// The year's orders: as many as there are beside those that are told one by one.
pub(super) fn stories(county: &County, told: usize) -> Vec<Story<'_>> {
    let mut rng = county.chance();
    let count = county.sizes.orders.saturating_sub(told);
    let (start, end) = (county.days_ago(365), county.now);
    let mut placed: Vec<Timestamp> = (0..count)
        .map(|_| {
            // The menu becomes known: more is ordered at the end of the year than at its beginning.
            let share = rng.random::<f64>().powf(0.8);
            let at = start.plus(((end.0 - start.0) as f64 * share) as i64);
            let hour = rng.random_range(7 * HOUR..21 * HOUR);
            at.date().start().plus(hour).min(end.plus(-5 * MINUTE))
        })
        .collect();
    placed.sort_unstable();
    let each = placed.into_iter();
    each.map(|placed| story(live(county, placed))).collect()
}

/// Any order of the year, placed then.
async fn live(county: &County, placed: Timestamp) -> Result<()> {
    let mut rng = county.chance();
    let villages = county.crowded_villages();
    let a_village = |rng: &mut StdRng| villages.choose(rng).copied().unwrap_or(HOME);
    // Now and then a clerk orders for somebody who stands at the desk.
    let clerk = rng.random_bool(0.05);
    let (requester, home) = if clerk {
        let village = a_village(&mut rng);
        (county.clerk_of(village).clone(), village)
    } else {
        a_resident(county, &mut rng)
    };
    let elsewhere = rng.random_bool(0.08);
    let village = if elsewhere { a_village(&mut rng) } else { home };
    let on_behalf = elsewhere || clerk || rng.random_bool(0.1);
    let item = an_item(county, &mut rng, village);
    let mut order = Order::of(county, item, requester, village);
    order.is_placed(placed, on_behalf).await?;
    if !order.is_screened().await? || !order.finds_somebody().await? {
        return Ok(());
    }
    order.is_fulfilled().await
}

/// Somebody who orders, and where they live.
pub(super) fn a_resident(county: &County, rng: &mut StdRng) -> (Person, OrgId) {
    let drawn = county.residents.choose(rng).cloned();
    drawn.unwrap_or_else(|| (county.resident.clone(), HOME))
}

fn an_item(county: &County, rng: &mut StdRng, village: OrgId) -> usize {
    let served: Vec<usize> = (0..SERVICES.len())
        .filter(|item| county.is_served(*item, village))
        .collect();
    let drawn = served.choose_weighted(rng, |item| SERVICES[*item].weight);
    drawn.copied().unwrap_or(0)
}

impl<'a> Order<'a> {
    /// An order that has not been placed yet.
    pub(super) fn of(county: &'a County, item: usize, requester: Person, village: OrgId) -> Self {
        Self {
            rng: county.chance(),
            at: Timestamp(0),
            item,
            requester,
            village,
            windows: Vec::new(),
            no: String::new(),
            performer: Performer::Org(SEAT),
            window: Window {
                from: Timestamp(0),
                to: Timestamp(0),
            },
            members: Vec::new(),
            delivered: Timestamp(0),
            county,
        }
    }

    pub(super) fn service(&self) -> &'static Service {
        &SERVICES[self.item]
    }

    /// Waits until then; nothing happens before what it follows.
    pub(super) async fn waits(&mut self, at: Timestamp) {
        self.at = at.max(self.at.plus(1));
        self.county.time.comes(self.at).await;
    }

    /// Some time within these spans later, moved into hours of the day: nobody works the desk at night.
    fn later(
        &mut self,
        at: Timestamp,
        span: std::ops::Range<i64>,
        (open, shut): (u8, u8),
    ) -> Timestamp {
        let at = at.plus(self.rng.random_range(span));
        let (hour, _) = at.clock();
        let date = if hour >= shut {
            at.date().plus_days(1)
        } else if hour < open {
            at.date()
        } else {
            return at;
        };
        let morning = i64::from(open) * HOUR + self.rng.random_range(0..2 * HOUR);
        date.start().plus(morning)
    }

    /// Somebody at a desk that has the village in its subtree: mostly the institute's.
    fn desk(&mut self) -> &'a Person {
        let org = match self.rng.random_range(0..20) {
            0..14 => self.county.town_of(self.village),
            14..17 => self.village,
            _ => CENTRE,
        };
        let county = self.county;
        let staff = county.staff_of(org).choose(&mut self.rng);
        staff.unwrap_or_else(|| county.clerk_of(CENTRE))
    }

    fn hand(&self) -> &'a Person {
        self.county.hand(self.performer)
    }

    // ---- 点单 --------------------------------------------------------------------------------------------------

    pub(super) async fn is_placed(&mut self, at: Timestamp, on_behalf: bool) -> Result<()> {
        self.waits(at).await;
        if self.windows.is_empty() {
            self.windows = self.suitable_windows();
        }
        let form = self.form(on_behalf)?;
        self.no = self.requester.at(self.at).places(form).await?;
        Ok(())
    }

    /// Windows that leave the service its notice.
    fn suitable_windows(&mut self) -> Vec<(CountyDate, DayPart)> {
        let earliest = self.at.plus(self.service().lead_hours * HOUR).date();
        let mut day = earliest.plus_days(1 + self.rng.random_range(0..4));
        let count = self.rng.random_range(1..=3);
        let mut windows = Vec::new();
        for _ in 0..count {
            let part = match self.rng.random_range(0..10) {
                0..5 => DayPart::Morning,
                5..9 => DayPart::Afternoon,
                _ => DayPart::Evening,
            };
            windows.push((day, part));
            day = day.plus_days(self.rng.random_range(1..3));
        }
        windows
    }

    fn form(&mut self, on_behalf: bool) -> Result<PlaceForm> {
        let rng = &mut self.rng;
        let (name, phone) = if on_behalf {
            let (name, phone) = (names::other_name(rng)?, names::other_phone(rng)?);
            (name.as_str().to_owned(), phone.as_str().to_owned())
        } else {
            (self.requester.name.clone(), self.requester.phone.clone())
        };
        let consent = match rng.random_range(0..4) {
            0 => Consent::InPerson,
            1 => Consent::ByPhone,
            _ => Consent::Family,
        };
        let in_town = self.county.town_of(self.village) == SEAT;
        let mut asked = self.windows.iter().copied();
        let mut next = || match asked.next() {
            Some((day, part)) => (day.to_string(), part.to_string()),
            None => (String::new(), String::new()),
        };
        let ((day1, part1), (day2, part2), (day3, part3)) = (next(), next(), next());
        let said = |words: String| if on_behalf { words } else { String::new() };
        Ok(PlaceForm {
            item: self.county.items[self.item].to_string(),
            on_behalf: said("on".to_owned()),
            consent: said(consent.to_string()),
            name,
            phone,
            day1,
            part1,
            day2,
            part2,
            day3,
            part3,
            village: self.village.to_string(),
            address: names::address(rng, in_town),
            note: names::note(rng).to_owned(),
            ..PlaceForm::default()
        })
    }

    /// The desk looks at it. Says whether it goes on.
    async fn is_screened(&mut self) -> Result<bool> {
        let placed = self.at;
        let desk = self.desk();
        match self.rng.random_range(0..1000) {
            0..25 => {
                let at = self.later(placed, 10 * MINUTE..5 * HOUR, AWAKE);
                self.is_cancelled(at, texts::CALLED_OFF).await?;
                Ok(false)
            }
            25..60 => {
                let at = self.later(placed, HOUR..24 * HOUR, OFFICE);
                self.is_rejected(at, desk).await?;
                Ok(false)
            }
            66..130 => {
                let at = self.later(placed, HOUR..20 * HOUR, OFFICE);
                self.waits(at).await;
                let asked = one(&mut self.rng, texts::ASKED);
                desk.at(self.at).asks(&self.no, asked).await?;
                if self.rng.random_bool(0.85) {
                    let at = self.later(at, HOUR..30 * HOUR, AWAKE);
                    self.waits(at).await;
                    let words = one(&mut self.rng, texts::ANSWERED);
                    self.requester.at(self.at).answers(&self.no, words).await?;
                    Ok(true)
                } else {
                    let at = self.later(at, 3 * DAY..6 * DAY, OFFICE);
                    self.is_rejected(at, desk).await?;
                    Ok(false)
                }
            }
            _ => Ok(true),
        }
    }

    pub(super) async fn is_rejected(&mut self, at: Timestamp, desk: &Person) -> Result<()> {
        self.waits(at).await;
        let reason = one(&mut self.rng, texts::REFUSED);
        desk.at(self.at).rejects(&self.no, reason).await
    }

    pub(super) async fn is_cancelled(
        &mut self,
        at: Timestamp,
        reasons: &[&'static str],
    ) -> Result<()> {
        self.waits(at).await;
        let reason = one(&mut self.rng, reasons);
        self.requester.at(self.at).cancels(&self.no, reason).await
    }

    // ---- 派单 接单 ---------------------------------------------------------------------------------------------

    pub(super) async fn is_offered(
        &mut self,
        (at, desk): (Timestamp, &Person),
        to: Performer,
        within: OfferFor,
    ) -> Result<()> {
        self.waits(at).await;
        self.performer = to;
        desk.at(self.at).offers_for(&self.no, to, within).await
    }

    pub(super) async fn is_accepted(&mut self, at: Timestamp) -> Result<()> {
        self.waits(at).await;
        self.hand().at(self.at).accepts(&self.no).await
    }

    pub(super) async fn is_declined(
        &mut self,
        at: Timestamp,
        (because, words): (Option<DeclineReason>, &str),
    ) -> Result<()> {
        self.waits(at).await;
        let hand = self.hand().at(self.at);
        hand.declines_for(&self.no, because, words).await
    }

    /// It is offered until somebody takes it on. Says whether somebody has.
    async fn finds_somebody(&mut self) -> Result<bool> {
        let desk = self.desk();
        for attempt in 0.. {
            let at = self.later(self.at, 20 * MINUTE..14 * HOUR, OFFICE);
            let to = self.somebody_suitable();
            let within = match self.rng.random_range(0..20) {
                0..3 => OfferFor::TwoHours,
                3..16 => OfferFor::Day,
                _ => OfferFor::ThreeDays,
            };
            self.is_offered((at, desk), to, within).await?;
            let made = self.at;
            if attempt >= 3 {
                // The desk rings somebody up.
                let soon = made.plus(self.rng.random_range(5..40) * MINUTE);
                self.is_accepted(soon).await?;
                return Ok(true);
            }
            let deadline = made.plus(within.millis());
            let answered = self.later(made, 5 * MINUTE..within.millis() * 6 / 10, AWAKE);
            let roll = self.rng.random_range(0..100);
            if roll < 4 || answered >= deadline {
                self.county.time.expects(deadline);
                self.waits(deadline.plus(MINUTE)).await;
            } else if roll < 12 {
                let why = texts::DECLINED.choose(&mut self.rng);
                self.is_declined(answered, why.copied().unwrap_or_default())
                    .await?;
            } else if roll < 13 {
                self.is_cancelled(answered, texts::CALLED_OFF).await?;
                return Ok(false);
            } else {
                self.is_accepted(answered).await?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A team near the village that does this, or the township's institute.
    fn somebody_suitable(&mut self) -> Performer {
        let town = self.county.town_of(self.village);
        let near = self.county.teams_for(self.item, &[town]);
        let far = self.county.teams_for(self.item, &[CENTRE]);
        let teams = if near.is_empty() || (self.rng.random_bool(0.35) && !far.is_empty()) {
            far
        } else {
            near
        };
        match teams.choose(&mut self.rng) {
            Some(team) if !self.rng.random_bool(0.08) => Performer::Team(*team),
            _ => Performer::Org(town),
        }
    }

    // ---- the service -------------------------------------------------------------------------------------------

    /// It is scheduled, served and judged; now and then it changes hands or is called off before.
    async fn is_fulfilled(&mut self) -> Result<()> {
        let at = self.later(self.at, 10 * MINUTE..16 * HOUR, AWAKE);
        if !self.is_arranged(at).await? {
            return Ok(());
        }
        let early = self.window.from.plus(-3 * HOUR);
        if early.0 > self.at.0 + HOUR {
            let at = self
                .at
                .plus(self.rng.random_range(MINUTE..early.0 - self.at.0));
            let roll = self.rng.random_range(0..100);
            if roll < 2 {
                return self.is_cancelled(at, texts::CALLED_OFF).await;
            }
            if roll == 2 && !self.changes_hands(at).await? {
                return Ok(());
            }
        }
        self.is_served().await?;
        self.is_confirmed().await?;
        if self.is_judged().await? && self.is_arranged(self.at.plus(2 * HOUR)).await? {
            self.is_served().await?;
            self.is_confirmed().await?;
            self.is_rated_or_closed().await?;
        }
        Ok(())
    }

    /// The desk takes it back and gives it to the institute.
    async fn changes_hands(&mut self, at: Timestamp) -> Result<bool> {
        let (desk, to) = (
            self.desk(),
            Performer::Org(self.county.town_of(self.village)),
        );
        self.waits(at).await;
        let reason = one(&mut self.rng, texts::TAKEN_BACK);
        let desk = desk.at(self.at);
        desk.overrides_for(&self.no, (to, OfferFor::Day), reason)
            .await?;
        self.performer = to;
        self.is_accepted(self.at.plus(20 * MINUTE)).await?;
        self.is_arranged(self.at.plus(20 * MINUTE)).await
    }

    /// Fixes time and people; without anybody free the desk calls it off. Says whether it goes on.
    async fn is_arranged(&mut self, at: Timestamp) -> Result<bool> {
        self.waits(at).await;
        let minutes = self.service().minutes * self.rng.random_range(85..=137) / 100 / 5 * 5;
        let mut window = self.time_within(minutes.min(600));
        // Rather one too many than one too few.
        let beside = [0, 0, 1, 2][self.rng.random_range(0..4)];
        let most = self.service().volunteers as usize + beside;
        for _ in 0..10 {
            let sent = (self.performer, self.at);
            let members = self.county.draw(&mut self.rng, sent, window, most);
            if !members.is_empty() {
                self.is_scheduled(window, members).await?;
                return Ok(true);
            }
            window.from = window.from.plus(DAY);
            window.to = window.to.plus(DAY);
        }
        let desk = self.desk().at(self.at);
        desk.cancels(&self.no, texts::NOBODY_FREE).await?;
        Ok(false)
    }

    /// A time for the service within a window that suits.
    fn time_within(&mut self, minutes: i64) -> Window {
        let soonest = self.at.plus(HOUR);
        let asked = self.windows.iter().filter_map(|(day, part)| part.on(*day));
        let asked = asked.into_iter().find(|window| window.from > soonest);
        let window = asked.unwrap_or_else(|| {
            let day = self.at.date().plus_days(1 + self.rng.random_range(0..2));
            let part = names::either(&mut self.rng, DayPart::Morning, DayPart::Afternoon);
            part.on(day).unwrap_or(Window {
                from: soonest,
                to: soonest.plus(4 * HOUR),
            })
        });
        let slack = ((window.to.0 - window.from.0) / MINUTE - minutes).max(0);
        let quarters = self.rng.random_range(0..=slack) / 15 * 15;
        let from = window.from.plus(quarters * MINUTE);
        Window {
            from,
            to: from.plus(minutes * MINUTE),
        }
    }

    pub(super) async fn is_scheduled(&mut self, window: Window, members: Vec<usize>) -> Result<()> {
        let ids = self.county.volunteer_ids(&members);
        self.hand()
            .at(self.at)
            .schedules_despite(&self.no, window, &ids)
            .await?;
        (self.window, self.members) = (window, members);
        Ok(())
    }

    /// They come, work and leave; then the delivery is reported.
    pub(super) async fn is_served(&mut self) -> Result<()> {
        let window = self.window;
        let late = self.rng.random_range(-5..20) * MINUTE;
        let mut served = Vec::new();
        for member in self.members.clone() {
            let came = window
                .from
                .plus(self.rng.random_range(-15 * MINUTE..8 * MINUTE));
            let sharp = self.rng.random_range(-5 * MINUTE..5 * MINUTE);
            let left = window.to.plus(late + sharp).max(came.plus(5 * MINUTE));
            served.push((member, came, left));
        }
        self.is_attended(served).await?;
        let soon = self.at.plus(self.rng.random_range(5..90) * MINUTE);
        self.is_delivered(soon).await
    }

    /// They come and leave then.
    pub(super) async fn is_attended(
        &mut self,
        served: Vec<(usize, Timestamp, Timestamp)>,
    ) -> Result<()> {
        let came = served
            .iter()
            .map(|(member, came, _)| (*came, true, *member));
        let left = served
            .iter()
            .map(|(member, _, left)| (*left, false, *member));
        let mut passages: Vec<(Timestamp, bool, usize)> = came.chain(left).collect();
        passages.sort_unstable();
        for (at, arrives, member) in passages {
            self.waits(at).await;
            let (who, whom) = self.who_notes(member);
            let (who, no) = (who.at(self.at), &self.no);
            if arrives {
                match who.notes_arrival(no, whom).await {
                    // Stories of one stretch of time are told side by side, so somebody may come before they have left.
                    Err(Error::Refused(refusal)) if refusal.code == Code::SERVES_ELSEWHERE => {
                        let id = self.county.volunteers[member].id;
                        let hand = self.hand().at(self.at);
                        hand.notes_arrival_despite(no, id, texts::STRAIGHT_ON)
                            .await?;
                    }
                    noted => noted?,
                }
            } else {
                match who.notes_leaving(no, whom).await {
                    // The clock has closed it meanwhile.
                    Err(Error::Refused(refusal)) if refusal.code == Code::NOT_NOW => {}
                    noted => noted?,
                }
            }
        }
        Ok(())
    }

    /// Most check in by themselves; the leader does it for those without a phone at hand.
    fn who_notes(&mut self, member: usize) -> (&'a Person, Option<VolunteerId>) {
        let volunteer = &self.county.volunteers[member];
        let by_leader = matches!(self.performer, Performer::Team(_)) && self.rng.random_bool(0.15);
        if by_leader {
            (self.hand(), Some(volunteer.id))
        } else {
            (&volunteer.person, None)
        }
    }

    pub(super) async fn is_delivered(&mut self, at: Timestamp) -> Result<()> {
        self.waits(at).await;
        self.delivered = self.at;
        let (county, hand) = (self.county, self.hand().at(self.at));
        let report = self.service().report;
        if self.at < county.days_ago(PICTURED) || county.pictures.is_empty() {
            return hand.reports(&self.no, report, "").await;
        }
        let _one_at_a_time = county.camera.lock().await;
        let pictures = county.sends_pictures(&hand, &mut self.rng, 2).await?;
        hand.reports(&self.no, report, &pictures).await
    }

    // ---- hours -------------------------------------------------------------------------------------------------

    /// The service records of those who came last, with where they stand.
    pub(super) async fn records(&self) -> Result<Vec<attendance::Model>> {
        let books = &self.county.world.store.read;
        let order = rows::Entity::find()
            .select_only()
            .column(rows::Column::Id)
            .filter(rows::Column::No.eq(&self.no))
            .into_query();
        let records = attendance::Entity::find()
            .filter(attendance::Column::OrderId.in_subquery(order))
            .order_by_asc(attendance::Column::Id);
        Ok(records.all(books).await?)
    }

    /// Whoever may confirm somebody's service: nobody confirms their own.
    fn who_confirms(&self, record: &attendance::Model) -> &'a Person {
        let hand = self.hand();
        if hand.volunteer == Some(record.volunteer_id) {
            self.county.clerk_of(self.county.town_of(self.village))
        } else {
            hand
        }
    }

    /// Confirmed by whoever answers for it; now and then somebody objects, and the institute decides.
    async fn is_confirmed(&mut self) -> Result<()> {
        let at = self.later(self.at, 15 * MINUTE..20 * HOUR, AWAKE);
        self.is_confirmed_at(at).await?;
        if self.rng.random_bool(0.006) {
            let (objector, _) = a_resident(self.county, &mut self.rng);
            let at = self.later(self.at, HOUR..20 * HOUR, AWAKE);
            let records = self.records().await?.into_iter();
            let mut noticed = records.filter(|record| record.state == State::Noticed);
            let Some(record) = noticed.next() else {
                return Ok(());
            };
            self.waits(at).await;
            let words = one(&mut self.rng, texts::OBJECTED);
            objector.at(self.at).objects_to(record.id, words).await?;
            let at = self.later(self.at, 4 * HOUR..2 * DAY, OFFICE);
            self.waits(at).await;
            let verdict = names::either(&mut self.rng, Verdict::Approve, Verdict::Strike);
            let institute = self.county.clerk_of(self.county.town_of(self.village));
            institute.at(self.at).reviews(record.id, verdict).await?;
        }
        Ok(())
    }

    pub(super) async fn is_confirmed_at(&mut self, at: Timestamp) -> Result<()> {
        self.waits(at).await;
        let records = self.records().await?.into_iter();
        for record in records.filter(|record| record.state == State::CheckedOut) {
            self.who_confirms(&record)
                .at(self.at)
                .confirms(record.id)
                .await?;
        }
        Ok(())
    }

    // ---- 评单 --------------------------------------------------------------------------------------------------

    /// It is rated, or closed after a week; now and then it has to be done again. Says whether it has.
    async fn is_judged(&mut self) -> Result<bool> {
        let stars = self.is_rated_or_closed().await?;
        let odds = match stars {
            Some(1..4) => 0.2,
            _ => 0.004,
        };
        if !self.rng.random_bool(odds) {
            return Ok(false);
        }
        let at = self.later(self.at, 2 * HOUR..2 * DAY, AWAKE);
        self.waits(at).await;
        let reason = one(&mut self.rng, texts::ASKED_AGAIN);
        self.requester.at(self.at).reopens(&self.no, reason).await?;
        Ok(true)
    }

    async fn is_rated_or_closed(&mut self) -> Result<Option<i64>> {
        let at = self.later(self.delivered, 20 * MINUTE..5 * DAY, AWAKE);
        let closes = self.delivered.plus(Number::CloseDays.terms().usual * DAY);
        if self.rng.random_bool(0.28) || self.at.plus(DAY) > closes {
            // The clock closes it the night after.
            self.waits(closes.plus(DAY + 8 * HOUR)).await;
            return Ok(None);
        }
        let stars = match self.rng.random_range(0..100) {
            0..73 => 5,
            73..93 => 4,
            93..97 => 3,
            97..99 => 2,
            _ => 1,
        };
        self.is_rated(at, stars).await?;
        Ok(Some(stars))
    }

    pub(super) async fn is_rated(&mut self, at: Timestamp, stars: i64) -> Result<()> {
        self.waits(at).await;
        let tags = texts::tags(stars);
        let count = self.rng.random_range(0..=tags.len());
        let words = if self.rng.random_bool(0.4) {
            one(&mut self.rng, texts::words(stars)).to_owned()
        } else {
            String::new()
        };
        let rating = Rating {
            stars,
            tags: tags[..count].to_vec(),
            words,
        };
        self.requester.at(self.at).judges(&self.no, &rating).await
    }
}
