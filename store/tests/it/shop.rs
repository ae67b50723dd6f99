//! The points shop: what is held for points, handed out once, and given back.

use crate::histories;
use domain::Code;
use domain::account::GrantForm;
use domain::ids::{RedemptionId, RewardId, ShopId};
use domain::notify::Message;
use domain::points::Rule;
use domain::shop::{
    BudgetForm, CancelForm, HandOutForm, RedeemForm, RewardForm, ShopForm, State, StockForm,
    StockMove,
};
use domain::time::DAY;
use proptest::prelude::*;
use store::shop::{self, RewardFilter};
use store::testing::{County, Mark, Person, Reader, in_time, key, refused};
use store::{Cx, account, both, check, ledger};

/// A shop with one reward in it, and who keeps it.
pub(crate) struct Shop {
    county: County,
    id: ShopId,
    reward: RewardId,
    keeper: Person,
}

impl Shop {
    pub(crate) async fn open(county: &County, units: i64, price: i64) -> Self {
        let admin = county.admin.cx().await;
        let form = ShopForm {
            org: county.places.village.to_string(),
            name: "城内社区积分超市".to_owned(),
            place: "社区服务中心一楼".to_owned(),
            ..ShopForm::default()
        };
        let id = shop::open_shop(&admin, form).await.unwrap();
        let reward = shop::enter_reward(&admin, detergent(price)).await.unwrap();
        let keeper = county.resident("许秀兰").await;
        let shop = Self {
            county: county.clone(),
            id,
            reward,
            keeper,
        };
        shop.is_kept_by(&shop.keeper).await;
        if units > 0 {
            shop.receives(units).await;
        }
        shop
    }

    async fn is_kept_by(&self, person: &Person) {
        let grant = GrantForm {
            phone: person.phone.clone(),
            role: "shop_keeper".to_owned(),
            org: self.county.places.village.to_string(),
            ..GrantForm::default()
        };
        let admin = self.county.admin.cx().await;
        account::grant_role(&admin, grant).await.unwrap();
    }

    /// The administrator changes the reward.
    async fn changes_to(&self, form: RewardForm) {
        let form = RewardForm {
            id: self.reward.to_string(),
            ..form
        };
        let admin = self.county.admin.cx().await;
        shop::enter_reward(&admin, form).await.unwrap();
    }

    /// The keeper enters something about the stock.
    async fn enters(&self, form: StockForm) -> store::Result<()> {
        shop::receive(&self.keeper.cx().await, self.here(form)).await
    }

    /// A form about this shop's stock of the reward.
    fn here(&self, form: StockForm) -> StockForm {
        StockForm {
            shop: self.id.to_string(),
            reward: self.reward.to_string(),
            ..form
        }
    }

    /// A form that has the reward held for a price that was shown.
    fn wish(&self, request_id: String, shown: Option<i64>) -> RedeemForm {
        RedeemForm {
            request_id,
            reward: self.reward.to_string(),
            shop: self.id.to_string(),
            price: shown.map(|price| price.to_string()).unwrap_or_default(),
        }
    }

    async fn receives(&self, units: i64) {
        self.enters(came_in(units)).await.unwrap();
    }

    /// Somebody redeems the reward for the price that they see.
    pub(crate) async fn redeems(&self, cx: &Cx) -> store::Result<RedemptionId> {
        let shown = shop::view(cx, self.reward).await.unwrap().card.price;
        shop::redeem(cx, self.wish(cx.form_id(), Some(shown))).await
    }

    /// The code of somebody's latest redemption.
    pub(crate) async fn code(&self, cx: &Cx) -> String {
        let mine = shop::mine(cx, None).await.unwrap();
        mine.rows.first().and_then(|row| row.code.clone()).unwrap()
    }

    pub(crate) async fn hands_out(&self, code: &str) -> store::Result<()> {
        let cx = self.keeper.cx().await;
        hands_out(&cx, code).await
    }

    /// Who was told since a mark that the reward runs out.
    async fn warned_since(&self, mark: Mark) -> Vec<Reader> {
        let told = self.county.told_since(mark).await.into_iter();
        told.filter(|(_, notice)| {
            matches!(
                notice,
                Message::Shop(domain::shop::Message::StockLow { .. })
            )
        })
        .map(|(reader, _)| reader)
        .collect()
    }

