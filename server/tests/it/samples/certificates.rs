//! Certificates of the member, who lives in the other township.

use super::Sample;
use domain::actor::Role;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    Some(match function {
        "mine" => Sample::default(),
        "desk" => {
            county.certificate_asked().await;
            Sample::default()
        }
        "verify" | "sheet" | "desk_sheet" => {
            Sample::of(&[("no", &county.certificate_issued().await)])
        }
        "ask" => {
            county.has_served(&county.member, 60).await;
            let today = county.now().date();
            Sample::of(&[("from", &today.plus_days(-30)), ("to", &today)])
        }
        "issue" => Sample::of(&[("id", &county.certificate_asked().await)]),
        "send_back" => Sample::of(&[
            ("id", &county.certificate_asked().await),
            ("reason", &"期间有误"),
        ]),
        "revoke" => {
            let no = county.certificate_issued().await;
            // A desk in the village sees what the township has issued, and revokes only its own.
            let (clerk, village) = (&county.neighbour, county.places.other_village);
            county
                .admin
                .grants(&clerk.phone, Role::StationStaff, village)
                .await
                .unwrap();
            Sample::of(&[("no", &no), ("reason", &"期间有误")])
        }
        _ => return None,
    })
}
