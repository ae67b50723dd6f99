//! What people see of honours.

use super::{Criteria, Figures, Kind, Publish, State};
use crate::ids::{CampaignId, NominationId};
use crate::notices::May;
use crate::pictures::PictureView;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A campaign as pages show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignView {
    /// Its id.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// What it honours.
    pub about: String,
    /// Whom.
    pub kind: Kind,
    /// The start of the first day whose service counts.
    pub from: Timestamp,
    /// The end of the last one.
    pub to: Timestamp,
    /// When nominations end.
    pub until: Timestamp,
    /// Whether they are open now.
    pub open: bool,
    /// Places to award.
    pub places: i64,
    /// What it asks for.
    pub criteria: Criteria,
}

/// An award in public.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardView {
    /// The nomination.
    pub id: NominationId,
    /// Who or what; masked where nobody agreed to more.
    pub name: String,
    /// The township.
    pub place: String,
    /// The campaign.
    pub campaign: String,
    /// Whom it honours.
    pub kind: Kind,
    /// When it was awarded.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Its pictures, where they may be shown.
    pub pictures: Vec<PictureView>,
}

/// What the public notice shows of an honour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticedHonour {
    /// The campaign.
    pub campaign: String,
}

/// A nomination of oneself, or of what one answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyHonour {
    /// The nomination.
    pub id: NominationId,
    /// The campaign.
    pub campaign: String,
    /// Where it stands.
    pub state: State,
    /// Whether one lets it be published.
    pub publish: Publish,
    /// Whether one may agree to that: minors may not.
    pub may_publish: bool,
    /// Why one was nominated.
    pub reason: String,
    /// What staff said when they returned it.
    pub returned: String,
    /// When.
    pub at: Timestamp,
}

/// A nomination at the desk, in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationRow {
    /// Its id.
    pub id: NominationId,
    /// Who or what.
    pub name: String,
    /// The campaign.
    pub campaign: String,
    /// Where it stands.
    pub state: State,
    /// When it was entered.
    pub at: Timestamp,
}

/// A nomination with everything that one decides by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationCase {
    /// What the list shows.
    pub row: NominationRow,
    /// Where.
    pub place: String,
    /// Who nominated.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Its pictures.
    pub pictures: Vec<PictureView>,
    /// What the books said when it was entered.
    pub then: Figures,
    /// What they say now.
    pub now: Figures,
    /// What the campaign asks for.
    pub criteria: Criteria,
    /// Whether the person lets it be published.
    pub publish: Publish,
    /// When the public notice ends.
    pub until: Option<Timestamp>,
    /// What was said with the last step.
    pub words: String,
    /// Places of the campaign, and how many are awarded.
    pub places: (i64, i64),
    /// What the viewer may do with it now.
    pub may: May,
}
