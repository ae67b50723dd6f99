//! The points shop 积分超市: rewards are held for points, picked up with a code, and given back when nobody comes.

mod messages;

pub use messages::Message;

use crate::access::Action;
use crate::account::required_id;
use crate::error::{Check, Code, Refusal, number, optional_number, text};
use crate::ids::{OrgId, RedemptionId, RewardId, ShopId};
use crate::pictures::{self, PictureName, PictureView};
use crate::spoken::{LETTERS, is_drawn, typed};
use crate::time::{CountyDate, DAY, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "redemption_state": State,
    },
    numbers: &[
        ("PICK_UP_LETTERS", &CODE_LENGTH),
        ("HELD_DAYS", &(HELD_FOR / DAY)),
        ("BUDGET_WARNING_PERCENT", &ALARMS[1]),
    ],
};

actions! {
    /// Have a reward held for points.
    REDEEM = "redeem", [SignedIn];
    /// Call that off.
    CANCEL_REDEMPTION = "cancel_redemption", [SignedIn];
    /// Hand a held reward out.
    HAND_OUT = "hand_out", [ShopKeeper];
    /// Nobody picked it up in time.
    EXPIRE_REDEMPTION = "expire_redemption", [Clock];
    /// Enter what came into a shop, or was counted there.
    KEEP_STOCK = "keep_stock", [ShopKeeper];
    /// Enter or change a reward, or open a shop.
    EDIT_REWARD = "edit_reward", [CountyAdmin];
}

codes! {
    /// The shop has none left.
    OUT_OF_STOCK = "out_of_stock", Conflict;
    /// The reward costs something else than what was shown.
    PRICE_CHANGED = "price_changed", Conflict;
    /// As many as one person may have.
    LIMIT_REACHED = "limit_reached", Conflict;
    /// No reward is held under this code here.
    NO_SUCH_CODE = "no_such_code", Invalid;
    /// The reward was handed out before.
    HANDED_OUT_ALREADY = "handed_out_already", Conflict;
    /// It was not picked up in time.
    PICK_UP_EXPIRED = "pick_up_expired", Conflict;
    /// A keeper does not hand out a reward of their own.
    OWN_REWARD = "own_reward", Conflict;
}

/// How long a reward is held for somebody, in milliseconds: seven days.
pub const HELD_FOR: i64 = 7 * DAY;

words! {
    /// Where a redemption stands.
    State {
        /// Points and one unit are held; the code opens it.
        Held = "held",
        /// Handed out.
        PickedUp = "picked_up",
        /// Called off by the volunteer.
        Cancelled = "cancelled",
        /// Nobody came for seven days.
        Expired = "expired",
    }
}

/// The one way out of a state for each action; everything else is refused.
pub fn step(from: State, action: Action) -> Result<State, Code> {
    match (from, action) {
        (State::Held, Action::HAND_OUT) => Ok(State::PickedUp),
        (State::Held, Action::CANCEL_REDEMPTION) => Ok(State::Cancelled),
        (State::Held, Action::EXPIRE_REDEMPTION) => Ok(State::Expired),
        (State::PickedUp, Action::HAND_OUT) => Err(Code::HANDED_OUT_ALREADY),
        (State::Expired, Action::HAND_OUT) => Err(Code::PICK_UP_EXPIRED),
        _ => Err(Code::NOT_NOW),
    }
}

/// Whether a held reward can be handed out now: a code that nobody used in time is as good as expired.
pub fn in_time(until: Timestamp, now: Timestamp) -> Result<(), Code> {
    if now < until {
        Ok(())
    } else {
        Err(Code::PICK_UP_EXPIRED)
    }
}

words! {
    /// Why a shop's stock changed.
    StockMove {
        /// Goods came in.
        Received = "received",
        /// Counted: more or less than the books said.
        Counted = "counted",
        /// Held for somebody.
        Held = "held",
        /// What was held came back.
        Returned = "returned",
    }
}

/// How many of a reward a shop has for anybody, and the mark at which its people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// How many there are.
    pub units: i64,
    /// The mark.
    pub low: i64,
}

impl Level {
    /// Whether somebody should fetch more.
    pub const fn is_low(self) -> bool {
        self.units <= self.low
    }
}

