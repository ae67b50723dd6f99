//! The points shop 积分超市: rewards are held for points, picked up with a code, and given back when nobody comes.

mod forms;
mod machine;
mod messages;
mod views;

pub use forms::{
    BudgetForm, CancelForm, HandOutForm, NewReward, NewShop, NewStock, RedeemForm, RewardForm,
    ShopForm, StockForm, Wish,
};
pub use machine::{
    CODE_LENGTH, Level, State, StockMove, as_shown, budget_alarm, code_of, in_time, low_alarm,
    parse_code, step, within_limit,
};
pub use messages::Message;
pub use views::{
    PickUpView, RedemptionView, RewardCard, RewardView, Settlement, SettlementLine, ShopDesk,
    ShopStock, ShopView, StockLine,
};

use machine::ALARMS;

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    words: word_sets! {
        "redemption_state": State,
    },
    numbers: &[
        ("PICK_UP_LETTERS", &CODE_LENGTH),
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
