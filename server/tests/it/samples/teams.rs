//! Teams: the barbers, whom the institute of 南诏镇 keeps.

use super::Sample;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    let team = county.teams.barbers;
    Some(match function {
        "teams" => Sample::default(),
        "team" => Sample::of(&[("id", &team)]),
        "found" => Sample::of(&[
            ("name", &"清风志愿服务队"),
            ("org", &county.places.village),
            ("leader_no", &county.second.volunteer_no()),
            ("leader_name", &county.second.name),
        ]),
        "join_roster" => Sample::of(&[
            ("team", &team),
            ("no", &county.minor.volunteer_no()),
            ("name", &county.minor.name),
        ]),
        "step_down" => Sample::of(&[("team", &team)]),
        "name_leader" => Sample::of(&[
            ("team", &team),
            ("volunteer", &county.second.volunteer_id()),
        ]),
        "leave_roster" => Sample::of(&[
            ("team", &team),
            ("volunteer", &county.second.volunteer_id()),
        ])
        .but_for(
            "rival",
            &[
                ("team", &team),
                ("volunteer", &county.rival.volunteer_id()),
            ],
        ),
        _ => return None,
    })
}