/// Whether a shop's people are told that a reward runs out: when it begins to, and when what came in does not suffice.
pub const fn low_alarm(before: Level, after: Level, came_in: bool) -> bool {
    after.is_low() && (came_in || !before.is_low())
}

/// The form of a keeper about a reward's stock, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StockForm {
    /// The form's id.
    pub request_id: String,
    /// The shop.
    pub shop: String,
    /// The reward.
    pub reward: String,
    /// How many more there are; may be empty where only the mark is set.
    pub change: String,
    /// `counted` where a count has found them; else they came in.
    pub counted: String,
    /// The mark at which the shop's people are told; empty leaves it as it is.
    pub low: String,
}

/// What is about to be entered about a reward's stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewStock {
    /// The shop.
    pub shop: ShopId,
    /// The reward.
    pub reward: RewardId,
    /// How many more there are, and why.
    pub change: Option<(i64, StockMove)>,
    /// The new mark at which the shop's people are told.
    pub low: Option<i64>,
}

impl StockForm {
    /// Reads the form.
    pub fn read(&self) -> Result<NewStock, Refusal> {
        let shop = self.shop.parse()?;
        let mut check = Check::default();
        let reward = check.take("reward", required_id(&self.reward));
        let change = check.take("change", self.read_change());
        let low = check.take("low", optional_number(&self.low, 0, 10_000));
        check.finish(|| {
            Some(NewStock {
                shop,
                reward: reward?,
                change: change?,
                low: low?,
            })
        })
    }

    /// What came in is at least one; a count may have found fewer.
    fn read_change(&self) -> Result<Option<(i64, StockMove)>, Code> {
        if self.change.trim().is_empty() && !self.low.trim().is_empty() {
            return Ok(None);
        }
        let (least, why) = if self.counted == "counted" {
            (-10_000, StockMove::Counted)
        } else {
            (1, StockMove::Received)
        };
        match number(&self.change, least, 10_000)? {
            0 => Err(Code::NOT_A_NUMBER),
            change => Ok(Some((change, why))),
        }
    }
}

/// Letters of a pick-up code.
pub const CODE_LENGTH: usize = 8;

/// A pick-up code, of as many random bytes.
pub fn code_of(random: [u8; CODE_LENGTH]) -> String {
    let letter = |byte: u8| char::from(LETTERS[usize::from(byte) % LETTERS.len()]);
    random.into_iter().map(letter).collect()
}

/// Reads a code as people type it: in small letters, in groups.
pub fn parse_code(raw: &str) -> Result<String, Code> {
    let code = typed(raw);
    if code.is_empty() {
        return Err(Code::REQUIRED);
    }
    if is_drawn(&code, CODE_LENGTH) {
        Ok(code)
    } else {
        Err(Code::NO_SUCH_CODE)
    }
}

/// A reward in the shop window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewardCard {
    /// Its id.
    pub id: RewardId,
    /// Its name.
    pub title: String,
    /// Its price in points.
    pub price: i64,
    /// Who gives it.
    pub sponsor: String,
    /// How many there are in all shops.
    pub units: i64,
    /// Its first picture.
    pub picture: Option<PictureView>,
}

/// A shop that has a reward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopStock {
    /// The shop.
    pub id: ShopId,
    /// Its name.
    pub name: String,
    /// Where it is, and when it is open.
    pub place: String,
    /// How many it has.
    pub units: i64,
}

/// A reward with everything that one decides by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RewardView {
    /// What the window shows.
    pub card: RewardCard,
    /// What it is.
    pub summary: String,
    /// Its pictures.
    pub pictures: Vec<PictureView>,
    /// How many one person may have within [`RewardView::per_days`].
    pub per_person: i64,
    /// The days that counts for.
    pub per_days: i64,
    /// The shops that have it.
    pub shops: Vec<ShopStock>,
    /// The viewer's points; none for who is no volunteer.
    pub balance: Option<i64>,
    /// The id for this page's form.
    pub request_id: String,
}

/// A redemption as its volunteer sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedemptionView {
    /// Its id.
    pub id: RedemptionId,
    /// Where it stands.
    pub state: State,
    /// The pick-up code; while it is held only.
    pub code: Option<String>,
    /// The reward.
    pub title: String,
    /// The shop and where it is.
    pub shop: String,
    /// Points.
    pub points: i64,
    /// When it was redeemed.
    pub at: Timestamp,
    /// Until when it is held.
    pub until: Timestamp,
}

