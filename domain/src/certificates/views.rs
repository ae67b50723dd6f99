//! What pages and files show of certificates.

use super::{Period, Snapshot, State, Truth};
use crate::ids::CertificateRequestId;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What anybody may know of a certificate whose number they have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifiedView {
    /// What it says.
    pub snapshot: Snapshot,
    /// What is to be thought of it.
    pub truth: Truth,
    /// When it was revoked. Why it was is no stranger's business.
    pub revoked: Option<Timestamp>,
}

/// A certificate for its owner and for the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateView {
    /// What everybody sees.
    pub public: VerifiedView,
    /// Why it was revoked; empty while it is in force.
    pub reason: String,
    /// The volunteer's whole name on the day of issue.
    pub name: String,
    /// The whole volunteer number.
    pub volunteer_no: String,
    /// Signature and text, as the QR carries them.
    pub payload: String,
    /// Whether the viewer may revoke it.
    pub revocable: bool,
    /// The id for this page's form.
    pub request_id: String,
}

/// A request in its volunteer's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// Its id.
    pub id: CertificateRequestId,
    /// Where it stands.
    pub state: State,
    /// The days it asks for.
    pub period: Period,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Why it was sent back, or its certificate revoked.
    pub reason: String,
    /// The certificate's number, once there is one.
    pub no: Option<String>,
}

/// A request at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskView {
    /// What its volunteer sees.
    pub request: RequestView,
    /// The volunteer's name.
    pub name: String,
    /// Their number.
    pub volunteer_no: String,
    /// What they need it for.
    pub purpose: String,
    /// Minutes: those that are certified, or those that would be now.
    pub minutes: i64,
    /// Whether it is the viewer's own.
    pub own: bool,
}

/// A public key that has signed certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// The first eight hexadecimal digits of its SHA-256.
    pub id: String,
    /// Its 32 bytes in base64url.
    pub key: String,
}

/// What verifying without a network needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trusted {
    /// When this was written down.
    pub at: Timestamp,
    /// Every key that has signed certificates.
    pub keys: Vec<PublicKey>,
    /// Revoked certificates, each as the SHA-256 of its signature in hexadecimal, with when.
    ///
    /// Whoever holds a certificate can look it up, for its QR carries the signature. Numbers would be an index to revoked
    /// people, and hashes of numbers could be tried out.
    pub revoked: Vec<(String, Timestamp)>,
}
