//! Founding teams and keeping their rosters.

use crate::error::Result;
use crate::people::Person;
use crate::teams;
use domain::ids::TeamId;
use domain::teams::TeamForm;

impl Person {
    /// Founds a team.
    pub async fn founds(&self, form: TeamForm) -> Result<TeamId> {
        teams::found(&self.request().await?, form).await
    }

    /// Puts somebody on a team's roster.
    pub async fn puts_on_roster(&self, team: TeamId, member: &Person) -> Result<()> {
        let cx = self.request().await?;
        teams::join_roster(&cx, team, member.number()?, &member.name).await
    }
}
