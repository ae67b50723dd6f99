//! What people are told, in their inbox and by SMS: the messages of every feature, and how they are delivered.

use crate::ids::InboxId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

pub use crate::gathered::Message;

/// What stands in a field of a sample.
#[cfg(any(test, feature = "testing"))]
pub(crate) trait Sample {
    fn sample(field: &str, words: &dyn Fn(&str) -> String) -> Self;
}

#[cfg(any(test, feature = "testing"))]
impl Sample for String {
    fn sample(field: &str, words: &dyn Fn(&str) -> String) -> Self {
        words(field)
    }
}

#[cfg(any(test, feature = "testing"))]
impl Sample for i64 {
    fn sample(field: &str, _: &dyn Fn(&str) -> String) -> Self {
        // No two alike, so that none can stand for another.
        field.bytes().map(i64::from).sum::<i64>() % 90 + 5
    }
}

#[cfg(any(test, feature = "testing"))]
impl Sample for Timestamp {
    fn sample(_: &str, _: &dyn Fn(&str) -> String) -> Self {
        // Midnight before a Thursday.
        Self(1_795_622_400_000)
    }
}

words! {
    /// Where a message stands.
    Delivery {
        /// Written, waits for the worker.
        Queued = "queued",
        /// A worker has it.
        Sending = "sending",
        /// The gateway has taken it.
        Sent = "sent",
        /// Given up after the last try.
        Failed = "failed",
    }
}

/// How often a message is tried.
pub const TRIES: i32 = 8;
/// How long a worker may hold a message before another takes it for lost, in milliseconds.
pub const LEASE: i64 = crate::time::MINUTE;

/// How long to wait after the `n`th failed try, in milliseconds: 10 s, doubling, at most an hour.
pub fn back_off(n: i32) -> i64 {
    (10_000_i64 << n.clamp(1, 12).saturating_sub(1)).min(crate::time::HOUR)
}

/// A message in somebody's inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxView {
    /// Its id.
    pub id: InboxId,
    /// When.
    pub at: Timestamp,
    /// What; nothing where this version of the program cannot read it.
    pub message: Option<Message>,
    /// Whether it was seen.
    pub read: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_kept_as_the_committed_json() {
        let samples = Message::samples(&|field| format!("<{field}>"));
        let kept: Vec<String> = samples
            .iter()
            .map(|message| serde_json::to_string(message).unwrap())
            .collect();
        insta::assert_snapshot!(kept.join("\n"));
        for (message, kept) in samples.iter().zip(&kept) {
            assert_eq!(
                &serde_json::from_str::<Message>(kept).unwrap(),
                message,
                "{kept}"
            );
        }
        assert!(serde_json::from_str::<Message>(r#"{"kind":"of_another_version"}"#).is_err());
    }

    #[test]
    fn waits_double_up_to_an_hour() {
        assert_eq!(
            (back_off(1), back_off(2), back_off(3)),
            (10_000, 20_000, 40_000)
        );
        assert_eq!(back_off(i32::MAX), crate::time::HOUR);
        assert_eq!(back_off(0), 10_000);
    }
}