    /// Who is to be told that the reward runs out: the org's staff, and the keeper, who is none of them.
    async fn people(&self) -> Vec<Reader> {
        let keeper = self.keeper.cx().await.actor.account.unwrap();
        vec![
            Reader::Org(self.county.places.village),
            Reader::Account(keeper),
        ]
    }

    async fn units(&self) -> i64 {
        self.county.number("SELECT units FROM stock").await
    }

    async fn adds_up(&self) {
        let report = check::run(self.county.database(), &key()).await.unwrap();
        // A crowd has no phones.
        let differences = report
            .differences
            .iter()
            .filter(|told| !told.contains("the phone"));
        assert_eq!(differences.collect::<Vec<_>>(), Vec::<&String>::new());
    }
}

/// The reward of a test's shop.
fn detergent(price: i64) -> RewardForm {
    RewardForm {
        title: "洗衣液".to_owned(),
        summary: "两公斤一瓶".to_owned(),
        price: price.to_string(),
        sponsor: "惠民超市".to_owned(),
        per_person: "2".to_owned(),
        per_days: "30".to_owned(),
        open: "open".to_owned(),
        ..RewardForm::default()
    }
}

async fn hands_out(cx: &Cx, code: &str) -> store::Result<()> {
    let form = HandOutForm {
        request_id: cx.form_id(),
        code: code.to_owned(),
    };
    shop::hand_out(cx, form).await
}

async fn cancels(cx: &Cx, id: RedemptionId) -> store::Result<()> {
    let form = CancelForm {
        request_id: cx.form_id(),
        id: id.to_string(),
    };
    shop::cancel(cx, form).await
}

fn came_in(units: i64) -> StockForm {
    StockForm {
        change: units.to_string(),
        ..StockForm::default()
    }
}

fn counted(change: i64) -> StockForm {
    StockForm {
        counted: "counted".to_owned(),
        ..came_in(change)
    }
}

/// Only the mark at which the shop's people are told.
fn low(mark: &str) -> StockForm {
    StockForm {
        low: mark.to_owned(),
        ..StockForm::default()
    }
}

async fn balance(cx: &Cx) -> i64 {
    ledger::statement(cx, None).await.unwrap().0
}

both!(a_reward_is_held_and_handed_out_once, |county| async {
    let shop = Shop::open(&county, 3, 40).await;
    let somebody = county.crowd(1, 100).await.remove(0);
    shop.redeems(&somebody).await.unwrap();
    assert_eq!((balance(&somebody).await, shop.units().await), (60, 2));
    let code = shop.code(&somebody).await;

    let seen = shop::pick_up(&shop.keeper.cx().await, &code.to_lowercase())
        .await
        .unwrap();
    assert_eq!(
        (seen.state, seen.who.as_str(), seen.title.as_str()),
        (State::Held, "**", "洗衣液")
    );
    shop.hands_out(&code).await.unwrap();
    assert_eq!(
        refused(shop.hands_out(&code).await),
        Code::HANDED_OUT_ALREADY
    );
    assert_eq!((balance(&somebody).await, shop.units().await), (60, 2));
    shop.adds_up().await;
});

both!(two_keepers_hand_one_code_out_once, |county| async {
    let shop = Shop::open(&county, 1, 40).await;
    let somebody = county.crowd(1, 100).await.remove(0);
    shop.redeems(&somebody).await.unwrap();
    let code = shop.code(&somebody).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (cx, code) = (shop.keeper.cx().await, code.clone());
        tasks.spawn(async move { hands_out(&cx, &code).await });
    }
    let answers = tasks.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for answer in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refused(answer), Code::HANDED_OUT_ALREADY);
    }
    shop.adds_up().await;
});

both!(what_is_not_picked_up_goes_back, |county| async {
    let shop = Shop::open(&county, 2, 40).await;
    let crowd = county.crowd(2, 100).await;
    let (late, off) = (&crowd[0], &crowd[1]);
    shop.redeems(late).await.unwrap();
    let code = shop.code(late).await;
    let id = shop.redeems(off).await.unwrap();
    let empty = shop.redeems(off).await;
    assert_eq!(refused(empty), Code::OUT_OF_STOCK);

    let strange = cancels(late, id).await;
    assert_eq!(refused(strange), Code::NOT_FOUND);
    cancels(off, id).await.unwrap();
    assert_eq!((balance(off).await, shop.units().await), (100, 1));
    let twice = cancels(off, id).await;
    assert_eq!(refused(twice), Code::NOT_NOW);

    county.later(7 * DAY);
    assert_eq!(
        refused(shop.hands_out(&code).await),
        Code::PICK_UP_EXPIRED,
        "although the clock has not come by"
    );
    county.ticks().await;
    assert_eq!((balance(late).await, shop.units().await), (100, 2));
    assert_eq!(refused(shop.hands_out(&code).await), Code::PICK_UP_EXPIRED);
    let lines = ledger::statement(late, None).await.unwrap().1.rows;
    let rules: Vec<_> = lines.iter().map(|line| (line.rule, line.amount)).collect();
    assert_eq!(
        rules,
        [
            (Rule::Returned, 40),
            (Rule::Redemption, -40),
            (Rule::Grant, 100)
        ]
    );
    shop.adds_up().await;
});

