//! What people are told: one enum of messages, each with a text in every locale.

use crate::ids::{InboxId, TeamId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A message. It names services, teams, times and numbers, never a phone, and whole names only to those who serve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The six digits that sign somebody in. The only message that is not kept.
    LoginCode {
        /// The digits.
        code: String,
    },
    /// To the requester: we have your order.
    OrderPlaced {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
    },
    /// To the desk: an order waits to be screened.
    OrderWaits {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
    },
    /// To the requester: please say more.
    InfoAsked {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// What is missing.
        reason: String,
    },
    /// To the desk: the requester has said more.
    InfoGiven {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
    },
    /// To the requester: we cannot do it.
    OrderRejected {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// Why.
        reason: String,
    },
    /// To a leader or an org's staff: will you take it?
    OfferMade {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// Until when.
        deadline: Timestamp,
    },
    /// To a leader, an org's staff, and those who were to go: it was taken back.
    OfferWithdrawn {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
    },
    /// To the desk: the offer was declined or not answered.
    OfferReturned {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// Who had it.
        by: String,
    },
    /// To the requester: somebody takes it on.
    OrderAccepted {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// Who.
        by: String,
    },
    /// To the requester: this is when.
    OrderScheduled {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// When.
        from: Timestamp,
    },
    /// To a volunteer: you are asked to go.
    ShiftAssigned {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// When.
        from: Timestamp,
    },
    /// To the requester: it has begun.
    ServiceStarted {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
    },
    /// To the requester: it is done; please rate it.
    OrderDelivered {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
    },
    /// To whoever holds it: it was rated.
    OrderRated {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// One to five.
        stars: i64,
    },
    /// To the requester: closed without a rating.
    OrderClosed {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
    },
    /// To those who hold it, or to the requester: called off.
    OrderCancelled {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// Why.
        reason: String,
    },
    /// To those who hold it, and to the org above: it has to be done again.
    OrderReopened {
        /// The order's number.
        no: String,
        /// The service.
        title: String,
        /// Why.
        reason: String,
    },
    /// To a volunteer: confirmed, and in public notice until then.
    HoursNoticed {
        /// The service.
        title: String,
        /// Minutes.
        minutes: i64,
        /// Until when.
        until: Timestamp,
    },
    /// To a volunteer: posted.
    HoursPosted {
        /// The service.
        title: String,
        /// Minutes.
        minutes: i64,
        /// Points they earned.
        points: i64,
    },
    /// To a volunteer: struck by staff.
    HoursStruck {
        /// The service.
        title: String,
    },
    /// To a volunteer: a five-star rating earned points.
    BonusPosted {
        /// The service.
        title: String,
        /// Points.
        points: i64,
    },
    /// To a volunteer: staff have granted points, or taken them back.
    PointsDecided {
        /// Points, negative where they were taken back.
        points: i64,
        /// Why.
        reason: String,
    },
    /// To a volunteer: points expire soon.
    PointsExpiring {
        /// How many.
        points: i64,
        /// From which day on they do.
        on: Timestamp,
    },
    /// To a volunteer: points have expired.
    PointsExpired {
        /// How many.
        points: i64,
    },
    /// To a volunteer: a reward was not picked up, and its points are back.
    RedemptionExpired {
        /// The reward.
        title: String,
        /// Points.
        points: i64,
    },
    /// To a shop's org and its keepers: a reward is running out.
    StockLow {
        /// The shop.
        shop: String,
        /// The reward.
        title: String,
    },
    /// To a shop's org, its keepers and the centre: what was handed out this month has reached a share of its budget.
    BudgetReached {
        /// The shop.
        shop: String,
        /// The share, in percent.
        percent: i64,
        /// The budget, in points.
        budget: i64,
    },
    /// To the desk: somebody asks for a service certificate.
    CertificateAsked {
        /// The volunteer's masked name.
        who: String,
    },
    /// To a volunteer: your service certificate is there.
    CertificateIssued {
        /// Its number.
        no: String,
    },
    /// To a volunteer: your request for one was sent back.
    CertificateReturned {
        /// Why.
        reason: String,
    },
    /// To a volunteer: your certificate was revoked.
    CertificateRevoked {
        /// Its number.
        no: String,
        /// Why.
        reason: String,
    },
    /// To an institute: an application for a star waits.
    StarWaits {
        /// One to five.
        star: i64,
    },
    /// To a volunteer: we have your application for a star.
    StarApplied {
        /// One to five.
        star: i64,
    },
    /// To a volunteer: your leader has nominated you for a star.
    StarNominated {
        /// One to five.
        star: i64,
        /// The team.
        team: String,
    },
    /// To a volunteer: your star is approved, and in public notice until then.
    StarNoticed {
        /// One to five.
        star: i64,
        /// Until when.
        until: Timestamp,
    },
    /// To a volunteer: somebody objected, and staff look at it again.
    StarObjected {
        /// One to five.
        star: i64,
    },
    /// To a volunteer: your application came back.
    StarReturned {
        /// One to five.
        star: i64,
        /// Why.
        reason: String,
    },
    /// To a volunteer: you have a star.
    StarAwarded {
        /// One to five.
        star: i64,
        /// The body that awarded it.
        by: String,
    },
    /// To a volunteer: you have taken your application back.
    StarWithdrawn {
        /// One to five.
        star: i64,
    },
    /// To an institute or the centre: a nomination waits.
    HonourWaits {
        /// The campaign.
        title: String,
    },
    /// To who is nominated, or answers for it: please say whether it may be published.
    HonourNominated {
        /// The campaign.
        title: String,
    },
    /// To the same: approved, and in public notice until then.
    HonourNoticed {
        /// The campaign.
        title: String,
        /// Until when.
        until: Timestamp,
    },
    /// To the same: somebody objected, and staff look at it again.
    HonourObjected {
        /// The campaign.
        title: String,
    },
    /// To the same: it was returned.
    HonourReturned {
        /// The campaign.
        title: String,
        /// Why.
        reason: String,
    },
    /// To the same: it was awarded.
    HonourAwarded {
        /// The campaign.
        title: String,
    },
    /// To a volunteer: you lead this team from now on.
    LeaderNamed {
        /// The team.
        team: TeamId,
        /// Its name.
        name: String,
    },
    /// To a volunteer: you are on this team's roster from now on.
    RosterJoined {
        /// The team.
        team: TeamId,
        /// Its name.
        name: String,
    },
    /// To somebody who has registered as a volunteer.
    Welcome {
        /// Their number.
        no: String,
    },
}

impl Notice {
    /// The number of the order it is about.
    pub fn order_no(&self) -> Option<&str> {
        match self {
            Self::OrderPlaced { no, .. }
            | Self::OrderWaits { no, .. }
            | Self::InfoAsked { no, .. }
            | Self::InfoGiven { no, .. }
            | Self::OrderRejected { no, .. }
            | Self::OfferMade { no, .. }
            | Self::OfferWithdrawn { no, .. }
            | Self::OfferReturned { no, .. }
            | Self::OrderAccepted { no, .. }
            | Self::OrderScheduled { no, .. }
            | Self::ShiftAssigned { no, .. }
            | Self::ServiceStarted { no, .. }
            | Self::OrderDelivered { no, .. }
            | Self::OrderRated { no, .. }
            | Self::OrderClosed { no, .. }
            | Self::OrderCancelled { no, .. }
            | Self::OrderReopened { no, .. } => Some(no),
            _ => None,
        }
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
    /// What.
    pub notice: Notice,
    /// Whether it was seen.
    pub read: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

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
