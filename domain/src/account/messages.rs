//! What people are told about their account.

messages! {
    /// What people are told about their account.
    Message {
        /// The six digits that sign somebody in. The only message that is not kept.
        LoginCode { code: String },
        /// To somebody who has registered as a volunteer.
        Welcome { no: String },
    }
}