/// A redemption as the keeper sees it, before handing it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickUpView {
    /// The code.
    pub code: String,
    /// Where it stands.
    pub state: State,
    /// The volunteer's masked name.
    pub who: String,
    /// The reward.
    pub title: String,
    /// Its picture.
    pub picture: Option<PictureView>,
    /// Until when it is held.
    pub until: Timestamp,
    /// When it was handed out or given back.
    pub settled_at: Option<Timestamp>,
}

/// A line of a shop's stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLine {
    /// The reward.
    pub reward: RewardId,
    /// Its name.
    pub title: String,
    /// How many lie there for anybody.
    pub units: i64,
    /// How many are held for somebody.
    pub held: i64,
    /// With so few the shop's people are told.
    pub low: i64,
}

/// A share of a budget at which its alarm goes: near the end, and at it.
const ALARMS: [i64; 2] = [100, 80];

/// The share of a month's budget, in percent, that was reached or passed just now; the higher if both were.
pub fn budget_alarm(before: i64, after: i64, budget: i64) -> Option<i64> {
    let reached =
        |points: i64, percent: i64| points.saturating_mul(100) >= budget.saturating_mul(percent);
    ALARMS
        .into_iter()
        .find(|percent| reached(after, *percent) && !reached(before, *percent))
}

/// The form that sets what a shop may hand out in a month, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BudgetForm {
    /// The form's id.
    pub request_id: String,
    /// The shop.
    pub shop: String,
    /// Points; empty for no limit.
    pub budget: String,
}

impl BudgetForm {
    /// Reads the form.
    pub fn read(&self) -> Result<(ShopId, Option<i64>), Refusal> {
        let shop = self.shop.parse()?;
        let mut check = Check::default();
        let budget = check.take("budget", optional_number(&self.budget, 1, 100_000_000));
        check.finish(|| Some((shop, budget?)))
    }
}

/// What a shop has handed out in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The shop.
    pub shop: String,
    /// The month's first day.
    pub first: CountyDate,
    /// What was handed out, in the order of time.
    pub lines: Vec<SettlementLine>,
    /// The month's budget as it is now.
    pub budget: Option<i64>,
}

/// A reward that was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettlementLine {
    /// When.
    pub at: Timestamp,
    /// What.
    pub title: String,
    /// Who gave it.
    pub sponsor: String,
    /// Points that it cost.
    pub points: i64,
}

impl Settlement {
    /// Each reward with how many there were and their points, by sponsor and name.
    pub fn sums(&self) -> Vec<(&str, &str, i64, i64)> {
        let mut sums = BTreeMap::new();
        for line in &self.lines {
            let sum: &mut (i64, i64) = sums
                .entry((line.sponsor.as_str(), line.title.as_str()))
                .or_default();
            *sum = (sum.0 + 1, sum.1 + line.points);
        }
        sums.into_iter()
            .map(|((sponsor, title), (units, points))| (sponsor, title, units, points))
            .collect()
    }
}

/// A shop as the administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopView {
    /// Its id.
    pub id: ShopId,
    /// Its name.
    pub name: String,
    /// Where it is, and when it is open.
    pub place: String,
    /// What it may hand out in a month, in points.
    pub budget: Option<i64>,
    /// What it has handed out this month.
    pub spent: i64,
}

/// The form of a reward as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RewardForm {
    /// The form's id.
    pub request_id: String,
    /// Its id; empty for a new one.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it is.
    pub summary: String,
    /// Its price in points.
    pub price: String,
    /// Who gives it.
    pub sponsor: String,
    /// How many one person may have.
    pub per_person: String,
    /// Within how many days.
    pub per_days: String,
    /// Names of its pictures.
    pub pictures: String,
    /// `open` while it can be redeemed.
    pub open: String,
}

/// A reward that is about to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReward {
    /// Its id; none for a new one.
    pub id: Option<RewardId>,
    /// Its name.
    pub title: String,
    /// What it is.
    pub summary: String,
    /// Its price in points.
    pub price: i64,
    /// Who gives it.
    pub sponsor: String,
    /// How many one person may have.
    pub per_person: i64,
    /// Within how many days.
    pub per_days: i64,
    /// Its pictures.
    pub pictures: Vec<PictureName>,
    /// Whether it can be redeemed.
    pub open: bool,
}

