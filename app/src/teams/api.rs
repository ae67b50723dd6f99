//! Server functions of teams.

#![expect(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments, which carry their names"
)]

use crate::error::Fault;
use domain::orders::OrderCard;
use domain::page::Page;
use domain::teams::{MemberView, TeamForm, TeamView};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::request::{cx, go},
    store::{orders, teams},
};

/// What a team's page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamPage {
    /// The team.
    pub team: TeamView,
    /// Its people; numbers and phones only for those who keep the roster.
    pub members: Vec<MemberView>,
    /// Whether the viewer keeps the roster.
    pub keeps: bool,
    /// Offers to answer first, then what is under way.
    pub orders: Vec<OrderCard>,
    /// The id for this page's forms.
    pub request_id: String,
}

/// A team with its roster and what it has to do.
#[server(endpoint = "teams/team", input = GetUrl)]
pub async fn team(#[server(default)] id: String) -> Result<TeamPage, Fault> {
    let cx = cx()?;
    let id = id.parse()?;
    let (team, members, keeps) = teams::team(&cx, id).await?;
    Ok(TeamPage {
        team,
        members,
        keeps,
        orders: orders::team_board(&cx, id).await?,
        request_id: cx.form_id(),
    })
}

/// The teams of one's subtree, the orgs to choose from, and an id for the form that founds one.
#[server(endpoint = "teams/teams", input = GetUrl)]
pub async fn teams(
    #[server(default)] after: String,
) -> Result<(Page<TeamView>, Vec<(String, String)>, String), Fault> {
    let cx = cx()?;
    let page = teams::teams(&cx, Some(after.as_str())).await?;
    let orgs = teams::founding_orgs(&cx)?
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    Ok((page, orgs, cx.form_id()))
}

/// Founds a team.
#[server(endpoint = "teams/found")]
pub async fn found(#[server(flatten)] form: TeamForm) -> Result<(), Fault> {
    let id = teams::found(&cx()?, form).await?;
    go(&format!("/team/{id}"));
    Ok(())
}

/// Puts a volunteer on the roster by their number and name.
#[server(endpoint = "teams/join_roster")]
pub async fn join_roster(
    #[server(default)] team: String,
    #[server(default)] no: String,
    #[server(default)] name: String,
) -> Result<(), Fault> {
    let team = team.parse()?;
    Ok(teams::join_roster(&cx()?, team, &no, &name).await?)
}

/// Makes a member the leader.
#[server(endpoint = "teams/name_leader")]
pub async fn name_leader(
    #[server(default)] team: String,
    #[server(default)] volunteer: String,
) -> Result<(), Fault> {
    let team = team.parse()?;
    let volunteer = volunteer.parse()?;
    Ok(teams::name_leader(&cx()?, team, volunteer).await?)
}

/// Takes a volunteer off the roster.
#[server(endpoint = "teams/leave_roster")]
pub async fn leave_roster(
    #[server(default)] team: String,
    #[server(default)] volunteer: String,
) -> Result<(), Fault> {
    let team = team.parse()?;
    let (cx, volunteer) = (cx()?, volunteer.parse()?);
    teams::leave_roster(&cx, team, volunteer).await?;
    if cx.actor.volunteer == Some(volunteer) {
        // The team's page is no longer theirs.
        go("/me");
    }
    Ok(())
}

/// Leads no longer.
#[server(endpoint = "teams/step_down")]
pub async fn step_down(#[server(default)] team: String) -> Result<(), Fault> {
    Ok(teams::step_down(&cx()?, team.parse()?).await?)
}
