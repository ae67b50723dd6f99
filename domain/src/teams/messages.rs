//! What volunteers are told about their teams.

use crate::ids::TeamId;

messages! {
    /// What volunteers are told about their teams.
    Message {
        /// To a volunteer: you lead this team from now on.
        LeaderNamed { team: TeamId, name: String },
        /// To the org that keeps the team: its leader leads no longer.
        LeaderSteppedDown { team: TeamId, name: String },
        /// To a volunteer: you are on this team's roster from now on.
        RosterJoined { team: TeamId, name: String },
    }
}