both!(
    nobody_has_more_than_their_share_or_their_points,
    |county| async {
        let shop = Shop::open(&county, 9, 40).await;
        let crowd = county.crowd(2, 100).await;
        shop.redeems(&crowd[0]).await.unwrap();
        shop.redeems(&crowd[0]).await.unwrap();
        assert_eq!(
            refused(shop.redeems(&crowd[0]).await),
            Code::NOT_ENOUGH_POINTS
        );
        let rich = county.crowd_from(10, 1, 1000).await.remove(0);
        shop.redeems(&rich).await.unwrap();
        shop.redeems(&rich).await.unwrap();
        assert_eq!(refused(shop.redeems(&rich).await), Code::LIMIT_REACHED);
        assert_eq!(
            refused(shop.redeems(&county.resident.cx().await).await),
            Code::VOLUNTEERS_ONLY
        );
        assert_eq!(
            refused(shop.redeems(&county.visitor().cx().await).await),
            Code::SIGN_IN_FIRST
        );
        shop.adds_up().await;
    }
);

both!(only_the_keeper_of_the_shop_hands_out, |county| async {
    let shop = Shop::open(&county, 2, 40).await;
    let somebody = county.crowd(1, 100).await.remove(0);
    shop.redeems(&somebody).await.unwrap();
    let code = shop.code(&somebody).await;
    let elsewhere = county.resident("林小红").await;
    let grant = GrantForm {
        phone: elsewhere.phone.clone(),
        role: "shop_keeper".to_owned(),
        org: county.places.other_village.to_string(),
        ..GrantForm::default()
    };
    account::grant_role(&county.admin.cx().await, grant)
        .await
        .unwrap();
    let cx = elsewhere.cx().await;
    assert_eq!(refused(shop::pick_up(&cx, &code).await), Code::NO_SUCH_CODE);
    assert_eq!(refused(hands_out(&cx, &code).await), Code::NO_SUCH_CODE);
    for person in [&county.station, &county.resident] {
        let cx = person.cx().await;
        assert_eq!(
            refused(shop::pick_up(&cx, &code).await),
            Code::NOT_FOUND,
            "{person:?}"
        );
        let stock = shop::receive(&cx, shop.here(came_in(5))).await;
        assert!(
            matches!(refused(stock), Code::NOT_FOUND | Code::NOT_YOURS),
            "{person:?}"
        );
    }
});

both!(stock_is_counted_and_runs_low_aloud, |county| async {
    let shop = Shop::open(&county, 4, 10).await;
    shop.enters(counted(-1)).await.unwrap();
    assert_eq!(shop.units().await, 3);
    let more_than_there_is = shop.enters(counted(-4)).await;
    assert_eq!(refused(more_than_there_is), Code::OUT_OF_STOCK);
    let somebody = county.crowd(1, 100).await.remove(0);
    shop.redeems(&somebody).await.unwrap();
    let told = county.station.reads().await;
    assert!(
        told.iter().any(|notice| matches!(
            notice,
            Message::Shop(domain::shop::Message::StockLow { .. })
        )),
        "{told:?}"
    );
    let counted = format!(
        "SELECT count(*) FROM stock_line WHERE why = '{}'",
        StockMove::Counted
    );
    assert_eq!(county.number(&counted).await, 1);
    shop.adds_up().await;
});

