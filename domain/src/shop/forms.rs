//! The forms of the points shop, as they arrive and as they are read.

use super::{StockMove, parse_code};
use crate::account::required_id;
use crate::error::{Check, Code, Refusal, number, optional_number, text};
use crate::ids::{OrgId, RedemptionId, RewardId, ShopId};
use crate::pictures::{self, PictureName};
use serde::{Deserialize, Serialize};

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
    /// The reward.
    pub reward: RewardId,
    /// How many more there are, and why.
    pub change: Option<(i64, StockMove)>,
    /// The new mark at which the shop's people are told.
    pub low: Option<i64>,
}

impl StockForm {
    /// The shop.
    pub fn shop(&self) -> Result<ShopId, Code> {
        self.shop.parse()
    }

    /// Reads what there is of what.
    pub fn read(&self) -> Result<NewStock, Refusal> {
        let mut check = Check::default();
        let reward = check.take("reward", required_id(&self.reward));
        let change = check.take("change", self.read_change());
        let low = check.take("low", optional_number(&self.low, 0, 10_000));
        check.finish(|| {
            Some(NewStock {
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

#[cfg(test)]
mod tests {
    use super::*;

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
            (form.shop(), form.read().map(|entry| entry.reward))
        };
        assert_eq!(of("1", "2"), (Ok(ShopId(1)), Ok(RewardId(2))));
        assert_eq!(of("", "2").0, Err(Code::NOT_FOUND));
        let unchosen = Refusal::field("reward", Code::REQUIRED);
        assert_eq!(of("1", "").1, Err(unchosen));
    }
}
