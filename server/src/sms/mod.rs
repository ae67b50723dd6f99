//! SMS gateways. A gateway is told each message's id and sends none twice.

mod http;
mod log;

pub use http::{HttpGateway, Secrets};
pub use log::{LogGateway, Logged};

use domain::account::Phone;
use domain::ids::MessageId;
use domain::time::Timestamp;
use futures::future::BoxFuture;

/// A message on its way out.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Its id: the key by which a gateway knows a message that it has taken before.
    pub id: MessageId,
    /// The number.
    pub phone: Phone,
    /// The words.
    pub text: String,
    /// The time of this attempt.
    pub at: Timestamp,
}

/// Sends messages.
pub trait Gateway: Send + Sync {
    /// Sends a message, unless one with its id was sent before. Fails with a cause for the log that names no person.
    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<(), String>>;
}
