//! What messages about shop say.

use crate::locale::text;
use crate::words::{Words, clip};
use domain::shop::Message;

impl Words for Message {
    fn in_app(&self) -> String {
        use text::message as say;
        match self {
            Self::RedemptionExpired { title, points } => say::redemption_expired(title, *points),
            Self::StockLow { shop, title } => say::stock_low(shop, title),
            Self::BudgetReached {
                shop,
                percent,
                budget,
            } => say::budget_reached(shop, *percent, *budget),
        }
    }

    fn in_short(&self) -> String {
        use text::sms as say;
        match self {
            Self::RedemptionExpired { title, points } => {
                say::redemption_expired(clip(title), *points)
            }
            Self::StockLow { shop, title } => say::stock_low(clip(shop), clip(title)),
            Self::BudgetReached {
                shop,
                percent,
                budget,
            } => say::budget_reached(clip(shop), *percent, *budget),
        }
    }

    fn leads_to(&self) -> String {
        match self {
            Self::RedemptionExpired { .. } => "/me/rewards".to_owned(),
            Self::StockLow { .. } | Self::BudgetReached { .. } => "/shop".to_owned(),
        }
    }
}
