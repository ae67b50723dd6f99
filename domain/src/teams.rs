//! Volunteer teams: a roster with a leader, kept by an org.

mod messages;

pub use messages::Message;

use crate::account::{PersonName, Skill};
use crate::error::{Check, Code, Refusal, text};
use crate::ids::{OrgId, TeamId, VolunteerId};
use serde::{Deserialize, Serialize};

/// What it adds to the lists of the frame.
pub(crate) const FEATURE: crate::gather::Feature = crate::gather::Feature {
    codes: CODES,
    actions: ACTIONS,
    ..crate::gather::Feature::NONE
};

actions! {
    /// See a team's offers, schedule and roster.
    VIEW_TEAM = "view_team", [Member, Leader, StationStaff, InstituteStaff, CentreStaff];
    /// Found a team and name its leader.
    FOUND_TEAM = "found_team", [StationStaff, InstituteStaff, CentreStaff];
    /// Put volunteers on the roster or take them off.
    KEEP_ROSTER = "keep_roster", [Leader, StationStaff, InstituteStaff, CentreStaff];
    /// Leave the roster oneself.
    LEAVE_TEAM = "leave_team", [Member, Leader];
    /// Lead no longer, though nobody else was named yet.
    STEP_DOWN = "step_down", [Leader];
}

codes! {
    /// Who leads a team is of age.
    MINOR_LEADER = "minor_leader", Invalid;
}

/// A team as lists name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamView {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// The org that keeps it.
    pub org: String,
    /// How many serve in it.
    pub members: i64,
    /// What it can do.
    pub skills: Vec<Skill>,
}

/// A member on the roster, as the leader sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// Their id.
    pub id: VolunteerId,
    /// Their name.
    pub name: String,
    /// Their masked phone.
    pub phone: String,
    /// Their number.
    pub no: String,
    /// What they can do.
    pub skills: Vec<Skill>,
    /// Whether they lead the team.
    pub leader: bool,
    /// Whether they are who looks.
    pub own: bool,
}

/// The form of a new team as it arrives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TeamForm {
    /// Replays of one form carry the same id.
    pub request_id: String,
    /// Its name.
    pub name: String,
    /// The org that keeps it.
    pub org: String,
    /// The leader's volunteer number.
    pub leader_no: String,
    /// The leader's whole name, which whoever founds the team has to know: numbers can be tried.
    pub leader_name: String,
    /// Comma-separated [`Skill`]s.
    pub skills: String,
}

/// A team that can be founded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTeam {
    /// Its name.
    pub name: String,
    /// The org that keeps it.
    pub org: OrgId,
    /// The leader's volunteer number.
    pub leader_no: String,
    /// The leader's whole name.
    pub leader_name: PersonName,
    /// What it can do.
    pub skills: Vec<Skill>,
}

impl TeamForm {
    /// The org that keeps it.
    pub fn org(&self) -> Result<OrgId, Code> {
        crate::account::required_id(&self.org)
    }

    /// Reads the form.
    pub fn read(&self) -> Result<NewTeam, Refusal> {
        let mut check = Check::default();
        let name = check.take("name", text(&self.name, 2, 40));
        let org = check.take("org", self.org());
        let leader_no = check.take(
            "leader_no",
            crate::account::parse_volunteer_no(&self.leader_no),
        );
        let leader_name = check.take("leader_name", PersonName::parse(&self.leader_name));
        let skills = check.take("skills", crate::account::set_of(&self.skills));
        check.finish(|| {
            Some(NewTeam {
                name: name?,
                org: org?,
                leader_no: leader_no?,
                leader_name: leader_name?,
                skills: skills?,
            })
        })
    }
}

/// Whether a volunteer may leave the roster: the leader hands over first.
pub fn may_leave(leader: bool) -> Result<(), Code> {
    if leader { Err(Code::NOT_NOW) } else { Ok(()) }
}
