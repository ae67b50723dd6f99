//! What people are told about rewards and their shops.

messages! {
    /// What people are told about rewards and their shops.
    Message {
        /// To a volunteer: a reward was not picked up, and its points are back.
        RedemptionExpired { title: String, points: i64 },
        /// To a shop's org and its keepers: a reward is running out.
        StockLow { shop: String, title: String },
        /// To a shop's org, its keepers and the centre: what was handed out this month has reached a share of its budget.
        BudgetReached { shop: String, percent: i64, budget: i64 },
    }
}