both!(
    whoever_keeps_a_shop_hears_once_that_it_runs_low,
    |county| async {
        let shop = Shop::open(&county, 0, 10).await;
        // She works at the shop's org, and reads what its staff are told.
        shop.is_kept_by(&county.station).await;
        let people = shop.people().await;
        let mark = county.mark().await;
        shop.receives(1).await;
        assert_eq!(shop.warned_since(mark).await, people, "too few came in");
        let mark = county.mark().await;
        shop.receives(4).await;
        assert_eq!(shop.warned_since(mark).await, []);
        shop.enters(counted(-4)).await.unwrap();
        assert_eq!(
            shop.warned_since(mark).await,
            people,
            "one is left, and never were two"
        );
        let mark = county.mark().await;
        let somebody = county.crowd(1, 100).await.remove(0);
        let id = shop.redeems(&somebody).await.unwrap();
        cancels(&somebody, id).await.unwrap();
        assert_eq!(shop.warned_since(mark).await, [], "they know");
        shop.adds_up().await;
    }
);

both!(a_keeper_sets_how_few_are_few, |county| async {
    let shop = Shop::open(&county, 5, 10).await;
    let people = shop.people().await;
    let mark = county.mark().await;
    let mark_at = async || {
        let desk = shop::desk(&shop.keeper.cx().await).await.unwrap();
        desk[0].stock[0].low
    };
    assert_eq!(mark_at().await, 2);
    shop.enters(low("5")).await.unwrap();
    assert_eq!((mark_at().await, shop.units().await), (5, 5));
    assert_eq!(shop.warned_since(mark).await, people, "five are few now");
    let mark = county.mark().await;
    shop.enters(low("6")).await.unwrap();
    shop.enters(counted(-5)).await.unwrap();
    assert_eq!(mark_at().await, 6, "nothing was said about it");
    // Who wants to hear of nothing sets nothing.
    let quiet = StockForm {
        low: "0".to_owned(),
        ..came_in(1)
    };
    shop.enters(quiet).await.unwrap();
    assert_eq!(shop.warned_since(mark).await, []);
    assert_eq!((mark_at().await, shop.units().await), (0, 1));
    let wrong = shop.enters(low("10001")).await;
    assert_eq!(refused(wrong), Code::NOT_A_NUMBER);
    let nothing = shop.enters(StockForm::default()).await;
    assert_eq!(refused(nothing), Code::REQUIRED);
    let cx = county.station.cx().await;
    let strange = shop::receive(&cx, shop.here(low("9"))).await;
    assert!(matches!(
        refused(strange),
        Code::NOT_FOUND | Code::NOT_YOURS
    ));
    assert_eq!(mark_at().await, 0);
    shop.adds_up().await;
});

both!(nobody_pays_a_price_they_did_not_see, |county| async {
    let shop = Shop::open(&county, 3, 40).await;
    let somebody = county.crowd(1, 100).await.remove(0);
    let form = somebody.form_id();
    let presses = async |shown| shop::redeem(&somebody, shop.wish(form.clone(), shown)).await;
    for changed in [60, 20] {
        shop.changes_to(detergent(changed)).await;
        for shown in [Some(40), None] {
            assert_eq!(refused(presses(shown).await), Code::PRICE_CHANGED);
        }
        let mine = shop::mine(&somebody, None).await.unwrap();
        assert_eq!(mine.rows, []);
        assert_eq!((balance(&somebody).await, shop.units().await), (100, 3));
    }
    presses(Some(20)).await.unwrap();
    assert_eq!((balance(&somebody).await, shop.units().await), (80, 2));
    shop.adds_up().await;
});

both!(what_was_redeemed_stays_what_it_was, |county| async {
    let shop = Shop::open(&county, 5, 40).await;
    let crowd = county.crowd(2, 100).await;
    for somebody in &crowd {
        shop.redeems(somebody).await.unwrap();
    }
    shop.hands_out(&shop.code(&crowd[0]).await).await.unwrap();
    let waiting = shop.code(&crowd[1]).await;
    let keeper = shop.keeper.cx().await;
    let month = {
        let (year, month, _) = county.now().date().ymd();
        format!("{year}-{month:02}")
    };
    let before = shop::settlement(&keeper, shop.id, &month).await.unwrap();
    assert_eq!(before.sums(), [("惠民超市", "洗衣液", 1, 40)]);

    let other = RewardForm {
        title: "大米".to_owned(),
        sponsor: "城内社区居委会".to_owned(),
        ..detergent(90)
    };
    shop.changes_to(other).await;
    let after = shop::settlement(&keeper, shop.id, &month).await.unwrap();
    assert_eq!(after, before);
    let seen = shop::pick_up(&keeper, &waiting).await.unwrap();
    assert_eq!(seen.title, "洗衣液");
    for somebody in &crowd {
        let mine = shop::mine(somebody, None).await.unwrap();
        assert_eq!(mine.rows[0].title, "洗衣液");
    }

    county.later(7 * DAY);
    let mark = county.mark().await;
    county.ticks().await;
    let told = county.told_since(mark).await;
    let expired = Message::Shop(domain::shop::Message::RedemptionExpired {
        title: "洗衣液".to_owned(),
        points: 40,
    });
    assert!(
        told.iter().any(|(_, notice)| *notice == expired),
        "{told:?}"
    );
});

