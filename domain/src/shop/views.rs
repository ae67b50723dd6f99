//! What pages show of the points shop.

use super::State;
use crate::ids::{OrgId, RedemptionId, RewardId, ShopId};
use crate::pictures::PictureView;
use crate::time::{CountyDate, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// The days for which it is held.
    pub held_days: i64,
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
}
