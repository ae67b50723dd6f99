//! Hours: the member's service for the resident's order, which their leader confirms.

use super::Sample;
use domain::hours::Verdict;
use domain::orders::State;
use store::testing::County;

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    if matches!(function, "mine" | "notices") {
        return Some(Sample::default());
    }
    let no = county.order_in(State::Delivered).await;
    let attendance = county.attendance(&no, &county.member).await;
    if function != "confirm" {
        county.leader.confirms(attendance).await.unwrap();
    }
    Some(match function {
        "confirm" => Sample::of(&[("attendance", &attendance)]),
        "object" => Sample::of(&[("attendance", &attendance), ("words", &"那天没有人来")]),
        "reviews" => {
            county.resident.objects(attendance).await.unwrap();
            Sample::default()
        }
        "review" => {
            county.resident.objects(attendance).await.unwrap();
            Sample::of(&[("attendance", &attendance), ("verdict", &Verdict::Approve)])
        }
        _ => return None,
    })
}
