//! Server functions of stars.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::page::Page;
use domain::stars::{
    AwardForm, MyStars, Nominee, StarCase, StarNoticeView, StarRule, StarRuleForm,
};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, fault, refuse},
    domain::Code,
    store::stars,
};

/// One's own stars, and an id for the page's forms.
#[server(endpoint = "stars/mine", input = GetUrl)]
pub async fn mine() -> Result<(MyStars, String), Fault> {
    let cx = cx()?;
    Ok((stars::mine(&cx).await.map_err(fault)?, cx.form_id()))
}

/// Applies for a star of one's own.
#[server(endpoint = "stars/apply")]
pub async fn apply(
    #[server(default)] request_id: String,
    #[server(default)] star: String,
) -> Result<(), Fault> {
    stars::apply(&cx()?, &request_id, &star)
        .await
        .map_err(fault)?;
    Ok(())
}

/// Takes one's own application back.
#[server(endpoint = "stars/withdraw")]
pub async fn withdraw(
    #[server(default)] request_id: String,
    #[server(default)] id: String,
) -> Result<(), Fault> {
    let id = id.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    stars::withdraw(&cx()?, &request_id, id)
        .await
        .map_err(fault)
}

/// What the desk's page of stars shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StarDesk {
    /// Applications of one's subtree.
    pub cases: Page<StarCase>,
    /// Every line of the table, the newest first.
    pub rules: Vec<StarRule>,
    /// Whether the viewer may add one.
    pub sets: bool,
    /// The id for this page's forms.
    pub request_id: String,
}

/// Stars at the desk: those in a state, or all that are on their way.
#[server(endpoint = "stars/desk", input = GetUrl)]
pub async fn desk(
    #[server(default)] state: String,
    #[server(default)] after: String,
) -> Result<StarDesk, Fault> {
    let cx = cx()?;
    let cases = stars::queue(&cx, state.parse().ok(), Some(after.as_str()))
        .await
        .map_err(fault)?;
    let mut rules = stars::rules(&cx).await.map_err(fault)?;
    rules.sort_by_key(|rule| (std::cmp::Reverse(rule.from), rule.star));
    Ok(StarDesk {
        cases,
        rules,
        sets: stars::may_set(&cx),
        request_id: cx.form_id(),
    })
}

/// Approves an application, or returns it.
#[server(endpoint = "stars/review")]
pub async fn review(
    #[server(default)] request_id: String,
    #[server(default)] id: String,
    #[server(default)] verdict: String,
    #[server(default)] words: String,
) -> Result<(), Fault> {
    let id = id.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    let verdict = verdict.parse().map_err(refuse)?;
    stars::review(&cx()?, &request_id, id, verdict, &words)
        .await
        .map_err(fault)
}

/// Awards a star, or records which body did.
#[server(endpoint = "stars/award")]
pub async fn award(#[server(flatten)] form: AwardForm) -> Result<(), Fault> {
    stars::award(&cx()?, form).await.map_err(fault)
}

/// Adds a line to the table of stars.
#[server(endpoint = "stars/enter_rule")]
pub async fn enter_rule(#[server(flatten)] form: StarRuleForm) -> Result<(), Fault> {
    stars::enter_rule(&cx()?, form).await.map_err(fault)?;
    Ok(())
}

/// Stars in public notice, with an id for the page's forms.
#[server(endpoint = "stars/notices", input = GetUrl)]
pub async fn notices(
    #[server(default)] after: String,
) -> Result<(Page<StarNoticeView>, String), Fault> {
    let cx = cx()?;
    let page = stars::notices(&cx, Some(after.as_str()))
        .await
        .map_err(fault)?;
    Ok((page, cx.form_id()))
}

/// Objects to a star in public notice.
#[server(endpoint = "stars/object")]
pub async fn object(
    #[server(default)] request_id: String,
    #[server(default)] id: String,
    #[server(default)] words: String,
) -> Result<(), Fault> {
    let id = id.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    stars::object(&cx()?, &request_id, id, &words)
        .await
        .map_err(fault)
}

/// The members whom the team's leader can nominate, and an id for the forms.
#[server(endpoint = "stars/nominees", input = GetUrl)]
pub async fn nominees(#[server(default)] team: String) -> Result<(Vec<Nominee>, String), Fault> {
    let cx = cx()?;
    let team = team.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    let members = stars::nominees(&cx, team).await.map_err(fault)?;
    Ok((members, cx.form_id()))
}

/// Nominates a member for the highest star they have reached.
#[server(endpoint = "stars/nominate")]
pub async fn nominate(
    #[server(default)] request_id: String,
    #[server(default)] team: String,
    #[server(default)] volunteer: String,
) -> Result<(), Fault> {
    let team = team.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    let volunteer = volunteer.parse().map_err(|_| refuse(Code::NOT_FOUND))?;
    stars::nominate(&cx()?, &request_id, team, volunteer)
        .await
        .map_err(fault)?;
    Ok(())
}