impl RewardForm {
    /// Reads the form.
    pub fn read(&self) -> Result<NewReward, Refusal> {
        let id = match self.id.as_str() {
            "" => None,
            id => Some(id.parse()?),
        };
        let mut check = Check::default();
        let title = check.take("title", text(&self.title, 2, 40));
        let summary = check.take("summary", text(&self.summary, 2, 300));
        let price = check.take("price", number(&self.price, 1, 100_000));
        let sponsor = check.take("sponsor", text(&self.sponsor, 0, 40));
        let per_person = check.take("per_person", number(&self.per_person, 1, 1000));
        let per_days = check.take("per_days", number(&self.per_days, 1, 366));
        let pictures = check.take("pictures", pictures::read(&self.pictures));
        check.finish(|| {
            Some(NewReward {
                id,
                title: title?,
                summary: summary?,
                price: price?,
                sponsor: sponsor?,
                per_person: per_person?,
                per_days: per_days?,
                pictures: pictures?,
                open: !self.open.is_empty(),
            })
        })
    }
}

/// The form that opens a shop, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShopForm {
    /// The form's id.
    pub request_id: String,
    /// The org it belongs to.
    pub org: String,
    /// Its name.
    pub name: String,
    /// Where it is, and when it is open.
    pub place: String,
}

/// A shop that is about to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewShop {
    /// The org it belongs to.
    pub org: OrgId,
    /// Its name.
    pub name: String,
    /// Where it is, and when it is open.
    pub place: String,
}

impl ShopForm {
    /// Reads the form.
    pub fn read(&self) -> Result<NewShop, Refusal> {
        let mut check = Check::default();
        let org = check.take("org", required_id(&self.org));
        let name = check.take("name", text(&self.name, 2, 40));
        let place = check.take("place", text(&self.place, 2, 80));
        check.finish(|| {
            Some(NewShop {
                org: org?,
                name: name?,
                place: place?,
            })
        })
    }
}

/// The form that has a reward held, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RedeemForm {
    /// The form's id.
    pub request_id: String,
    /// The reward.
    pub reward: String,
    /// The shop to pick it up from.
    pub shop: String,
    /// The price that its page showed.
    pub price: String,
}

/// What somebody wants to have held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The reward.
    pub reward: RewardId,
    /// The shop to pick it up from.
    pub shop: ShopId,
    /// The price that they saw.
    pub shown: Option<i64>,
}

impl RedeemForm {
    /// Reads the form.
    pub fn read(&self) -> Result<Wish, Refusal> {
        let reward = self.reward.parse()?;
        let mut check = Check::default();
        let shop = check.take("shop", required_id(&self.shop));
        check.finish(|| {
            Some(Wish {
                reward,
                shop: shop?,
                shown: self.price.parse().ok(),
            })
        })
    }
}

/// The form that calls a redemption off, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CancelForm {
    /// The form's id.
    pub request_id: String,
    /// The redemption.
    pub id: String,
}

impl CancelForm {
    /// Reads the form.
    pub fn read(&self) -> Result<RedemptionId, Code> {
        self.id.parse()
    }
}

/// The form that hands a held reward out, as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandOutForm {
    /// The form's id.
    pub request_id: String,
    /// The pick-up code, as somebody types it.
    pub code: String,
}

impl HandOutForm {
    /// Reads the form.
    pub fn read(&self) -> Result<String, Refusal> {
        parse_code(&self.code).map_err(|code| Refusal::field("code", code))
    }
}

/// Whether one may have another one: `had` were redeemed within the reward's days and not given back.
pub fn within_limit(had: i64, per_person: i64) -> Result<(), Code> {
    if had < per_person {
        Ok(())
    } else {
        Err(Code::LIMIT_REACHED)
    }
}

/// Whether a reward still costs what its page showed: nobody pays a price that they did not see. A refusal names the field
/// that carries the price, so that the page knows that it is out of date.
pub fn as_shown(shown: Option<i64>, price: i64) -> Result<(), Refusal> {
    if shown == Some(price) {
        return Ok(());
    }
    Err(Refusal {
        code: Code::PRICE_CHANGED,
        ..Refusal::field("price", Code::PRICE_CHANGED)
    })
}

