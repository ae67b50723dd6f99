//! What people are told about honours.

use crate::time::Timestamp;

messages! {
    /// What people are told about honours.
    Message {
        /// To an institute or the centre: a nomination waits.
        HonourWaits { title: String },
        /// To who is nominated, or answers for it: please say whether it may be published.
        HonourNominated { title: String },
        /// To the same: approved, and in public notice until then.
        HonourNoticed { title: String, until: Timestamp },
        /// To whoever is honoured or answers for it: in public notice until then, longer than they were told.
        HonourProlonged { title: String, until: Timestamp },
        /// To the same: somebody objected, and staff look at it again.
        HonourObjected { title: String },
        /// To the same: it was returned.
        HonourReturned { title: String, reason: String },
        /// To the same: it was awarded.
        HonourAwarded { title: String },
    }
}
