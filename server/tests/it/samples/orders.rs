//! Orders: a haircut of the resident, in the state in which a step can be taken; where somebody holds it, the barbers do.

use super::Sample;
use domain::orders::State;
use domain::time::{DAY, HOUR};
use store::testing::County;

/// What somebody says of a haircut, and what the desk looks at first.
const WORDS: &str = "师傅很细心";
const ODD: &str = "请看 www.example.com";

pub(super) async fn sample(county: &County, function: &str) -> Option<Sample> {
    let order = async |state| county.order_in(state).await;
    let reason = ("reason", &"情况有变" as &dyn std::fmt::Display);
    let serving = county.member.volunteer_id();
    Some(match function {
        "mine" | "shifts" => Sample::default(),
        "desk" => Sample::of(&[("org", &county.places.village)]),
        "new" => Sample::of(&[("item", &county.menu.haircut)]),
        "place" => Sample::of(&[
            ("item", &county.menu.haircut),
            ("name", &"沈毅斌"),
            ("phone", &"13800001111"),
            ("day1", &county.now().plus(2 * DAY).date()),
            ("part1", &"morning"),
            ("village", &county.places.village),
            ("address", &"中山路 3 号"),
        ]),
        "order" => Sample::about(&order(State::Scheduled).await, &[]),
        "ask_info" | "reject" | "cancel" => {
            Sample::about(&order(State::Submitted).await, &[reason])
        }
        "give_info" => Sample::about(&order(State::NeedsInfo).await, &[reason]),
        "offer" => {
            let to = format!("team-{}", county.teams.rivals);
            let declined = order(State::Dispatchable).await;
            Sample::about(&declined, &[("to", &to), ("within", &"day")])
        }
        "override" => {
            let to = format!("team-{}", county.teams.rivals);
            Sample::about(
                &order(State::Offered).await,
                &[("to", &to), ("within", &"day"), reason],
            )
        }
        "accept" | "decline" => Sample::about(&order(State::Offered).await, &[]),
        "schedule" => Sample::about(
            &order(State::Accepted).await,
            &[
                ("from", &county.now().plus(HOUR).to_field()),
                ("minutes", &60),
                ("members", &serving),
            ],
        ),
        "check_in" => {
            let no = order(State::Scheduled).await;
            Sample::about(&no, &[("volunteer", &serving)])
        }
        "check_out" => {
            let no = order(State::InService).await;
            county.later(HOUR);
            Sample::about(&no, &[("volunteer", &serving)])
        }
        "deliver" => {
            let no = order(State::InService).await;
            county.later(HOUR);
            county.member.checks_out(&no).await.unwrap();
            Sample::about(&no, &[("report", &"理发完成，老人满意")])
        }
        "rate" => Sample::about(&order(State::Delivered).await, &[("stars", &4)]),
        "said" => {
            county.rated_in_words(WORDS).await;
            county.rated_in_words(ODD).await;
            Sample::default()
        }
        "hide_words" => {
            let (no, rating) = county.rated_in_words(WORDS).await;
            Sample::about(&no, &[("rating", &rating), reason])
        }
        "show_words" => {
            let (no, rating) = county.rated_in_words(ODD).await;
            Sample::about(&no, &[("rating", &rating), reason])
        }
        "reopen" => Sample::about(&order(State::Delivered).await, &[reason]),
        _ => return None,
    })
}
