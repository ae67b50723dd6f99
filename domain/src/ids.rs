//! Newtype ids: an order's id cannot be handed in where a team's is wanted.

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::error::Code;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                // Ids arrive in addresses, and one that cannot be read names nothing. A form that chooses by id says
                // that it was no choice: see `required_id`.
                text.trim().parse().map(Self).map_err(|_| crate::error::Code::NOT_FOUND)
            }
        }

        #[cfg(any(test, feature = "testing"))]
        impl crate::notify::Sample for $name {
            fn sample(_: &str, _: &dyn Fn(&str) -> String) -> Self {
                Self(7)
            }
        }
    )+};
}

ids! {
    /// A person who can sign in.
    AccountId,
    /// A signed-in device.
    SessionId,
    /// A centre, an institute or a station.
    OrgId,
    /// A role that an account holds at an org.
    GrantId,
    /// A registered volunteer.
    VolunteerId,
    /// A volunteer team.
    TeamId,
    /// A group of the menu.
    CategoryId,
    /// A line of the menu.
    ItemId,
    /// An order.
    OrderId,
    /// An order offered to a team or an org.
    OfferId,
    /// What somebody said of a service they got.
    RatingId,
    /// One volunteer's service on one order.
    AttendanceId,
    /// A line of the hours ledger.
    HoursEntryId,
    /// Something that points buy.
    RewardId,
    /// A points shop.
    ShopId,
    /// A line of the stock's ledger.
    StockLineId,
    /// A reward held for somebody.
    RedemptionId,
    /// A request for a service certificate.
    CertificateRequestId,
    /// A service certificate.
    CertificateId,
    /// A line of the table of stars.
    StarRuleId,
    /// An application for a star.
    StarApplicationId,
    /// A campaign that honours people.
    CampaignId,
    /// A nomination for an honour.
    NominationId,
    /// A picture.
    PictureId,
    /// A line of the table of earning rules.
    EarningRuleId,
    /// A grant or deduction of points that two staff members decide on.
    PointsRequestId,
    /// A points account.
    PointsAccountId,
    /// A points transfer.
    TransferId,
    /// A message waiting in the outbox.
    MessageId,
    /// A message in somebody's in-app inbox.
    InboxId,
}