both!(the_window_shows_what_one_can_afford, |county| async {
    let shop = Shop::open(&county, 4, 70).await;
    let poor = county.crowd(1, 50).await.remove(0);
    let window = |affordable| RewardFilter {
        affordable,
        ..RewardFilter::default()
    };
    let (points, all) = shop::rewards(&poor, &window(false)).await.unwrap();
    assert_eq!((points, all.rows.len()), (Some(50), 1));
    assert_eq!(
        all.rows.first().map(|card| (card.price, card.units)),
        Some((70, 4))
    );
    assert!(
        shop::rewards(&poor, &window(true))
            .await
            .unwrap()
            .1
            .rows
            .is_empty()
    );
    let visitor = county.visitor().cx().await;
    assert_eq!(
        shop::rewards(&visitor, &window(true)).await.unwrap().0,
        None
    );
    let view = shop::view(&visitor, shop.reward).await.unwrap();
    assert_eq!(view.shops.first().map(|shop| shop.units), Some(4));
});

both!(
    of_a_thousand_who_want_ten_rewards_ten_have_one,
    |county| async {
        const PEOPLE: i64 = 1000;
        const UNITS: i64 = 10;
        let shop = Shop::open(&county, UNITS, 60).await;
        let mut tasks = tokio::task::JoinSet::new();
        for cx in county.crowd(PEOPLE, 100).await {
            let form = shop.wish(cx.form_id(), Some(60));
            tasks.spawn(async move { shop::redeem(&cx, form).await });
        }
        let answers = tasks.join_all().await;
        let (held, refusals): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!(held.len() as i64, UNITS);
        for refusal in refusals {
            assert_eq!(refused(refusal), Code::OUT_OF_STOCK);
        }
        assert_eq!(shop.units().await, 0);
        shop.adds_up().await;
    }
);

/// Something that happens in a shop. What the rules refuse at that moment does not happen.
#[derive(Clone, Debug)]
enum Deed {
    Redeem(usize),
    HandOut(usize),
    Cancel(usize),
    Receive(i64),
    Count(i64),
    Reprice(i64),
    Days(i64),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        4 => (0_usize..4).prop_map(Deed::Redeem),
        2 => (0_usize..8).prop_map(Deed::HandOut),
        1 => (0_usize..8).prop_map(Deed::Cancel),
        1 => (1_i64..4).prop_map(Deed::Receive),
        1 => (-3_i64..3).prop_map(Deed::Count),
        1 => (10_i64..90).prop_map(Deed::Reprice),
        1 => (1_i64..9).prop_map(Deed::Days),
    ];
    prop::collection::vec(deed, 5..30)
}

async fn happens(
    shop: &Shop,
    people: &[Cx],
    held: &mut Vec<(usize, RedemptionId, String)>,
    deed: Deed,
) {
    match deed {
        Deed::Redeem(who) => {
            if let Ok(id) = shop.redeems(&people[who]).await {
                held.push((who, id, shop.code(&people[who]).await));
            }
        }
        Deed::HandOut(at) => {
            if let Some((.., code)) = held.get(at) {
                let _ = shop.hands_out(code).await;
            }
        }
        Deed::Cancel(at) => {
            if let Some((who, id, _)) = held.get(at) {
                let _ = cancels(&people[*who], *id).await;
            }
        }
        Deed::Receive(units) => shop.receives(units).await,
        Deed::Count(change) => {
            let _ = shop.enters(counted(change)).await;
        }
        Deed::Reprice(price) => {
            let form = RewardForm {
                per_person: "3".to_owned(),
                per_days: "10".to_owned(),
                ..detergent(price)
            };
            shop.changes_to(form).await;
        }
        Deed::Days(days) => {
            shop.county.later(days * DAY);
            shop.county.ticks().await;
        }
    }
}

