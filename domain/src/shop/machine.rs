//! What becomes of a redemption, and when a shop's people are told.

use crate::access::Action;
use crate::error::{Code, Refusal};
use crate::spoken::{LETTERS, heard};
use crate::time::Timestamp;
use crate::typed;

words! {
    /// Where a redemption stands.
    State {
        /// Points and one unit are held; the code opens it.
        Held = "held",
        /// Handed out.
        PickedUp = "picked_up",
        /// Called off by the volunteer.
        Cancelled = "cancelled",
        /// Nobody came in time.
        Expired = "expired",
    }
}

/// The one way out of a state for each action; everything else is refused.
pub fn step(from: State, action: Action) -> Result<State, Code> {
    match (from, action) {
        (State::Held, Action::HAND_OUT) => Ok(State::PickedUp),
        (State::Held, Action::CANCEL_REDEMPTION) => Ok(State::Cancelled),
        (State::Held, Action::EXPIRE_REDEMPTION) => Ok(State::Expired),
        (State::PickedUp, Action::HAND_OUT) => Err(Code::HANDED_OUT_ALREADY),
        (State::Expired, Action::HAND_OUT) => Err(Code::PICK_UP_EXPIRED),
        _ => Err(Code::NOT_NOW),
    }
}

/// Whether a held reward can be handed out now: a code that nobody used in time is as good as expired.
pub fn in_time(until: Timestamp, now: Timestamp) -> Result<(), Code> {
    if now < until {
        Ok(())
    } else {
        Err(Code::PICK_UP_EXPIRED)
    }
}

words! {
    /// Why a shop's stock changed.
    StockMove {
        /// Goods came in.
        Received = "received",
        /// Counted: more or less than the books said.
        Counted = "counted",
        /// Held for somebody.
        Held = "held",
        /// What was held came back.
        Returned = "returned",
    }
}

/// How many of a reward a shop has for anybody, and the mark at which its people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// How many there are.
    pub units: i64,
    /// The mark.
    pub low: i64,
}

impl Level {
    /// Whether somebody should fetch more.
    pub const fn is_low(self) -> bool {
        self.units <= self.low
    }
}

/// Whether a shop's people are told that a reward runs out: when it begins to, and when what came in does not suffice.
pub const fn low_alarm(before: Level, after: Level, came_in: bool) -> bool {
    after.is_low() && (came_in || !before.is_low())
}

/// Letters of a pick-up code.
pub const CODE_LENGTH: usize = 8;

/// A pick-up code, of as many random bytes.
pub fn code_of(random: [u8; CODE_LENGTH]) -> String {
    let letter = |byte: u8| char::from(LETTERS[usize::from(byte) % LETTERS.len()]);
    random.into_iter().map(letter).collect()
}

/// Reads a code as people type it, in small letters, in groups, or scan it.
pub fn parse_code(raw: &str) -> Result<String, Code> {
    typed::required(raw)?;
    heard(raw, CODE_LENGTH).ok_or(Code::NO_SUCH_CODE)
}

/// A share of a budget at which its alarm goes: near the end, and at it.
pub(super) const ALARMS: [i64; 2] = [100, 80];

/// The share of a month's budget, in percent, that was reached or passed just now; the higher if both were.
pub fn budget_alarm(before: i64, after: i64, budget: i64) -> Option<i64> {
    let reached =
        |points: i64, percent: i64| points.saturating_mul(100) >= budget.saturating_mul(percent);
    ALARMS
        .into_iter()
        .find(|percent| reached(after, *percent) && !reached(before, *percent))
}

/// Whether one may have another one: `had` were redeemed within the reward's days and not given back.
pub fn within_limit(had: i64, per_person: i64) -> Result<(), Code> {
    if had < per_person {
        Ok(())
    } else {
        Err(Code::LIMIT_REACHED)
    }
}

/// Whether a reward still costs what its page showed: nobody pays a price that they did not see. A refusal names the field
/// that carries the price, so that the page knows that it is out of date.
pub fn as_shown(shown: Option<i64>, price: i64) -> Result<(), Refusal> {
    if shown == Some(price) {
        return Ok(());
    }
    Err(Refusal {
        code: Code::PRICE_CHANGED,
        ..Refusal::field("price", Code::PRICE_CHANGED)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spoken::spoken;
    use proptest::prelude::*;

    #[test]
    fn every_transition_is_allowed_or_not() {
        const CANCEL: Action = Action::CANCEL_REDEMPTION;
        const EXPIRE: Action = Action::EXPIRE_REDEMPTION;
        const HAND_OUT: Action = Action::HAND_OUT;
        for state in State::ALL {
            for action in [HAND_OUT, CANCEL, EXPIRE] {
                let expected = match (state, action) {
                    (State::Held, HAND_OUT) => Ok(State::PickedUp),
                    (State::Held, CANCEL) => Ok(State::Cancelled),
                    (State::Held, _) => Ok(State::Expired),
                    (State::PickedUp, HAND_OUT) => Err(Code::HANDED_OUT_ALREADY),
                    (State::Expired, HAND_OUT) => Err(Code::PICK_UP_EXPIRED),
                    _ => Err(Code::NOT_NOW),
                };
                assert_eq!(step(*state, action), expected, "{state} {action}");
            }
        }
    }

    #[test]
    fn a_budgets_alarm_goes_once_at_each_share() {
        assert_eq!(budget_alarm(0, 79, 100), None);
        assert_eq!(budget_alarm(79, 80, 100), Some(80));
        assert_eq!(budget_alarm(80, 99, 100), None);
        assert_eq!(budget_alarm(99, 130, 100), Some(100));
        assert_eq!(budget_alarm(10, 130, 100), Some(100));
        assert_eq!(budget_alarm(130, 140, 100), None);
    }

    #[test]
    fn low_stock_is_told_when_it_begins_and_when_too_few_came_in() {
        let alarm = |before, after, came_in| {
            let level = |units| Level { units, low: 2 };
            low_alarm(level(before), level(after), came_in)
        };
        assert!(!alarm(5, 3, false));
        assert!(alarm(3, 2, false));
        assert!(alarm(5, 1, false), "past the mark without meeting it");
        assert!(!alarm(2, 1, false), "it was told before");
        assert!(!alarm(0, 1, false), "what was held came back");
        assert!(alarm(0, 1, true) && alarm(0, 2, true));
        assert!(!alarm(0, 3, true));
        let level = |low| Level { units: 5, low };
        assert!(low_alarm(level(2), level(5), false), "the mark was raised");
        assert!(!low_alarm(level(5), level(6), false));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(parse_code(" 7k3m-q2zp "), Ok("7K3MQ2ZP".to_owned()));
        assert_eq!(spoken("7K3MQ2ZP"), "7K3M-Q2ZP");
        assert_eq!(parse_code(""), Err(Code::REQUIRED));
        for wrong in ["7K3MQ2Z", "7K3MQ2ZPP", "7K3MQ2Z0", "七K3MQ2ZP"] {
            assert_eq!(parse_code(wrong), Err(Code::NO_SUCH_CODE), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_drawn_can_be_read_back(random: [u8; CODE_LENGTH]) {
            let code = code_of(random);
            prop_assert_eq!(parse_code(&spoken(&code)), Ok(code));
        }
    }
}
