//! Server functions of stars.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::notices::{CaseForm, NoticeView, ObjectionForm, ReviewForm};
use domain::page::Page;
use domain::stars::{
    ApplyForm, AwardForm, MyStars, Nominee, NomineeForm, NoticedStar, StarCase, StarRule,
    StarRuleForm,
};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {crate::request::cx, store::stars};

/// One's own stars, and an id for the page's forms.
#[server(endpoint = "stars/mine", input = GetUrl)]
pub async fn mine() -> Result<(MyStars, String), Fault> {
    let cx = cx()?;
    Ok((stars::mine(&cx).await?, cx.form_id()))
}

/// Applies for a star of one's own.
#[server(endpoint = "stars/apply")]
pub async fn apply(#[server(flatten)] form: ApplyForm) -> Result<(), Fault> {
    stars::apply(&cx()?, form).await?;
    Ok(())
}

/// Takes one's own application back.
#[server(endpoint = "stars/withdraw")]
pub async fn withdraw(#[server(flatten)] form: CaseForm) -> Result<(), Fault> {
    Ok(stars::withdraw(&cx()?, form).await?)
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
    let cases = stars::queue(&cx, state.parse().ok(), Some(after.as_str())).await?;
    let mut rules = stars::rules(&cx).await?;
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
pub async fn review(#[server(flatten)] form: ReviewForm) -> Result<(), Fault> {
    Ok(stars::review(&cx()?, form).await?)
}

/// Awards a star, or records which body did.
#[server(endpoint = "stars/award")]
pub async fn award(#[server(flatten)] form: AwardForm) -> Result<(), Fault> {
    Ok(stars::award(&cx()?, form).await?)
}

/// Adds a line to the table of stars.
#[server(endpoint = "stars/enter_rule")]
pub async fn enter_rule(#[server(flatten)] form: StarRuleForm) -> Result<(), Fault> {
    stars::enter_rule(&cx()?, form).await?;
    Ok(())
}

/// Stars in public notice, with an id for the page's forms.
#[server(endpoint = "stars/notices", input = GetUrl)]
pub async fn notices(
    #[server(default)] after: String,
) -> Result<(Page<NoticeView<NoticedStar>>, String), Fault> {
    let cx = cx()?;
    let page = stars::notices(&cx, Some(after.as_str())).await?;
    Ok((page, cx.form_id()))
}

/// Objects to a star in public notice.
#[server(endpoint = "stars/object")]
pub async fn object(#[server(flatten)] form: ObjectionForm) -> Result<(), Fault> {
    Ok(stars::object(&cx()?, form).await?)
}

/// The members whom the team's leader can nominate, and an id for the forms.
#[server(endpoint = "stars/nominees", input = GetUrl)]
pub async fn nominees(#[server(default)] team: String) -> Result<(Vec<Nominee>, String), Fault> {
    let cx = cx()?;
    let team = team.parse()?;
    let members = stars::nominees(&cx, team).await?;
    Ok((members, cx.form_id()))
}

/// Nominates a member for the highest star they have reached.
#[server(endpoint = "stars/nominate")]
pub async fn nominate(#[server(flatten)] form: NomineeForm) -> Result<(), Fault> {
    stars::nominate(&cx()?, form).await?;
    Ok(())
}
