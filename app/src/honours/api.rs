//! Server functions of honours.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::honours::{
    AnswerForm, AwardView, CampaignForm, CampaignView, MyHonour, NominationCase, NominationForm,
    NominationRow, NoticedHonour,
};
use domain::notices::{CaseForm, NoticeView, ObjectionForm, ReviewForm};
use domain::page::Page;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, go},
    domain::notices::Verdict,
    store::honours,
};

/// Honours that were awarded, and the campaigns.
#[server(endpoint = "honours/awarded", input = GetUrl)]
pub async fn awarded(
    #[server(default)] after: String,
) -> Result<(Page<AwardView>, Vec<CampaignView>), Fault> {
    let cx = cx()?;
    let page = honours::awarded(&cx, Some(after.as_str())).await?;
    let campaigns = honours::campaigns(&cx, None).await?;
    Ok((page, campaigns.rows))
}

/// Nominations in public notice, and an id for the page's forms.
#[server(endpoint = "honours/notices", input = GetUrl)]
pub async fn notices(
    #[server(default)] after: String,
) -> Result<(Page<NoticeView<NoticedHonour>>, String), Fault> {
    let cx = cx()?;
    let page = honours::notices(&cx, Some(after.as_str())).await?;
    Ok((page, cx.form_id()))
}

/// Objects to an honour in public notice.
#[server(endpoint = "honours/object")]
pub async fn object(#[server(flatten)] form: ObjectionForm) -> Result<(), Fault> {
    Ok(honours::object(&cx()?, form).await?)
}

/// What the page to nominate on shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationPage {
    /// The campaign.
    pub campaign: CampaignView,
    /// Ids and names of whom the viewer can nominate, as many as a list shows.
    pub choices: Vec<(String, String)>,
    /// Whether there are more, which only a search finds.
    pub more: bool,
    /// The words that were searched for.
    pub q: String,
    /// Whether they can name a volunteer by number.
    pub by_no: bool,
    /// The id for this page's form.
    pub request_id: String,
}

/// A campaign, and whom one can nominate for it.
#[server(endpoint = "honours/choices", input = GetUrl)]
pub async fn choices(
    #[server(default)] campaign: String,
    #[server(default)] q: String,
) -> Result<NominationPage, Fault> {
    let cx = cx()?;
    let id = campaign.parse()?;
    let choices = honours::choices(&cx, id, &q).await?;
    let found = choices.found.into_iter();
    Ok(NominationPage {
        campaign: choices.campaign,
        choices: found.map(|(id, name)| (id.to_string(), name)).collect(),
        more: choices.more,
        q,
        by_no: choices.by_no,
        request_id: cx.form_id(),
    })
}

/// Nominates for a campaign.
#[server(endpoint = "honours/nominate")]
pub async fn nominate(#[server(flatten)] form: NominationForm) -> Result<(), Fault> {
    honours::nominate(&cx()?, form).await?;
    go("/honours?nominated=1");
    Ok(())
}

/// Nominations of oneself, with an id for the page's forms.
#[server(endpoint = "honours/mine", input = GetUrl)]
pub async fn mine() -> Result<(Vec<MyHonour>, String), Fault> {
    let cx = cx()?;
    Ok((honours::mine(&cx).await?, cx.form_id()))
}

/// Lets one's own honour be published, or not.
#[server(endpoint = "honours/answer")]
pub async fn answer(#[server(flatten)] form: AnswerForm) -> Result<(), Fault> {
    Ok(honours::answer(&cx()?, form).await?)
}

/// What the desk's page of honours shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HonourDesk {
    /// Nominations of one's subtree.
    pub rows: Page<NominationRow>,
    /// The campaigns, the newest first.
    pub campaigns: Vec<CampaignView>,
    /// Whether the viewer may open one.
    pub opens: bool,
    /// The id for this page's form.
    pub request_id: String,
}

/// Nominations of one's subtree in a state, or those that are on their way; and the campaigns.
#[server(endpoint = "honours/desk", input = GetUrl)]
pub async fn desk(
    #[server(default)] state: String,
    #[server(default)] after: String,
) -> Result<HonourDesk, Fault> {
    let cx = cx()?;
    let rows = honours::queue(&cx, state.parse().ok(), Some(after.as_str())).await?;
    let campaigns = honours::campaigns(&cx, None).await?;
    Ok(HonourDesk {
        rows,
        campaigns: campaigns.rows,
        opens: honours::may_open(&cx),
        request_id: cx.form_id(),
    })
}

/// A nomination with everything that one decides by, and an id for the page's forms.
#[server(endpoint = "honours/case", input = GetUrl)]
pub async fn case(#[server(default)] id: String) -> Result<(NominationCase, String), Fault> {
    let cx = cx()?;
    let id = id.parse()?;
    Ok((honours::case(&cx, id).await?, cx.form_id()))
}

/// Opens a campaign.
#[server(endpoint = "honours/open")]
pub async fn open(#[server(flatten)] form: CampaignForm) -> Result<(), Fault> {
    honours::open(&cx()?, form).await?;
    Ok(())
}

/// Approves a nomination.
#[server(endpoint = "honours/approve")]
pub async fn approve(#[server(flatten)] form: ReviewForm) -> Result<(), Fault> {
    Ok(honours::review(&cx()?, form.with(Verdict::Approve)).await?)
}

/// Returns a nomination with a reason.
#[server(endpoint = "honours/give_back")]
pub async fn give_back(#[server(flatten)] form: ReviewForm) -> Result<(), Fault> {
    Ok(honours::review(&cx()?, form.with(Verdict::Return)).await?)
}

/// Awards an honour.
#[server(endpoint = "honours/award")]
pub async fn award(#[server(flatten)] form: CaseForm) -> Result<(), Fault> {
    Ok(honours::award(&cx()?, form).await?)
}