proptest! {
    #![proptest_config(histories(12))]

    /// On SQLite only: it is the arithmetic that is tried here, and the engines are tried elsewhere.
    #[test]
    fn whatever_happens_in_a_shop_points_and_stock_add_up(deeds in deeds()) {
        in_time(move || async move {
            let county = County::sqlite().await;
            let shop = Shop::open(&county, 3, 40).await;
            let people = county.crowd(4, 120).await;
            let mut held = Vec::new();
            for deed in deeds {
                // A request's time is the county's, not that of its first request.
                let people: Vec<Cx> = people.iter().map(|cx| county.cx(cx.actor.clone())).collect();
                happens(&shop, &people, &mut held, deed).await;
            }
            shop.adds_up().await;
        });
    }
}

both!(
    a_months_budget_warns_once_and_the_month_can_be_settled,
    |county| async {
        let shop = Shop::open(&county, 5, 40).await;
        let admin = county.admin.cx().await;
        let budget = |points: &str| BudgetForm {
            shop: shop.id.to_string(),
            budget: points.to_owned(),
            ..BudgetForm::default()
        };
        shop::set_budget(&admin, budget("100")).await.unwrap();
        let month = {
            let (year, month, _) = county.now().date().ymd();
            format!("{year}-{month:02}")
        };
        let mut alarms = Vec::new();
        for somebody in county.crowd(3, 100).await {
            shop.redeems(&somebody).await.unwrap();
            let mark = county.mark().await;
            shop.hands_out(&shop.code(&somebody).await).await.unwrap();
            let told = county.told_since(mark).await;
            alarms.push(
                told.into_iter()
                    .filter_map(|(_, notice)| match notice {
                        Message::Shop(domain::shop::Message::BudgetReached { percent, .. }) => {
                            Some(percent)
                        }
                        _ => None,
                    })
                    .collect::<Vec<_>>(),
            );
        }
        // 40, 80 and 120 of 100 points; the shop's station, the centre and the keeper are told.
        assert_eq!(alarms, [vec![], vec![80; 3], vec![100; 3]]);
        let keeper = shop.keeper.cx().await;
        let settled = shop::settlement(&keeper, shop.id, &month).await.unwrap();
        assert_eq!(settled.sums(), [("惠民超市", "洗衣液", 3, 120)]);
        assert_eq!(settled.budget, Some(100));
        let desk = shop::desk(&keeper).await.unwrap();
        assert_eq!((desk[0].spent, desk[0].budget), (120, Some(100)));
        // Another month has nothing in it; others see no settlement and set no budget.
        let before = shop::settlement(&keeper, shop.id, "2020-01").await.unwrap();
        assert_eq!(before.lines, []);
        for other in [&county.resident, &county.leader, &county.neighbour] {
            let cx = other.cx().await;
            let refusals = [
                refused(shop::settlement(&cx, shop.id, &month).await.map(drop)),
                refused(shop::set_budget(&cx, budget("1")).await),
            ];
            assert_eq!(refusals[0], Code::NOT_FOUND);
            assert!(matches!(refusals[1], Code::NOT_FOUND | Code::NOT_YOURS));
        }
        assert_eq!(
            refused(
                shop::settlement(&keeper, shop.id, "2020-13")
                    .await
                    .map(drop)
            ),
            Code::NOT_A_DATE
        );
    }
);

both!(what_comes_back_is_as_old_as_it_was, |county| async {
    let shop = Shop::open(&county, 1, 40).await;
    let somebody = county.crowd(1, 100).await.remove(0);
    // The last day of what they have.
    county.later(731 * DAY);
    let that_day = county.cx(somebody.actor.clone());
    shop.redeems(&that_day).await.unwrap();
    county.later(DAY);
    county.ticks().await;
    assert_eq!(balance(&somebody).await, 0, "but for what is held");
    county.later(7 * DAY);
    county.ticks().await;
    assert_eq!(shop.units().await, 1);
    assert_eq!(balance(&somebody).await, 0);
    let lines = ledger::statement(&somebody, None).await.unwrap().1;
    let moved: Vec<_> = lines
        .rows
        .iter()
        .map(|line| (line.rule, line.amount))
        .take(3)
        .collect();
    assert_eq!(
        moved,
        [
            (Rule::Expiry, -40),
            (Rule::Returned, 40),
            (Rule::Expiry, -60)
        ]
    );
    shop.adds_up().await;
});