/// The shops of an org's keeper, with their stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopDesk {
    /// The shop.
    pub shop: ShopId,
    /// Its name.
    pub name: String,
    /// Its org.
    pub org: OrgId,
    /// What it has.
    pub stock: Vec<StockLine>,
    /// What it can have: every reward that is open.
    pub rewards: Vec<(RewardId, String)>,
    /// What it may hand out in a month, in points.
    pub budget: Option<i64>,
    /// What it has handed out this month.
    pub spent: i64,
    /// The month that is settled next, `2026-10`.
    pub last_month: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spoken::spoken;
    use proptest::prelude::*;

    #[test]
    fn every_transition_is_allowed_or_not() {
        const CANCEL: Action = Action::CANCEL_REDEMPTION;
        const EXPIRE: Action = Action::EXPIRE_REDEMPTION;
        const HAND_OUT: Action = Action::HAND_OUT;
        for state in State::ALL {
            for action in [HAND_OUT, CANCEL, EXPIRE] {
                let expected = match (state, action) {
                    (State::Held, HAND_OUT) => Ok(State::PickedUp),
                    (State::Held, CANCEL) => Ok(State::Cancelled),
                    (State::Held, _) => Ok(State::Expired),
                    (State::PickedUp, HAND_OUT) => Err(Code::HANDED_OUT_ALREADY),
                    (State::Expired, HAND_OUT) => Err(Code::PICK_UP_EXPIRED),
                    _ => Err(Code::NOT_NOW),
                };
                assert_eq!(step(*state, action), expected, "{state} {action}");
            }
        }
    }

    #[test]
    fn a_budgets_alarm_goes_once_at_each_share() {
        assert_eq!(budget_alarm(0, 79, 100), None);
        assert_eq!(budget_alarm(79, 80, 100), Some(80));
        assert_eq!(budget_alarm(80, 99, 100), None);
        assert_eq!(budget_alarm(99, 130, 100), Some(100));
        assert_eq!(budget_alarm(10, 130, 100), Some(100));
        assert_eq!(budget_alarm(130, 140, 100), None);
    }

    #[test]
    fn a_budget_is_set_or_taken_away() {
        let read = |shop: &str, budget: &str| {
            let form = BudgetForm {
                shop: shop.to_owned(),
                budget: budget.to_owned(),
                ..BudgetForm::default()
            };
            form.read()
        };
        assert_eq!(read("3", " "), Ok((ShopId(3), None)));
        assert_eq!(read("3", "500"), Ok((ShopId(3), Some(500))));
        assert_eq!(
            read("3", "0"),
            Err(Refusal::field("budget", Code::NOT_A_NUMBER))
        );
        assert_eq!(read("three", "500"), Err(Code::NOT_FOUND.into()));
    }

    #[test]
    fn a_wish_names_a_shop_and_the_price_that_was_seen() {
        let read = |reward: &str, shop: &str, price: &str| {
            let form = RedeemForm {
                reward: reward.to_owned(),
                shop: shop.to_owned(),
                price: price.to_owned(),
                ..RedeemForm::default()
            };
            form.read()
        };
        let wish = |shown| Wish {
            reward: RewardId(1),
            shop: ShopId(2),
            shown,
        };
        assert_eq!(read("1", "2", "40"), Ok(wish(Some(40))));
        assert_eq!(read("1", "2", "cheap"), Ok(wish(None)));
        assert_eq!(
            read("1", "", "40"),
            Err(Refusal::field("shop", Code::REQUIRED))
        );
        assert_eq!(read("one", "2", "40"), Err(Code::NOT_FOUND.into()));
    }

    #[test]
    fn a_reward_is_entered_or_changed() {
        let form = RewardForm {
            title: "洗洁精".to_owned(),
            summary: "一瓶一公斤".to_owned(),
            price: "40".to_owned(),
            per_person: "2".to_owned(),
            per_days: "30".to_owned(),
            open: "open".to_owned(),
            ..RewardForm::default()
        };
        let entered = form.read().unwrap();
        assert_eq!((entered.id, entered.open), (None, true));
        let with_id = |id: &str| RewardForm {
            id: id.to_owned(),
            ..form.clone()
        };
        assert_eq!(with_id("5").read().unwrap().id, Some(RewardId(5)));
        assert_eq!(with_id("x").read(), Err(Code::NOT_FOUND.into()));
    }

    #[test]
    fn low_stock_is_told_when_it_begins_and_when_too_few_came_in() {
        let alarm = |before, after, came_in| {
            let level = |units| Level { units, low: 2 };
            low_alarm(level(before), level(after), came_in)
        };
        assert!(!alarm(5, 3, false));
        assert!(alarm(3, 2, false));
        assert!(alarm(5, 1, false), "past the mark without meeting it");
        assert!(!alarm(2, 1, false), "it was told before");
        assert!(!alarm(0, 1, false), "what was held came back");
        assert!(alarm(0, 1, true) && alarm(0, 2, true));
        assert!(!alarm(0, 3, true));
        let level = |low| Level { units: 5, low };
        assert!(low_alarm(level(2), level(5), false), "the mark was raised");
        assert!(!low_alarm(level(5), level(6), false));
    }

    #[test]
    fn stock_is_entered_with_or_without_a_mark() {
        let read = |change: &str, counted, low: &str| {
            let form = StockForm {
                shop: "1".to_owned(),
                reward: "2".to_owned(),
                change: change.to_owned(),
                counted: if counted { "counted" } else { "" }.to_owned(),
                low: low.to_owned(),
                ..StockForm::default()
            };
            let entry = form.read().map_err(|refusal| refusal.fields[0].clone());
            entry
                .map(|entry| (entry.change, entry.low))
                .map_err(|fault| (fault.field.into_owned(), fault.code))
        };
        let wrong = |field: &str, code| Err((field.to_owned(), code));
        let received = |units| Some((units, StockMove::Received));
        assert_eq!(read("5", false, ""), Ok((received(5), None)));
        assert_eq!(read("1", false, " 10000 "), Ok((received(1), Some(10_000))));
        assert_eq!(
            read("-2", true, "0"),
            Ok((Some((-2, StockMove::Counted)), Some(0)))
        );
        assert_eq!(read(" ", false, "3"), Ok((None, Some(3))));
        assert_eq!(read("", false, ""), wrong("change", Code::REQUIRED));
        assert_eq!(read("0", true, "3"), wrong("change", Code::NOT_A_NUMBER));
        assert_eq!(read("-1", false, ""), wrong("change", Code::NOT_A_NUMBER));
        for low in ["-1", "10001", "x"] {
            assert_eq!(read("5", false, low), wrong("low", Code::NOT_A_NUMBER));
        }
        let of = |shop: &str, reward: &str| {
            let form = StockForm {
                shop: shop.to_owned(),
                reward: reward.to_owned(),
                change: "5".to_owned(),
                ..StockForm::default()
            };
            form.read().map(|entry| (entry.shop, entry.reward))
        };
        assert_eq!(of("1", "2"), Ok((ShopId(1), RewardId(2))));
        assert_eq!(of("", "2"), Err(Code::NOT_FOUND.into()));
        assert_eq!(of("1", ""), Err(Refusal::field("reward", Code::REQUIRED)));
    }

    #[test]
    fn a_settlement_is_summed_by_sponsor_and_reward() {
        let line = |title: &str, points| SettlementLine {
            at: Timestamp(0),
            title: title.to_owned(),
            sponsor: "超市".to_owned(),
            points,
        };
        let settlement = Settlement {
            shop: String::new(),
            first: Timestamp(0).date(),
            lines: vec![line("茶", 10), line("米", 30), line("茶", 12)],
            budget: None,
        };
        assert_eq!(
            settlement.sums(),
            [("超市", "米", 1, 30), ("超市", "茶", 2, 22)]
        );
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(parse_code(" 7k3m-q2zp "), Ok("7K3MQ2ZP".to_owned()));
        assert_eq!(spoken("7K3MQ2ZP"), "7K3M-Q2ZP");
        assert_eq!(parse_code(""), Err(Code::REQUIRED));
        for wrong in ["7K3MQ2Z", "7K3MQ2ZPP", "7K3MQ2Z0", "七K3MQ2ZP"] {
            assert_eq!(parse_code(wrong), Err(Code::NO_SUCH_CODE), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_drawn_can_be_read_back(random: [u8; CODE_LENGTH]) {
            let code = code_of(random);
            prop_assert_eq!(parse_code(&spoken(&code)), Ok(code));
        }
    }
}
